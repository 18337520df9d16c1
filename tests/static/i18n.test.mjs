// Languages: which one is chosen, how strings are filled in, and that every language says everything.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support.mjs";

const { format, match_language, text_in } = await load("shared/i18n.tsx");
const names = ["respond", "start", "claim", "after", "carry", "kiosk", "keep", "rank", "preview", "public", "how"];
const pairs = await Promise.all(names.map(async (name) => [
  (await load(`shared/strings/${name}-en.ts`))[`${name}_en`], (await load(`shared/strings/${name}-zh-CN.ts`))[`${name}_zh_cn`],
]));

test("the browser's best language is chosen, exactly or nearly, else the round's first", () => {
  const cases = [
    [["en-GB", "zh"], ["zh-CN", "en"], "en"], [["zh-TW"], ["en", "zh-CN"], "zh-CN"], [["fr", "zh-CN"], ["en", "zh-CN"], "zh-CN"],
    [["fr"], ["zh-CN", "en"], "zh-CN"], [["EN"], ["fr", "en"], "en"], [["pt"], ["pt-BR"], "pt-BR"], [[], [], "en"],
  ];
  for (const [wanted, offered, expected] of cases) assert.equal(match_language(wanted, offered), expected);
});

test("values stand in their places, and one is told from many", () => {
  assert.equal(format("{n} of {of}", { n: 2, of: 8 }), "2 of 8");
  assert.equal(format("{n} person|{n} people", { n: 1 }), "1 person");
  assert.equal(format("{n} person|{n} people", { n: 0 }), "0 people");
  assert.equal(format("a {missing} b"), "a  b");
});

test("a text missing in one language is shown in the round's first that has it", () => {
  assert.equal(text_in({ en: "a", "zh-CN": "甲" }, "zh-CN", ["en", "zh-CN"]), "甲");
  assert.equal(text_in({ en: "a" }, "zh-CN", ["zh-CN", "en"]), "a");
  assert.equal(text_in({}, "en", ["en"]), "");
  assert.equal(text_in(undefined, "en", ["en"]), "");
});

test("both languages have the same keys and the same places for values", () => {
  const places = (pattern) => [...new Set(pattern.match(/\{\w+\}/g) ?? [])].sort();
  for (const [en, zh] of pairs) {
    assert.deepEqual(Object.keys(zh).sort(), Object.keys(en).sort());
    for (const key of Object.keys(en)) assert.deepEqual(places(zh[key]), places(en[key]), key);
  }
});

test("Chinese strings are written with Chinese punctuation", () => {
  for (const [, zh] of pairs) {
    for (const [key, text] of Object.entries(zh)) assert.doesNotMatch(text, /[\u4e00-\u9fff][,;:?!()]|[\u4e00-\u9fff]\.(\s|$)/, key);
  }
});
