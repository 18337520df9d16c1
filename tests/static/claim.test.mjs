// Claiming a right to vote, against a stand-in that really signs blind: cut off at every step and gone on with, refused,
// deceived; then cast with, revised, carried to another device.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CredentialBox } from "./credential_box.mjs";
import { appraisal } from "./sample_rounds.mjs";
import { load, require_static } from "./support.mjs";

const { claim_right } = await load("respond/claim/claim.ts");
const { is_right, right_caster } = await load("respond/claim/right.ts");
const { check_brought, read_brought } = await load("respond/claim/bring.ts");
const { decode_right, encode_right } = await load("respond/carry/payload.ts");
const { check_page } = await load("respond/load_round.ts");
const { send } = await load("respond/cast.ts");
const { check_sent } = await load("respond/after/main.tsx");
const { belongings_of_right, belongings_of_sent } = await load("respond/after/forget.tsx");
const record = await load("shared/device_record.ts");
const { RSABSSA } = await import(require_static.resolve("@cloudflare/blindrsa-ts"));

const round = { ...appraisal, id: "by-invitation", access: { mode: "credential" } };
const code = { part: 1, category: 2, secret: "ABCDEFGHJKMNPQRSTVWX" };
const suite = RSABSSA.SHA384.PSS.Randomized();
const import_key = (spki) => crypto.subtle.importKey("spki", spki, { name: "RSA-PSS", hash: "SHA-384" }, true, ["verify"]);
const blinder = {
  blind: async (key, prepared) => {
    const { blindedMsg, inv } = await suite.blind(await import_key(key), prepared);
    return { blinded: blindedMsg, inverse: inv };
  },
  finalize: async (key, prepared, signature, inverse) => suite.finalize(await import_key(key), prepared, signature, inverse),
  stop: () => undefined,
};

async function open_round(options = {}, part = 1) {
  const box = new CredentialBox(round, [code.secret], options);
  const { value: loaded } = await check_page(box.page(part).body, round.id, part, box.m.toString("base64url"));
  const post = async (_, text) => {
    const answer = box.answer("claims", JSON.parse(text));
    if (!answer) return { ok: false, failure: { kind: "unreachable", status: 0, detail: "", retry_after_s: null } };
    if (answer.status === 200) return { ok: true, value: answer.body };
    return { ok: false, failure: { kind: answer.body.kind, status: answer.status, detail: "", retry_after_s: null } };
  };
  const keeper = record.memory_keeper(box.m.toString("hex"), round.id);
  const stages = [];
  const tools = { blinder, keeper, post, on_stage: (stage) => stages.push(stage), pause: async () => undefined };
  return { box, loaded, keeper, tools, stages };
}

function post_to(box) {
  return async (_, kind, text) => {
    const answer = box.answer(kind, JSON.parse(text));
    if (answer.status === 200) return { ok: true, value: answer.body };
    return { ok: false, failure: { kind: answer.body.kind, status: answer.status, detail: answer.body.detail, retry_after_s: null } };
  };
}

const secrets_in = (keeper) => JSON.stringify(keeper.read()).includes(code.secret);

test("a code becomes a right that verifies; nothing of the claim stays", async () => {
  const { box, loaded, keeper, tools, stages } = await open_round();
  const claimed = await claim_right(loaded, code, tools);
  assert.equal(claimed.ok, true);
  assert.deepEqual(stages, ["keys", "blinding", "asking", "checking"]);
  assert.equal(await is_right(loaded, claimed.right), true);
  assert.deepEqual(keeper.read().rights, [claimed.right]);
  assert.deepEqual(keeper.read().claims, []);
  assert.equal(secrets_in(keeper), false);
  const kept = JSON.stringify(claimed.right);
  const [{ message }] = box.log;
  for (const seen of [message.ballot, message.comment, code.secret]) assert.ok(!kept.includes(seen), "what the server saw is not kept");
  for (const hidden of [claimed.right.ballot.x, claimed.right.ballot.signature, claimed.right.ballot.prefix, claimed.right.comment.x]) {
    assert.ok(!JSON.stringify(box.log).includes(hidden), "what will be shown at the cast was not shown at the claim");
  }
});

test("before anything is asked, all that is needed to go on is kept", async () => {
  const { loaded, keeper, tools } = await open_round();
  let at_post = null;
  const post = async (...rest) => { at_post = at_post ?? keeper.read().claims; return tools.post(...rest); };
  await claim_right(loaded, code, { ...tools, post });
  assert.equal(at_post.length, 1);
  assert.equal(at_post[0].secret, code.secret);
  for (const half of [at_post[0].ballot, at_post[0].comment]) assert.deepEqual(Object.keys(half).sort(), ["blinded", "d", "inverse", "prefix", "x", "y"]);
});

