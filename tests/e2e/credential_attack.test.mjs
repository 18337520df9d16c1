// What an attacker tries in a round by credentials: replay, forgery, other people's rights, races, times. Each gets its
// refusal, and whoever is honest loses nothing.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { canonical, padded, post, sha256 } from "./support/cast.mjs";
import { blindKey, castEntry, checkAccepted, claim, claimHash, enterRound, finishClaim, makeCast, makeCastMessage, postClaim, prepareClaim, receiptHolds } from "./support/credential.mjs";
import { closeAndSeal, commentAnswers, credentialRound, download, drawCode, openCredentialRound, sameAnswers, seal, timeText } from "./support/rounds.mjs";
import { candor, makeStaff, startWithOrganizer } from "./support/server.mjs";

const racers = 64;
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n; // of P-256

let directory, server, organizer, end, file, codes, entered, other;
before(async () => {
  ({ directory, server, organizer, end } = await startWithOrganizer({ roles: ["organizer", "registrar"] }));
  file = credentialRound("attacked", (round) => {
    round.units[0].due = Object.fromEntries(round.categories.map((category) => [category.id, 20]));
    round.units.push({ ...structuredClone(round.units[0]), id: "u2" });
  });
  codes = (await openCredentialRound(organizer, file)).codes;
  entered = await enterRound(server.url, file.id, 1, codes[0].manifest);
  const second = credentialRound("another", (round) => (round.units[0].due = { [round.categories[0].id]: 9 }));
  const opened = await openCredentialRound(organizer, second);
  other = { file: second, codes: opened.codes, entered: await enterRound(server.url, second.id, 1, opened.codes[0].manifest) };
});
after(() => end?.());

/** The next code of the first unit that no test has used. */
let next = 0;
const takeCode = () => codes.filter((code) => code.part === 1 && code.category === 1)[next++];
const answersAt = (option) => sameAnswers(file, file.units[0], option);
const bodyAt = (option) => ({ answers: answersAt(option) });
const sendBallot = (message, round = file.id) => post(server.url, round, "ballots", message);

async function expectStatus(answer, status, name = "") {
  const text = await answer.text();
  assert.ok([status].flat().includes(answer.status), `${name}: ${answer.status} ${text}`);
  if (answer.status >= 400) assert.ok(JSON.parse(text).detail.length > 10, "says what is wrong");
  return JSON.parse(text);
}

async function countReturned(id) {
  const tally = await organizer.call("GET", `/rounds/${id}/results`);
  return tally.units.flatMap((unit) => unit.groups ?? []).reduce((sum, group) => sum + group.returned, 0);
}

/** The same length, the first character another one. */
const spoilText = (text) => (text[0] === "A" ? "B" : "A") + text.slice(1);
const spoilHex = (text) => (text[0] === "0" ? "1" : "0") + text.slice(1);

test("a cast sent again has the same answer; another one does not replace it; a later revision does", async () => {
  const { ballot } = await claim(entered, takeCode());
  const message = makeCastMessage(ballot, bodyAt(1));
  const first = await expectStatus(await sendBallot(message), 200);
  const again = await expectStatus(await sendBallot(message), 200);
  assert.equal(again.entry, first.entry);
  checkAccepted(entered, "ballot", castEntry(message), again);
  await expectStatus(await sendBallot(makeCastMessage(ballot, bodyAt(2))), 409, "double cast");
  const third = makeCastMessage(ballot, { ...bodyAt(2), revision: 3 });
  await expectStatus(await sendBallot(third), 200);
  await expectStatus(await sendBallot(makeCastMessage(ballot, { ...bodyAt(3), revision: 2 })), 409, "an earlier revision");
  await expectStatus(await sendBallot(makeCastMessage(ballot, { ...bodyAt(3), revision: 3 })), 409, "the same revision");
  await expectStatus(await sendBallot(message), 409, "the first one, replayed after it was replaced");
  await expectStatus(await sendBallot(third), 200, "the one that counts, again");
});

