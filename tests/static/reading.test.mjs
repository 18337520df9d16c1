// The pure parts of reading comments: ranges in code points, words that are switched, what is asked for and what a
// decision changes; and that strings and texts hold what the pages need.
import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./staff_load.mjs";

const m = await load(
  "console/reading/ranges", "console/reading/tokens", "console/reading/queue", "console/withhold_form", "console/raise_min_cell", "results/comments",
  "results/model", "shared/staff/reading", "shared/strings/reading-en", "shared/strings/reading-zh-CN", "shared/strings/release-en", "shared/strings/release-zh-CN",
  "results/words_en", "results/words_zh_cn",
);

/// Numbers below `n` from a printed seed.
function random_from(seed) {
  let state = seed >>> 0;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * n);
  };
}

const kStuff = ["a", "Li", "13800138000", "-", " ", "  ", "\u3000", "\n", "王", "小明", "，", "。", "𠮷", "𡈽", "e\u0301", "👍🏽", "👨‍👩‍👧", "🙂", "が", "か\u3099", "\u200d", "é", "<b>", "㊙", "葛\u{e0100}"];
const random_text = (next) => Array.from({ length: 1 + next(24) }, () => kStuff[next(kStuff.length)]).join("");

function random_spans(next, length) {
  const cuts = [...new Set(Array.from({ length: 2 * next(4) }, () => next(length + 1)))].sort((a, b) => a - b);
  const spans = [];
  for (let i = 0; i + 1 < cuts.length; i += 2) spans.push([cuts[i], cuts[i + 1]]);
  return spans;
}

const spans_of = (flags) => {
  const spans = [];
  flags.forEach((on, at) => {
    const last = spans[spans.length - 1];
    if (on && last && last[1] === at) last[1] = at + 1;
    else if (on) spans.push([at, at + 1]);
  });
  return spans;
};

const seed = Number(process.env.CANDOR_SEED ?? 20261121);

test("what is shown after switching words is what a row of flags, one a code point, says", (t) => {
  t.diagnostic(`seed ${seed}`);
  const next = random_from(seed);
  const { Segmenter } = Intl;
  t.after(() => { Intl.Segmenter = Segmenter; });
  for (let round = 0; round < 1500; round += 1) {
    Intl.Segmenter = round % 2 === 0 ? Segmenter : undefined;  // older browsers have none
    const text = random_text(next);
    const points = Array.from(text);
    let redactions = m.joined(random_spans(next, points.length).map((span) => m.whole_characters(text, span)));
    const tokens = m.tokens_of(text, redactions);
    const where = `round ${round}: ${JSON.stringify(text)}`;
    assert.equal(tokens.map((token) => token.text).join(""), text, where);
    const flags = points.map((_, at) => redactions.some(([start, end]) => start <= at && at < end));
    for (let touch = 0; touch < 6; touch += 1) {
      const at = next(tokens.length);
      redactions = m.toggled(tokens, redactions, at);
      if (tokens[at].space) continue;
      const on = !flags[tokens[at].start];
      for (let i = tokens[at].start; i < tokens[at].end; i += 1) flags[i] = on;
      for (const step of [-1, 1]) {  // space goes along where both its sides are redacted, or were
        let gap = at + step;
        while (tokens[gap]?.space) gap += step;
        if (!tokens[gap] || !flags[tokens[gap].start]) continue;
        for (let i = Math.min(at, gap) + 1; i < Math.max(at, gap); i += 1) flags.fill(on, tokens[i].start, tokens[i].end);
      }
      assert.deepEqual(redactions, spans_of(flags), where);
    }
    let expected = "";
    flags.forEach((on, at) => { expected += on ? (flags[at - 1] ? "" : "▇▇▇") : points[at]; });
    assert.equal(m.shown_text(text, redactions), expected, where);
  }
});

test("touching every word twice changes nothing", () => {
  const next = random_from(seed + 1);
  for (let round = 0; round < 300; round += 1) {
    const text = random_text(next);
    const tokens = m.tokens_of(text, []);
    let redactions = [];
    const words = tokens.map((_, at) => at).filter((at) => !tokens[at].space);
    for (const at of words) redactions = m.toggled(tokens, redactions, at);
    for (const [start, end] of redactions) assert.ok(tokens.every((token) => token.space || (start <= token.start && token.end <= end) || redactions.length > 1), text);
    if (words.length > 0) assert.equal(redactions.length, 1, `all words together are one redaction: ${JSON.stringify(text)}`);
    for (const at of words) redactions = m.toggled(tokens, redactions, at);
    assert.deepEqual(redactions, [], JSON.stringify(text));
  }
});

