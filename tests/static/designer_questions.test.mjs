// Questions and scales as edits of the file: whatever names what went goes with it, and a file that is whole stays whole.
// Properties with printed seeds beside tables. What the server checks is written down here a second time, for references.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { load, static_folder } from "./support.mjs";

const integrity = await load("console/designer/integrity.ts");
const { all_items, mended, mended_items, replaced_kind, without_scale } = integrity;
const items = await load("console/designer/item_edits.ts");
const scales = await load("console/designer/scale_edits.ts");
const { moved, removed, replaced } = await load("console/designer/lists.ts");
const { without_category } = await load("console/designer/rule_edits.ts");
const { item_presets, grade_presets } = await load("console/designer/presets.ts");
const words = [
  (await load("shared/strings/designer-questions-en.ts")).designer_questions_en,
  (await load("shared/strings/designer-questions-zh-CN.ts")).designer_questions_zh_cn,
];

const templates = join(static_folder, "..", "forms", "templates");
const rounds = readdirSync(templates).filter((name) => name.endsWith(".round.json")).sort()
  .map((name) => JSON.parse(readFileSync(join(templates, name), "utf8")));
const { dangling, random_edit, random_of } = await import("./designer_questions_edits.mjs");
const tools = { ...integrity, ...items, ...scales, moved, removed, replaced, without_category, item_presets, grade_presets };

const text = (en) => ({ en, "zh-CN": en });
const options = (...ids) => ids.map((id) => ({ id, label: text(id) }));
const single = (id, ...ids) => ({ id, type: "single", label: text(id), options: options(...ids) });

/** A round whose parts name one another in every way there is. */
const knotted = () => ({
  candor_round: 1, id: "r", title: text("r"), languages: ["zh-CN", "en"], access: { mode: "ticket" },
  scales: {
    grade: { options: [
      { id: "good", label: text("good"), value: "100", favourable: true }, { id: "fair", label: text("fair"), value: "60" },
      { id: "poor", label: text("poor"), value: "0" }, { id: "unknown", label: text("?"), scored: false } ] },
    yes: { options: [{ id: "good", label: text("yes"), value: "1", favourable: true }, { id: "no", label: text("no"), value: "0" }] },
  },
  sections: [
    { id: "team", about: "team", title: text("team"), items: [
      { id: "overall", type: "scale", scale: "grade", label: text("overall"), weight: "30" },
      { ...single("why", "a", "b"), show_if: { item: "overall", is: ["fair", "poor"] } },
      { id: "several", type: "multiple", label: text("several"), options: options("x", "y", "z"), min: 2, max: 3, show_if: { item: "why", is: ["a"] } },
      { id: "say", type: "text", label: text("say"), max_length: 500 } ] },
    { id: "member", about: "member", title: text("member"), items: [{ id: "overall", type: "scale", scale: "grade", label: text("overall"), weight: "1/3" }] },
    { id: "new", about: "member", of: "appointee", title: text("new"), items: [{ id: "view", type: "scale", scale: "yes", label: text("view"), weight: "2" }] },
  ],
  categories: [{ id: "A", label: text("A") }, { id: "B", label: text("B") }],
  units: [{ id: "u1", name: text("u1"), parent: null, due: { A: 5, B: 9 },
    members: [{ id: "m1", name: text("m1"), kind: "leader" }, { id: "m2", name: text("m2"), kind: "appointee" }],
    items: [{ id: "own", type: "scale", scale: "yes", label: text("own") }] }],
  rules: {
    invalid: ["blank_ballot", "over_quota"], quota: { scale: "grade", option: "good", at_most: "1/3" },
    flags: [
      { id: "low", label: text("low"), item: "overall", when: "favourable < 60%" },
      { id: "bad", label: text("bad"), item: "overall", when: "option:poor > 1/3" },
      { id: "unit", label: text("unit"), item: "own", when: "score < 1" } ],
  },
});
const section = (file, id) => file.sections.find((one) => one.id === id);
const item = (file, id) => all_items(file).find((one) => one.id === id);
const with_items = (file, id, change) => ({ ...file, sections: file.sections.map((one) => (one.id === id ? { ...one, items: change(one.items) } : one)) });
const lost = ({ losses }) => losses.map(({ kind, label }) => (label ? `${kind} ${label.en}` : kind)).sort();

