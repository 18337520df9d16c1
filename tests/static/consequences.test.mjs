// What follows from a questionnaire's rules, in words: every sentence against a round small enough to work out by hand.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { data_folder, load, static_folder } from "./support.mjs";

const m = await load("console/designer/consequences.ts");
const edits = await load("console/designer/rule_edits.ts");
const fields = await load("console/designer/exact_field.tsx");
const { designer_rules_en: en } = await load("shared/strings/designer-rules-en.ts");
const { designer_rules_zh_cn: zh } = await load("shared/strings/designer-rules-zh-CN.ts");

const members = (n) => Array.from({ length: n }, (_, at) => ({ id: `m${at}`, name: { en: `M${at}` } }));
const scale = { options: [
  { id: "best", label: { en: "Excellent", "zh-CN": "优秀" }, value: "100", favourable: true },
  { id: "fair", label: { en: "Fair", "zh-CN": "一般" }, value: "60" },
  { id: "unknown", label: { en: "No idea", "zh-CN": "不了解" }, scored: false },
] };
const item = (id, more = {}) => ({ id, type: "scale", scale: "s", label: { en: `Item ${id}`, "zh-CN": `题目${id}` }, ...more });
const category = (id, more = {}) => ({ id, label: { en: id.toUpperCase(), "zh-CN": id }, ...more });
const unit = (id, due, count = 0) => ({ id, name: { en: `Unit ${id}`, "zh-CN": `单位${id}` }, ...(due && { due }), members: members(count) });

function round(more = {}) {
  return {
    candor_round: 1, id: "r", title: {}, languages: ["en", "zh-CN"], scales: { s: scale },
    sections: [{ id: "t", about: "team", items: [item("overall", { weight: "1" })] }, { id: "m", about: "member", items: [item("each")] }],
    categories: [category("a"), category("b")], units: [unit("u", { a: 10, b: 23 }, 7)], access: { mode: "ticket" }, ...more,
  };
}

const told = (file, cause, words = en, lang = "en") => m.consequences(file, lang, words).filter((c) => c.cause === cause).map((c) => c.text);
const with_quota = (at_most, rounding, sizes, invalid = ["over_quota"]) => round({
  units: sizes.map((size, at) => unit(`u${at}`, undefined, size)),
  rules: { quota: { scale: "s", option: "best", at_most, ...(rounding && { rounding }) }, invalid },
});

test("a quota in people: by size of team, rounded as the rule says", () => {
  const table = [
    ["1/3", "floor", [7], ["In a unit of 7 members, at most 2 may be rated “Excellent”."]],
    ["1/3", undefined, [9, 7, 7], ["In a unit of 7 members, at most 2 may be rated “Excellent”.", "In a unit of 9 members, at most 3 may be rated “Excellent”."]],
    ["30%", "half_up", [5], ["In a unit of 5 members, at most 2 may be rated “Excellent”."]],
    ["30%", "floor", [2, 3], ["In units of 2, 3 members, nobody may be rated “Excellent”."]],
    ["1", "floor", [4], ["In units of 4 members, any number may be rated “Excellent”."]],
    ["1/3", "floor", [], ["In a unit of 3 members, at most 1 may be rated “Excellent”.", "In a unit of 5 members, at most 1 may be rated “Excellent”.",
      "In a unit of 7 members, at most 2 may be rated “Excellent”.", "In a unit of 9 members, at most 3 may be rated “Excellent”."]],
  ];
  for (const [at_most, rounding, sizes, expected] of table) {
    assert.deepEqual(told(with_quota(at_most, rounding, sizes), "quota"), expected, `${at_most} of ${sizes}`);
  }
  assert.deepEqual(told(with_quota("1/3", "floor", [7], []), "quota").slice(1), [en.follows.quota_counted]);
  const unused = { ...with_quota("1/3", "floor", [7]), sections: [round().sections[0]] };
  assert.deepEqual(told(unused, "quota"), [en.follows.quota_unused]);
  assert.deepEqual(told(with_quota("1/3", "floor", [7]), "quota", zh, "zh-CN"), ["7名成员的单位，评为“优秀”的不超过2人。"]);
});

