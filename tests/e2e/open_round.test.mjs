// A round open to anybody: no ticket, bearers drawn by the browser; resending is safe, answering again is possible.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";

import { makeEntry, makeMessage, post } from "./support/cast.mjs";
import { sameAnswers, smallRound, seal } from "./support/rounds.mjs";
import { startWithOrganizer } from "./support/server.mjs";

let server, organizer, end;
before(async () => ({ server, organizer, end } = await startWithOrganizer()));
after(() => end?.());

test("anybody answers an open round, once or more; the same message again counts once", async () => {
  const file = smallRound("anybody", (round) => (round.access = { mode: "open" }));
  await organizer.call("POST", "/rounds", file);
  const { meta } = await organizer.call("POST", "/rounds/anybody/open", {});
  assert.equal(meta.tickets_kept, false);
  assert.equal((await organizer.send("GET", "/rounds/anybody/tickets")).status, 404);

  const page = await (await fetch(`${server.url}/api/v1/rounds/anybody/page`)).json();
  assert.deepEqual(page.units.map((unit) => unit.id), ["u1"]);
  assert.equal((await fetch(`${server.url}/r/anybody`)).status, 200);

  const category = file.categories.at(-1).id;
  const cast = () =>
    makeMessage({ manifest: meta.manifest_hash, unit: "u1", category, bearer: randomBytes(32), answers: sameAnswers(file, file.units[0], 1) });
  const messages = Array.from({ length: 6 }, cast);
  for (const message of [...messages, messages[0]]) {
    const answer = await post(server.url, "anybody", "ballots", message);
    assert.equal(answer.status, 200, await answer.clone().text());
    assert.equal((await answer.json()).entry, makeEntry(message));
  }
  await organizer.call("POST", "/rounds/anybody/close", {});
  assert.equal((await post(server.url, "anybody", "ballots", cast())).status, 410);
  await seal(organizer, "anybody");
  const tally = await organizer.call("GET", "/rounds/anybody/results");
  assert.equal(tally.units[0].groups[0].returned, messages.length);
});