test("whatever is changed in a cast, it is refused, and the right one is accepted afterwards", async () => {
  const { ballot, comment } = await claim(entered, takeCode());
  const right = makeCast(ballot, bodyAt(1));
  const stranger = makeCast((await claim(entered, takeCode())).ballot, bodyAt(1));
  const kidOf = (signer) => sha256(signer.spki).toString("hex");
  const cases = [
    ["body", { body: canonical(answersAt(2)) }, 403],
    ["salt", { salt: spoilHex(right.salt) }, 403],
    ["revision", { revision: 2 }, 403],
    ["prefix", { prefix: spoilText(right.prefix) }, 403],
    ["signature", { signature: spoilText(right.signature) }, 403],
    ["signature, all zero", { signature: Buffer.alloc(256).toString("base64url") }, 403],
    ["signature above the modulus", { signature: Buffer.alloc(256, 255).toString("base64url") }, 403],
    ["body signature", { body_signature: spoilText(right.body_signature) }, 403],
    ["body signature, all zero", { body_signature: Buffer.alloc(64).toString("base64url") }, 403],
    ["somebody else's key", { spki: stranger.spki }, 403],
    ["somebody else's key and prefix", { spki: stranger.spki, prefix: stranger.prefix }, 403],
    ["somebody else's body signature", { body_signature: stranger.body_signature }, 403],
    ["another group's key", { kid: kidOf(entered.signers[1]) }, 403],
    ["the key of comments", { kid: kidOf(entered.commentSigner) }, 403],
    ["a key of nobody", { kid: "0".repeat(64) }, 403],
    ["another round's M", { manifest: other.entered.manifest }, 409],
    ["short prefix", { prefix: right.prefix.slice(0, -2) }, 422],
    ["short signature", { signature: right.signature.slice(0, -4) }, 422],
    ["short key", { spki: right.spki.slice(0, -4) }, 422],
    ["a compressed key", { spki: Buffer.concat([ballot.spki.subarray(0, 26), Buffer.from([2]), ballot.spki.subarray(27, 59)]).toString("base64url") }, 422],
    ["padded base64", { prefix: `${right.prefix}=` }, [400, 422]],
    ["upper-case hex", { kid: right.kid.toUpperCase() }, 422],
    ["revision 0", { revision: 0 }, 422],
    ["revision 100", { revision: 100 }, 422],
    ["revision 1.0", { revision: 1.5 }, 422],
    ["a ticket's field beside", { unit: "u1" }, 422],
  ];
  for (const [name, change, status] of cases) {
    await expectStatus(await sendBallot(padded({ ...right, ...change })), status, name);
  }
  await expectStatus(await post(server.url, file.id, "comments", padded(right)), 403, "a ballot's credential for a comment");
  await expectStatus(await sendBallot(makeCastMessage(comment, bodyAt(1))), 403, "a comment's credential for a ballot");
  await expectStatus(await sendBallot(padded(right), other.file.id), 409, "another round's box");
  await expectStatus(await sendBallot(padded({ ...right, manifest: other.entered.manifest }), other.file.id), 403, "another round's box with its M");
  await expectStatus(await sendBallot(JSON.stringify({ ...right, pad: "" })), 422, "unpadded");
  const accepted = await expectStatus(await sendBallot(padded(right)), 200);
  assert.equal(accepted.entry, castEntry(JSON.stringify(right)));
  for (const at of [0, 32, 40, 67]) {
    const entry = Buffer.from(accepted.entry, "hex");
    entry[at] ^= 1;
    assert.ok(!receiptHolds(entered, { ...accepted.receipt, entry: entry.toString("hex") }), "a receipt with another entry");
  }
  assert.ok(!receiptHolds(entered, { ...accepted.receipt, kind: "comment" }));
  assert.ok(!receiptHolds(other.entered, accepted.receipt), "another round's key signed nothing of it");
});

test("a signature turned over, (r, n − s), is the same cast: the same answer, nothing stored twice", async () => {
  const { ballot } = await claim(entered, takeCode());
  const cast = makeCast(ballot, bodyAt(1));
  const turned = Buffer.from(cast.body_signature, "base64url");
  const s = order - BigInt(`0x${turned.subarray(32).toString("hex")}`);
  Buffer.from(s.toString(16).padStart(64, "0"), "hex").copy(turned, 32);
  const first = await expectStatus(await sendBallot(padded(cast)), 200);
  const second = await expectStatus(await sendBallot(padded({ ...cast, body_signature: turned.toString("base64url") })), 200);
  assert.equal(second.entry, first.entry);
});