test("who is shown together, and where too few are due", () => {
  assert.deepEqual(told(round(), "min_cell"), [en.follows.protected_pair("B", "A", 5), en.follows.protected_nothing(5)]);
  assert.deepEqual(told(round({ categories: [category("a")] }), "min_cell"), [en.follows.protected_alone("A", 5)]);
  const three = round({ categories: [category("a"), category("b"), category("c"), category("d", { confidential: false })] });
  assert.deepEqual(told(three, "min_cell"), [en.follows.protected_many(5), en.follows.protected_nothing(5)]);
  assert.deepEqual(told(three, "categories"), [en.follows.open("D")]);
  const units = [unit("1", { a: 3, b: 20 }), unit("2", { a: 1, b: 2 }), unit("3", { a: 0, b: 9 }), unit("4")];
  assert.deepEqual(told(round({ units }), "min_cell").slice(2), [en.follows.small("A", 5, "Unit 1"), en.follows.tiny(5, "Unit 2")]);
  assert.deepEqual(told(round({ units, rules: { min_cell: 3 } }), "min_cell").slice(2), [en.follows.small("A", 3, "Unit 2"), en.follows.small("B", 3, "Unit 2")]);
  const many = Array.from({ length: 17 }, (_, at) => unit(String(at), { a: 1, b: 30 }));
  assert.match(told(round({ units: many }), "min_cell")[2], /in Unit 0, Unit 1, Unit 2, Unit 3, Unit 4 and 12 more: /);
});

test("the quorum in people: the least whole number that reaches the share", () => {
  const table = [["2/3", 33, 22], ["2/3", 34, 23], ["0.1", 10, 1], ["0.3", 10, 3], ["1", 7, 7], ["0", 7, 0], ["33.3%", 1000, 333], ["1/2", 7, 4], ["1/7", 7, 1]];
  for (const [share, due, needed] of table) assert.equal(m.people_needed(share, due), needed, `${share} of ${due}`);
  const quorate = round({ rules: { quorum: { of: "due", at_least: "2/3" } }, units: [unit("u", { a: 10, b: 23 }), unit("v")] });
  assert.deepEqual(told(quorate, "quorum"), ["In Unit u, at least 22 of 33 must answer.", en.follows.quorum_marked, en.follows.quorum_unknown("Unit v")]);
});

test("weights as shares; a round without any says so", () => {
  const weighed = (...weights) => round({ categories: weights.map((weight, at) => category("abc"[at], { weight })) });
  assert.deepEqual(told(weighed("0.3", "30%", "0.4"), "weights"), ["In the weighted score, “A” counts 30 %, “B” counts 30 % and “C” counts 40 %.", en.follows.renormalise]);
  assert.deepEqual(told(weighed("1/3", "1/3"), "weights"), [en.follows.weights_alike, en.follows.renormalise]);
  assert.deepEqual(told(weighed("0", "0"), "weights"), [en.follows.weights_none]);
  assert.deepEqual(told({ ...weighed("1", "2"), rules: { empty_category: "void" } }, "weights")[1], en.follows.void);
});

test("what the score is made of, what counts as 0, who sees what", () => {
  assert.deepEqual(told(round(), "score"), [en.follows.score_one("The team", "Item overall"), en.follows.score_none("Each member")]);
  const two = round({ sections: [{ id: "t", about: "team", items: [item("x", { weight: "30" }), item("y", { weight: "70" })] }] });
  assert.deepEqual(told(two, "score"), ["The team: the score is put together of “Item x” (30 %) and “Item y” (70 %)."]);
  assert.deepEqual(told(round(), "base"), []);
  assert.deepEqual(told(round({ rules: { base: "valid" } }), "base"), [en.follows.base_valid("“No idea”")]);
  assert.deepEqual(told(round({ rules: { base: "returned" } }), "base", zh, "zh-CN"), [zh.follows.base_returned("“不了解”")]);
  assert.deepEqual(told(round(), "members_see"), [en.follows.members_see.own]);
  assert.deepEqual(told(two, "members_see"), []);
  assert.deepEqual(told(round(), "min_text"), []);
  const asking = round({ sections: [{ id: "t", about: "team", items: [{ id: "x", type: "text", label: {} }] }] });
  assert.deepEqual(told(asking, "min_text"), [en.follows.comments(10)]);
  assert.deepEqual(told(round({ access: { mode: "open" } }), "access"), [en.follows.access_open]);
});

