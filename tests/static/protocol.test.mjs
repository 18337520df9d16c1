// Hashes of the protocol against a second writing with Node's crypto, fixed values and the RFC 6962 vectors.
import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, hash, load, merkle_path, merkle_root, read_vectors, tag } from "./support.mjs";

const protocol = await load("shared/protocol.ts");
const { hex_of, parse_hex } = await load("shared/bytes.ts");
const secret = "ABCDEFGHJKMNPQRSTVWX";

test("a ticket's bearers follow the formula, with lengths before texts", async () => {
  assert.equal(hex_of(await protocol.ballot_bearer("2026-spring", "u1", "乙", secret)),
    hash(tag("ticket-ballot"), counted("2026-spring"), counted("u1"), counted("乙"), secret).toString("hex"));
  assert.equal(hex_of(await protocol.comment_bearer("2026-spring", "u1", secret)),
    hash(tag("ticket-comment"), counted("2026-spring"), counted("u1"), secret).toString("hex"));
});

test("the same letters at another boundary make another bearer", async () => {
  const one = await protocol.ballot_bearer("ab", "c", "d", secret);
  const other = await protocol.ballot_bearer("a", "bc", "d", secret);
  assert.notEqual(hex_of(one), hex_of(other));
});

test("bearers and entries are those of the oracle's vectors", async () => {
  const { casts } = read_vectors("ticket-vectors.json");
  assert.ok(casts.length > 0);
  for (const cast of casts) {
    const bearer = await protocol.ballot_bearer(cast.round, cast.unit, cast.category, cast.secret);
    assert.equal(hex_of(bearer), cast.expected.ballot_bearer);
    assert.equal(hex_of(await protocol.comment_bearer(cast.round, cast.unit, cast.secret)), cast.expected.comment_bearer);
    const entry = await protocol.make_entry(
      parse_hex(cast.manifest_hash, 32), bearer, cast.revision, parse_hex(cast.salt, 32), cast.body);
    assert.equal(hex_of(entry), cast.expected.entry);
  }
});

test("an entry is nullifier, revision and commitment, 68 bytes", async () => {
  const m = new Uint8Array(32).fill(1);
  const bearer = new Uint8Array(32).fill(2);
  const salt = new Uint8Array(32).fill(3);
  const entry = hex_of(await protocol.make_entry(m, bearer, 7, salt, '{"team":{"x":"优"}}'));
  assert.equal(entry.length, 136);
  assert.equal(entry.slice(0, 64), hash(tag("nullifier"), m, bearer).toString("hex"));
  assert.equal(entry.slice(64, 72), "00000007");
  assert.equal(entry.slice(72), hash(tag("body"), salt, '{"team":{"x":"优"}}').toString("hex"));
});

test("M is the tagged hash of the manifest's text", async () => {
  assert.equal(hex_of(await protocol.manifest_hash("{}")), hash(tag("manifest"), "{}").toString("hex"));
});

test("every leaf of trees of 1 to 33 leaves is found by its audit path, and nowhere else", async () => {
  for (let size = 1; size <= 33; size++) {
    const leaves = Array.from({ length: size }, (_, i) => hash(Buffer.from([0]), `leaf ${i}`));
    const root = merkle_root(leaves).toString("hex");
    for (let index = 0; index < size; index++) {
      const path = merkle_path(leaves, index).map((node) => node.toString("hex"));
      const is_in = (at, of, through, below = root) => protocol.is_in_tree(new Uint8Array(leaves[index]), at, of, through, below);
      assert.equal(await is_in(index, size, path), true, `${index} of ${size}`);
      assert.equal(await is_in(index, size, [...path, root]), false);
      assert.equal(await is_in(index, size, path, "00".repeat(32)), false);
      if (size > 1) assert.equal(await is_in((index + 1) % size, size, path), false);
      if (path.length > 0) assert.equal(await is_in(index, size, path.slice(1)), false);
    }
  }
});

test("the published vectors of RFC 6962 inclusion come out as they should", async () => {
  const { cases } = read_vectors("rfc6962-inclusion.json");
  const hex = (base64) => Buffer.from(base64 ?? "", "base64").toString("hex");
  assert.ok(cases.length > 50);
  for (const { leafIdx, treeSize, root, leafHash, proof, desc, wantErr } of cases) {
    const leaf = new Uint8Array(Buffer.from(leafHash ?? "", "base64"));
    const found = await protocol.is_in_tree(leaf, leafIdx, treeSize, (proof ?? []).map(hex), hex(root));
    assert.equal(found, !wantErr, desc);
  }
});

test("a path that is not made of hashes is refused", async () => {
  const leaf = new Uint8Array(32);
  for (const path of [["zz"], [""], ["00"], ["AB".repeat(32)]]) {
    assert.equal(await protocol.is_in_tree(leaf, 0, 2, path, "00".repeat(32)), false);
  }
});
