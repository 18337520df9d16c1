// A round by credentials from invitation to audit, over HTTP, without a browser: claim, cast, revise, close, seal,
// release; the bundle and the record pass both auditors, and everybody finds their ballot.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { post } from "./support/cast.mjs";
import { castEntry, checkAccepted, claim, enterRound, makeCastMessage, postClaim } from "./support/credential.mjs";
import { closeAndSeal, commentAnswers, credentialRound, download, openCredentialRound, sameAnswers, seal, timeText } from "./support/rounds.mjs";
import { candor, makeStaff, root, startWithOrganizer } from "./support/server.mjs";

const entryBytes = 68;
let directory, server, organizer, end, scrutineer;
before(async () => {
  ({ directory, server, organizer, end } = await startWithOrganizer());
  scrutineer = await makeStaff(server, directory.path, "scrutineer", ["scrutineer"]);
});
after(() => end?.());

async function cast(entered, kind, credential, what) {
  const message = makeCastMessage(credential, what);
  const answer = await post(server.url, entered.round, `${kind}s`, message);
  assert.equal(answer.status, 200, await answer.clone().text());
  return checkAccepted(entered, kind, castEntry(message), await answer.json());
}

const keep = (name, bytes) => {
  const path = join(directory.path, name);
  writeFileSync(path, bytes);
  return path;
};

/** What the page "Is my ballot in?" does with the file of entries. */
function findEntry(entries, entry) {
  const wanted = Buffer.from(entry, "hex");
  for (let at = 0; at < entries.length; at += entryBytes) {
    const found = entries.subarray(at, at + entryBytes);
    if (!found.subarray(0, 32).equals(wanted.subarray(0, 32))) continue;
    const revisions = [found.readUInt32BE(32), wanted.readUInt32BE(32)];
    if (found.equals(wanted)) return "there";
    return revisions[0] > revisions[1] ? `replaced by revision ${revisions[0]}` : "another ballot";
  }
  return "missing";
}

test("from invitation to audit: everybody's receipt is in the record, and both auditors agree", async () => {
  const file = credentialRound("walk", (round) => (round.units[0].due = { [round.categories[0].id]: 6, [round.categories[1].id]: 7, [round.categories[2].id]: 12 }));
  const { meta, codes } = await openCredentialRound(organizer, file);
  assert.equal(meta.access, "credential");
  assert.equal(meta.codes_by, "registrar");
  const entered = await enterRound(server.url, file.id, 1, meta.manifest_hash);

  const receipts = { ballot: [], comment: [] };
  const replaced = [];
  const voters = codes.slice(0, -2);
  for (const [i, code] of voters.entries()) {
    const rights = await claim(entered, code);
    if (i === 0) {
      const again = await postClaim(server.url, file.id, rights.request);
      assert.equal(again.status, 200, "a claim whose answer was lost is sent again");
    }
    const answers = sameAnswers(file, file.units[0], 1 + (i % 3));
    let receipt = await cast(entered, "ballot", rights.ballot, { answers });
    if (i % 5 === 0) {
      replaced.push(receipt);
      receipt = await cast(entered, "ballot", rights.ballot, { answers: sameAnswers(file, file.units[0], 2), revision: 2 });
    }
    receipts.ballot.push(receipt);
    if (i % 2 === 0) receipts.comment.push(await cast(entered, "comment", rights.comment, { answers: commentAnswers(file, `第 ${i} 条 — thanks`) }));
  }
  const unclaimed = await organizer.call("GET", `/rounds/${file.id}/unclaimed`);
  assert.equal(unclaimed.claimed, voters.length);
  assert.deepEqual(unclaimed.unclaimed, codes.slice(-2).map((code) => code.hash).sort());

  const early = await organizer.send("POST", `/rounds/${file.id}/seal`, { now: timeText() });
  assert.equal(early.status, 409, "an open round is not sealed");
  await organizer.call("POST", `/rounds/${file.id}/close`, {});
  assert.equal((await organizer.send("POST", `/rounds/${file.id}/release`, {})).status, 409, "sealed first, then released");
  const wrong = { now: timeText(-6 * 60_000) };
  assert.equal((await organizer.send("POST", `/rounds/${file.id}/seal`, wrong)).status, 409, "clocks differ");
  const { meta: sealed } = await seal(organizer, file.id);
  assert.notEqual(sealed.sealed_at, null);
  assert.equal((await organizer.send("GET", `/rounds/${file.id}/bundle`)).status, 403, "the bundle is for scrutineers");
  await organizer.call("POST", `/rounds/${file.id}/release`, {});

  const bundle = keep("bundle.zip", await download(scrutineer, `/rounds/${file.id}/bundle`));
  const record = keep("record.zip", Buffer.from(await (await fetch(`${server.url}/api/v1/rounds/${file.id}/record`)).arrayBuffer()));

  for (const kind of ["ballot", "comment"]) {
    const answer = await fetch(`${server.url}/api/v1/rounds/${file.id}/record/${kind}s.bin`);
    const entries = Buffer.from(await answer.arrayBuffer());
    assert.equal(entries.length, receipts[kind].length * entryBytes);
    for (const receipt of receipts[kind]) assert.equal(findEntry(entries, receipt.entry), "there");
    if (kind === "ballot") {
      for (const receipt of replaced) assert.equal(findEntry(entries, receipt.entry), "replaced by revision 2");
    }
  }
  const tally = await organizer.call("GET", `/rounds/${file.id}/results`);
  assert.equal(tally.units[0].groups.reduce((sum, group) => sum + group.returned, 0), voters.length);

  // Last: these block, and idle connections do not outlive them.
  const audit = candor(["verify", bundle, "--manifest", meta.manifest_hash, "--public", record]);
  assert.equal(audit.status, 0, audit.stdout + audit.stderr);
  assert.doesNotMatch(audit.stdout, /NOT COMPARED/);
  const plain = spawnSync("python3", [join(root, "tests/oracle/count_bundle.py"), bundle, meta.manifest_hash], { encoding: "utf8" });
  assert.equal(plain.status, 0, plain.stdout + plain.stderr);
  const other = candor(["verify", bundle, "--manifest", "0".repeat(64)]);
  assert.equal(other.status, 1, "another M is told");
});

test("a round without any ballot is sealed and audited as well", async () => {
  const file = credentialRound("nobody");
  const { meta } = await openCredentialRound(organizer, file);
  await closeAndSeal(organizer, file.id);
  const bundle = keep("nobody.zip", await download(scrutineer, `/rounds/${file.id}/bundle`));
  const audit = candor(["verify", bundle, "--manifest", meta.manifest_hash]);
  assert.equal(audit.status, 0, audit.stdout + audit.stderr);
});
