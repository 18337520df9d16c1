// The server is killed a hundred times while people claim and cast. Whoever sends again ends with exactly one ballot, and
// nobody is locked out: a claim that was answered into the void is answered once more, alike.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { post } from "./support/cast.mjs";
import { castEntry, checkAccepted, enterRound, finishClaim, makeCastMessage, postClaim, prepareClaim } from "./support/credential.mjs";
import { random } from "./support/random.mjs";
import { closeAndSeal, commentAnswers, credentialRound, download, openCredentialRound, sameAnswers } from "./support/rounds.mjs";
import { Staff, candor, makeDirectory, makeStaff, startServer } from "./support/server.mjs";

const kills = 100;
const respondents = 6; // at a time
const people = 5000; // more than are served meanwhile
const seed = Number(process.env.CANDOR_SEED ?? 20261121);
const password = "correct horse battery";

let directory, server;
before(() => (directory = makeDirectory()));
after(async () => {
  await server?.kill();
  directory.remove();
});

test(`${kills} SIGKILLs while people claim and cast: one ballot each, nobody locked out (seed ${seed})`, async () => {
  const next = random(seed);
  const data = join(directory.path, "data");
  server = await startServer(data);
  const organizer = await makeStaff(server, data, "organizer", ["organizer"], password);
  await makeStaff(server, data, "scrutineer", ["scrutineer"], password);
  const file = credentialRound("killed", (round) => (round.units[0].due = { [round.categories[0].id]: people }));
  const { codes } = await openCredentialRound(organizer, file);
  const entered = await enterRound(server.url, file.id, 1, codes[0].manifest);
  const retried = { claims: 0, casts: 0 };
  let ending = false;

  /** Until there is an answer, whatever becomes of the server meanwhile; what was sent is sent again as it was. */
  async function insist(kind, send) {
    for (;;) {
      try {
        const answer = await send();
        const text = await answer.text();
        assert.ok(answer.status === 200 || answer.status === 503, `${answer.status} ${text}`);
        if (answer.status === 200) return JSON.parse(text);
      } catch (failure) {
        if (failure instanceof assert.AssertionError) throw failure;
        ++retried[kind];
      }
      await pause(5);
    }
  }

  async function cast(kind, credential, what) {
    const message = makeCastMessage(credential, what);
    const told = await insist("casts", () => post(server.url, file.id, `${kind}s`, message));
    checkAccepted(entered, kind, castEntry(message), told);
    return castEntry(message);
  }

  const entries = { ballots: [], comments: [] };
  let at = 0;
  async function respondent() {
    while (!ending && at < codes.length) {
      const turn = at++;
      const prepared = prepareClaim(entered, codes[turn]);
      const rights = finishClaim(prepared, await insist("claims", () => postClaim(server.url, file.id, prepared.request)));
      const answers = (option) => ({ answers: sameAnswers(file, file.units[0], 1 + (option % 3)) });
      let ballot = await cast("ballot", rights.ballot, answers(turn));
      if (turn % 7 === 0) ballot = await cast("ballot", rights.ballot, { ...answers(turn + 1), revision: 2 });
      entries.ballots.push(ballot);
      if (turn % 3 === 0) entries.comments.push(await cast("comment", rights.comment, { answers: commentAnswers(file, "x") }));
    }
  }

  const crowd = Promise.all(Array.from({ length: respondents }, respondent));
  crowd.catch(() => (ending = true));
  let done = 0;
  for (; done < kills && !ending; ++done) {
    await pause(20 + next() * 230);
    await server.kill();
    server = await startServer(data);
  }
  const served = at;
  ending = true;
  await crowd;
  assert.equal(done, kills);
  assert.ok(served < codes.length, "people came until the end");
  assert.ok(retried.claims > kills / 4 && retried.casts > kills / 4, `sent again: ${JSON.stringify(retried)}`);
  assert.equal(entries.ballots.length, served, "everybody who came has cast");

  const back = await new Staff(server.url).signIn("organizer", password);
  await closeAndSeal(back, file.id);
  for (const kind of ["ballots", "comments"]) {
    const answer = await fetch(`${server.url}/api/v1/rounds/${file.id}/record/${kind}.bin`);
    const stored = Buffer.from(await answer.arrayBuffer()).toString("hex").match(/.{136}/g);
    assert.deepEqual(stored, entries[kind].sort(), `${kind}: exactly what was acknowledged last`);
  }
  const scrutineer = await new Staff(server.url).signIn("scrutineer", password);
  const bundle = join(directory.path, "bundle.zip");
  writeFileSync(bundle, await download(scrutineer, `/rounds/${file.id}/bundle`));
  const audit = candor(["verify", bundle, "--manifest", entered.manifest]);
  assert.equal(audit.status, 0, audit.stdout + audit.stderr);
});
