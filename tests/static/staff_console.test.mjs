// The console's pure parts for rounds by credentials: hashes and lists of them, clocks, times, progress, keying; and what
// each role is shown.
import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./staff_load.mjs";
import { counted, hash, tag } from "./support.mjs";

const m = await load(
  "console/access_part", "console/claim_hash", "console/claims", "console/amendments", "console/commands", "console/invited", "console/group_table",
  "console/keyed_item", "console/number_keys", "console/opening_progress", "console/open_round", "console/closing", "console/seal", "console/times",
  "console/use_paper", "console/sheet_mark", "shared/staff/session", "shared/strings/staff-invite-en", "shared/strings/staff-invite-zh-CN",
  "shared/strings/staff-check-en", "shared/strings/staff-check-zh-CN", "shared/codes",
);
const kSecret = "ABCDEFGHJKMNPQRSTVWX";
const file = {
  categories: [{ id: "A", label: {} }, { id: "B", label: {} }],
  units: [{ id: "u1", name: {}, due: { A: 2, B: 0 } }, { id: "u2", name: {}, due: { A: 0, B: 3 } }],
};
const oracle = (unit, category) => hash(tag("claim"), counted("r"), counted(unit), counted(category), Buffer.from(kSecret)).toString("hex");
const printed = (part, category) => `${part}-${category}-${kSecret.match(/.{5}/g).join("-")}-${m.check_character({ part, category, secret: kSecret })}`;

test("a claim hash is what the protocol says, for the unit and category that the code names", async () => {
  assert.equal(await m.claim_hash("r", "u2", "B", kSecret), oracle("u2", "B"));
  assert.deepEqual(await m.read_claim(printed(2, 2), "r", file, true), { hash: oracle("u2", "B"), unit: "u2", category: "B" });
});

test("codes are taken only where the server made them; hashes always; anything else never", async () => {
  assert.equal(await m.read_claim(printed(2, 2), "r", file, false), null);
  assert.equal((await m.read_claim(` ${"AB".repeat(32)} `, "r", file, false)).hash, "ab".repeat(32));
  for (const text of ["", "ab", "g".repeat(64), `${"a".repeat(63)}`, printed(3, 1), printed(1, 3), printed(1, 1).replace(/.$/, "?")]) {
    assert.equal(await m.read_claim(text, "r", file, true), null, text);
  }
});

test("a list of claims names the first wrong line, a repeated one, and codes of another group", async () => {
  const [one, two] = ["a1".repeat(32), "b2".repeat(32)];
  const place = { unit: "u2", category: "B" };
  assert.deepEqual(await m.read_claims(`${one}\n\n ${two}\r\n`, "r", file, false, place), { ok: true, hashes: [one, two] });
  assert.deepEqual(await m.read_claims(`${one}\nx`, "r", file, false, place), { ok: false, line: 2, twice: false });
  assert.deepEqual(await m.read_claims(`${one}\n\n${one.toUpperCase()}`, "r", file, false, place), { ok: false, line: 3, twice: true });
  assert.deepEqual(await m.read_claims(printed(1, 1), "r", file, true, place), { ok: false, line: 1, twice: false });
  assert.deepEqual(await m.read_claims(printed(2, 2), "r", file, true, place), { ok: true, hashes: [oracle("u2", "B")] });
  assert.deepEqual(await m.read_claims("", "r", file, true, place), { ok: true, hashes: [] });
});

test("a list of invited people fits only where every unit and category is due as many", () => {
  const groups = [{ unit: "u1", category: "A", count: 2 }, { unit: "u2", category: "B", count: 3 }];
  assert.ok(m.fits_due(file, groups));
  assert.equal(m.total_of(groups), 5);
  assert.ok(!m.fits_due(file, groups.slice(1)));
  assert.ok(!m.fits_due(file, [...groups, { unit: "u1", category: "B", count: 1 }]));
  assert.ok(!m.fits_due(file, [...groups, { unit: "gone", category: "A", count: 1 }]));
});

test("changing how people get in changes nothing else in the file", () => {
  const before = { ...file, access: { mode: "ticket" } };
  assert.deepEqual(m.with_access(before, "credential"), { ...file, access: { mode: "credential" } });
  assert.equal(before.access.mode, "ticket");
});

test("the time left follows the pace that was seen, and is told in steps", () => {
  assert.equal(m.seconds_left({ done: 0, total: 50 }, { done: 0, total: 50 }, 3), 20);
  assert.equal(m.seconds_left({ done: 12, total: 40 }, { done: 2, total: 40 }, 10), 28);
  const words = m.invite_en.opening;
  assert.equal(m.words_left(words, { done: 12, total: 40 }, 28), "about 30 seconds left");
  assert.equal(m.words_left(words, { done: 12, total: 40 }, 120), "about 2 minutes left");
  assert.equal(m.words_left(words, { done: 40, total: 40 }, 0), words.finishing);
});

test("clocks that differ are told in hours and minutes; other conflicts keep their own words", () => {
  const conflict = (detail) => ({ kind: "conflict", status: 409, detail, diagnostics: [] });
  const words = m.check_en.seal;
  assert.match(m.clock_words(conflict("the clocks of this server and of your browser are 3725 seconds apart; set"), words), /1 h 3 min apart/);
  assert.match(m.clock_words(conflict("the clocks of this server and of your browser are 420 seconds apart; set"), m.check_zh_cn.seal), /相差7分钟/);
  assert.equal(m.clock_words(conflict("clocks differ"), words), words.clocks_any);
  assert.equal(m.clock_words(conflict("this round is sealed already"), words), undefined);
  assert.equal(m.clock_words(null, words), undefined);
  assert.equal(m.utc_text(new Date(Date.UTC(2026, 10, 21, 5, 30, 0, 123))), "2026-11-21T05:30:00Z");
});

