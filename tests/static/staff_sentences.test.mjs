// The three sentences over a result, on the golden cases and on small variations of them, in both languages.
import assert from "node:assert/strict";
import test from "node:test";
import { case_report, load } from "./staff_load.mjs";

const m = await load("results/facts", "results/sentences", "results/report_names");

function said(report, lang) {
  return m.sentences(m.gather_facts(report, m.names_of(report.round_file, lang)), lang);
}

function changed(report, change) {
  const copy = structuredClone(report);
  change(copy.result, copy);
  return copy;
}

test("the worked example says what came out, that its groups are too small to compare, and how far the silent could move it", () => {
  const report = case_report("categories-and-weights", "full");
  assert.deepEqual(said(report, "en"), [
    "All 124 people due answered; 82.46% of the 114 who rated “overall” did so favourably, and the team’s weighted score is 84.72 on a scale from 0 to 100.",
    "Only one item is scored, and with 6 answers in a group the groups cannot be told apart reliably.",
    "The quorum of 2/3 is met: 100% of those due answered; whatever the 10 people without a rating think, between 75% and 84% of all due would be favourable; “don’t know” or the like makes up 8 of 122 answers; 2 ballots were invalid.",
  ]);
  assert.deepEqual(said(report, "zh-CN"), [
    "应参加124人，全部作答；对“overall”作出评价的114人中，82.46%给予好评，班子加权得分84.72分（量表为0至100分）。",
    "计分项目只有一个，且有的群体只有6份评价，不足以可靠地比较各群体。",
    "作答人数达到应参加人数的三分之二，作答率为100%；无论未作评价的10人怎么看，好评占应参加人数的比例都在75%至84%之间；122份评价中有8份选择“不了解”等不计分选项；另有无效票2张。",
  ]);
});

const second_sentences = [
  ["categories-and-weights", "no-a", "Only one item is scored; the groups lie close together, from 79.55 (C) to 83.00 (B), a difference too small to build on."],
  ["leadership-climate", "company-2", "Of 11 items, “lead10” has the highest score (56.25), and “lead03” has the lowest score (34.38)."],
  ["tree", "n1", "The 2 items lie close together: “b” has the highest score (82.50), “a” has the lowest score (74.90); a difference this small should not be built on."],
  ["answers-below-k", "v1", "The items are on different scales, so none can be called strongest or weakest."],
  ["suppression", "s1", "Only one item is scored, so there is nothing to compare it with."],
];
for (const [name, unit, expected] of second_sentences) {
  test(`${name}/${unit} compares as far as its numbers carry: ${expected}`, () => {
    assert.equal(said(case_report(name, unit), "en")[1], expected);
  });
}

test("items of fewer than ten answers are not compared", () => {
  const report = changed(case_report("leadership-climate", "company-2"), (result) => { result.results[0].items[4].pooled.n = 9; });
  assert.match(said(report, "en")[1], /^With 9 answers to an item, the 11 items cannot be told apart reliably\.$/);
  assert.match(said(report, "zh-CN")[1], /只有9份评价，不足以可靠地比较这11个项目/);
});

test("items with the same exact score are tied, and a tie is said", () => {
  const all_equal = changed(case_report("leadership-climate", "company-2"), (result) => {
    for (const item of result.results[0].items) item.weighted = { score: "50.00", exact: "50" };
  });
  assert.equal(said(all_equal, "en")[1], "All 11 items have the same score (50.00).");
  const top = changed(case_report("leadership-climate", "company-2"), (result) => {
    const items = result.results[0].items;
    items[0].weighted = { ...items.find((i) => i.item === "lead10").weighted };
  });
  assert.match(said(top, "en")[1], /“lead01” and “lead10” share the highest score \(56\.25\)/);
  assert.match(said(top, "zh-CN")[1], /“lead01”和“lead10”并列最高（56\.25分）/);
});

test("a quorum that is not met comes first in the third sentence", () => {
  const report = changed(case_report("members-and-quota", "u1"), (result) => { result.quorate = false; });
  assert.match(said(report, "en")[2], /^The quorum of 2\/3 is not met, so the figures stand only for those who answered; /);
  assert.match(said(report, "zh-CN")[2], /^作答人数未达到应参加人数的三分之二，结果只代表作答者；/);
});

test("without a number of people due nobody says how many kept silent", () => {
  assert.match(said(case_report("tree", "hq"), "en")[2], /^How many people were due is not recorded/);
  assert.match(said(case_report("tree", "hq"), "zh-CN")[2], /^应参加人数没有记录/);
});

test("merged and left-out groups are named", () => {
  assert.match(said(case_report("suppression", "s0"), "en")[2], /C and D are shown together, because a group of fewer than 5 is never shown alone\.$/);
  const [first, , third] = said(case_report("suppression-open", "o3"), "en");
  assert.match(first, /^2 ballots were returned in the groups shown here/);
  assert.match(third, /B and C are left out, with fewer than 5 ballots together\.$/);
});

test("bounds are not told where more than a quarter of those due gave no rating", () => {
  const report = changed(case_report("categories-and-weights", "full"), (result) => { for (const g of result.groups) g.due *= 2; });
  assert.doesNotMatch(said(report, "en")[2], /whatever the/);
});

test("bounds hold every possible answer of the silent", () => {
  const report = case_report("categories-and-weights", "full");
  const { bounds, due } = m.gather_facts(report, m.names_of(report.round_file, "en"));
  const good = 94;  // excellent and competent among the 114, of the case
  assert.ok(bounds.low <= (100 * good) / due && (100 * (good + bounds.silent)) / due <= bounds.high);
});

test("more ballots than people due are said, not made a share", () => {
  const [first, , third] = said(case_report("asked-of-whom", "child"), "en");
  assert.match(first, /^23 ballots were returned, though 21 people were due;/);
  assert.doesNotMatch(third, /%/);
});

test("no score is not called zero", () => {
  const report = changed(case_report("categories-and-weights", "full"), (result) => {
    result.results[0].score = { weighted: { score: null }, pooled: { score: null } };
    const item = result.results[0].items[0];
    item.weighted = { score: null };
    item.groups = [];
    item.pooled = { counts: {}, unscored: {}, abstained: 122, n: 0, score: null };
  });
  const [first, second] = said(report, "en");
  assert.equal(first, "All 124 people due answered; no score came of it.");
  assert.equal(second, "No item has a score, so none can be called strongest or weakest.");
  assert.doesNotMatch(said(report, "zh-CN").join(""), /0\.00/);
});

test("every shown unit of every case gets three finished sentences in both languages", async () => {
  const { readdirSync, readFileSync } = await import("node:fs");
  const { root } = await import("./staff_load.mjs");
  let units = 0;
  for (const name of readdirSync(`${root}/tests/data/cases`).filter((n) => !n.includes("."))) {
    const tally = JSON.parse(readFileSync(`${root}/tests/data/cases/${name}/expected.json`, "utf8"));
    for (const { unit } of tally.units.filter((u) => !u.suppressed)) {
      units++;
      for (const [lang, end] of [["en", /\.$/], ["zh-CN", /。$/]]) {
        const sentences = said(case_report(name, unit), lang);
        assert.equal(sentences.length, 3);
        for (const s of sentences) {
          assert.match(s, end, `${name}/${unit}`);
          assert.doesNotMatch(s, /undefined|null|NaN|Infinity|\[object/, `${name}/${unit}`);
        }
      }
    }
  }
  assert.ok(units > 60, `${units} units`);
});