test("a body that is not canonical is refused, signed or not", async () => {
  const { ballot, comment } = await claim(entered, takeCode());
  const right = canonical(answersAt(1));
  const spoiled = [` ${right}`, `${right}\n`, right.replace(":", ": "), right.replace('"team"', '"te\\u0061m"'), `{"m1":{},${right.slice(1)}`, right.slice(0, -1)];
  for (const body of spoiled) await expectStatus(await sendBallot(makeCastMessage(ballot, { body })), [400, 422], body.slice(0, 20));
  const { team } = commentAnswers(file, "x");
  const lone = `{"team":{"${Object.keys(team)[0]}":"\\ud800"}}`;
  await expectStatus(await post(server.url, file.id, "comments", makeCastMessage(comment, { body: lone })), [400, 422], "a lone surrogate");
  await expectStatus(await sendBallot(makeCastMessage(ballot, { body: right })), 200);
});

test("a credential blindly signed for what is no key, or for another kind, casts nothing", async () => {
  const off = Buffer.concat([Buffer.from("3059301306072a8648ce3d020106082a8648ce3d03010703420004", "hex"), Buffer.alloc(64, 7)]);
  const code = takeCode();
  const prepared = prepareClaim(entered, code, { spki: off });
  const { ballot } = finishClaim(prepared, await expectStatus(await postClaim(server.url, file.id, prepared.request), 200));
  await expectStatus(await sendBallot(makeCastMessage(ballot, bodyAt(1))), 422, "a point off the curve");

  // The ballot's key signs a message that says "comment": good for neither.
  const mixed = prepareClaim(entered, takeCode());
  mixed.ballot = { ...blindKey({ ...entered }, "comment", entered.signers[0]) };
  mixed.request.ballot = mixed.ballot.blinded.blinded.toString("base64url");
  const rights = finishClaim(mixed, await expectStatus(await postClaim(server.url, file.id, mixed.request), 200));
  await expectStatus(await sendBallot(makeCastMessage(rights.ballot, bodyAt(1))), 403);
  await expectStatus(await post(server.url, file.id, "comments", makeCastMessage(rights.ballot, { answers: commentAnswers(file, "x") })), 403);
});

test(`${racers} racing casts of one credential leave one; the same one ${racers} times is one`, async () => {
  const { ballot } = await claim(entered, takeCode());
  const messages = Array.from({ length: racers }, (_, i) => makeCastMessage(ballot, bodyAt(1 + (i % 3))));
  const answers = await Promise.all(messages.map((message) => sendBallot(message)));
  const statuses = answers.map((answer) => answer.status);
  assert.equal(statuses.filter((status) => status === 200).length, 1, statuses.join());
  assert.equal(statuses.filter((status) => status === 409).length, racers - 1, statuses.join());
  const winner = messages[statuses.indexOf(200)];
  const again = await Promise.all(Array.from({ length: racers }, () => sendBallot(winner)));
  for (const answer of again) assert.equal((await expectStatus(answer, 200)).entry, castEntry(winner));
});

test(`${racers} racing claims of one code with different keys leave one; the same one ${racers} times has one answer`, async () => {
  const code = takeCode();
  const claims = Array.from({ length: racers }, () => prepareClaim(entered, code));
  const answers = await Promise.all(claims.map(({ request }) => postClaim(server.url, file.id, request)));
  const statuses = answers.map((answer) => answer.status);
  assert.equal(statuses.filter((status) => status === 200).length, 1, statuses.join());
  assert.equal(statuses.filter((status) => status === 409).length, racers - 1, statuses.join());
  const winner = claims[statuses.indexOf(200)];
  const told = await answers[statuses.indexOf(200)].json();
  const again = await Promise.all(Array.from({ length: racers }, () => postClaim(server.url, file.id, winner.request)));
  for (const answer of again) assert.deepEqual(await expectStatus(answer, 200), told);
  const { ballot } = finishClaim(winner, told);
  await expectStatus(await sendBallot(makeCastMessage(ballot, bodyAt(1))), 200);

  const fresh = prepareClaim(entered, takeCode());
  const texts = await Promise.all(Array.from({ length: racers }, async () => (await postClaim(server.url, file.id, fresh.request)).text()));
  assert.equal(new Set(texts).size, 1);
  finishClaim(fresh, JSON.parse(texts[0]));
});

