// Round files through XLSForm workbooks and back, and forms by other tools. What a workbook does not carry is listed here
// too: units with their members and items come from the draft, whole numbers come back as texts.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { chance_of, random_round } from "./random_round.mjs";
import { data_folder, load, static_folder } from "./support.mjs";

const { read_xlsform } = await load("console/xlsform/read.ts");
const { write_xlsform } = await load("console/xlsform/write.ts");
const { losses_of } = await load("console/xlsform/losses.ts");
const { parse_constraint, parse_relevant } = await load("console/xlsform/expressions.ts");
const { head_of_language, tag_of_head } = await load("console/xlsform/languages.ts");
const { from_xpath, is_exact, to_xpath } = await load("console/xlsform/exact.ts");
const { read_workbook } = await load("console/workbook/read.ts");
const { write_workbook } = await load("console/workbook/write.ts");

const templates = join(static_folder, "..", "forms", "templates");
const read_json = (path) => JSON.parse(readFileSync(path, "utf8"));
const rounds = [
  ...readdirSync(templates).filter((name) => name.endsWith(".round.json")).map((name) => [name, read_json(join(templates, name))]),
  ...readdirSync(join(data_folder, "cases"), { withFileTypes: true }).filter((entry) => entry.isDirectory())
    .map(({ name }) => [name, read_json(join(data_folder, "cases", name, "round.json"))]),
  ["full-round.json", read_json(join(data_folder, "forms", "full-round.json"))],
];

const kExact = ["value", "weight", "at_most", "at_least"];
/** Whole numbers where a text may stand too, as texts. */
function as_texts(value, key, parent) {
  if (typeof value === "number" && (kExact.includes(key) || ((key === "min" || key === "max") && parent.type === "number"))) return String(value);
  if (Array.isArray(value)) return value.map((entry) => as_texts(entry));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, as_texts(inner, name, value)]));
}
const through_workbook = async (sheets) => (await read_workbook(await write_workbook(sheets))).sheets;

for (const [name, round] of rounds) {
  test(`there and back: ${name}`, async () => {
    const { file, notes, findings } = read_xlsform(await through_workbook(write_xlsform(round)), round);
    assert.equal(findings, undefined, JSON.stringify(findings));
    assert.deepEqual(notes, []);
    assert.deepEqual(file, { ...as_texts(round), units: round.units });
    const alone = read_xlsform(write_xlsform(round));
    assert.deepEqual(alone.file, { ...as_texts(round), units: [] }, "without a draft all but the units is there");
  });
}

test("there were rounds to take there and back", () => assert.ok(rounds.length >= 8 + 15 + 1, String(rounds.length)));

test("any round goes there and back, by way of the file too (property)", async () => {
  for (let seed = 1; seed <= 400; seed += 1) {
    const round = random_round(seed);
    const sheets = write_xlsform(round);
    const { file, findings, notes } = read_xlsform(seed % 10 === 0 ? await through_workbook(sheets) : sheets, round);
    assert.equal(findings, undefined, `seed ${seed} ${JSON.stringify(findings)}`);
    assert.deepEqual(file, round, `seed ${seed}`);
    assert.deepEqual(notes, [], `seed ${seed}`);
  }
});

test("random rounds hold everything a round may hold", () => {
  const all = Array.from({ length: 200 }, (_, at) => random_round(at + 1));
  const items = all.flatMap(({ sections, units }) => [...sections, ...units].flatMap((owner) => owner.items ?? []));
  const keys = (list) => new Set(list.flatMap((entry) => Object.keys(entry)));
  assert.deepEqual(new Set(items.map(({ type }) => type)), new Set(["scale", "single", "multiple", "number", "rank", "text", "nps", "info"]));
  for (const key of ["hint", "weight", "required", "show_if", "min", "max", "decimals", "max_length"]) assert.ok(keys(items).has(key), key);
  for (const type of ["scale", "single", "multiple", "number", "rank", "nps", "info"]) assert.ok(items.some((item) => item.type === type && item.show_if), type);
  for (const key of ["quota", "quorum", "flags", "base", "invalid", "members_see"]) assert.ok(keys(all.map(({ rules }) => rules ?? {})).has(key), key);
  for (const key of ["of", "hint"]) assert.ok(keys(all.flatMap(({ sections }) => sections)).has(key), key);
  for (const key of ["due", "items"]) assert.ok(keys(all.flatMap(({ units }) => units)).has(key), key);
  assert.deepEqual(random_round(7), random_round(7));
});