test("tokens cut through no character, and the browser's own knowledge only joins more", () => {
  const next = random_from(seed + 2);
  for (let round = 0; round < 500; round += 1) {
    const text = random_text(next);
    const edges = new Set([0]);
    let at = 0;
    for (const character of m.characters_of(text)) edges.add(at += Array.from(character).length);
    for (const token of m.tokens_of(text, [])) assert.ok(edges.has(token.start) && edges.has(token.end), JSON.stringify([text, token]));
    assert.equal(m.characters_of(text, false).join(""), text);
  }
  assert.deepEqual(m.characters_of("e\u0301👍🏽👨‍👩‍👧𠮷か\u3099a", false), ["e\u0301", "👍🏽", "👨‍👩‍👧", "𠮷", "か\u3099", "a"]);
});

test("numbers and Latin words are touched whole, Chinese by words or characters", () => {
  const words = (text, spans = []) => m.tokens_of(text, spans).filter((token) => !token.space).map((token) => token.text);
  assert.deepEqual(words("Call 138-0013-8000 now"), ["Call", "138-0013-8000", "now"]);
  assert.equal(words("打13800138000吧")[1], "13800138000");
  assert.deepEqual(words("李伟同志", [[0, 1], [1, 2]]).slice(0, 2), ["李", "伟"], "cut where a mark ends");
  assert.deepEqual(words("  \u3000\n"), []);
  assert.deepEqual(m.tokens_of("", []), []);
});

test("an offset of the page becomes a place in code points, never in the middle of a pair", () => {
  const text = "a𠮷b👍🏽";
  const cases = [[0, 0], [1, 1], [2, 1], [3, 2], [4, 3], [5, 3], [6, 4], [7, 4], [8, 5], [99, 5]];
  for (const [offset, points] of cases) assert.equal(m.points_before(text, offset), points, String(offset));
});

test("a span grows to whole characters", () => {
  const text = "Cafe\u0301 👨‍👩‍👧!";
  assert.deepEqual(m.whole_characters(text, [3, 4]), [3, 5], "e with its accent");
  assert.deepEqual(m.whole_characters(text, [7, 8]), [6, 11], "a family is one");
  assert.deepEqual(m.whole_characters(text, [0, 2]), [0, 2]);
});

test("spans are put together and taken away as sets of code points", () => {
  const next = random_from(seed + 3);
  const set = (spans, n) => Array.from({ length: n }, (_, at) => spans.some(([start, end]) => start <= at && at < end));
  for (let round = 0; round < 500; round += 1) {
    const n = 1 + next(20);
    const spans = [...random_spans(next, n), ...random_spans(next, n)];
    const other = [next(n), next(n + 1)].sort((a, b) => a - b);
    assert.deepEqual(m.joined(spans), spans_of(set(spans, n)));
    assert.deepEqual(m.with_span(spans, other), spans_of(set([...spans, other], n)));
    assert.deepEqual(m.without_span(spans, other), spans_of(set(spans, n).map((on, at) => on && !(other[0] <= at && at < other[1]))));
  }
});

test("the pieces of a text are the text, each alike all through", () => {
  const next = random_from(seed + 4);
  for (let round = 0; round < 500; round += 1) {
    const text = random_text(next);
    const n = Array.from(text).length;
    const [marks, redactions, found] = [0, 1, 2].map(() => random_spans(next, n));
    const pieces = m.pieces_of({ text, marks: marks.map(([start, end]) => ({ kind: "member", start, end })), redactions, found });
    assert.equal(pieces.map((piece) => piece.text).join(""), text);
    const is_in = (spans, at) => spans.some(([start, end]) => start <= at && at < end);
    for (const piece of pieces) {
      Array.from(piece.text).forEach((_, i) => {
        const at = piece.start + i;
        assert.deepEqual([piece.mark !== null, piece.redacted, piece.found], [is_in(marks, at), is_in(redactions, at), is_in(found, at)]);
      });
    }
    assert.equal(pieces.filter((piece) => piece.redaction_begins).length, m.joined(redactions).length);
    assert.equal(pieces.filter((piece) => piece.redaction_ends).length, m.joined(redactions).length);
  }
});

