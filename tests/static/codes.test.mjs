// Codes from links and from fingers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load, read_vectors } from "./support.mjs";

const { check_character, parse_open_fragment, parse_ticket_fragment, parse_typed_code } = await load("shared/codes.ts");
const { parse_address } = await load("respond/address.ts");
const { casts, checks } = read_vectors("ticket-vectors.json");
const m = "IiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiI";
const secret = "000G40R40M30E209185G";
const code = { part: 1, category: 2, secret };

test("check characters are those of the oracle's vectors", () => {
  for (const { part, category, secret: digits, check } of checks) {
    assert.equal(check_character({ part, category, secret: digits }), check);
  }
});

test("printed codes are read back", () => {
  for (const cast of casts) {
    assert.deepEqual(parse_typed_code(cast.expected.printed),
      { part: cast.part, category: cast.category_number, secret: cast.secret });
  }
});

test("a typed code may be lower case, spaced, mixed up with look-alikes, or full-width", () => {
  const good = [
    "1-2-000G4-0R40M-30E20-9185G-N", " 1-2-000g4-0r40m-30e20-9185g-n ", "1 2 000G40R40M30E209185GN",
    "1-2-OOOG4-OR4OM-3OE2O-9I85G-N", "l-2-oooG4-0R40M-30E20-9L85G-N", "1–2–000G4–0R40M–30E20–9185G–N",
    "１－２－０００Ｇ４－０Ｒ４０Ｍ－３０Ｅ２０－９１８５Ｇ－Ｎ", "-1--2-000G4-0R40M-30E20-9185G-N-",
  ];
  for (const typed of good) assert.deepEqual(parse_typed_code(typed), code, typed);
});

test("a wrong code is told apart: incomplete, impossible character, mistyped", () => {
  const bad = [
    ["", "incomplete"], ["1", "incomplete"], ["1-2", "incomplete"], ["1-2-000G4-0R40M-30E20-9185G", "incomplete"],
    ["0-2-000G4-0R40M-30E20-9185G-N", "incomplete"], ["000G4-0R40M-30E20-9185G-N", "incomplete"],
    ["1-2-000G4-0R40M-30E20-9185G-N0", "incomplete"], ["9999999-2-000G4-0R40M-30E20-9185G-N", "incomplete"],
    ["1-2-000U4-0R40M-30E20-9185G-N", "characters"], ["1-2-000!4-0R40M-30E20-9185G-N", "characters"],
    ["1-2-000G4-0R40M-30E20-9185G-!", "characters"],
    ["1-2-000G4-0R40M-30E20-9185H-N", "mistyped"], ["1-3-000G4-0R40M-30E20-9185G-N", "mistyped"],
    ["1-2-00G04-0R40M-30E20-9185G-N", "mistyped"], ["1-2-000G4-0R40M-30E20-9185G-M", "mistyped"],
  ];
  for (const [typed, problem] of bad) assert.equal(parse_typed_code(typed), problem, typed);
});

test("any one character mistyped is noticed", () => {
  const printed = "1-2-000G4-0R40M-30E20-9185G-N";
  for (let i = 4; i < printed.length - 2; i++) {
    for (const wrong of "0123456789ABCDEFGHJKMNPQRSTVWXYZ") {
      if (printed[i] === "-" || printed[i] === wrong) continue;
      assert.equal(parse_typed_code(printed.slice(0, i) + wrong + printed.slice(i + 1)), "mistyped");
    }
  }
});

test("the fragment of a printed link is read, also where the round's id holds dots", () => {
  for (const cast of casts) {
    assert.deepEqual(parse_ticket_fragment(`#${cast.expected.fragment}`), {
      round: cast.round, part: cast.part, category: cast.category_number, secret: cast.secret,
      manifest: cast.expected.fragment.split(".")[1],
    });
  }
  assert.equal(parse_ticket_fragment(`#1.${m}.a.b..c.1.2.${secret}`).round, "a.b..c");
});

test("fragments that are not exactly a link's are refused", () => {
  const bad = [
    "", "#", "#x", `#2.${m}.r.1.2.${secret}`, `#1.${m.slice(1)}.r.1.2.${secret}`, `#1.${m}.1.2.${secret}`,
    `#1.${m}.r r.1.2.${secret}`, `#1.${m}.r.0.2.${secret}`, `#1.${m}.r.1.02.${secret}`, `#1.${m}.r.1.-2.${secret}`,
    `#1.${m}.r.1.2.${secret.toLowerCase()}`, `#1.${m}.r.1.2.${secret}0`, `#1.${m}.${"r".repeat(65)}.1.2.${secret}`,
  ];
  for (const fragment of bad) assert.equal(parse_ticket_fragment(fragment), null, fragment);
});

test("an open round's fragment may name part and capacity", () => {
  const cases = [["", {}], ["#", {}], ["#3", { part: 3 }], ["#3.2", { part: 3, category: 2 }], ["#.2", { category: 2 }],
    ["#0.x", {}], ["#3.2.1", { part: 3, category: 2 }]];
  for (const [fragment, expected] of cases) assert.deepEqual(parse_open_fragment(fragment), expected);
});

test("the address tells ticket, round and form apart", () => {
  const ticket = `#1.${m}.r.1.2.${secret}`;
  assert.equal(parse_address("/b", ticket, "").kind, "ticket");
  assert.deepEqual(parse_address("/b", "", "?round=2026-spring"), { kind: "code", round: "2026-spring" });
  assert.deepEqual(parse_address("/b", "#rubbish", ""), { kind: "code", round: "" });
  assert.deepEqual(parse_address("/r/2026-spring", "#2.1", ""), { kind: "round", round: "2026-spring", place: { part: 2, category: 1 }, kiosk: false });
  assert.equal(parse_address("/r/a%20b", "", "").kind, "code");
  assert.deepEqual(parse_address("/r/r", "#kiosk", ""), { kind: "round", round: "r", place: {}, kiosk: true });
  assert.deepEqual(parse_address("/b", "#r1.a.b.3.Ab_-", ""), { kind: "right", round: "a.b", part: 3, payload: "Ab_-" });
  for (const bad of ["#r1.a.b.0.Ab", "#r1.a.1.", "#r1.a b.1.x", "#r1.1.x", "#r2.a.1.x", "#r1.a.1.x+"]) {
    assert.equal(parse_address("/b", bad, "").kind, "code", bad);
  }
});
