// The server is killed under load, again and again: nothing acknowledged is lost, nothing counts twice.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { ballotBearer, makeEntry, makeMessage, post } from "./support/cast.mjs";
import { random } from "./support/random.mjs";
import { closeAndSeal, openRound, sameAnswers, smallRound } from "./support/rounds.mjs";
import { Staff, makeDirectory, makeStaff, startServer } from "./support/server.mjs";

const kills = 20;
const casters = 12;
const pause_ms = 3; // between two casts of one caster, so that the tickets last
const seed = Number(process.env.CANDOR_SEED ?? 20261121);

function castOf(code, answers) {
  const bearer = ballotBearer(code.round, code.unit, code.categoryId, code.secret);
  return makeMessage({ manifest: code.manifest, unit: code.unit, category: code.categoryId, bearer, answers });
}

let directory;
before(() => (directory = makeDirectory()));
after(() => directory.remove());

test(`${kills} SIGKILLs under load lose no acknowledged ballot and double none (seed ${seed})`, async () => {
  const next = random(seed);
  let server = await startServer(directory.path);
  const organizer = await makeStaff(server, directory.path, "organizer", ["organizer"]);
  const file = smallRound("killed", (round) => {
    for (const category of round.categories) round.units[0].due[category.id] = 3300;
  });
  const { codes } = await openRound(organizer, file);
  const messages = codes.map((code) => castOf(code, sameAnswers(file, file.units[0], 1)));

  const acknowledged = new Set();
  const unsure = [];
  let at = 0;
  for (let kill = 0; kill < kills; ++kill) {
    let alive = true;
    const caster = async () => {
      // What was under way when the server died is sent again first, as a browser would.
      while (alive && (unsure.length > 0 || at < messages.length)) {
        const index = unsure.pop() ?? at++;
        try {
          const answer = await post(server.url, file.id, "ballots", messages[index]);
          const text = await answer.text();
          assert.equal(answer.status, 200, text);
          assert.equal(JSON.parse(text).entry, makeEntry(messages[index]));
          acknowledged.add(index);
          await new Promise((done) => setTimeout(done, pause_ms));
        } catch (failure) {
          if (failure instanceof assert.AssertionError) throw failure;
          unsure.push(index);
          return;
        }
      }
    };
    const load = Promise.all(Array.from({ length: casters }, caster));
    await new Promise((done) => setTimeout(done, 60 + next() * 200));
    await server.kill();
    alive = false;
    await load;
    server = await startServer(directory.path);
  }
  assert.ok(acknowledged.size > kills * 10, `only ${acknowledged.size} casts were acknowledged`);

  for (const index of [...acknowledged, ...unsure]) {
    const again = await post(server.url, file.id, "ballots", messages[index]);
    assert.equal(again.status, 200, "the same message again is acknowledged");
    assert.equal((await again.json()).entry, makeEntry(messages[index]));
  }
  const first = codes[[...acknowledged][0]];
  const other = await post(server.url, file.id, "ballots", castOf(first, sameAnswers(file, file.units[0], 2)));
  assert.equal(other.status, 409, "another ballot of the same ticket is refused");

  const back = await new Staff(server.url).signIn("organizer", "correct horse battery");
  await closeAndSeal(back, file.id);
  const tally = await back.call("GET", `/rounds/${file.id}/results`);
  const returned = tally.units[0].groups.reduce((sum, group) => sum + group.returned, 0);
  assert.equal(returned, new Set([...acknowledged, ...unsure]).size);
  await server.stop();
});