test("the round of these tests and every template are whole, and mending leaves the very same file", () => {
  for (const file of [knotted(), ...rounds]) {
    assert.deepEqual(dangling(file), [], file.id);
    assert.equal(mended(file).value, file);
  }
});

const kLosses = [
  ["an option that a condition names among others", (f) => scales.with_scale_options(f, "grade", (o) => o.filter(({ id }) => id !== "fair")), [],
    (f) => assert.deepEqual(item(f, "why").show_if.is, ["poor"])],
  ["an option that a flag and a condition name", (f) => scales.with_scale_options(f, "grade", (o) => o.filter(({ id }) => id !== "poor")), ["flag bad"],
    (f) => assert.deepEqual(item(f, "why").show_if.is, ["fair"])],
  ["all options that a condition names", (f) => scales.with_scale_options(f, "grade", (o) => o.filter(({ id }) => id === "good" || id === "unknown")), ["flag bad", "show_if why"],
    (f) => assert.ok(!("show_if" in item(f, "why")))],
  ["the quota's option", (f) => scales.with_scale_options(f, "grade", (o) => o.slice(1)), ["quota"],
    (f) => assert.deepEqual([f.rules.quota, f.rules.invalid], [undefined, ["blank_ballot"]])],
  ["the value of a flag's option", (f) => scales.with_scale_options(f, "grade", (o) => replaced(o, 2, (one) => scales.with_scored(one, false))), ["flag bad"],
    (f) => assert.deepEqual(f.scales.grade.options[2], { id: "poor", label: text("poor"), scored: false })],
  ["an item that another hangs on", (f) => with_items(f, "team", (list) => removed(list, 1)), ["show_if several"], (f) => assert.equal(item(f, "why"), undefined)],
  ["one of two items of a flag's id", (f) => with_items(f, "team", (list) => removed(list, 0)), ["show_if why"], (f) => assert.equal(f.rules.flags.length, 3)],
  ["both items of a flag's id", (f) => with_items(with_items(f, "team", (list) => removed(list, 0)), "member", () => []), ["flag bad", "flag low", "show_if why"],
    (f) => assert.deepEqual(f.rules.flags.map(({ id }) => id), ["unit"])],
  ["an item moved above the one it hangs on", (f) => with_items(f, "team", (list) => moved(list, 1, 0)), ["show_if why"], (f) => assert.ok(item(f, "several").show_if)],
  ["an item moved to another section", (f) => items.moved_to_section({ ...f, sections: [...f.sections, { id: "more", about: "team", title: {}, items: [] }] }, 0, 1, 3), ["show_if several", "show_if why"],
    (f) => assert.deepEqual(section(f, "more").items.map(({ id }) => id), ["why"])],
  ["an option of a multiple choice with limits", (f) => with_items(f, "team", (list) => replaced(list, 2, (one) => ({ ...one, options: one.options.slice(0, 1) }))), ["choices several"],
    (f) => assert.deepEqual([item(f, "several").min, item(f, "several").max], [1, 1])],
  ["the type that a flag and a condition need", (f) => with_items(f, "team", (list) => replaced(list, 0, (one) => items.retyped(one, "number"))), ["flag bad", "flag low", "show_if why"],
    (f) => assert.deepEqual(item(f, "overall"), { id: "overall", type: "number", label: text("overall") })],
  ["a unit's own item that a flag names", (f) => ({ ...f, units: [{ ...f.units[0], items: [] }] }), ["flag unit"], (f) => assert.equal(f.rules.flags.length, 2)],
];
for (const [what, edit, losses, holds] of kLosses) {
  test(`what names ${what} goes or adapts with it, and is told`, () => {
    const found = mended(edit(knotted()));
    assert.deepEqual(lost(found), losses);
    assert.deepEqual(dangling(found.value), []);
    holds(found.value);
  });
}

