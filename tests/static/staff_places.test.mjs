// Places of complaints, from JSON pointers to words.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { data_folder, load } from "./support.mjs";

const { place_words } = await load("shared/staff/place_words.ts");
const { place_en } = await load("shared/strings/place-en.ts");
const { place_zh_cn } = await load("shared/strings/place-zh-CN.ts");
const full_round = JSON.parse(readFileSync(join(data_folder, "forms", "full-round.json"), "utf8"));

const file = {
  candor_round: 1, id: "a", title: { en: "Autumn", "zh-CN": "秋季" }, languages: ["zh-CN", "en"],
  scales: { overall: { options: [{ id: "good", label: { en: "Good", "zh-CN": "好" } }] } },
  sections: [
    { id: "team", about: "team", title: { en: "The team", "zh-CN": "领导班子" }, items: [] },
    { id: "members", about: "member", title: { en: "Members", "zh-CN": "班子成员" }, items: [
      { id: "a" }, { id: "b" }, { id: "c", type: "single", options: [{ id: "x", label: { en: "Pay" } }] }, { id: "d" },
    ] },
  ],
  categories: [{ id: "A", label: { en: "Superiors", "zh-CN": "上级" } }],
  units: [{ id: "u1", name: { "zh-CN": "一车间" }, members: [{ id: "m1", name: { en: "Li Wei", "zh-CN": "李伟" } }] }],
  rules: { flags: [{ id: "f", label: { en: "Low", "zh-CN": "偏低" } }] },
};

const table = [
  ["/sections/1/items/3/label/en", "Section 2 “Members”, question 4, English label", "第2部分“班子成员”，第4题，英文标题"],
  ["/sections/0/title/zh-CN", "Section 1 “The team”, Chinese title", "第1部分“领导班子”，中文标题"],
  ["/sections/0/hint/fr", "Section 1 “The team”, fr hint", "第1部分“领导班子”，fr提示"],
  ["/sections/1/items/2/options/0/id", "Section 2 “Members”, question 3, option 1 “Pay”, id", "第2部分“班子成员”，第3题，第1个选项“Pay”，编号"],
  ["/sections/1/items/2/show_if/is/1", "Section 2 “Members”, question 3, condition, options, entry 2", "第2部分“班子成员”，第3题，显示条件，选项第2项"],
  ["/sections/7/items/0/type", "Section 8, question 1, type", "第8部分，第1题，题型"],
  ["/scales/overall/options/0/value", "Scale “overall”, option 1 “Good”, value", "量表“overall”，第1个选项“好”，分值"],
  ["/scales/a~1b~0c", "Scale “a/b~c”", "量表“a/b~c”"],
  ["/scales", "Scales", "量表"],
  ["/categories/0/weight", "Category 1 “Superiors”, weight", "第1类参评人员“上级”，权重"],
  ["/units/0/due/A", "Unit 1 “一车间”, number due in “Superiors”", "第1个单位“一车间”，“上级”应参加人数"],
  ["/units/0/due/Z", "Unit 1 “一车间”, number due in “Z”", "第1个单位“一车间”，“Z”应参加人数"],
  ["/units/0/due", "Unit 1 “一车间”, numbers due", "第1个单位“一车间”，应参加人数"],
  ["/units/0/members/0/name/en", "Unit 1 “一车间”, member 1 “Li Wei”, English name", "第1个单位“一车间”，第1名成员“李伟”，英文名称"],
  ["/units/0/items/1/weight", "Unit 1 “一车间”, own question 2, weight", "第1个单位“一车间”，自有题目第2题，权重"],
  ["/units/0/parent", "Unit 1 “一车间”, parent", "第1个单位“一车间”，上级单位"],
  ["/units/2", "Unit 3", "第3个单位"],
  ["/rules/flags/0/when", "Rules, flag 1 “Low”, when it is raised", "规则，第1项预警“偏低”，触发条件"],
  ["/rules/quota/at_most", "Rules, quota, share at most", "规则，名额限制，最高比例"],
  ["/rules/invalid/0", "Rules, invalid ballots, entry 1", "规则，无效票规则第1项"],
  ["/rules/min_cell", "Rules, smallest group shown", "规则，显示门槛"],
  ["/languages/1", "Languages, entry 2", "语言第2项"],
  ["/title/en", "English title", "英文标题"],
  ["/title", "Title", "标题"],
  ["/access/mode", "Access, mode", "参加方式，方式"],
  ["/spare_percent", "Spare tickets", "备用测评码"],
  ["/colour", "“colour”", "“colour”"],
  ["/constructor/en", "“constructor”, “en”", "“constructor”，“en”"],
  ["/sections/01/items", "Sections, “01”, questions", "各部分，“01”，题目"],
  ["line 12, column 3", "Line 12, column 3", "第12行第3列"],
  ["(whole file)", "(whole file)", "(whole file)"],
  ["", "", ""],
];

