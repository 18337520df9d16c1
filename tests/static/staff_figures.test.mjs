// What charts, tables and notes of the results make of a tally.
import assert from "node:assert/strict";
import test from "node:test";
import { case_report, load } from "./staff_load.mjs";

const m = await load(
  "results/colours", "results/draw", "results/figures", "results/flags", "results/model", "results/report_names", "shared/staff/tree",
  "results/words_en", "results/words_zh_cn",
);
const looks = { width: 700, dark: false, ink: "#000000", quiet: "#333333", line: "#999999", ground: "#ffffff", font: "sans-serif" };

function item_of(name, unit, about, id) {
  const report = case_report(name, unit);
  const result = report.result.results.find((r) => r.about === about).items.find((i) => i.item === id);
  return { file: report.round_file, item: m.find_item(report.round_file, id, about), result, unit_groups: report.result.groups.map((g) => g.categories) };
}

test("the scale's brightness falls or rises in one direction, in both modes and for any number of options", () => {
  for (const dark of [false, true]) {
    for (let count = 2; count <= 11; count++) {
      const light = m.scale_paints(count, dark).map((p) => m.luminance(p.fill));
      for (let i = 1; i < light.length; i++) {
        assert.ok(dark ? light[i] < light[i - 1] : light[i] > light[i - 1], `${count} options, step ${i}, dark ${dark}`);
      }
    }
  }
});

test("numbers inside the bars can be read: contrast of at least 4.5", () => {
  for (const dark of [false, true]) {
    const scales = [2, 3, 4, 5, 7, 11].flatMap((count) => m.scale_paints(count, dark));
    for (const { fill, ink } of [...scales, m.unknown_paint(dark)]) {
      const [high, low] = [m.luminance(fill), m.luminance(ink)].sort((a, b) => b - a);
      assert.ok((high + 0.05) / (low + 0.05) >= 4.5, `${fill} on ${ink}`);
    }
  }
});

test("options stand from the best value to the worst, whatever the file's order", () => {
  const { file, item } = item_of("leadership-climate", "company-2", "team", "lead01");
  assert.deepEqual(m.scored_options(file, item).map((o) => o.id), ["5", "4", "3", "2", "1"]);
});

test("bars add up to 100 percent of those who rated; don't know and no answer stand on their own axis", () => {
  const { file, item, result } = item_of("categories-and-weights", "full", "team", "overall");
  const row = m.row_of("All", m.scored_options(file, item), result.pooled);
  const option = m.stacked_bars(m.drawing_of(file, item, [row], "overall", "en", m.words_en), looks);
  const scored = option.series.filter((s) => s.stack === "scored");
  const sum = scored.reduce((total, s) => total + s.data[0].value, 0);
  assert.ok(Math.abs(sum - 100) < 1e-9);
  assert.deepEqual(scored.map((s) => s.name), ["Excellent", "Competent", "Basically competent", "Not competent"]);
  assert.equal(option.series.find((s) => s.id === "unknown").xAxisIndex, 1);
});

test("a row nobody rated has no bar, and no axis is made for nobody's silence", () => {
  const drawing = { rows: [{ label: "x", counts: [0, 0], unknown: 0, abstained: 0 }], options: ["a", "b"], unknown: "u", abstained: "n", rated: "r", apart: "s", description: "d" };
  const option = m.stacked_bars(drawing, looks);
  assert.equal(option.grid.length, 1);
  assert.deepEqual(option.series.map((s) => s.data[0].value), [0, 0]);
});

test("neighbouring charts keep bars of one length", () => {
  const drawing = { rows: [{ label: "x", counts: [1], unknown: 0, abstained: 0 }], options: ["a"], unknown: "u", abstained: "n", rated: "r", apart: "s", description: "d" };
  const silent = { ...drawing, rows: [{ label: "x", counts: [1], unknown: 1, abstained: 0 }] };
  const width = (d) => m.stacked_bars(d, looks).grid[0].width;
  assert.notEqual(width(drawing), width(silent));
  assert.equal(width({ ...drawing, keep_apart: true }), width(silent));
});

test("a long name above a narrow bar gets the lines it needs", () => {
  const drawing = (label) => ({ rows: [{ label, counts: [1], unknown: 0, abstained: 0 }], options: ["a"], unknown: "", abstained: "", rated: "", apart: "", description: "" });
  assert.ok(m.chart_height(drawing("决策".repeat(30)), 340) > m.chart_height(drawing("决策"), 340));
  assert.ok(m.text_width("决策", 10) > m.text_width("ab", 10));
});