test("what nothing happened to stays the very same object", () => {
  const before = knotted();
  const { value: after } = mended(with_items(before, "team", (list) => removed(list, 1)));
  assert.equal(after.sections[1], before.sections[1]);
  assert.equal(after.units, before.units);
  assert.equal(after.rules, before.rules);
  assert.equal(after.sections[0].items[0], before.sections[0].items[0]);
});

test("a scale that is used leaves only for another; the quota and the conditions follow where they can", () => {
  const before = knotted();
  assert.equal(without_scale(before, "grade"), before);
  assert.equal(without_scale(before, "nothing", "yes"), before);
  assert.equal(without_scale(before, "grade", "grade"), before);
  assert.equal(without_scale(before, "grade", "nothing"), before);
  const after = without_scale(before, "grade", "yes");
  assert.deepEqual(dangling(after), []);
  assert.deepEqual(Object.keys(after.scales), ["yes"]);
  assert.deepEqual(after.rules.quota, { scale: "yes", option: "good", at_most: "1/3" });
  assert.ok(!("show_if" in item(after, "why")));
  assert.deepEqual(after.rules.flags.map(({ id }) => id), ["low", "unit"]);
  const other = without_scale(before, "yes", "grade");
  assert.equal(item(other, "own").scale, "grade");
  const spare = scales.with_scale(before, "spare", grade_presets[0].options);
  assert.deepEqual(without_scale(spare.file, "spare"), before);
});

test("a kind of member is renamed everywhere, or given up", () => {
  const renamed = replaced_kind(knotted(), "appointee", "promoted");
  assert.deepEqual([section(renamed, "new").of, renamed.units[0].members[1].kind, renamed.units[0].members[0].kind], ["promoted", "promoted", "leader"]);
  const given_up = replaced_kind(knotted(), "appointee", undefined);
  assert.ok(!("of" in section(given_up, "new")) && !("kind" in given_up.units[0].members[1]));
  assert.deepEqual(dangling(given_up), []);
  const before = knotted();
  const same = replaced_kind(before, "nobody", "x");
  assert.deepEqual([same.units, same.sections], [before.units, before.sections]);
});

test("nobody is asked one id twice: a section that comes to be about the same gets other ids, conditions with them", () => {
  const before = knotted();
  const third = { id: "third", about: "member", of: "x", title: {}, items: [single("overall", "a", "b"), { ...single("then", "a", "b"), show_if: { item: "overall", is: ["a"] } }] };
  const widened = mended({ ...before, sections: [...before.sections, { ...third, of: undefined, about: "team" }] }).value;
  assert.deepEqual(section(widened, "third").items.map(({ id, show_if }) => [id, show_if?.item]), [["overall-2", undefined], ["then", "overall-2"]]);
  assert.deepEqual(dangling(widened), []);
});

test("a unit's own question that somebody else is asked too gets another id", () => {
  const before = knotted();
  const own = [single("own", "a", "b"), { ...single("then", "a", "b"), show_if: { item: "own", is: ["b"] } }, single("overall", "a", "b")];
  const { value } = mended({ ...before, units: [...before.units, { id: "u2", name: text("u2"), parent: null, items: own }] });
  assert.equal(value.units[0], before.units[0]);
  assert.deepEqual(value.units[1].items.map(({ id, show_if }) => [id, show_if?.item]), [["own-2", undefined], ["then", "own-2"], ["overall-2", undefined]]);
  assert.deepEqual(dangling(value), []);
});

test("copies have ids of their own, and hang on copies", () => {
  const before = knotted();
  const copy = items.duplicate_section(before, before.sections[0]);
  const file = mended({ ...before, sections: [...before.sections, copy] });
  assert.deepEqual(file.losses, []);
  assert.deepEqual(dangling(file.value), []);
  assert.deepEqual(copy.items.map(({ id, show_if }) => [id, show_if?.item]), [["overall-2", undefined], ["why-2", "overall-2"], ["several-2", "why-2"], ["say-2", undefined]]);
  assert.equal(copy.id, "team-2");
  assert.equal(items.duplicate_of(before, item(before, "own")).id, "own-2");
});