test("cut off at any stage, the claim goes on: with the same words once they were sent", async () => {
  for (const at of ["keys", "blinding", "asking", "checking"]) {
    const { box, loaded, keeper, tools } = await open_round();
    const cut = new Error("killed");
    const on_stage = (stage) => { if (stage === at) throw cut; };
    await assert.rejects(claim_right(loaded, code, { ...tools, on_stage }), cut, at);
    const kept = JSON.parse(JSON.stringify(keeper.read()));  // what a reload finds
    const again = record.memory_keeper(kept.manifest, kept.round);
    again.write(kept);
    const claimed = await claim_right(loaded, code, { ...tools, keeper: again });
    assert.equal(claimed.ok, true, at);
    assert.equal(await is_right(loaded, claimed.right), true, at);
    assert.equal(new Set(box.log.map(({ message }) => JSON.stringify(message))).size, 1, at);
    assert.equal(secrets_in(again), false, at);
  }
});

test("an answer that is lost on the way is asked for again, unchanged, by itself", async () => {
  const { box, loaded, tools } = await open_round();
  box.state.refuse = [{ what: "claims", lost: true }, { what: "claims", status: 503, kind: "busy" }, { what: "claims", status: 429, kind: "slow_down" }];
  assert.equal((await claim_right(loaded, code, tools)).ok, true);
  assert.equal(box.log.length, 4);
  assert.equal(new Set(box.log.map(({ message }) => JSON.stringify(message))).size, 1);
});

test("where the server stays away it is for the person to say when; the claim waits", async () => {
  const { box, loaded, keeper, tools } = await open_round();
  box.state.refuse = Array.from({ length: 5 }, () => ({ what: "claims", lost: true }));
  const failed = await claim_right(loaded, code, tools);
  assert.equal(failed.failure.kind, "unreachable");
  assert.equal(keeper.read().claims.length, 1);
  assert.equal((await claim_right(loaded, code, tools)).ok, true);
});

test("unknown, used and late codes are told, and no claim is left", async () => {
  const cases = [
    ["not_found", (box) => box.codes.clear()],
    ["conflict", (box) => box.claims.set(code.secret, { asked: "other", answer: {} })],
    ["expired", (box) => { box.state.takes_claims = false; }],
  ];
  for (const [kind, prepare] of cases) {
    const { box, loaded, keeper, tools } = await open_round();
    prepare(box);
    const failed = await claim_right(loaded, code, tools);
    assert.equal(failed.failure.kind, kind);
    assert.deepEqual(keeper.read().claims, [], kind);
    assert.deepEqual(keeper.read().rights, [], kind);
  }
});

test("where the claim cannot be kept nothing is asked; without storage it goes on", async () => {
  const { box, loaded, keeper, tools } = await open_round();
  const full = { ...keeper, write: () => false };
  const forgetful = { ...keeper, write: () => true };
  for (const bad of [full, forgetful]) {
    assert.deepEqual(await claim_right(loaded, code, { ...tools, keeper: bad }), { ok: false, unstored: true });
    assert.equal(box.log.length, 0, "nothing was spent");
  }
  assert.equal((await claim_right(loaded, code, tools)).ok, true);
});

/// Stands in for the browser's: one after the other for each name; `held`: names that nobody lets go.
function make_locks(held = []) {
  const tails = new Map();
  const names = [];
  return {
    names,
    request: async (name, { signal }, work) => {
      names.push(name);
      if (held.some((part) => name.includes(part))) await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      const turn = (tails.get(name) ?? Promise.resolve()).then(work, work);
      tails.set(name, turn.catch(() => undefined));
      return turn;
    },
  };
}

async function with_locks(locks, work) {
  const before = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  Object.defineProperty(globalThis, "navigator", { value: { locks }, configurable: true });
  try {
    return await work();
  } finally {
    if (before) Object.defineProperty(globalThis, "navigator", before);
    else delete globalThis.navigator;
  }
}