test("what is written is sound XLSForm: names, lists and conditions mean one thing each", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const [survey, choices, settings] = write_xlsform(random_round(seed));
    const column = (sheet, head) => sheet.rows.slice(1).map((row) => row[sheet.rows[0].indexOf(head)]);
    const types = column(survey, "type");
    const names = column(survey, "name").filter((_, at) => types[at] !== "end_group");
    for (const name of names) assert.match(name, /^[A-Za-z_][A-Za-z0-9_.-]*$/, `seed ${seed}`);
    assert.equal(new Set(names.map((name) => name.toLowerCase())).size, names.length, `seed ${seed}`);
    assert.equal(types.filter((type) => type === "begin_group").length, types.filter((type) => type === "end_group").length);
    const lists = new Set(column(choices, "list_name"));
    for (const type of types) {
      const [, list] = /^(?:select_one|select_multiple|rank) (\S+)$/.exec(type) ?? [];
      assert.ok(list === undefined ? ["begin_group", "end_group", "integer", "decimal", "text", "note"].includes(type) : lists.has(list), `seed ${seed} ${type}`);
    }
    for (const relevant of column(survey, "relevant").filter(Boolean)) assert.ok(names.includes(/\$\{([^}]+)\}/.exec(relevant)[1]), `seed ${seed} ${relevant}`);
    assert.match(settings.rows[1][2], / \([\w-]+\)$/);
    for (const head of survey.rows[0]) assert.match(head, /^(type|name|required|relevant|constraint|appearance|(label|hint)::.+ \([\w-]+\)|candor_\w+)$/);
  }
});

const form = (survey, choices = [["list_name", "name", "label"], ["yn", "1", "Yes"], ["yn", "0", "No"]], settings = [["form_title", "form_id"], ["Staff survey", "staff_2026"]]) => (
  [{ name: "survey", rows: survey }, { name: "choices", rows: choices }, { name: "settings", rows: settings }]);

test("a form by another tool becomes a round of its own", () => {
  const { file, notes } = read_xlsform(form([
    ["Type", " name ", "label:: English (en)", "label::中文(zh)", "hint::English(en)", "Required", "relevance", "constraint", "appearance"],
    ["begin group", "about_work", "Work", "工作"],
    ["select one from yn", "happy", "Happy?", "满意吗？", "Think of this year", "TRUE", "", "", "horizontal"],
    ["select_one yn", "why_not", "Sure?", "确定？", "", "no", "${happy} = '0' or ${happy}=1"],
    ["select all that apply from yn", "several", "Which?", "哪些？", "", "", "selected( ${happy} , \"0\" )", "count-selected(.) <= 2 and count-selected(.)>=1"],
    ["int", "years", "Years", "年数", "", "", "", "(. > 0 and . <= 60)"],
    ["decimal", "share", "Share", "比例", "", "", "", "0.5 <= . and .<=1.5"],
    ["rank yn", "order", "Order", "排序"], ["note", "thanks_note", "Thanks", "谢谢"],
    ["end group"],
    ["text", "more", "More?", "还有吗？", "", "yes", "", "string-length(.) <= 200"],
  ]));
  const label = (en, zh) => ({ en, "zh-CN": zh });
  const options = [{ id: "1", label: { en: "Yes" } }, { id: "0", label: { en: "No" } }];
  assert.deepEqual(file, {
    candor_round: 1, id: "staff_2026", title: { en: "Staff survey" }, languages: ["en", "zh-CN"], categories: [], units: [], access: { mode: "credential" },
    sections: [
      { id: "about_work", about: "team", title: label("Work", "工作"), items: [
        { id: "happy", type: "single", label: label("Happy?", "满意吗？"), hint: { en: "Think of this year" }, required: true, options },
        { id: "why_not", type: "single", label: label("Sure?", "确定？"), required: false, options, show_if: { item: "happy", is: ["0", "1"] } },
        { id: "several", type: "multiple", label: label("Which?", "哪些？"), options, min: 1, max: 2, show_if: { item: "happy", is: ["0"] } },
        { id: "years", type: "number", label: label("Years", "年数"), min: "1", max: "60" },
        { id: "share", type: "number", label: label("Share", "比例"), min: "0.5", max: "1.5", decimals: 2 },
        { id: "order", type: "rank", label: label("Order", "排序"), options },
        { id: "thanks_note", type: "info", label: label("Thanks", "谢谢") },
      ] },
      { id: "s2", about: "team", title: { en: "Staff survey" }, items: [{ id: "more", type: "text", label: label("More?", "还有吗？"), max_length: 200 }] },
    ],
  });
  assert.deepEqual(notes.map(({ kind, row }) => `${kind} ${row}`), ["looks_left 3", "decimals_guessed 7", "loose_items 11", "text_required 11"]);
});