test("another type keeps what both types have", () => {
  const from = { ...single("q", "a", "b"), hint: text("h"), required: true, show_if: { item: "x", is: ["y"] } };
  const cases = {
    scale: { scale: "grade", required: true, show_if: from.show_if }, single: { options: from.options, required: true, show_if: from.show_if },
    multiple: { options: from.options, required: true, show_if: from.show_if }, rank: { options: from.options, required: true, show_if: from.show_if },
    number: { required: true, show_if: from.show_if }, nps: { required: true, show_if: from.show_if }, info: { show_if: from.show_if }, text: { max_length: 1000 },
  };
  for (const [type, kept] of Object.entries(cases)) {
    assert.deepEqual(items.retyped(from, type, "grade"), { id: "q", type, label: from.label, hint: from.hint, ...kept }, type);
  }
  assert.equal(items.retyped(items.retyped({ ...from, options: options("a") }, "multiple"), "rank").options.length, 2);
});

const kLines = [
  ["One\nTwo\r\nThree", ["One", "Two", "Three"]], ["\n  \n", []], ["1. One\n2、Two\n（3）Three\n4) Four\n5．Five", ["One", "Two", "Three", "Four", "Five"]],
  ["- One\n• Two\n* Three", ["One", "Two", "Three"]], ["一、甲\n十二、乙", ["甲", "乙"]], ["3.5 points or more", ["3.5 points or more"]],
  ["2026年的目标", ["2026年的目标"]], ["12 months", ["12 months"]], ["a\u0007b\u007f", ["ab"]], ["1.", []],
];
test("pasted lines lose numbers, bullets and control characters, and nothing else", () => {
  for (const [pasted, expected] of kLines) assert.deepEqual(items.pasted_lines(pasted, ["zh-CN", "en"], "en").map((line) => line.en), expected, JSON.stringify(pasted));
  assert.deepEqual(items.pasted_lines("1. 甲\tOne\n乙\t\n\tThree", ["zh-CN", "en"], "en"), [{ "zh-CN": "甲", en: "One" }, { "zh-CN": "乙" }, { en: "Three" }]);
  assert.equal(items.pasted_lines("x".repeat(9000), ["en"], "en")[0].en.length, 2000);
  const made = items.new_items(knotted(), "scale", "yes", [text("a"), text("b")]);
  assert.deepEqual(made.map(({ id, scale, label }) => [id, scale, label.en]), [["q", "yes", "a"], ["q-2", "yes", "b"]]);
  assert.deepEqual(items.added_options(options("option"), [text("x"), text("y")]).map(({ id }) => id), ["option", "option-2", "option-3"]);
  assert.equal(items.added_options([], Array.from({ length: 300 }, () => text("x"))).length, 250);
});

test("a weight is told of all that is asked about the same ratee", () => {
  const file = knotted();
  assert.deepEqual(items.weight_whole(file, section(file, "team")), { low: 30, high: 30 });
  const third = 1 / 3;
  assert.deepEqual(items.weight_whole(file, section(file, "member")), { low: third, high: third + 2 });
  assert.deepEqual(items.weight_whole(file, section(file, "new")), { low: third + 2, high: third + 2 });
  assert.equal(items.weight_of({ type: "text", weight: "3" }), 0);
});

test("numbers are what the server takes, and bounds leave something to answer", () => {
  for (const good of ["0", "7", "-0.25", "1/3", "20%", "33.3%", "-1/3", "123456789012345", "0.12345678901234"]) assert.ok(items.is_signed_number(good), good);
  for (const bad of ["", "1e3", ".5", "5.", "1/0", "1/3%", "+1", "1 / 3", "１", "1,5", "1234567890123456", "0.123456789012345", "1.5/3", "--1", "1/-3", "NaN"]) assert.ok(!items.is_signed_number(bad), bad);
  const bounds = [["", "", 0, true], ["1", "1", 0, true], ["2", "1", 0, false], ["", "1000000000000000", 0, true], ["", "1000000000000000", 1, false], ["-5", "", 3, true], ["1/3", "20%", 0, false], [undefined, "3", 6, true]];
  for (const [low, high, decimals, expected] of bounds) assert.equal(items.are_bounds(low, high, decimals), expected, `${low} ${high} ${decimals}`);
});