test("two tabs with one code ask with the same words and end with the same right, with locks and without", async () => {
  for (const locks of [undefined, make_locks()]) {
    const { box, loaded, keeper, tools } = await open_round();
    const [one, two] = await with_locks(locks, () => Promise.all([claim_right(loaded, code, tools), claim_right(loaded, code, tools)]));
    assert.deepEqual([one.ok, two.ok], [true, true]);
    assert.equal(one.right.ballot.x, two.right.ballot.x);
    assert.equal(new Set(box.log.map(({ message }) => JSON.stringify(message))).size, 1);
    assert.deepEqual(keeper.read().rights, [one.right]);
    assert.deepEqual(keeper.read().claims, []);
    if (locks) {
      assert.equal(box.log.length, 1, "the second tab finds the right");
      assert.equal(new Set(locks.names).size, 1);
    }
  }
});

test("a right that another tab made in this place meanwhile is found, and nothing is asked; a kiosk's memory is no other tab", async () => {
  const { box, loaded, keeper, tools } = await open_round();
  const { right } = await claim_right(loaded, code, tools);
  box.log.length = 0;
  const on_device = (rights) => ({ ...tools, keeper: { ...keeper, on_device: true, read: () => ({ ...keeper.read(), rights }) } });
  assert.deepEqual(await claim_right(loaded, code, on_device([right])), { ok: false, held: true });
  assert.deepEqual(keeper.read().claims, []);
  assert.equal(box.log.length, 0);
  for (const rights of [[], [{ ...right, part: 2 }], [{ ...right, category: "other" }]]) {
    assert.equal("held" in await claim_right(loaded, code, on_device(rights)), false);
  }
  assert.equal("held" in await claim_right(loaded, code, tools), false);
});

test("a tab that holds its lock for ever holds nobody up for ever", async () => {
  const { loaded, tools } = await open_round();
  const { setTimeout: real } = globalThis;
  globalThis.setTimeout = (work) => real(work, 1);
  try {
    assert.equal((await with_locks(make_locks([code.secret]), () => claim_right(loaded, code, tools))).ok, true);
  } finally {
    globalThis.setTimeout = real;
  }
});

test("a right that another tab has used meanwhile keeps its revision", async () => {
  const { loaded, keeper, tools } = await open_round();
  const post = async (...rest) => {
    const answer = await tools.post(...rest);
    const { right } = await claim_right(loaded, code, tools);  // the other tab, without locks
    keeper.write(record.with_right(keeper.read(), { ...right, ballot: { ...right.ballot, revision: 4 } }));
    return answer;
  };
  const claimed = await with_locks(undefined, () => claim_right(loaded, code, { ...tools, post }));
  assert.equal(claimed.right.ballot.revision, 4);
  assert.deepEqual(keeper.read().rights.map(({ ballot }) => ballot.revision), [4]);
});

test("a refused claim deletes itself and no other one of the same code", async () => {
  const { box, loaded, keeper, tools } = await open_round();
  box.claims.set(code.secret, { asked: "other", answer: {} });
  let theirs = null;
  const post = async (...rest) => {
    const [own] = keeper.read().claims;
    theirs = { ...own, ballot: { ...own.ballot, x: "another key" } };
    keeper.write({ ...keeper.read(), claims: [theirs] });
    return tools.post(...rest);
  };
  assert.equal((await claim_right(loaded, code, { ...tools, post })).failure.kind, "conflict");
  assert.deepEqual(keeper.read().claims, [theirs]);
  assert.deepEqual(record.with_claim(keeper.read(), { ...theirs, ballot: {} }).claims, [theirs], "nor is one replaced");
});

test("a claim that was answered is answered again after claims have closed", async () => {
  const { box, loaded, tools } = await open_round();
  const cut = new Error("killed");
  await assert.rejects(claim_right(loaded, code, { ...tools, on_stage: (stage) => { if (stage === "checking") throw cut; } }), cut);
  box.state.takes_claims = false;
  assert.equal((await claim_right(loaded, code, tools)).ok, true);
});

test("a signature that is not of the promised key gives no right, and the claim stays", async () => {
  const { loaded, keeper, tools } = await open_round();
  const other = await open_round({ own_keys: true });
  const answers = [
    async (round_id, text) => { const { value } = await tools.post(round_id, text); return { ok: true, value: { ballot: value.comment, comment: value.ballot } }; },
    async () => ({ ok: true, value: { ballot: "AA", comment: "AA" } }),
    async () => ({ ok: true, value: {} }),
    async () => ({ ok: true, value: { ballot: Buffer.alloc(256, 1).toString("base64url"), comment: Buffer.alloc(256, 1).toString("base64url") } }),
  ];
  for (const post of answers) {
    assert.deepEqual(await claim_right(loaded, code, { ...tools, post }), { ok: false, broken: true });
    assert.deepEqual(keeper.read().rights, []);
    assert.equal(keeper.read().claims.length, 1);
  }
  const claimed = await claim_right(other.loaded, code, other.tools);
  assert.equal(await is_right(loaded, { ...claimed.right, manifest: loaded.page.manifest_hash }), false, "of another round's keys");
});

