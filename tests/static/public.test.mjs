// "Is my ballot in?": the record is believed only as sealed, and what is said of a receipt follows from it alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CredentialBox, short_code_of } from "./credential_box.mjs";
import { by_invitation } from "./sample_rounds.mjs";
import { hash, load, merkle_root as expected_root, tag } from "./support.mjs";

const { check_sealed, merkle_root } = await load("public/record.ts");
const { find_code, find_receipt, parse_short_code, read_receipts, same_manifest } = await load("public/find.ts");

const bytes = (buffer) => new Uint8Array(buffer);

/// A box with `count` ballots of made-up nullifiers, sealed.
function sealed_box(count) {
  const box = new CredentialBox(by_invitation, []);
  for (let i = 0; i < count; i++) {
    const nullifier = hash(`ballot ${i}`);
    box.entries.ballots.set(nullifier.toString("hex"), Buffer.concat([nullifier, Buffer.from([0, 0, 0, 1 + (i % 3)]), hash(`c ${i}`)]));
  }
  box.state.sealed = true;
  return box;
}

function head_of(box) {
  const page = box.page(1).body;
  return { page, m: box.m.toString("hex"), box_key: bytes(Buffer.from(box.opening.box_key, "base64url")), core: null };
}

const files = (box) => ["seal.json", "seal.sig", "ballots.bin", "comments.bin"].map((name) => bytes(Buffer.from(box.record(name))));
const check = (box, change = (list) => list) => check_sealed(head_of(box), ...change(files(box)));

test("the root of any number of leaves is that of RFC 6962", async () => {
  for (let size = 0; size <= 40; size++) {
    const leaves = Array.from({ length: size }, (_, i) => hash(Buffer.from([0]), String(i)));
    assert.equal(Buffer.from(await merkle_root(leaves.map(bytes))).toString("hex"), expected_root(leaves).toString("hex"), String(size));
  }
});

test("a record that fits its seal is believed, also an empty one", async () => {
  for (const count of [0, 1, 7, 2100]) {
    const record = await check(sealed_box(count));
    assert.equal(record.ok, true, String(count));
    assert.equal(record.value.ballots.leaves.length, count);
  }
});

test("whatever is changed of seal, signature or entries is noticed", async () => {
  const box = sealed_box(5);
  const flip = (at, offset) => (list) => list.map((file, i) => {
    if (i !== at) return file;
    const changed = file.slice();
    changed[offset < 0 ? changed.length + offset : offset] ^= 1;
    return changed;
  });
  const cases = [
    ["seal", flip(0, 40)], ["seal", flip(1, 3)], ["seal", (list) => [list[0], list[1].slice(1), list[2], list[3]]],
    ["entries", flip(2, -1)], ["entries", flip(2, 35)], ["entries", (list) => [list[0], list[1], list[2].slice(68), list[3]]],
    ["entries", (list) => [list[0], list[1], list[2], list[2]]], ["entries", (list) => [list[0], list[1], list[2].slice(0, 100), list[3]]],
  ];
  for (const [bad, change] of cases) assert.deepEqual(await check(box, change), { ok: false, bad });
  const other = sealed_box(5);
  assert.deepEqual(await check_sealed(head_of(box), ...files(other)), { ok: false, bad: "seal" });
  other.box_key = box.box_key;
  other.m = Buffer.alloc(32, 1);
  assert.deepEqual(await check_sealed(head_of(box), ...files(other)), { ok: false, bad: "round" });
});

test("entries that do not ascend are refused even where the root was made of them so", async () => {
  const box = sealed_box(3);
  box.file_of_entries = () => Buffer.concat([...box.entries.ballots.values()].sort(Buffer.compare).reverse());
  assert.deepEqual(await check(box, ([seal, sig, ballots]) => [seal, sig, ballots, new Uint8Array(0)]), { ok: false, bad: "entries" });
});

test("in, replaced, not in, of another round, forged", async () => {
  const box = sealed_box(20);
  const nullifier = hash("mine");
  const entry = (revision, body) => Buffer.concat([nullifier, Buffer.from([0, 0, 0, revision]), hash(body)]);
  box.entries.ballots.set("mine", entry(2, "second"));
  const head = head_of(box);
  const { value: record } = await check(box);
  const find = (receipt) => find_receipt(head, record, receipt);
  const receipt = (revision, body, what = "ballots") => box.receipt(what, entry(revision, body));
  assert.deepEqual(await find(receipt(2, "second")), { kind: "in" });
  assert.deepEqual(await find(receipt(1, "first")), { kind: "replaced", revision: 2 });
  assert.deepEqual(await find(receipt(3, "third")), { kind: "absent" }, "only an earlier one is in");
  assert.deepEqual(await find(receipt(2, "other")), { kind: "absent" }, "the same revision with another body");
  assert.deepEqual(await find(receipt(2, "second", "comments")), { kind: "absent" }, "looked for among comments");
  assert.deepEqual(await find(box.receipt("ballots", Buffer.concat([hash("nobody"), entry(1, "x").subarray(32)]))), { kind: "absent" });
  assert.deepEqual(await find({ ...receipt(2, "second"), manifest: "11".repeat(32) }), { kind: "other_round" });
  assert.deepEqual(await find({ ...receipt(2, "second"), signature: receipt(1, "first").signature }), { kind: "forged" });

  assert.deepEqual(await find_code(record, short_code_of(entry(2, "second"))), { kind: "in", what: "ballot" });
  assert.deepEqual(await find_code(record, short_code_of(entry(1, "first"))), { kind: "absent" });
  assert.deepEqual(await find_code({ ...record, ballots: { ...record.ballots, leaves: null } }, "x"), { kind: "too_many" });
});

test("short codes are read as people write them", () => {
  for (const typed of ["2CFST-PM1GB-D2X10-FQF9A", " 2cfst pm1gb d2xlo fqf9a ", "2CFSTPMIGBD2X1OFQF9A"]) {
    assert.equal(parse_short_code(typed), "2CFST-PM1GB-D2X10-FQF9A", typed);
  }
  for (const typed of ["", "2CFST", "2CFST-PM1GB-D2X10-FQF9U", "2CFST-PM1GB-D2X10-FQF9A-0"]) assert.equal(parse_short_code(typed), null, typed);
});

test("receipts are read from a saved file, a single one, and from nothing else", () => {
  const receipt = { candor_receipt: 1, manifest: "11".repeat(32), kind: "ballot", entry: "22".repeat(68), signature: "A".repeat(86) };
  assert.deepEqual(read_receipts(JSON.stringify({ candor_receipts: 1, round: "r", receipts: [receipt, { ...receipt, kind: "x" }] })), [receipt]);
  assert.deepEqual(read_receipts(JSON.stringify({ ...receipt, more: 1 })), [receipt]);
  for (const text of ["", "null", "[]", "{", '{"receipts":"x"}', "1"]) assert.deepEqual(read_receipts(text), [], text);
});

test("M is compared in hex and in base64url, however it is grouped", () => {
  const m = hash(tag("manifest"), "x");
  const head = { m: m.toString("hex") };
  const hex = m.toString("hex");
  for (const typed of [hex, hex.toUpperCase(), hex.match(/.{8}/g).join(" "), ` ${m.toString("base64url")}\n`]) assert.equal(same_manifest(head, typed), true, typed);
  for (const typed of ["", hex.slice(1), `${hex.slice(0, -1)}${hex.at(-1) === "0" ? "1" : "0"}`]) assert.equal(same_manifest(head, typed), false, typed);
});
