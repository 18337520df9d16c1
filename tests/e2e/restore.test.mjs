// After a restore what was claimed since the backup is unknown: claims are shut. Casting goes on; receipts come again once
// the round's key, which is in no backup, is put back.
import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { post } from "./support/cast.mjs";
import { castEntry, checkAccepted, claim, enterRound, makeCastMessage, postClaim, prepareClaim } from "./support/credential.mjs";
import { closeAndSeal, credentialRound, download, openCredentialRound, sameAnswers } from "./support/rounds.mjs";
import { Staff, candor, makeDirectory, makeStaff, startServer } from "./support/server.mjs";

const password = "correct horse battery";
let directory, server;
before(() => (directory = makeDirectory()));
after(async () => {
  await server?.kill();
  directory.remove();
});

const pathOf = (...names) => join(directory.path, ...names);
function run(...args) {
  const done = candor(args);
  assert.equal(done.status, 0, done.stdout + done.stderr);
}

test("restored without its key a round takes casts without receipts and no claims; with the key, receipts", async () => {
  server = await startServer(pathOf("data"));
  const organizer = await makeStaff(server, pathOf("data"), "organizer", ["organizer"], password);
  const file = credentialRound("restored", (round) => (round.units[0].due = { [round.categories[0].id]: 8 }));
  const { codes } = await openCredentialRound(organizer, file);
  const entered = await enterRound(server.url, file.id, 1, codes[0].manifest);
  const rights = [];
  for (const code of codes.slice(0, 3)) rights.push(await claim(entered, code));
  const what = { answers: sameAnswers(file, file.units[0], 1) };
  const messages = rights.map(({ ballot }) => makeCastMessage(ballot, what));
  const cast = async (message) => {
    const answer = await post(server.url, file.id, "ballots", message);
    assert.equal(answer.status, 200, await answer.clone().text());
    return answer.json();
  };
  checkAccepted(entered, "ballot", castEntry(messages[0]), await cast(messages[0]));
  run("backup", "--data", pathOf("data"), "--to", pathOf("backup"));
  const late = await claim(entered, codes[3]);
  await server.stop();

  run("restore", "--from", pathOf("backup"), "--data", pathOf("new"));
  const key = ["keys", `${file.id}.key`];
  assert.ok(!existsSync(pathOf("new", ...key)), "the key is in no backup");
  server = await startServer(pathOf("new"));
  const shut = async (name) => {
    const answers = [prepareClaim(entered, codes[4]).request, rights[0].request, late.request].map((request) => postClaim(server.url, file.id, request));
    for (const answer of await Promise.all(answers)) {
      assert.equal(answer.status, 503, name);
      assert.equal((await answer.json()).kind, "busy");
    }
    const page = await (await fetch(`${server.url}/api/v1/rounds/${file.id}/page`)).json();
    assert.deepEqual([page.takes_claims, page.takes_ballots], [false, true], name);
  };
  await shut("without the key");
  for (const message of messages.slice(0, 2)) {
    const { accepted, entry, receipt } = await cast(message);
    assert.deepEqual([accepted, entry, receipt], [true, castEntry(message), null]);
  }
  const back = await new Staff(server.url).signIn("organizer", password);
  assert.equal((await back.call("GET", `/rounds/${file.id}`)).meta.claims_shut, true);
  await server.stop();

  mkdirSync(pathOf("new", "keys"), { recursive: true, mode: 0o700 });
  copyFileSync(pathOf("data", ...key), pathOf("new", ...key));
  server = await startServer(pathOf("new"));
  await shut("with the key");
  const after = makeCastMessage(late.ballot, what);
  for (const message of [...messages, after]) checkAccepted(entered, "ballot", castEntry(message), await cast(message));

  await closeAndSeal(await new Staff(server.url).signIn("organizer", password), file.id);
  const scrutineer = await makeStaff(server, pathOf("new"), "scrutineer", ["scrutineer"], password);
  writeFileSync(pathOf("bundle.zip"), await download(scrutineer, `/rounds/${file.id}/bundle`));
  const audit = candor(["verify", pathOf("bundle.zip"), "--manifest", entered.manifest]);
  // A claim that the restored register never saw has become a ballot: scrutineers are told, and ask for the reason.
  assert.equal(audit.status, 1);
  assert.deepEqual(audit.stdout.match(/^FAILED.*$/gm).map((line) => line.split(/\s+/)[1]), ["bounds:"]);
});