test("a right is cast with: the server's own checks accept ballot and comment, and the receipts are genuine", async () => {
  const { box, loaded, keeper, tools } = await open_round();
  const { right } = await claim_right(loaded, code, tools);
  const held = { right };
  const caster = right_caster(loaded, held, (kept) => keeper.write(record.with_right(keeper.read(), kept)));
  const messages = await caster('{"team":{"overall":"good"}}', '{"team":{"improve":"x"}}');
  assert.deepEqual(messages.map(({ kind }) => kind), ["ballots", "comments"]);
  for (const message of messages) {
    assert.equal(Buffer.byteLength(message.text) % 1024, 0);
    assert.deepEqual(Object.keys(JSON.parse(message.text)).sort(),
      ["body", "body_signature", "kid", "manifest", "pad", "prefix", "revision", "salt", "signature", "spki"]);
    assert.ok(!message.text.includes(code.secret));
    const sent = await send(round.id, message, () => assert.fail("waited"), post_to(box));
    assert.equal(sent.ok, true);
    const checked = await check_sent(sent, loaded.page.manifest_hash, loaded.box_key);
    assert.match(checked.code, /^([0-9A-HJKMNP-TV-Z]{5}-?){4}$/);
    assert.equal(await check_sent({ ...sent, entry: "00".repeat(68) }, loaded.page.manifest_hash, loaded.box_key), "bad");
    assert.equal(await check_sent({ ...sent, receipt: { ...sent.receipt, signature: "A".repeat(86) } }, loaded.page.manifest_hash, loaded.box_key), "bad");
    assert.equal(await check_sent({ ...sent, receipt: null }, loaded.page.manifest_hash, loaded.box_key), "none");
  }
  const [ballot, comment] = messages.map(({ text }) => JSON.parse(text));
  for (const field of ["spki", "prefix", "signature", "salt", "kid"]) assert.notEqual(ballot[field], comment[field], field);
  assert.deepEqual([held.right.ballot.revision, held.right.comment.revision], [1, 1]);
  assert.equal(keeper.read().rights[0].ballot.revision, 1, "kept before it is sent");
});

test("handing in again replaces; remarks that were taken back are replaced by none", async () => {
  const { box, loaded, tools } = await open_round();
  const held = { right: (await claim_right(loaded, code, tools)).right };
  const hand_in = async (...bodies) => {
    const messages = await right_caster(loaded, held, () => undefined)(...bodies);
    return Promise.all(messages.map((message) => send(round.id, message, () => assert.fail("waited"), post_to(box))));
  };
  await hand_in('{"team":{"overall":"good"}}', '{"team":{"improve":"x"}}');
  const again = await hand_in("{}", null);
  assert.equal(again.length, 2);
  assert.ok(again.every((sent) => sent.ok && !sent.replaced));
  assert.equal(box.entries.ballots.size, 1);
  assert.equal([...box.entries.ballots.values()][0].readUInt32BE(32), 2);
  assert.equal(JSON.parse(JSON.stringify(box.log.at(-1).message)).body, "{}");
  assert.equal([...box.entries.comments.values()][0].readUInt32BE(32), 2);
});

test("what is one's own is told by the right's key and the N of both halves, or by what a ticket sent", async () => {
  const { box, loaded, keeper, tools } = await open_round();
  const { right } = await claim_right(loaded, code, tools);
  const sent = [];
  for (const message of await right_caster(loaded, { right }, () => undefined)("{}", '{"team":{"improve":"x"}}')) {
    sent.push(await send(round.id, message, () => assert.fail("waited"), post_to(box)));
  }
  const mine = await belongings_of_right(loaded.m, right);
  assert.deepEqual(mine, { key: right.ballot.x, nullifiers: sent.map(({ entry }) => entry.slice(0, 64)) });
  assert.deepEqual(belongings_of_sent([...sent, { ok: false, mismatch: true }]), { ...mine, key: null });
  const other = { ...sent[0].receipt, entry: "ab".repeat(68) };
  const before = { ...keeper.read(), rights: [{ ballot: { x: "other" } }], receipts: [other] };
  const shared = sent.reduce((kept, { receipt }) => record.with_receipt(kept, receipt), record.with_right(before, right));
  assert.equal(record.rights_in(shared), 2);
  assert.equal(shared.receipts.length, 3);
  assert.deepEqual(record.without_belongings(shared, mine), before);
});