test("a pointer becomes words, with the names that people gave", () => {
  for (const [pointer, en, zh] of table) {
    assert.equal(place_words(file, pointer, "en"), en, pointer);
    assert.equal(place_words(file, pointer, "zh-CN"), zh, pointer);
  }
});

test("without a file, or with one that is hardly there, places are told by number", () => {
  const scraps = [null, undefined, {}, { sections: null }, { sections: [null, null] }, { sections: [{}, { title: "x", items: 7 }] }, [], "text"];
  for (const scrap of scraps) {
    assert.equal(place_words(scrap, "/sections/1/items/3/label/en", "en"), "Section 2, question 4, English label");
    assert.equal(place_words(scrap, "/units/0/due/A", "zh-CN"), "第1个单位，“A”应参加人数");
  }
});

test("a name missing in the reader's language is taken from another, and a long one is cut", () => {
  const one = (title) => place_words({ sections: [{ title }] }, "/sections/0", "zh-CN");
  assert.equal(one({ en: "Only English" }), "第1部分“Only English”");
  assert.equal(one({ en: " ", "zh-CN": "" }), "第1部分");
  assert.equal(one({ "zh-CN": "长".repeat(24) }), `第1部分“${"长".repeat(24)}”`);
  assert.equal(one({ "zh-CN": "长".repeat(25) }), `第1部分“${"长".repeat(24)}…”`);
});

/// Every place that the tables of wrong round files expect a complaint at.
function places_of_checks() {
  const source = readFileSync(join(data_folder, "..", "forms", "round_errors_test.cpp"), "utf8");
  return [...source.matchAll(/,\s*"(\/[^"\s]*)"\}/g)].map((found) => found[1]);
}

test("every place that the checks complain of has words in both languages", () => {
  const places = places_of_checks().filter((place) => !/colour|a~1b/.test(place));
  assert.ok(places.length > 120, `${places.length} places`);
  for (const place of places) {
    for (const language of ["en", "zh-CN"]) {
      const words = place_words(full_round, place, language);
      const keys = place.split("/").filter((part) => /^[a-z_]{3,}$/.test(part));
      for (const key of keys) {
        const told = new RegExp(`“${key}”`).test(words) && !place.startsWith(`/scales/${key}`);
        assert.ok(!told, `${place}: ${words} shows a key`);
      }
      assert.doesNotMatch(words, /undefined|\[object|^\//, place);
      if (language === "zh-CN") assert.doesNotMatch(words.replace(/“[^”]*”/g, "").replace(/fr|e n/, ""), /[A-Za-z]/, `${place}: ${words}`);
    }
  }
});

test("both languages name the same fields", () => {
  assert.deepEqual(Object.keys(place_zh_cn).sort(), Object.keys(place_en).sort());
  assert.deepEqual(Object.keys(place_zh_cn.fields).sort(), Object.keys(place_en.fields).sort());
});