test("only what is chosen is asked for", () => {
  assert.equal(m.query_of(m.kUnread, null), "/reading?state=unread&limit=50");
  assert.equal(m.query_of({ ...m.kEverything, unit: "u 1", tag: "a&b", q: " 食堂 ", marked: true }, "ff"),
    `/reading?unit=u+1&tag=a%26b&q=${encodeURIComponent("食堂")}&mark=any&after=ff&limit=50`);
});

test("one text alone is what follows the id before it", () => {
  assert.equal(m.id_before("00a0"), "009f");
  assert.equal(m.id_before("0001"), "0000");
  assert.equal(m.id_before("1000"), "0fff");
  assert.equal(m.id_before("0000"), null);
  assert.equal(m.query_of_one("0000"), "/reading?limit=1");
  const next = random_from(seed + 5);
  for (let i = 0; i < 200; i += 1) {
    const id = Array.from({ length: 32 }, () => next(16).toString(16)).join("");
    if (/^0+$/.test(id)) continue;
    assert.equal(BigInt(`0x${m.id_before(id)}`), BigInt(`0x${id}`) - 1n);
    assert.equal(m.id_before(id).length, 32);
  }
});

const text = (id, state, more = {}) => ({ id, unit: "u1", about: "team", item: "i", text: id, state, marks: [], redactions: [], tags: [], version: 1, ...more });
const page = () => ({
  items: [text("a", "unread", { found: [[0, 1]] }), text("b", "unread", { marks: [{ kind: "email", start: 0, end: 1 }], tags: ["x"] }), text("c", "cleared"), text("d", "unread")],
  next: "d", matches: 9, totals: { unread: 6, cleared: 1, withheld: 2, unreachable: 3 }, tags: [{ tag: "x", texts: 1 }], units: [{ unit: "u1", unread: 6, texts: 9 }], released: false,
});

test("a decision moves a text between the numbers, and words found stay marked", () => {
  const after = m.with_text(page(), text("a", "cleared", { version: 2, tags: ["y"] }));
  assert.deepEqual(after.totals, { unread: 5, cleared: 2, withheld: 2, unreachable: 3 });
  assert.deepEqual(after.units, [{ unit: "u1", unread: 5, texts: 9 }]);
  assert.deepEqual(after.tags, [{ tag: "x", texts: 1 }, { tag: "y", texts: 1 }]);
  assert.deepEqual(after.items[0].found, [[0, 1]]);
  assert.deepEqual(m.with_text(after, text("a", "unread")).totals, page().totals);
  assert.deepEqual(m.with_text(page(), text("b", "unread")).tags, []);
  assert.deepEqual(m.with_text(page(), text("elsewhere", "cleared")), page());
});

test("pages are put together without doubles; only undecided texts without marks are cleared together", () => {
  const both = m.with_page(page(), { ...page(), items: [text("d", "cleared"), text("e", "unread")], next: null, matches: 8 });
  assert.deepEqual(both.items.map(({ id }) => id), ["a", "b", "c", "d", "e"]);
  assert.deepEqual([both.next, both.matches], [null, 5], "all that is listed is all there is");
  const decided = m.with_page(page(), { ...page(), items: [text("e", "unread"), text("f", "unread")], next: "f", matches: 3 });
  assert.deepEqual([decided.items.length, decided.matches], [6, 9], "what is decided while it is listed is not subtracted");
  assert.deepEqual([m.without_text(page(), "b").matches, m.without_text(page(), "elsewhere").matches], [8, 9]);
  assert.deepEqual(m.unmarked_of(page().items).map(({ id }) => id), ["a", "d"]);
  assert.equal(m.next_unread(page().items, "b"), "d");
  assert.equal(m.next_unread(page().items, "d"), null);
});

test("a tag is refused for a reason", () => {
  const cases = [["", [], "empty"], ["x".repeat(41), [], "long"], ["𠮷".repeat(40), [], null], ["x", ["x"], "twice"], ["y", Array.from({ length: 10 }, (_, i) => `t${i}`), "many"], ["y", ["x"], null]];
  for (const [tag, tags, problem] of cases) assert.equal(m.tag_problem(tag, tags), problem, tag);
});

