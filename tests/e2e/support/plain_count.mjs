// Counts answers as docs/scoring.md says, from nothing but what was given: slow, plain, with exact fractions. For tests to
// hold the program's tally against; it knows no weights and no disclosure.

/** The items of each ratee of a unit, without text and info: [about, item] in any order. */
export function askedOf(file, unit) {
  const asked = [];
  const ask = (about, items) => {
    for (const item of items) if (item.type !== "text" && item.type !== "info") asked.push([about, item]);
  };
  for (const section of file.sections) {
    if (section.about === "team") ask("team", section.items);
    if (section.about === "none") ask("-", section.items);
    for (const member of unit.members ?? []) {
      if (section.about === "member" && (!section.of || section.of === member.kind)) ask(member.id, section.items);
    }
  }
  ask("team", unit.items ?? []);
  return asked;
}

/** Why a ballot that was cast is not counted; null: it is. What the page refuses is not looked for. */
export function reasonOf(file, unit, body) {
  const invalid = file.rules?.invalid ?? [];
  if (invalid.includes("blank_ballot") && Object.keys(body).length === 0) return "blank_ballot";
  const grades = askedOf(file, unit).filter(([about, item]) => item.type === "scale" && body[about]?.[item.id] !== undefined)
    .map(([about, item]) => body[about][item.id]);
  return invalid.includes("all_same") && grades.length >= 5 && new Set(grades).size === 1 ? "all_same" : null;
}

/**
 * What is to be told of one item and ratee: by `bodies`, the valid ballots of a group. `returned`: of the group, valid or
 * not. Keys are those of the tally (docs/file-formats.md).
 */
export function countItem(file, about, item, bodies, returned) {
  const given = bodies.map((body) => body[about]?.[item.id]).filter((value) => value !== undefined);
  const abstained = bodies.length - given.length;
  const times = (value) => given.filter((one) => (Array.isArray(one) ? one.includes(value) : one === value)).length;
  const ids = (item.type === "scale" ? file.scales[item.scale].options : item.options ?? []).map((option) => option.id);
  const counts = Object.fromEntries(ids.map((id) => [id, times(id)]));
  switch (item.type) {
    case "scale": return { abstained, ...countGrades(file, item, counts, bodies.length, returned) };
    case "single":
    case "multiple": return { n: given.length, abstained, counts };
    case "nps": return { n: given.length, abstained, ...countNps(given) };
    case "number": return { n: given.length, abstained, ...countNumbers(given) };
    case "rank": return { n: given.length, abstained, counts, ...countRanks(ids, given) };
    default: throw new Error(`${item.type} is not counted`);
  }
}

function countGrades(file, item, all, valid, returned) {
  const { options } = file.scales[item.scale];
  const scored = options.filter((option) => option.scored !== false);
  const pickOf = (list) => Object.fromEntries(list.map(({ id }) => [id, all[id]]));
  const n = scored.reduce((sum, { id }) => sum + all[id], 0);
  const base = { scored: n, valid, returned }[file.rules?.base ?? "scored"];
  const figures = { counts: pickOf(scored), unscored: pickOf(options.filter((option) => option.scored === false)), n };
  if (base !== n) figures.base = base;
  if (n === 0) return { ...figures, score: null };
  const sum = scored.reduce((total, { id, value }) => plus(total, times(read(value), [BigInt(all[id]), 1n])), [0n, 1n]);
  figures.score = text(times(sum, [1n, BigInt(base)]));
  const liked = scored.filter((option) => option.favourable);
  if (liked.length > 0) figures.favourable = text([BigInt(100 * liked.reduce((total, { id }) => total + all[id], 0)), BigInt(base)]);
  return figures;
}

function countNps(given) {
  const counts = Object.fromEntries(Array.from({ length: 11 }, (_, value) => [value, given.filter((one) => one === value).length]));
  const balance = given.filter((value) => value >= 9).length - given.filter((value) => value <= 6).length;
  return { counts, nps: given.length > 0 ? text([BigInt(100 * balance), BigInt(given.length)]) : null };
}

/** Median and quartiles of type 7: at place (n-1)p from 0, linear between neighbours. */
function countNumbers(given) {
  if (given.length === 0) return { mean: null, median: null, quartiles: null };
  const sorted = given.map(read).sort((a, b) => Number(sign(minus(a, b))));
  const at = (quarters) => {
    const place = (sorted.length - 1) * quarters;
    const [low, part] = [Math.floor(place / 4), BigInt(place % 4)];
    return part === 0n ? sorted[low] : plus(sorted[low], times(minus(sorted[low + 1], sorted[low]), [part, 4n]));
  };
  const sum = sorted.reduce(plus, [0n, 1n]);
  return { mean: text(times(sum, [1n, BigInt(sorted.length)])), median: text(at(2)), quartiles: [text(at(1)), text(at(3))] };
}

function countRanks(ids, given) {
  const places = (id) => given.map((order) => order.indexOf(id)).filter((place) => place >= 0);
  const borda = Object.fromEntries(ids.map((id) => [id, places(id).reduce((sum, place) => sum + ids.length - 1 - place, 0)]));
  const mean_position = Object.fromEntries(ids.map((id) => {
    const sum = places(id).reduce((total, place) => total + place + 1, 0);
    return [id, places(id).length > 0 ? text([BigInt(sum), BigInt(places(id).length)]) : null];
  }));
  return { borda, mean_position };
}

/** The figures of the tally with exact values alone: `{"value", "exact"}` becomes the text of `exact`. */
export function exactFigures(figures) {
  const { categories, score, exact, favourable, nps, mean, median, quartiles, mean_position, ...rest } = figures;
  const of = (value) => (value === null ? null : value.exact);
  return {
    ...rest,
    ...(score !== undefined && { score: score === null ? null : exact }),
    ...(favourable !== undefined && { favourable: of(favourable) }),
    ...(nps !== undefined && { nps: of(nps) }),
    ...(mean !== undefined && { mean: of(mean), median: of(median), quartiles: quartiles === null ? null : quartiles.map(of) }),
    ...(mean_position !== undefined && { mean_position: Object.fromEntries(Object.entries(mean_position).map(([id, value]) => [id, of(value)])) }),
  };
}

// ---- exact fractions: [numerator, denominator > 0]

function read(written) {
  const [, minusSign, whole, fraction = "", percent, under] = /^(-?)(\d+)(?:\.(\d+))?(?:(%)|\/(\d+))?$/.exec(String(written));
  return [BigInt(`${minusSign}${whole}${fraction}`), BigInt(under ?? 1) * 10n ** BigInt(fraction.length + (percent ? 2 : 0))];
}
const plus = ([a, b], [c, d]) => [a * d + c * b, b * d];
const minus = (one, [c, d]) => plus(one, [-c, d]);
const times = ([a, b], [c, d]) => [a * c, b * d];
const sign = ([a]) => (a > 0n) - (a < 0n);

function text([a, b]) {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y > 0n) [x, y] = [y, x % y];
  const [top, bottom] = x === 0n ? [0n, 1n] : [a / x, b / x];
  return bottom === 1n ? String(top) : `${top}/${bottom}`;
}