test("a scale is warned of where its values do not fall, nothing is favourable, nobody may say they do not know", () => {
  for (const preset of grade_presets) assert.deepEqual(scales.scale_faults(preset.options), [], preset.id);
  const value = (id, number, more = {}) => ({ id, label: {}, value: number, ...more });
  const unknown = { id: "u", label: {}, scored: false };
  assert.deepEqual(scales.scale_faults([value("a", "1/3"), value("b", "50%"), unknown]), ["not_falling", "no_favourable"]);
  assert.deepEqual(scales.scale_faults([value("a", "60", { favourable: true }), unknown, value("b", "60")]), ["not_falling"]);
  assert.deepEqual(scales.scale_faults([value("a", "1", { favourable: true }), value("b", "0")]), ["no_unscored"]);
  assert.ok(!scales.can_remove([value("a", "1"), unknown, { ...unknown, id: "v" }], 0));
  assert.ok(scales.can_remove([value("a", "1"), unknown, { ...unknown, id: "v" }], 1));
  assert.ok(!scales.can_remove([value("a", "1"), value("b", "0")], 1));
});

test("a ready scale that is there already is used again, in the round's languages alone", () => {
  const english = { ...knotted(), languages: ["en"], scales: {} };
  const first = scales.with_grades(english, "agreement");
  assert.deepEqual(first.file.scales.agreement.options[0].label, { en: "Agree" });
  const again = scales.with_grades(first.file, "agreement");
  assert.deepEqual([again.id, again.file], ["agreement", first.file]);
  assert.equal(scales.with_grades(knotted(), "satisfaction-three").id, "satisfaction");
  assert.equal(scales.with_some_scale(english).id, grade_presets[0].scale_id);
  assert.equal(scales.with_some_scale(knotted()).id, "grade");
  assert.deepEqual(items.item_in_languages(item_presets[0].item, ["fr"]).label, {});
});

test("after any sequence of edits the file is whole", () => {
  for (let seed = 1; seed <= 400; seed += 1) {
    const draw = random_of(seed);
    const start = draw(2) === 0 ? knotted() : rounds[draw(rounds.length)];
    let file = start;
    const done = [];
    for (let n = 0; n < 25; n += 1) {
      const { name, next } = random_edit(tools, file, draw);
      done.push(name);
      file = next;
      assert.deepEqual(dangling(file), [], `seed ${seed}, ${start.id}: ${done.join(", ")}`);
    }
  }
});

test("mending a second time finds nothing, whatever was torn", () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const draw = random_of(seed);
    const before = knotted();
    const torn = {
      ...before, sections: before.sections.filter(() => draw(4) > 0).map((one) => ({ ...one, items: one.items.filter(() => draw(3) > 0).sort(() => draw(3) - 1) })),
      scales: Object.fromEntries(Object.entries(before.scales).map(([id, { options: list }]) => [id, { options: list.filter(() => draw(4) > 0) }])),
    };
    const { value } = mended(torn);
    assert.equal(mended(value).value, value, `seed ${seed}`);
    assert.deepEqual(dangling(value), [], `seed ${seed}`);
  }
});

test("both languages say everything, and Chinese has Chinese punctuation", () => {
  const keys = (value, path = "") => (typeof value === "object" ? Object.keys(value).flatMap((key) => keys(value[key], `${path}/${key}`)) : [`${path} ${typeof value}`]);
  assert.deepEqual(keys(words[1]).sort(), keys(words[0]).sort());
  const texts = (value) => (typeof value === "object" ? Object.values(value).flatMap(texts) : typeof value === "function" ? [String(value(2, "甲", 3))] : [value]);
  for (const line of texts({ ...words[1], losses: {}, with_losses: "", adder: { ...words[1].adder, paste_hint: words[1].adder.paste_hint(["中文", "英文"]) } })) {
    assert.doesNotMatch(line, /[\u4e00-\u9fff][,;:?!()]|[\u4e00-\u9fff]\.(\s|$)/, line);
  }
  assert.equal(words[0].with_losses("remove “a”", [words[0].losses.flag("b"), words[0].losses.quota()]), "remove “a”; the flag “b” goes with it; the quota goes with it");
});
