// Random answers to a random round, as the page holds them: some items open, some hidden by others, every value one that
// its item takes. `dice` is chance_of(seed).

/** about → item → value. */
export function random_answers(file, unit, dice) {
  const answers = {};
  const answer_all = (about, items) => {
    for (const item of items) {
      const value = dice.chance(0.75) ? random_value(file, item, dice) : undefined;
      if (value !== undefined) (answers[about] ??= {})[item.id] = value;
    }
  };
  for (const section of file.sections) {
    if (section.about === "team") answer_all("team", section.items);
    if (section.about === "none") answer_all("-", section.items);
    for (const member of unit.members ?? []) {
      if (section.about === "member" && (!section.of || section.of === member.kind)) answer_all(member.id, section.items);
    }
  }
  answer_all("team", unit.items ?? []);
  return answers;
}

/** Undefined where the item takes none, or where none lies between its bounds. */
export function random_value(file, item, dice) {
  const ids = (item.type === "scale" ? file.scales[item.scale].options : item.options ?? []).map((option) => option.id);
  switch (item.type) {
    case "scale":
    case "single":
      return dice.one_of(ids);
    case "multiple": {
      const fewest = Math.max(1, Number(item.min ?? 1));
      const most = Number(item.max ?? ids.length);
      const chosen = new Set(dice.shuffled(ids).slice(0, fewest + dice.below(most - fewest + 1)));
      return ids.filter((id) => chosen.has(id));
    }
    case "rank":
      return dice.some_of(ids);
    case "nps":
      return dice.below(11);
    case "number":
      return random_number(item, dice);
    case "text":
      return Array.from("优 good 不清楚🙂\n\"x\" ok").slice(0, Math.min(item.max_length ?? 1000, 1 + dice.below(16))).join("").trim() || undefined;
    default:
      return undefined;
  }
}

/** A number within the item's bounds, with all its decimals written out; undefined where none lies between them. */
function random_number(item, dice) {
  const power = 10n ** BigInt(item.decimals ?? 0);
  const low = item.min === undefined ? null : bound(item.min, power, true);
  const high = item.max === undefined ? null : bound(item.max, power, false);
  const from = low ?? (high ?? 0n) - 1000n;
  const to = high ?? from + 1000n;
  if (to < from) return undefined;
  const limit = 10n ** 15n;
  const drawn = from + BigInt(dice.below(1e9)) % (to - from + 1n);
  if (drawn > limit || drawn < -limit) return undefined;
  const size = (drawn < 0n ? -drawn : drawn).toString().padStart((item.decimals ?? 0) + 1, "0");
  const whole = size.slice(0, size.length - (item.decimals ?? 0));
  return (drawn < 0n ? "-" : "") + whole + (item.decimals ? `.${size.slice(-item.decimals)}` : "");
}

/** The bound times 10^decimals, rounded inwards; exact, by big integers. */
function bound(text, power, lower) {
  const [, sign, whole, fraction = "", percent, under] = /^(-?)(\d+)(?:\.(\d+))?(?:(%)|\/(\d+))?$/.exec(String(text));
  const top = BigInt(`${sign}${whole}${fraction}`) * power;
  const bottom = BigInt(under ?? 1) * 10n ** BigInt(fraction.length + (percent ? 2 : 0));
  const down = top / bottom - (top % bottom < 0n ? 1n : 0n);
  return lower && top % bottom !== 0n ? down + 1n : down;
}
