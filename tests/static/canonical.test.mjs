// Canonical JSON and spellings of bytes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support.mjs";

const { encode_canonical, well_formed } = await load("shared/canonical.ts");
const { concat, hex_of, parse_base64url, parse_hex, u16, u32, utf8 } = await load("shared/bytes.ts");

test("encode_canonical sorts keys by code unit and adds no space", () => {
  assert.equal(encode_canonical({ team: { b: "x", B: "y", a10: 1, a2: 0 }, "-": {}, m1: { s: ["q", "p"] } }),
    '{"-":{},"m1":{"s":["q","p"]},"team":{"B":"y","a10":1,"a2":0,"b":"x"}}');
});

test("encode_canonical escapes as RFC 8785 does, and nothing else", () => {
  const cases = [
    ["\u0000\u0007\b\t\n\u000b\f\r\u001f", '"\\u0000\\u0007\\b\\t\\n\\u000b\\f\\r\\u001f"'],
    ['"\\/', '"\\"\\\\/"'],
    ["\u007f\u0080\u2028\u2029\ufeff", '"\u007f\u0080\u2028\u2029\ufeff"'],
    ["优秀 é e\u0301 😀", '"优秀 é e\u0301 😀"'],
  ];
  for (const [text, expected] of cases) assert.equal(encode_canonical(text), expected);
});

test("encode_canonical writes integers plainly", () => {
  for (const n of [0, -1, 10, 2 ** 53 - 1, -(2 ** 53 - 1)]) assert.equal(encode_canonical(n), String(n));
});

test("encode_canonical refuses what has no canonical form", () => {
  for (const value of [0.5, -0, 2 ** 53, NaN, Infinity, "\ud800", "a\udc00b", { "\ud800": 1 }]) {
    assert.throws(() => encode_canonical(value), RangeError);
  }
});

test("well_formed replaces lone surrogates and keeps pairs", () => {
  assert.equal(well_formed("a\ud800b\udc00c😀\udc00\ud800"), "a\ufffdb\ufffdc😀\ufffd\ufffd");
  assert.equal(well_formed("\ud800😀"), "\ufffd😀");
});

test("hex and base64url read back what they stand for", () => {
  assert.equal(hex_of(parse_hex("00ff10ab", 4)), "00ff10ab");
  assert.equal(hex_of(parse_base64url("AP8Qq_-")), "00ff10abff");
  assert.equal(hex_of(parse_base64url("-_8")), "fbff");
});

test("hex and base64url refuse other spellings", () => {
  for (const text of ["", "0", "00FF10AB", "00ff10", "00ff10ab00", "zzzzzzzz"]) assert.equal(parse_hex(text, 4), null, text);
  for (const text of ["a", "ab+d", "ab/d", "abc=", "a b"]) assert.equal(parse_base64url(text), null, text);
});

test("numbers are big-endian and texts are UTF-8", () => {
  assert.equal(hex_of(concat(u16(0x0102), u32(0x80000001), utf8("优"))), "010280000001e4bc98");
});