test("units to be withheld: the chosen stay in view, thirty more at most, found by name", () => {
  const units = Array.from({ length: 100 }, (_, at) => ({ id: `u${at}`, label: `Unit ${at}` }));
  const all = m.listed_units(units, ["u90"], "");
  assert.deepEqual([all.listed.length, all.listed[0].id, all.more], [31, "u90", 69]);
  assert.deepEqual(m.listed_units(units, [], "unit 99").listed.map(({ id }) => id), ["u99"]);
  assert.deepEqual(m.listed_units(units, [], "nowhere"), { listed: [], more: 0 });
  assert.equal(m.withholding_of({ units: [], reason: "x" }), null);
  assert.deepEqual(m.withholding_of({ units: ["u1"], reason: " x " }), { withhold: { units: ["u1"], texts: [] }, reason: "x" });
});

test("the smallest group is raised or left, never lowered", () => {
  for (const typed of ["", "  ", "5"]) assert.equal(m.raised_cell(typed, 5), undefined, typed);
  for (const [typed, raised] of [["6", 6], [" 10 ", 10], ["10000", 10000]]) assert.equal(m.raised_cell(typed, 5), raised);
  for (const typed of ["4", "-6", "5.5", "10001", "six", "1e3", "999999999999"]) assert.equal(m.raised_cell(typed, 5), null, typed);
});

const file = {
  sections: [{ about: "team", items: [{ id: "s", type: "scale" }, { id: "improve", type: "text" }] }, { about: "member", items: [{ id: "change", type: "text" }] }],
  units: [{ id: "u1", items: [{ id: "own", type: "text" }] }], rules: { min_cell: 5, min_text: 8 },
};
const report = (more = {}) => ({
  round: { id: "r", state: "released", purged_at: null, ...more.round }, round_file: { ...file, ...more.file },
  result: { unit: "u1", suppressed: false, groups: [{ valid: 5 }, { valid: 3 }], results: [{ about: "team" }], ...more.result },
});

test("comments are asked for where they can stand, and their absence has its reason", () => {
  assert.ok(m.asks_for_comments(report()));
  assert.ok(!m.asks_for_comments(report({ round: { state: "closed" } })), "not before the release");
  assert.ok(!m.asks_for_comments(report({ round: { purged_at: "2027-05-26T10:00:00Z" } })), "not after they were destroyed");
  assert.ok(!m.asks_for_comments(report({ result: { suppressed: true } })));
  assert.ok(!m.asks_for_comments(report({ result: { units: ["a", "b"] } })), "not for units counted together");
  assert.ok(!m.asks_for_comments(report({ file: { sections: [], units: [] } })));
  assert.equal(m.silence_of(report()), null);
  assert.equal(m.silence_of(report({ result: { groups: [{ valid: 7 }] } })), "too_few");
  assert.equal(m.silence_of(m.in_force(report({ round: { min_cell: 9 } }))), "too_few", "raised at the sealing");
});

test("texts stand under their ratee and question; a ratee without figures is not lost", () => {
  const entries = [
    { about: "team", item: "own", text: "3" }, { about: "team", item: "improve", text: "1" }, { about: "m1", item: "change", text: "x" },
    { about: "team", item: "improve", text: "2" }, { about: "-", item: "gone", text: "y" },
  ];
  assert.deepEqual(m.by_item(report(), entries, "team").map(({ item, texts }) => [item, texts]), [["improve", ["1", "2"]], ["own", ["3"]]]);
  assert.deepEqual(m.by_item(report(), entries, "none").map(({ item }) => item), ["gone"]);
  assert.deepEqual(m.by_item(report(), entries, "m2"), []);
  assert.deepEqual(m.ratees_without_figures(report(), entries), ["m1", "-"]);
});

test("Chinese words are written with Chinese punctuation, and every function says as much as the English one", () => {
  const walk = (zh, en, path) => {
    if (typeof en === "function") {
      assert.equal(zh.length, en.length, `${path} takes as many values`);
      const said = zh(...en.toString().match(/^\(?([^)=]*)/)[1].split(",").map((name, at) => (/names|text|tag|kind|about|item|when|title|reason/.test(name) ? `值${at}` : 7)));
      assert.doesNotMatch(said, /[\u4e00-\u9fff][,;:?!()]|undefined|NaN/, path);
    } else if (typeof en === "string") assert.doesNotMatch(zh, /[\u4e00-\u9fff][,;:?!()]|[\u4e00-\u9fff]\.(\s|$)/, path);
    else for (const key of Object.keys(en)) walk(zh[key], en[key], `${path}.${key}`);
  };
  walk(m.reading_zh_cn, m.reading_en, "reading");
  walk(m.release_zh_cn, m.release_en, "release");
  walk(m.words_zh_cn.comments, m.words_en.comments, "comments");
});