test("names that cannot be ids get one by a said rule, and conditions follow them", () => {
  const { file, notes } = read_xlsform(form([
    ["type", "name", "label", "relevant"], ["select_one 是否", "满意", "满意吗？"], ["integer", "team", "几年？", "${满意} = '不 满意'"],
  ], [["list_name", "value", "label"], ["是否", "满意", "满意"], ["是否", "不 满意", "不满意"]]));
  assert.deepEqual(file.sections[0].items.map(({ id }) => id), ["q2", "q3"]);
  assert.deepEqual(file.sections[0].items[1].show_if, { item: "q2", is: ["o2"] });
  assert.deepEqual(file.languages, ["zh-CN"], "columns without a language are what they are written in");
  assert.deepEqual(notes.map(({ kind }) => kind).sort(), ["item_renamed", "item_renamed", "loose_items", "option_renamed", "option_renamed"]);
});

test("under a form by another tool the draft keeps what the form does not say", () => {
  const current = read_json(join(data_folder, "forms", "full-round.json"));
  const { file, notes } = read_xlsform(form([["type", "name", "label::English (en)"], ["integer", "years_here", "Years?"]]), current);
  for (const key of ["id", "languages", "asked_by", "intro", "categories", "access", "contact", "units"]) assert.deepEqual(file[key], current[key], key);
  assert.deepEqual(Object.keys(file.scales), ["five"], "a unit's own item still uses it");
  assert.deepEqual(file.rules.flags.map(({ id }) => id), ["f3"], "the flag on the unit's own item");
  assert.equal(file.rules.quota, undefined);
  assert.deepEqual(notes.find(({ kind }) => kind === "rules_dropped").values, { n: 3 });
  assert.deepEqual(file.title, { en: "Staff survey", "zh-CN": "春季民主测评" });
});

test("categories that go take the due numbers of the units with them; an id of a unit's own item is not given away", () => {
  const current = read_json(join(data_folder, "forms", "full-round.json"));
  const incoming = structuredClone(current);
  incoming.categories = incoming.categories.filter(({ id }) => id !== "B");
  const { file, notes } = read_xlsform(write_xlsform(incoming), current);
  assert.deepEqual(file.units[0].due, { A: 6, C: 97 });
  assert.deepEqual(notes.map(({ kind, values }) => [kind, values]), [["due_dropped", { unit: "u1", categories: "B" }]]);
  incoming.sections[0].items[2].id = "menu";
  incoming.sections[0].items[3].show_if.item = "menu";
  const { findings } = read_xlsform(write_xlsform(incoming), current);
  assert.deepEqual(findings.map(({ kind, row }) => `${kind} ${row}`), ["item_of_unit 6"]);
});