test("answers are kept at least until casting ends, and in an open round never longer than was told", () => {
  const now = Date.UTC(2026, 10, 21);
  const open = { state: "open", retain_until: "2027-06-01T00:00:00Z" };
  const draft = { state: "draft", retain_until: null };
  const table = [
    [draft, null, null, null], [draft, "2026-11-20T00:00:00Z", null, "early"], [draft, "2027-01-01T00:00:00Z", Date.UTC(2027, 1, 1), "early"],
    [draft, "2029-01-01T00:00:00Z", Date.UTC(2027, 1, 1), null], [open, "2027-05-01T00:00:00Z", Date.UTC(2027, 1, 1), null],
    [open, "2027-06-02T00:00:00Z", null, "later"], [open, null, null, "later"], [open, open.retain_until, null, null],
  ];
  for (const [meta, until, last, expected] of table) assert.equal(m.retention_problem(meta, until, last, now), expected, `${meta.state} ${until}`);
});

test("claims are taken between opening and closing time, unless a restore has shut them; casting ends after the grace", () => {
  const meta = { state: "open", claims_shut: false, opens_at: "2026-11-01T00:00:00Z", closes_at: "2026-11-30T00:00:00Z", casts_until: "2026-12-01T00:00:00Z" };
  assert.ok(m.takes_claims(meta, Date.UTC(2026, 10, 21)));
  assert.ok(!m.takes_claims(meta, Date.UTC(2026, 9, 21)));
  assert.ok(!m.takes_claims(meta, Date.UTC(2026, 10, 30, 1)));
  assert.ok(!m.takes_claims({ ...meta, claims_shut: true }, Date.UTC(2026, 10, 21)));
  assert.ok(!m.takes_claims({ ...meta, state: "closed" }, Date.UTC(2026, 10, 21)));
  assert.equal(m.end_of_casting(meta), "2026-12-01T00:00:00Z");
  assert.equal(m.end_of_casting({ ...meta, casts_until: null }), meta.closes_at);
});

test("whether there are paper tickets is read off the first unit where somebody is due", () => {
  assert.equal(m.part_with_due({ file: { units: [{ due: { A: 0 } }, { due: { A: 1 } }] } }), 2);
  assert.equal(m.part_with_due({ file: { units: [{}] } }), null);
  assert.ok(m.has_tickets('{"groups":[{"tickets":0},{"tickets":2}]}'));
  assert.ok(!m.has_tickets('{"groups":[{"tickets":0}]}'));
  assert.ok(!m.has_tickets(undefined));
});

test("number keys choose among the options there are; 0 takes back; Enter goes on; other keys mean nothing", () => {
  assert.deepEqual(["1", "4", "5", "0", "a", "Enter", "12"].map((key) => m.meaning_of(key, 4)), [0, 3, null, "clear", null, "next", null]);
});

test("a text keyed in is too long as people count characters", () => {
  const item = { id: "t", type: "text", label: {}, max_length: 3 };
  assert.equal(m.too_long_by(item, "好😀好"), 0);
  assert.equal(m.too_long_by(item, "abcde"), 2);
  assert.equal(m.too_long_by({ ...item, type: "scale" }, "abcde"), 0);
});

test("roles open what is theirs", () => {
  const as = (...roles) => ({ roles: roles.map((role) => ({ role })) });
  const table = [
    [as("administrator"), true, true, false, true], [as("organizer"), true, true, false, true], [as("registrar"), false, true, false, true],
    [as("scrutineer"), false, false, true, true], [as("leader"), false, false, false, false], [as("leader", "scrutineer"), false, false, true, true],
  ];
  for (const [account, organizes, registers, scrutinizes, staff] of table) {
    assert.deepEqual([m.may_organize(account), m.may_register(account), m.may_scrutinize(account), m.is_staff(account)],
      [organizes, registers, scrutinizes, staff], account.roles.map((r) => r.role).join());
  }
});

test("scrutineers compare with the fingerprint that they hold, not with the one of this page", () => {
  assert.equal(m.verify_command("r"), "candor verify r-scrutineers-bundle.zip --manifest M");
  assert.match(m.print_command("r", "ab", "https://x"), /--manifest ab --url https:\/\/x/);
});

function shape(value, at = "") {
  if (Array.isArray(value)) return [`${at}[${value.length}]`];
  if (typeof value === "function") return [`${at}(${value.length})`];
  if (typeof value !== "object") return [at];
  return Object.keys(value).sort().flatMap((key) => shape(value[key], `${at}.${key}`));
}

test("both languages say the same, each in its own script and punctuation", () => {
  const text = (value) => (typeof value === "string" ? [value] : typeof value === "function" ? [value("1", "2", "3")]
    : typeof value === "object" ? Object.values(value).flatMap(text) : []);
  for (const [en, zh] of [[m.invite_en, m.invite_zh_cn], [m.check_en, m.check_zh_cn]]) {
    assert.deepEqual(shape(zh), shape(en));
    for (const words of text(en)) assert.doesNotMatch(words, /[\u3400-\u9fff]/, words);
    for (const words of text(zh)) {
      assert.match(words, /[\u3400-\u9fff]/, words);
      assert.doesNotMatch(words, /[\u4e00-\u9fff][,;:?!]|[\u4e00-\u9fff]\.(\s|$)/, words);
    }
  }
});