test("without remarks no comment is cast", async () => {
  const { loaded, tools } = await open_round();
  const held = { right: (await claim_right(loaded, code, tools)).right };
  assert.equal((await right_caster(loaded, held, () => undefined)("{}", null)).length, 1);
  assert.equal(held.right.comment.revision, 0);
});

test("what another device handed in meanwhile is replaced by the next revision, up to the last", async () => {
  const { box, loaded, tools } = await open_round();
  const { right } = await claim_right(loaded, code, tools);
  const there = { right };
  for (const body of ["{}", '{"team":{"overall":"good"}}']) {
    const [message] = await right_caster(loaded, there, () => undefined)(body, null);
    await send(round.id, message, () => assert.fail("waited"), post_to(box));
  }
  const here = { right };
  const [message] = await right_caster(loaded, here, () => undefined)('{"team":{"overall":"poor"}}', null);
  const sent = await send(round.id, message, () => assert.fail("waited"), post_to(box));
  assert.deepEqual([sent.ok, sent.replaced, here.right.ballot.revision], [true, true, 3]);
  const worn = { right: { ...right, ballot: { ...right.ballot, revision: 99 } } };
  assert.deepEqual(await right_caster(loaded, worn, () => undefined)("{}", null), []);
});

test("a right comes back from link and file, and nothing else does", async () => {
  const { loaded, tools } = await open_round();
  const { right } = await claim_right(loaded, code, tools);
  const payload = encode_right({ ...right, ballot: { ...right.ballot, revision: 7 } }, 2);
  assert.ok(payload.length < 1100, `${payload.length} characters for a QR code`);
  const link = `http://localhost/b#r1.${round.id}.1.${payload}`;
  const expected = { ...right, ballot: { ...right.ballot, revision: 7 } };
  for (const text of [link, ` ${link}\n`, `#r1.${round.id}.1.${payload}`, payload]) {
    assert.deepEqual(await check_brought(loaded, read_brought(text)), expected, text.slice(0, 30));
  }
  assert.deepEqual(await check_brought(loaded, read_brought(JSON.stringify(right, null, 1))), right);
  for (const text of ["", "x", "{", "{}", "#r1.x.1.", '{"candor_right":2}', '{"candor_right":1,"part":1,"manifest":"","ballot":{}}']) {
    assert.equal(read_brought(text), null, text);
  }
  const changed = (at) => payload.slice(0, at) + (payload[at] === "A" ? "B" : "A") + payload.slice(at + 1);
  for (const at of [0, 10, 60, 100, 200, 400, 700, payload.length - 3]) {
    const brought = read_brought(changed(at));
    assert.equal(brought && await check_brought(loaded, brought), null, `changed at ${at}`);
  }
  for (const change of [{ unit: "east" }, { round: "other" }, { category: "C", comment: null }, { category: "nobody" }, { comment: null }]) {
    assert.equal(await is_right(loaded, { ...right, ...change }), false, JSON.stringify(change));
  }
  const mixed = { ...right, ballot: { ...right.ballot, d: right.comment.d } };
  assert.equal(await is_right(loaded, mixed), false, "a private key that does not fit");
  assert.equal(decode_right(payload.slice(0, -4)), null);
});

test("a device keeps claims, rights and receipts apart, and replaces each by its own", () => {
  const keeper = record.memory_keeper("aa", "r");
  const right = (x, revision) => ({ ballot: { x, revision }, comment: null });
  keeper.write(record.with_right(keeper.read(), right("k1", 0)));
  keeper.write(record.with_right(keeper.read(), right("k2", 0)));
  keeper.write(record.with_right(keeper.read(), right("k1", 3)));
  assert.deepEqual(keeper.read().rights.map(({ ballot }) => [ballot.x, ballot.revision]), [["k2", 0], ["k1", 3]]);
  const receipt = (n, c) => ({ candor_receipt: 1, manifest: "aa", kind: "ballot", entry: n.repeat(64) + c.repeat(72), signature: "s" });
  let kept = record.with_receipt(record.with_receipt(keeper.read(), receipt("1", "a")), receipt("2", "b"));
  kept = record.with_receipt(kept, receipt("1", "c"));
  assert.deepEqual(kept.receipts.map(({ entry }) => entry[0] + entry[70]), ["2b", "1c"]);
  keeper.write(kept);
  keeper.forget();
  assert.equal(record.is_nothing(keeper.read()), true);
});