test("a spoiled claim is refused before the code is spent", async () => {
  const code = takeCode();
  const { request } = prepareClaim(entered, code);
  const { comment, ...without } = request;
  const cases = [
    ["another round's M", { ...request, manifest: other.entered.manifest }, 409],
    ["no M", { ...request, manifest: "" }, [409, 422]],
    ["part 0", { ...request, part: 0 }, 422],
    ["part 3", { ...request, part: 3 }, 422],
    ["category 0", { ...request, category: 0 }, 422],
    ["a short blinded message", { ...request, ballot: request.ballot.slice(0, -4) }, 422],
    ["not below the modulus", { ...request, ballot: Buffer.alloc(256, 255).toString("base64url") }, 422],
    ["no comment", without, 422],
    ["an unknown key", { ...request, name: "me" }, 422],
    ["no JSON", "{", 400],
  ];
  for (const [name, message, status] of cases) {
    await expectStatus(await postClaim(server.url, file.id, message), status, name);
  }
  for (const headers of [{ Cookie: organizer.cookie }, { Authorization: "Bearer x" }]) {
    await expectStatus(await postClaim(server.url, file.id, request, headers), 400, Object.keys(headers)[0]);
    for (const kind of ["ballots", "comments"]) {
      const answer = await fetch(`${server.url}/api/v1/rounds/${file.id}/${kind}`, {
        method: "POST",
        headers: { "Content-Type": "application/json", ...headers },
        body: "{}".padEnd(1024),
      });
      await expectStatus(answer, 400, kind);
    }
  }
  await expectStatus(await postClaim(server.url, file.id, request), 200, "the code is still good");
  assert.ok(comment);
});

test("a code of another group or round, or of nobody, claims nothing; wrong codes are slowed round by round", async () => {
  const code = takeCode();
  const with_code = (change, round = file.id) => postClaim(server.url, round, { ...prepareClaim(entered, code).request, ...change });
  await expectStatus(await with_code({ category: 2 }), 404, "another category");
  await expectStatus(await with_code({ part: 2 }), 404, "another unit");
  await expectStatus(await postClaim(server.url, file.id, { ...prepareClaim(entered, code).request, secret: other.codes[0].secret }), 404, "another round's code");
  await expectStatus(await with_code({ secret: code.secret.toLowerCase() }), [404, 422], "as typed, not as meant");

  const begin = Date.now();
  const wrong = Array.from({ length: 16 }, () => with_code({ secret: "0".repeat(20) }));
  const elsewhere = claim(other.entered, other.codes[0]).then(() => Date.now() - begin);
  const honest = claim(entered, code).then(() => Date.now() - begin);
  const statuses = (await Promise.all(wrong)).map((answer) => answer.status);
  assert.ok(statuses.every((status) => [404, 429].includes(status)), statuses.join());
  assert.ok(statuses.includes(404) && statuses.includes(429), statuses.join());
  assert.ok(Date.now() - begin >= 350, "an answer to a wrong code is held back");
  await Promise.all([elsewhere, honest]);
  const again = await postClaim(server.url, other.file.id, { ...prepareClaim(other.entered, other.codes[1]).request, secret: "0".repeat(20) });
  await expectStatus(again, 404, "another round has a limit of its own");
});