test("flags are read, told, and written as they were", () => {
  const table = ["favourable < 60%", "favourable <= 2/3", "option:poor > 1/3", "score < 60", "score >= 59.5"];
  for (const when of table) assert.equal(m.condition_text(m.parse_condition(when)), when);
  for (const when of ["", "favourable", "favourable = 1", "option: > 1", "sum < 3", "score < "]) assert.equal(m.parse_condition(when), null, when);
  const flagged = round({ rules: { flags: [{ id: "f", label: { en: "Look" }, item: "overall", when: "option:best > 1/3" }, { id: "g", label: { en: "Low" }, item: "gone", when: "score < 60" }] } });
  assert.deepEqual(told(flagged, "flags"), [
    "“Look” is proposed for whoever’s “Item overall” has a share of “Excellent” of more than 1/3.",
    "“Low” is proposed for whoever’s “(missing question)” has a score of less than 60.",
  ]);
});

test("every template and golden case has its consequences told in both languages, without a gap", () => {
  const templates = join(static_folder, "..", "forms", "templates");
  const files = [
    ...readdirSync(templates).filter((name) => name.endsWith(".round.json")).map((name) => join(templates, name)),
    ...readdirSync(join(data_folder, "cases"), { withFileTypes: true }).filter((entry) => entry.isDirectory())
      .map((entry) => join(data_folder, "cases", entry.name, "round.json")),
  ];
  assert.ok(files.length >= 18);
  for (const path of files) {
    const file = JSON.parse(readFileSync(path, "utf8"));
    for (const [lang, words] of [["en", en], ["zh-CN", zh]]) {
      const sentences = m.consequences(file, lang, words).map(({ text }) => text);
      assert.ok(sentences.length > 0, path);
      for (const text of sentences) assert.doesNotMatch(text, /undefined|NaN|null|\[object/, path);
      assert.equal(new Set(sentences).size, sentences.length, path);
    }
  }
});

test("removing a category takes it out of what is due, and leaves other units the very same", () => {
  const file = round({ units: [unit("1", { a: 3, b: 4 }), unit("2", { b: 4 }), unit("3")] });
  const next = edits.without_category(file, "a");
  assert.deepEqual(next.categories.map(({ id }) => id), ["b"]);
  assert.deepEqual(next.units[0].due, { b: 4 });
  assert.equal(next.units[1], file.units[1]);
  assert.equal(next.units[2], file.units[2]);
  assert.deepEqual(edits.with_categories(file, [category("a"), category("a")]).categories.map(({ id }) => id), ["a", "b", "a-2", "a-3"]);
  const replaced = edits.replace_categories(file, [category("b"), category("z")]);
  assert.deepEqual([replaced.categories.map(({ id }) => id), replaced.units[0].due], [["b", "z"], { b: 4 }]);
});

test("numbers as the file takes them", () => {
  for (const text of ["0.3", "1/3", "20%", "30", "0"]) assert.ok(fields.is_exact_number(text), text);
  for (const text of ["", "a", "1/0", "-1", "1e3", ".5", "1,5", "1/"]) assert.ok(!fields.is_exact_number(text), text);
  for (const text of ["0", "1", "1/3", "100%", "0.999"]) assert.ok(fields.is_share(text), text);
  for (const text of ["1.01", "4/3", "101%", "2", "x"]) assert.ok(!fields.is_share(text), text);
  assert.ok(fields.is_whole_between(3, 9)("3"));
  for (const text of ["2", "10", "3.5", ""]) assert.ok(!fields.is_whole_between(3, 9)(text), text);
});
