// The messages of a respondent and how they are sent.
import assert from "node:assert/strict";
import { test } from "node:test";
import { hash, load, read_vectors, tag } from "./support.mjs";

const { make_messages, may_try_again, padded, send, wait_s } = await load("respond/cast.ts");
const { parse_hex } = await load("shared/bytes.ts");
const example = read_vectors("protocol-example.json");
const sender = { round: "2026-spring", m: parse_hex(example.manifest_hash, 32), unit: "u1", category: "B", secret: example.secret };
const failure = (kind, status, retry_after_s = null) => ({ ok: false, failure: { kind, status, detail: "", retry_after_s } });

test("ballot and comment carry the oracle's bearers, and only the ballot a category", async () => {
  const messages = await make_messages(sender, example.ballot.body, example.comment.body);
  const [ballot, comment] = messages.map((message) => JSON.parse(message.text));
  assert.deepEqual(messages.map((message) => message.kind), ["ballots", "comments"]);
  assert.deepEqual(Object.keys(ballot).sort(), ["bearer", "body", "category", "manifest", "pad", "revision", "salt", "unit"]);
  assert.deepEqual(Object.keys(comment).sort(), ["bearer", "body", "manifest", "pad", "revision", "salt", "unit"]);
  assert.equal(ballot.bearer, example.ballot.bearer);
  assert.equal(comment.bearer, example.comment.bearer);
  assert.equal(comment.body, example.comment.body);
  assert.notEqual(ballot.salt, comment.salt);
  for (const message of messages) assert.equal(Buffer.byteLength(message.text) % 1024, 0);
  assert.ok(messages.every((message) => !message.text.includes(example.secret)), "the secret stays here");
});

test("the entry expected of the server is worked out from the message itself", async () => {
  const [message] = await make_messages(sender, example.ballot.body, null);
  const { bearer, salt, body } = JSON.parse(message.text);
  const nullifier = hash(tag("nullifier"), sender.m, Buffer.from(bearer, "hex")).toString("hex");
  const commitment = hash(tag("body"), Buffer.from(salt, "hex"), body).toString("hex");
  assert.equal(message.entry, `${nullifier}00000001${commitment}`);
});

test("in open rounds every message has a bearer of its own", async () => {
  const drawn = new Set();
  for (let i = 0; i < 4; i++) {
    for (const message of await make_messages({ ...sender, secret: null }, "{}", "{}")) drawn.add(JSON.parse(message.text).bearer);
  }
  assert.equal(drawn.size, 8);
});

test("padding brings every size to a multiple of 1,024 bytes and adds less than that", () => {
  for (const size of [0, 1, 900, 1000, 1003, 1004, 1005, 1023, 1024, 5000]) {
    for (const letter of ["x", "优", '"']) {
      const text = padded({ body: letter.repeat(size) });
      assert.equal(Buffer.byteLength(text) % 1024, 0);
      assert.ok(JSON.parse(text).pad.length < 1024);
    }
  }
});

test("what may pass is tried again with the same words, waiting longer each time", async () => {
  const answers = [failure("unreachable", 0), failure("busy", 503, 7), failure("slow_down", 429), failure("internal", 502), { ok: true, value: { entry: "e", receipt: null } }];
  const said = [];
  const waits = [];
  const sent = await send("r", { kind: "ballots", text: "same", entry: "e" },
    async (seconds) => { waits.push(seconds); }, async (round, kind, text) => { said.push([round, kind, text]); return answers[said.length - 1]; });
  assert.deepEqual(sent, { ok: true, entry: "e", receipt: null, replaced: false });
  assert.deepEqual(waits, [1, 7, 4, 8]);
  assert.deepEqual([...new Set(said.map(String))], ["r,ballots,same"]);
});

test("waiting doubles up to half a minute, also where the server asks for an hour", () => {
  const unreachable = failure("unreachable", 0).failure;
  assert.deepEqual([1, 2, 3, 4, 5, 6, 7, 50].map((attempt) => wait_s(attempt, unreachable)), [1, 2, 4, 8, 16, 30, 30, 30]);
  assert.equal(wait_s(1, failure("busy", 503, 3600).failure), 30);
});

test("what trying again cannot mend is told at once", async () => {
  const kinds = [["malformed", 400], ["not_found", 404], ["conflict", 409], ["expired", 410], ["too_large", 413], ["invalid", 422],
    ["unsupported", 501], ["storage_full", 507]];
  for (const [kind, status] of kinds) {
    assert.equal(may_try_again(failure(kind, status).failure), false, kind);
    const sent = await send("r", { kind: "ballots", text: "", entry: "e" }, () => assert.fail("waited"), async () => failure(kind, status));
    assert.equal(sent.failure.kind, kind);
  }
});

test("an answer with another entry is no success", async () => {
  const sent = await send("r", { kind: "ballots", text: "", entry: "e" }, () => assert.fail("waited"), async () => ({ ok: true, value: { entry: "f" } }));
  assert.deepEqual(sent, { ok: false, mismatch: true });
});

test("where the box holds another ballot of the same right, the next revision is sent, and that is known", async () => {
  const message = (entry, next) => ({ kind: "ballots", text: entry, entry, renew: async () => next });
  const first = message("e1", message("e2", message("e3", null)));
  const said = [];
  const sent = await send("r", first, () => assert.fail("waited"), async (round, kind, text) => {
    said.push(text);
    return text === "e3" ? { ok: true, value: { entry: "e3", receipt: null } } : failure("conflict", 409);
  });
  assert.deepEqual(said, ["e1", "e2", "e3"]);
  assert.deepEqual(sent, { ok: true, entry: "e3", receipt: null, replaced: true });
  const last = await send("r", message("e1", null), () => assert.fail("waited"), async () => failure("conflict", 409));
  assert.equal(last.failure.kind, "conflict");
});
