// Formulas of credentials, receipts and seal against the oracle's vectors, and signatures against Node's own crypto.
import assert from "node:assert/strict";
import { generateKeyPairSync, sign as sign_with } from "node:crypto";
import { test } from "node:test";
import { short_code_of } from "./credential_box.mjs";
import { hash, load, read_vectors, tag } from "./support.mjs";

const credential = await load("shared/credential.ts");
const { prepared_message } = await load("respond/claim/claim.ts");
const { is_pss_signed, make_key, signing_key, spki_of_key } = await load("respond/claim/keys.ts");
const { base64url_of, hex_of, parse_base64url_of, parse_hex } = await load("shared/bytes.ts");
const { entry_of } = await load("shared/protocol.ts");
const { formulas } = read_vectors("credential-vectors.json");
const bytes = (hex) => new Uint8Array(Buffer.from(hex, "hex"));
const raw = { dsaEncoding: "ieee-p1363" };

for (const { hex, expected, seal_json } of formulas) {
  const m = bytes(hex.manifest_hash);
  const key = bytes(hex.rsa_spki);
  const entry = bytes(hex.entry);
  test(`formulas of the oracle, short code ${expected.short_code}`, async () => {
    const spki = credential.spki_of(bytes(hex.point));
    const kid = await credential.kid_of(key);
    assert.equal(hex_of(spki), expected.spki);
    assert.equal(hex_of(kid), expected.kid);
    assert.equal(hex_of(await credential.credential_message("ballot", m, kid, spki)), expected.ballot_message);
    assert.equal(hex_of(await credential.credential_message("comment", m, kid, spki)), expected.comment_message);
    const [x, y] = [hex.point.slice(0, 64), hex.point.slice(64)].map((part) => base64url_of(bytes(part)));
    assert.equal(hex_of(await prepared_message("ballot", m, key, { x, y, d: "", prefix: base64url_of(bytes(hex.prefix)) })), expected.prepared);
    assert.equal(hex_of(await credential.credential_nullifier(m, kid, spki)), expected.nullifier);
    assert.equal(hex_of(credential.cast_message(entry)), expected.cast_message);
    assert.equal(hex_of(credential.receipt_message(m, "ballot", entry)), expected.ballot_receipt);
    assert.equal(hex_of(credential.receipt_message(m, "comment", entry)), expected.comment_receipt);
    assert.equal(hex_of(await credential.seal_message(new TextEncoder().encode(seal_json))), expected.seal_message);
    assert.equal(await credential.short_code(entry), expected.short_code);
  });
}

test("short codes of made-up entries are those of a second writing", async () => {
  for (let i = 0; i < 50; i++) {
    const entry = Buffer.alloc(68, i);
    assert.equal(await credential.short_code(new Uint8Array(entry)), short_code_of(entry));
  }
});

test("an entry is nullifier, revision and commitment", async () => {
  const [nullifier, salt] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  const entry = await entry_of(nullifier, 0x01020304, salt, "{}");
  assert.equal(hex_of(entry), `${"01".repeat(32)}01020304${hash(tag("body"), salt, "{}").toString("hex")}`);
  assert.equal(credential.revision_of(entry), 0x01020304);
});

test("what the browser signs is 64 bytes that verify, and only for that key and message", async () => {
  const parts = await make_key();
  const other = await make_key();
  const message = bytes("0102");
  const signature = await credential.sign(await signing_key(parts), message);
  assert.equal(signature.length, 64);
  assert.equal(await credential.is_signed(spki_of_key(parts), signature, message), true);
  assert.equal(await credential.is_signed(spki_of_key(other), signature, message), false);
  assert.equal(await credential.is_signed(spki_of_key(parts), signature, bytes("0103")), false);
  assert.equal(await credential.is_signed(bytes("00"), signature, message), false);
  assert.throws(() => spki_of_key({ ...parts, x: "AA" }), RangeError);
});

test("a receipt is believed only with the box's signature over just that", async () => {
  const box = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const box_key = new Uint8Array(box.publicKey.export({ type: "spki", format: "der" }));
  const [m, entry] = ["11".repeat(32), "22".repeat(68)];
  const text = Buffer.concat([tag("receipt"), bytes(m), Buffer.from([1]), bytes(entry)]);
  const signature = sign_with("sha256", text, { key: box.privateKey, ...raw }).toString("base64url");
  const receipt = { candor_receipt: 1, manifest: m, kind: "ballot", entry, signature };
  assert.equal(await credential.is_genuine(credential.parse_receipt(receipt), box_key), true);
  for (const change of [{ manifest: "12".repeat(32) }, { kind: "comment" }, { entry: "23".repeat(68) }]) {
    assert.equal(await credential.is_genuine(credential.parse_receipt({ ...receipt, ...change }), box_key), false);
  }
  for (const change of [{ candor_receipt: 2 }, { kind: "vote" }, { entry: "22" }, { signature: "AA" }, { manifest: null }]) {
    assert.equal(credential.parse_receipt({ ...receipt, ...change }), null, JSON.stringify(change));
  }
  for (const nothing of [null, undefined, 1, "x", []]) assert.equal(credential.parse_receipt(nothing), null);
});

test("an RSA signature is checked as PSS with SHA-384 and a salt of 48 bytes", async () => {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const spki = new Uint8Array(publicKey.export({ type: "spki", format: "der" }));
  const message = bytes("00aa");
  const signed = (saltLength) => new Uint8Array(sign_with("sha384", message, { key: privateKey, padding: 6, saltLength }));
  assert.equal(await is_pss_signed(spki, signed(48), message), true);
  assert.equal(await is_pss_signed(spki, signed(0), message), false);
  assert.equal(await is_pss_signed(spki, signed(48), bytes("00ab")), false);
  assert.equal(await is_pss_signed(bytes("30"), signed(48), message), false);
});

test("base64url is unpadded and of the size asked for", () => {
  for (let size = 0; size < 40; size++) {
    const data = new Uint8Array(size).map((_, i) => (i * 37 + size) & 255);
    assert.equal(base64url_of(data), Buffer.from(data).toString("base64url"));
    assert.deepEqual(parse_base64url_of(base64url_of(data), size), data);
    assert.equal(parse_base64url_of(base64url_of(data), size + 1), null);
  }
  for (const bad of [undefined, null, 1, "a", "a=", "+/"]) assert.equal(parse_base64url_of(bad, 1), null);
  assert.equal(parse_hex("00", 2), null);
});
