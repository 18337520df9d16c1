// The staff's shared logic: numbers, times, addresses, problems, forms; and both languages' strings.
import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./staff_load.mjs";

process.env.TZ = "Asia/Shanghai";
const m = await load(
  "shared/staff/api", "shared/staff/format", "shared/staff/rational", "shared/staff/route", "shared/strings/staff-en",
  "shared/strings/staff-zh-CN", "results/words_en", "results/words_zh_cn",
);
const forms = await load("console/open_dialog", "console/add_account", "console/turnout", "results/list");

test("percent_of rounds half up on integers, and says nothing of nothing", () => {
  const table = [[1, 3, "33.3"], [2, 3, "66.7"], [1, 8, "12.5"], [1, 16, "6.3"], [0, 5, "0.0"], [5, 5, "100.0"], [1, 2000, "0.1"], [0, 0, ""]];
  for (const [part, whole, expected] of table) assert.equal(m.percent_of(part, whole), expected, `${part}/${whole}`);
});

test("decimals, fractions and percentages are numbers; anything else is none", () => {
  const good = [["0.3", 0.3], ["1/4", 0.25], ["20%", 0.2], ["-36.36", -36.36], [30, 30], ["9319/110", 9319 / 110]];
  for (const [text, value] of good) assert.equal(m.to_number(text), value, String(text));
  for (const text of ["", "a", "1/0", "1e3", "1,5", null, undefined]) assert.equal(m.to_number(text), null, String(text));
});

test("local times become UTC and come back", () => {
  assert.equal(m.utc_instant("2026-11-21T13:30"), "2026-11-21T05:30:00Z");
  assert.equal(m.local_input("2026-11-21T05:30:00Z"), "2026-11-21T13:30");
  assert.equal(m.utc_instant(""), null);
  assert.equal(m.utc_instant("yesterday"), null);
  assert.equal(m.local_input(null), "");
  assert.match(m.zone_name(), /^Asia\/Shanghai \(UTC\+08:00\)$/);
});

test("a hash is shown in groups that can be compared by eye", () => {
  assert.deepEqual(m.hex_lines("0123456789abcdef".repeat(4)), [
    "0123 4567 89ab cdef", "0123 4567 89ab cdef", "0123 4567 89ab cdef", "0123 4567 89ab cdef",
  ]);
});

test("labels fall back to a language there is, then to the id", () => {
  assert.equal(m.pick({ en: "Team", "zh-CN": "班子" }, "zh-CN"), "班子");
  assert.equal(m.pick({ en: "Team" }, "zh-CN"), "Team");
  assert.equal(m.pick({}, "en", "u1"), "u1");
  assert.equal(m.pick(undefined, "en", "u1"), "u1");
});

test("ids are checked as the round file wants them", () => {
  for (const id of ["2026-spring", "a", "A_b.c", "x".repeat(64)]) assert.ok(m.is_id(id), id);
  for (const id of ["", "team", "-", "a b", "测评", "x".repeat(65), "a/b"]) assert.ok(!m.is_id(id), id);
});

test("addresses inside the application survive any id and any rubbish", () => {
  assert.deepEqual(m.segments_of(m.href("rounds", "a b/ü%")), ["rounds", "a b/ü%"]);
  assert.deepEqual(m.segments_of("#/r/small%3Anorth"), ["r", "small:north"]);
  for (const hash of ["", "#", "#/", "#main", "#/%E0%A4%A"]) assert.deepEqual(m.segments_of(hash), [], hash);
});

test("calls ask for the page's language, and a problem keeps the language it came in", async (t) => {
  const before = globalThis.fetch;
  t.after(() => { globalThis.fetch = before; m.speak(""); });
  const asked = [];
  globalThis.fetch = async (path, init) => {
    asked.push(init.headers["Accept-Language"]);
    return new Response(JSON.stringify({ kind: "invalid", detail: "有误", diagnostics: [] }), { status: 422, headers: { "Content-Language": "zh-CN" } });
  };
  await m.call("/rounds");
  m.speak("zh-CN");
  const answer = await m.call("/rounds");
  assert.deepEqual(asked, [undefined, "zh-CN"]);
  assert.deepEqual(answer.problem, { kind: "invalid", status: 422, detail: "有误", diagnostics: [], language: "zh-CN" });
});