test("an exchanged code claims nothing, a withdrawn one neither; an added one does", async () => {
  const paper = takeCode();
  await organizer.call("POST", `/rounds/${file.id}/exchange`, { claim_hash: paper.hash });
  await expectStatus(await postClaim(server.url, file.id, prepareClaim(entered, paper).request), 409, "exchanged");
  const lost = takeCode();
  const replacement = drawCode(file, 1, 1);
  const amendment = { unit: lost.unit, category: lost.categoryId, add: [replacement.hash], remove: [lost.hash] };
  assert.equal((await organizer.call("POST", `/rounds/${file.id}/amendments`, amendment)).number, 1);
  await expectStatus(await postClaim(server.url, file.id, prepareClaim(entered, lost).request), 409, "withdrawn");
  const { ballot } = await claim(entered, replacement);
  await expectStatus(await sendBallot(makeCastMessage(ballot, bodyAt(1))), 200);
  const used = { ...amendment, add: [drawCode(file, 1, 1).hash], remove: [replacement.hash] };
  await expectStatus(await organizer.send("POST", `/rounds/${file.id}/amendments`, used), 409, "a claimed code stays");
  await expectStatus(await organizer.send("POST", `/rounds/${file.id}/exchange`, { claim_hash: replacement.hash }), 409);
  await expectStatus(await organizer.send("POST", `/rounds/${file.id}/exchange`, { claim_hash: claimHash("x", "y", "z", "0").toString("hex") }), 404);
});

test("after all of that the round is sealed, audited, and counts what was acknowledged", async () => {
  const scrutineer = await makeStaff(server, directory.path, "scrutineer", ["scrutineer"]);
  await closeAndSeal(organizer, file.id);
  // One ballot each of: replaying, changing, turning over, not canonical, racing casts, racing claims, amending.
  assert.equal(await countReturned(file.id), 7);
  const bundle = join(directory.path, "bundle.zip");
  writeFileSync(bundle, await download(scrutineer, `/rounds/${file.id}/bundle`));
  const audit = candor(["verify", bundle, "--manifest", entered.manifest]);
  assert.equal(audit.status, 0, audit.stdout + audit.stderr);
});

/** A round whose closing time has just passed; two have claimed before. */
async function passClosingTime(id, grace_hours) {
  const round = credentialRound(id, (change) => (change.units[0].due = { [change.categories[0].id]: 6 }));
  const opened = await openCredentialRound(organizer, round);
  const inside = await enterRound(server.url, id, 1, opened.meta.manifest_hash);
  const early = await claim(inside, opened.codes[0]);
  const closing_ms = Date.now() + 2000;
  const times = { opens_at: null, closes_at: timeText(2000), grace_hours };
  await organizer.call("PUT", `/rounds/${id}/times`, times, { "If-Match": `"${opened.meta.version}"` });
  await pause(closing_ms - Date.now() + 200);
  return { round, inside, early, late: opened.codes[1] };
}

test("after the closing time nobody claims; within the grace period casts and claims sent again are taken", async () => {
  const { round, inside, early, late } = await passClosingTime("grace", 1);
  const page = await (await fetch(`${server.url}/api/v1/rounds/grace/page?part=1`)).json();
  assert.deepEqual([page.takes_claims, page.takes_ballots], [false, true]);
  await expectStatus(await postClaim(server.url, "grace", prepareClaim(inside, late).request), 410, "a claim");
  await expectStatus(await postClaim(server.url, "grace", early.request), 200, "a claim sent again");
  const message = makeCastMessage(early.ballot, { answers: sameAnswers(round, round.units[0], 1) });
  checkAccepted(inside, "ballot", castEntry(message), await expectStatus(await sendBallot(message, "grace"), 200));
  await organizer.call("POST", "/rounds/grace/close", {});
  await expectStatus(await sendBallot(message, "grace"), 410, "closed by the organizer, whatever the clock says");
  await seal(organizer, "grace");
  const entries = await fetch(`${server.url}/api/v1/rounds/grace/record/ballots.bin`);
  assert.equal(Buffer.from(await entries.arrayBuffer()).toString("hex"), castEntry(message));
});

test("after the grace period nobody casts", async () => {
  const { round, early } = await passClosingTime("over", 0);
  const what = { answers: sameAnswers(round, round.units[0], 1), salt: randomBytes(32) };
  await expectStatus(await sendBallot(makeCastMessage(early.ballot, what), "over"), 410);
  await expectStatus(await postClaim(server.url, "over", early.request), 410);
});
