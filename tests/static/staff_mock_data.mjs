// Made-up answers of the API for looking at the staff's pages without a server: rounds in every state, a rich result,
// and the golden cases. Figures of the rich result are drawn from a fixed seed and rounded for display only.
import fs from "node:fs";
import path from "node:path";
import { root } from "./staff_load.mjs";

const read = (file) => JSON.parse(fs.readFileSync(path.join(root, file), "utf8"));
const cases = "tests/data/cases";

function random(seed) {
  let state = seed;
  return () => { state = (state * 1664525 + 1013904223) % 4294967296; return state / 4294967296; };
}

const unit_names = [
  ["head-office", null, "Head office", "集团总部"], ["north", "head-office", "Northern region", "北方分公司"],
  ["harbin", "north", "Harbin plant", "哈尔滨厂"], ["dalian", "north", "Dalian yard", "大连船厂"],
  ["south", "head-office", "Southern region", "南方分公司"], ["shenzhen", "south", "Shenzhen branch", "深圳公司"],
  ["research", "head-office", "Research institute", "研究院"],
];
const people = [["Li Wei", "李伟"], ["Wang Fang", "王芳"], ["Zhang Min", "张敏"], ["Chen Jing", "陈静"]];
const posts = [["General manager", "总经理"], ["Deputy general manager", "副总经理"], ["Chief engineer", "总工程师"], ["Finance director", "财务总监"]];

export function rich_round(id) {
  const file = read("forms/templates/team-and-members.round.json");
  file.id = id;
  file.title = { en: "Appraisal of leadership teams 2026", "zh-CN": "2026年度领导班子和领导人员测评" };
  file.asked_by = { en: "Board of supervisors", "zh-CN": "监事会" };
  file.units = unit_names.map(([unit, parent, en, zh], at) => ({
    id: unit, name: { en, "zh-CN": zh }, parent, due: at === 5 ? { superiors: 1, managers: 2, staff: 4 } : { superiors: 6, managers: 18 + at, staff: 70 + 9 * at },
    members: people.map(([name_en, name_zh], m) => ({
      id: `${unit}-m${m + 1}`, name: { en: name_en, "zh-CN": name_zh }, post: { en: posts[m][0], "zh-CN": posts[m][1] }, head: m === 0, kind: "leader",
    })),
  }));
  return file;
}

function cell(next, options, n_all, tilt, unknown_share) {
  const counts = Object.fromEntries(options.scored.map((o) => [o.id, 0]));
  const unscored = Object.fromEntries(options.unscored.map((o) => [o.id, 0]));
  let abstained = 0;
  for (let i = 0; i < n_all; i++) {
    const r = next();
    if (r < 0.03) { abstained++; continue; }
    if (r < 0.03 + unknown_share && options.unscored.length) { unscored[options.unscored[0].id]++; continue; }
    const at = Math.min(options.scored.length - 1, Math.floor(Math.pow(next(), tilt) * options.scored.length));
    counts[options.scored[at].id]++;
  }
  return finish({ counts, unscored, abstained }, options);
}

function finish(c, options) {
  const n = Object.values(c.counts).reduce((a, b) => a + b, 0);
  if (n === 0) return { ...c, n, score: null };
  const sum = options.scored.reduce((a, o) => a + Number(o.value) * c.counts[o.id], 0);
  const good = options.scored.filter((o) => o.favourable).reduce((a, o) => a + c.counts[o.id], 0);
  return { ...c, n, score: (sum / n).toFixed(2), exact: `${sum}/${n}`, favourable: { rate: ((100 * good) / n).toFixed(2), exact: `${100 * good}/${n}` } };
}

function pool(cells, options) {
  const add = (key) => Object.fromEntries(Object.keys(cells[0][key]).map((o) => [o, cells.reduce((a, c) => a + c[key][o], 0)]));
  return finish({ counts: add("counts"), unscored: add("unscored"), abstained: cells.reduce((a, c) => a + c.abstained, 0) }, options);
}