test("a problem document is read; a proxy's page in its place becomes a problem by its status", () => {
  const diagnostics = [{ severity: "error", place: "line 2", expected: "a number", remedy: "Write one." }];
  assert.deepEqual(m.problem_of(422, { kind: "invalid", detail: "no", diagnostics }), { kind: "invalid", status: 422, detail: "no", diagnostics, language: "en" });
  assert.deepEqual(m.problem_of(412, undefined), { kind: "stale", status: 412, detail: "", diagnostics: [], language: "en" });
  assert.equal(m.problem_of(502, "<html>").kind, "internal");
});

test("an edit is tagged with what the server gave, else with the version", () => {
  assert.equal(m.tag_of('"7"', 3), '"7"');
  assert.equal(m.tag_of(null, 3), '"3"');
});

test("every kind of problem has words in both languages", () => {
  const kinds = ["malformed", "invalid", "unauthenticated", "forbidden", "not_found", "conflict", "stale", "expired", "too_large", "slow_down", "busy", "storage_full", "unsupported", "internal", "offline"];
  for (const words of [m.staff_en, m.staff_zh_cn]) for (const kind of kinds) assert.ok(words.problem.kinds[kind], kind);
});

function shape(value, at = "") {
  if (Array.isArray(value)) return [`${at}[${value.length}]`];
  if (typeof value === "function") return [`${at}(${value.length})`];
  if (typeof value !== "object") return [at];
  return Object.keys(value).sort().flatMap((key) => shape(value[key], `${at}.${key}`));
}

test("both languages say the same things with the same values, and neither is left in the other's script", () => {
  for (const [en, zh] of [[m.staff_en, m.staff_zh_cn], [m.words_en, m.words_zh_cn]]) {
    assert.deepEqual(shape(zh), shape(en));
    const text = (value) => (typeof value === "string" ? [value] : typeof value === "object" ? Object.values(value).flatMap(text) : []);
    for (const s of text(zh)) assert.match(s, /[\u3400-\u9fff–]|^Candor$/, s);
    for (const s of text(en)) assert.doesNotMatch(s.replace("简体中文", ""), /[\u3400-\u9fff]/, s);
  }
});

test("numbers of tickets are whole numbers within limits", () => {
  assert.equal(forms.whole_number("10", 0, 100), 10);
  assert.equal(forms.whole_number(" 0 ", 0, 100), 0);
  for (const text of ["", "-1", "101", "1.5", "ten", "9999999999"]) assert.equal(forms.whole_number(text, 0, 100), null, text);
});

test("a new account gets the chosen roles; only a leader gets unit, member and head", () => {
  const draft = { name: "li", display: "Li", chosen: { leader: true, organizer: true }, unit: " u1 ", member: "", head: true };
  assert.deepEqual(forms.roles_of(draft), [
    { role: "leader", unit: "u1", member: null, head: true }, { role: "organizer", unit: null, member: null, head: false },
  ]);
  for (const name of ["li.wei", "a", "A-1"]) assert.ok(forms.is_account_name(name));
  for (const name of ["", "李", "a b", "x".repeat(65)]) assert.ok(!forms.is_account_name(name));
});

test("turnout below k is said as such, and as a least number while the round is open", () => {
  const words = m.staff_en.turnout;
  assert.equal(forms.returned_words(null, true, 5, words), "fewer than 5");
  assert.equal(forms.returned_words(35, true, 5, words), "at least 35");
  assert.equal(forms.returned_words(37, false, 5, words), "37");
});

test("what may be read is gathered by round", () => {
  const item = (round, unit) => ({ round, unit, title: {}, unit_name: {}, released_at: null });
  const found = forms.by_round([item("b", "1"), item("a", "1"), item("b", "2")]);
  assert.deepEqual(found.map((f) => [f.round, f.units.length]), [["b", 2], ["a", 1]]);
});