test("languages: spellings of heads, and what a round's own tags make of them", () => {
  const table = [
    ["English (en)", [], "en"], ["English(en)", [], "en"], ["中文 (zh)", [], "zh-CN"], ["中文（zh）", [], "zh-CN"], ["Chinese", [], "zh-CN"], ["zh-Hans", [], "zh-CN"],
    ["English", [], "en"], ["en", [], "en"], ["Français (fr)", [], "fr"], ["Klingon", [], null], ["中文 (zh)", ["zh"], "zh"], ["中文 (zh)", ["zh-Hans"], "zh-Hans"],
    ["中文 (zh-TW)", ["zh-CN", "zh-TW"], "zh-TW"], ["English (en-GB)", ["en-GB"], "en-GB"], ["English (en)", ["en-GB"], "en-GB"], ["pt-BR", [], "pt-BR"], ["", [], null],
  ];
  for (const [head, known, expected] of table) assert.equal(tag_of_head(head, known), expected, head);
  for (const all of [["zh-CN", "en"], ["zh", "en"], ["zh-CN", "zh-TW"], ["zh", "zh-CN", "zh-TW"], ["en-GB", "en"], ["x-klingon", "tlh"]]) {
    for (const tag of all) assert.equal(tag_of_head(head_of_language(tag, all), all), tag, `${tag} of ${all}`);
  }
});

test("expressions: what is understood, in every bracket and space, and nothing beyond", () => {
  const conditions = {
    "${a} = 'x'": ["a", "x"], "( ${a}='x' )or(${a} = \"y\")": ["a", "x", "y"], "selected(${a},'x') or selected(${a}, 'y')": ["a", "x", "y"], "${a} = 3": ["a", "3"],
    "((${a} = 'or'))": ["a", "or"], "${a} = 'x' or ": null, "": null, "${a} != 'x'": null, "${a} = 'x' and ${a} = 'y'": null, "${a} = ${b}": null, "not(selected(${a}, 'x'))": null,
    "${a} = 'x' or ${b} = 'y'": null, "${a} = -1": null, "'x' = ${a}": null, "${a} = 'it's'": null, "$a = 'x'": null, "${a} > 'x'": null, "selected(${a}, 'x' or 'y')": null,
  };
  for (const [text, expected] of Object.entries(conditions)) {
    const found = parse_relevant(text);
    assert.deepEqual(found && [found.name, ...found.options], expected, text);
  }
  const bounds = [
    [". >= 0 and . <= 100", "value", { min: "0", max: "100" }], ["(.>=0)and(.<=100)", "value", { min: "0", max: "100" }], [". > 0", "value", { min: "1" }], [". < 5", "value", { max: "4" }],
    ["0 <= .", "value", { min: "0" }], ["10 > .", "value", { max: "9" }], [". >= -1 div 3", "value", { min: "-1/3" }], ["count-selected( . ) <= 3", "count", { max: "3" }],
    ["string-length(.) < 101", "length", { max: "100" }], [". = 5", "value", null], [". >= 0 or . <= 5", "value", null], [". >= ${n}", "value", null], [". <= today()", "value", null],
    [". >= 1e5", "value", null], ["count-selected(.) <= 3", "value", null], [". <= 3 and count-selected(.) <= 3", "value", null], [". > 0.5", "value", null], [". <= 1 div 0", "value", null],
  ];
  for (const [text, subject, expected] of bounds) assert.deepEqual(parse_constraint(text, subject, true), expected, text);
});

test("exact numbers: the same ones as the server takes; decimals and fractions come back from XPath", () => {
  const chance = chance_of(11);
  for (const good of ["0", "7", "-0.25", "1/3", "20%", "33.3%", "123456789012345", "-1/3"]) assert.ok(is_exact(good), good);
  for (const bad of ["", ".5", "1.", "1e3", "1/0", "1/3%", "+1", " 1", "1,5", "1234567890123456", "0x1", "１"]) assert.ok(!is_exact(bad), bad);
  for (let n = 0; n < 500; n += 1) {
    const text = chance.one_of([`${chance.below(999)}`, `-${chance.below(99)}.${chance.below(99)}`, `${chance.below(9)}/${1 + chance.below(9)}`]);
    assert.equal(from_xpath(to_xpath(text)), text, text);
  }
});

test("what other tools pass over is told before a form is written", () => {
  const round = read_json(join(data_folder, "forms", "full-round.json"));
  assert.deepEqual(losses_of(round).map(({ kind, values }) => [kind, values.n]), [
    ["not_anonymous", undefined], ["units", 3], ["member_sections", 3], ["candor_columns", 2], ["counting", 7], ["names", 2],
  ]);
});