function weighted_of(cells, weights) {
  const scored = cells.map((c, i) => [c, weights[i]]).filter(([c]) => c.score !== null);
  const sum = scored.reduce((a, [, w]) => a + w, 0);
  const value = scored.reduce((a, [c, w]) => a + w * Number(c.score), 0) / sum;
  return { score: value.toFixed(2), exact: String(Math.round(value * 1e6)) + "/1000000" };
}

function ratee_result(file, section, about, next, groups) {
  const weights = groups.map((g) => g.categories.reduce((a, id) => a + Number(file.categories.find((c) => c.id === id).weight), 0));
  const items = section.items.filter((i) => i.type === "scale").map((item, at) => {
    const all = file.scales[item.scale].options;
    const options = { scored: all.filter((o) => o.scored !== false), unscored: all.filter((o) => o.scored === false) };
    const cells = groups.map((g, gi) => ({ categories: g.categories, ...cell(next, options, g.valid, 2.1 + at * 0.22 - gi * 0.35, 0.04 + 0.05 * at) }));
    return { item: item.id, groups: cells, pooled: pool(cells, options), weighted: weighted_of(cells, weights) };
  });
  const score = (pick) => ({ score: (items.reduce((a, i) => a + Number(pick(i)), 0) / items.length).toFixed(2), exact: "1" });
  return { about, items, score: { weighted: score((i) => i.weighted.score), pooled: score((i) => i.pooled.score) }, flags: about === "head-office-m2" || about === "team" ? ["attention"] : [] };
}

export function rich_result(file, unit_at) {
  const next = random(17 + unit_at);
  const unit = file.units[unit_at];
  const groups = unit_at === 0
    ? [{ categories: ["superiors"], due: 6, returned: 6, valid: 6, invalid: {} }, { categories: ["managers"], due: 18, returned: 17, valid: 17, invalid: {} },
      { categories: ["staff"], due: 70, returned: 63, valid: 60, invalid: { blank_ballot: 2, over_quota: 1 } }]
    : [{ categories: ["superiors", "managers"], due: unit.due.superiors + unit.due.managers, returned: 15, valid: 15, invalid: {} },
      { categories: ["staff"], due: unit.due.staff, returned: 41, valid: 40, invalid: { over_quota: 1 } }];
  const [team, member] = file.sections;
  const results = [ratee_result(file, team, "team", next, groups), ...unit.members.map((m) => ratee_result(file, member, m.id, next, groups))];
  return { unit: unit.id, suppressed: false, groups, left_out: [], quorate: unit_at === 0, results };
}

/** Reports of one golden case, with labels people might have written. */
export function case_round(name, labels) {
  let text = fs.readFileSync(path.join(root, cases, name, "round.json"), "utf8");
  const file = JSON.parse(text);
  for (const section of file.sections) {
    for (const item of section.items) if (labels[item.id]) item.label = { en: labels[item.id][0], "zh-CN": labels[item.id][1] };
  }
  for (const c of file.categories) if (labels[c.id]) c.label = { en: labels[c.id][0], "zh-CN": labels[c.id][1] };
  return { file, tally: read(`${cases}/${name}/expected.json`) };
}

export function meta(file, state, more = {}) {
  const due = file.units.every((u) => u.due) ? file.units.reduce((a, u) => a + Object.values(u.due).reduce((x, y) => x + y, 0), 0) : null;
  return {
    id: file.id, title: file.title, state, access: file.access?.mode ?? "ticket", version: 3, units: file.units.length,
    members: file.units.reduce((a, u) => a + (u.members ?? []).length, 0), due, opens_at: null, closes_at: null,
    released_at: null, manifest_hash: null, tickets_kept: false, imported: false, codes_by: null, opening: null, grace_s: 0,
    casts_until: null, retain_until: null, sealed_at: null, purged_at: null, claims_shut: false, ...more,
  };
}
