// Presets of the designer: the values are exactly those that are told, every word is there in both languages, the scales
// of the templates are these presets, and a round that holds all of them is the file which the templates' test checks
// with the server's own checks (tests/server/templates).
import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { data_folder, load, static_folder } from "./support.mjs";

const { grade_presets, category_presets, item_presets } = await load("console/designer/presets.ts");
const { fresh_id } = await load("console/designer/lists.ts");
const round_path = join(data_folder, "forms", "presets-round.json");
const templates_folder = join(static_folder, "..", "forms", "templates");

const values = {
  "grades-100-85-70-50": ["100", "85", "70", "50"],
  "grades-100-80-60-0": ["100", "80", "60", "0"],
  "grades-100-80-60-30-0": ["100", "80", "60", "30", "0"],
  "grades-100-75-55": ["100", "75", "55"],
  "satisfaction-three": ["100", "60", "0"],
  agreement: ["100", "60", "0"],
  frequency: ["100", "75", "50", "25", "0"],
};

const is_text = (value) => value !== null && typeof value === "object" && ("en" in value || "zh-CN" in value);

/** Every text in a value, with the way to it. */
function* texts_in(value, path = "") {
  if (is_text(value)) yield [path, value];
  else if (value !== null && typeof value === "object") {
    for (const [key, inner] of Object.entries(value)) yield* texts_in(inner, `${path}/${key}`);
  }
}

const unique = (list) => new Set(list).size === list.length;
const both = (word) => ({ "zh-CN": `${word}（预设）`, en: `${word} of presets` });

/** The entries with ids of their own, as somebody who adds one after another gets them. */
function with_fresh_ids(entries) {
  const taken = [];
  return entries.map((entry) => {
    const id = fresh_id(taken, entry.id);
    taken.push(id);
    return { ...entry, id };
  });
}

function round_of_presets() {
  const items = item_presets.map(({ item, grades }) => (grades ? { ...item, scale: grades } : item));
  const graded = grade_presets.map(({ id, name }) => ({ id: `by-${id}`, type: "scale", scale: id, label: name }));
  const categories = with_fresh_ids(category_presets.flatMap((preset) => preset.categories));
  return {
    candor_round: 1, id: "presets", title: both("Round"), languages: ["zh-CN", "en"], asked_by: both("Test"), intro: both("Intro"),
    use_of_answers: both("Use"), contact: "test", thanks: both("Thanks"),
    scales: Object.fromEntries(grade_presets.map(({ id, options }) => [id, { options }])),
    sections: [{ id: "all", about: "team", title: both("All"), items: with_fresh_ids([...graded, ...items]) }],
    categories,
    units: [{ id: "u", name: both("Unit"), parent: null, due: Object.fromEntries(categories.map(({ id }) => [id, 5])), members: [] }],
    rules: { invalid: ["blank_ballot"] },
    access: { mode: "ticket" },
  };
}

test("each set of grades has its values, from best to worst, and one way to say don't know at the end", () => {
  assert.deepEqual(grade_presets.map(({ id }) => id), Object.keys(values));
  for (const { id, options } of grade_presets) {
    const scored = options.slice(0, -1);
    assert.deepEqual(scored.map(({ value }) => value), values[id], id);
    assert.ok(scored.every((option) => option.scored === undefined), id);
    assert.deepEqual(options.at(-1), { id: "unknown", label: { "zh-CN": "不了解", en: "Don't know" }, scored: false });
    const favourable = scored.map((option) => option.favourable === true);
    assert.ok(favourable[0] && !favourable.at(-1), id);
    assert.deepEqual(favourable, [...favourable].sort((a, b) => Number(b) - Number(a)), id);
  }
});

test("each source says plainly that no national standard prescribes the values", () => {
  for (const { id, source, name } of grade_presets) {
    assert.match(source["zh-CN"], /没有国家标准/, id);
    assert.match(source.en, /[Nn]o national standard/, id);
    for (const language of ["zh-CN", "en"]) assert.ok(name[language].includes(values[id].join("/")), id);
  }
});

test("every text is there in both languages, each in its own writing", () => {
  let count = 0;
  for (const [path, text] of texts_in({ grade_presets, category_presets, item_presets })) {
    count += 1;
    assert.deepEqual(Object.keys(text).sort(), ["en", "zh-CN"], path);
    assert.match(text["zh-CN"], /\p{Script=Han}/u, path);
    assert.doesNotMatch(text["zh-CN"], /[,;!?]|\.(?!\d)/, path);
    assert.match(text.en, /[A-Za-z]/, path);
    assert.doesNotMatch(text.en, /\p{Script=Han}|[，。；：（）]/u, path);
  }
  assert.ok(count > 100, String(count));
});

test("ids are unique, fit for a round file, and name what there is", () => {
  const id_form = /^[A-Za-z0-9_.-]{1,56}$/;
  for (const presets of [grade_presets, category_presets, item_presets]) assert.ok(unique(presets.map(({ id }) => id)));
  for (const { id, scale_id, options } of grade_presets) {
    assert.ok(unique(options.map((option) => option.id)), id);
    for (const one of [id, scale_id, ...options.map((option) => option.id)]) assert.match(one, id_form);
  }
  for (const { categories } of category_presets) for (const { id } of categories) assert.match(id, id_form);
  for (const { id, item, grades } of item_presets) {
    assert.match(item.id, id_form);
    assert.equal(item.type === "scale", grades !== undefined, id);
    if (grades) assert.equal(grade_presets.find((preset) => preset.id === grades).scale_id, item.scale, id);
    assert.ok(unique((item.options ?? []).map((option) => option.id)), id);
  }
});

test("there are items of every type, and categories for everybody who is usually asked", () => {
  const types = new Set(item_presets.map(({ item }) => item.type));
  assert.deepEqual([...types].sort(), ["info", "multiple", "nps", "number", "rank", "scale", "single", "text"]);
  assert.deepEqual(category_presets.map(({ categories }) => categories.map(({ id, weight }) => `${id} ${weight}`).join(", ")), [
    "A 0.3, B 0.3, C 0.4", "superiors 0.3, peers 0.3, staff 0.4", "named_superiors 0.3", "invited 0.1", "subordinates 0.2", "clients 0.2",
  ]);
  const unprotected = category_presets.flatMap((preset) => preset.categories).filter((category) => !category.confidential);
  assert.deepEqual(unprotected.map(({ id }) => id), ["named_superiors"]);
});

test("the scales of the templates are presets, word for word", () => {
  const plain = (options) => JSON.stringify(options.map(({ id, label, value, favourable, scored }) => [id, label["zh-CN"], label.en, value, favourable === true, scored !== false]));
  const known = new Set(grade_presets.map(({ options }) => plain(options)));
  let scales = 0;
  for (const name of readdirSync(templates_folder)) {
    for (const [id, scale] of Object.entries(JSON.parse(readFileSync(join(templates_folder, name), "utf8")).scales ?? {})) {
      assert.ok(known.has(plain(scale.options)), `${name}: ${id}`);
      scales += 1;
    }
  }
  assert.ok(scales >= 8, String(scales));
});

test("a round with all presets is the one that the server's checks are run on (REWRITE=1 writes it anew)", () => {
  const round = round_of_presets();
  if (process.env.REWRITE === "1") writeFileSync(round_path, `${JSON.stringify(round, null, 1)}\n`);
  assert.deepEqual(JSON.parse(readFileSync(round_path, "utf8")), round);
});