test("the words over a segment give count, base and share", () => {
  const drawing = { rows: [{ label: "Staff", counts: [3, 1], unknown: 1, abstained: 0 }], options: ["Good", "Poor"], unknown: "Don’t know", abstained: "None", rated: "", apart: "", description: "" };
  assert.deepEqual(m.segment_text(drawing, "option-0", 0), ["Staff", "Good: 3 / 4 (75.0%)"]);
  assert.deepEqual(m.segment_text(drawing, "unknown", 0), ["Staff", "Don’t know: 1 / 5 (20.0%)"]);
  assert.deepEqual(m.segment_text(drawing, "name-0", 0), []);
});

test("a score that is missing is words with a reason, never 0", () => {
  const left_out = item_of("answers-below-k", "v2", "team", "overall").result;
  assert.equal(m.missing_score(left_out, m.words_en), "too few rated this");
  assert.equal(m.missing_score({ item: "x", pooled: { n: 0, abstained: 3, score: null } }, m.words_zh_cn), "无人作出评价");
  assert.equal(m.score_text(null, m.words_en), "no score");
  assert.equal(m.score_text("0.00", m.words_en), "0.00");
});

test("delivered scores are shown as they were delivered", () => {
  const { result } = item_of("categories-and-weights", "full", "team", "overall");
  assert.equal(m.official_score(result).score, "84.72");
  assert.equal(m.score_text(result.pooled.score, m.words_en), "80.88");
});

test("groups merged for one item only are found, groups merged in the whole unit are not told again", () => {
  const v1 = item_of("answers-below-k", "v1", "team", "overall");
  assert.deepEqual(m.merged_here(v1.result, v1.unit_groups), [["A", "B"]]);
  const style = item_of("answers-below-k", "v1", "team", "style");
  assert.deepEqual(m.merged_here(style.result, style.unit_groups), []);
  const s0 = item_of("suppression", "s0", "team", "overall");
  assert.deepEqual(m.merged_here(s0.result, s0.unit_groups), []);
});

test("merging and leaving out are explained by name", () => {
  assert.equal(m.words_en.merged_item(m.list_names(["Superiors", "Peers"], "en"), 5), "Superiors and Peers are shown together here, because fewer than 5 in one of them rated this.");
  assert.equal(m.words_zh_cn.left_out(m.list_names(["上级", "同级", "职工"], "zh-CN"), 5), "上级、同级和职工：合计不足5张有效票，不显示也不计入。");
});

const conditions = [
  ["favourable < 60%", "favourable rate below 60%", "好评率低于60%"],
  ["favourable <= 2/3", "favourable rate at most 2/3", "好评率不超过2/3"],
  ["option:incompetent > 1/3", "share of “Not competent” above 1/3", "“不称职”的比例高于1/3"],
  ["score >= 60", "score at least 60", "得分不低于60"],
  ["something else", "something else", "something else"],
];
for (const [when, en, zh] of conditions) {
  test(`a flag's condition reads like words: ${when}`, () => {
    const { file, item } = item_of("categories-and-weights", "full", "team", "overall");
    assert.equal(m.condition_words(file, item, when, "en", m.words_en), en);
    assert.equal(m.condition_words(file, item, when, "zh-CN", m.words_zh_cn), zh);
  });
}

test("an item of that name about members is not taken for the team's", () => {
  const { round_file: file } = case_report("members-and-quota", "u1");
  assert.equal(m.find_item(file, "overall", "m1").scale, "overall");
  assert.equal(m.find_item(file, "nowhere", "team"), undefined);
});

test("units stand below their parents, and a cycle or a lost parent loses no unit", () => {
  const unit = (id, parent) => ({ id, parent, name: {} });
  const order = (units) => m.in_tree_order(units).map((b) => `${b.depth}${b.unit.id}`);
  assert.deepEqual(order([unit("b", "a"), unit("a", null), unit("c", "b")]), ["0a", "1b", "2c"]);
  assert.deepEqual(order([unit("a", "b"), unit("b", "a"), unit("c", "gone")]), ["0c", "0a", "1b"]);
});
