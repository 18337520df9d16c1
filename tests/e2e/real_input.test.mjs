// The organizer imports real answers (2,042 people, 49 companies) into the running server; every number in the API
// equals what the case expects.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { makeStaff, root, startWithOrganizer } from "./support/server.mjs";

const folder = join(root, "tests/data/cases/leadership-climate");
const round = readFileSync(join(folder, "round.json"), "utf8");
const ballots = readFileSync(join(folder, "ballots.csv"), "utf8");
const expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));

/** Everything in `wanted` stands in `found` with the same value. */
function assertHolds(found, wanted, place) {
  if (wanted === null || typeof wanted !== "object") return assert.deepEqual(found, wanted, place);
  if (Array.isArray(wanted)) assert.equal(found?.length, wanted.length, `${place}: length`);
  for (const key of Object.keys(wanted)) assertHolds(found?.[key], wanted[key], `${place}/${key}`);
}

let directory, server, organizer, end;
before(async () => ({ directory, server, organizer, end } = await startWithOrganizer()));
after(() => end?.());

test("the numbers of an imported round equal the expected ones, in the whole tally and unit by unit", async () => {
  const { meta } = await organizer.call("POST", "/rounds", round);
  const imported = await organizer.call("POST", `/rounds/${meta.id}/import`, ballots, { "Content-Type": "text/csv" });
  assert.equal(imported.ballots, 2042);
  assert.equal(imported.meta.state, "closed");

  const tally = await organizer.call("GET", `/rounds/${meta.id}/results`);
  assertHolds(tally, expected, "");

  for (const unit of expected.units) {
    const answer = await organizer.call("GET", `/rounds/${meta.id}/units/${encodeURIComponent(unit.unit)}/results`);
    assertHolds(answer.result, unit, unit.unit);
  }
});

test("a leader reads nothing before the release, and only their own unit after it", async () => {
  const id = expected.round;
  const shown = expected.units.find((unit) => !unit.suppressed).unit;
  const other = expected.units.find((unit) => !unit.suppressed && unit.unit !== shown).unit;
  const leader = await makeStaff(server, directory.path, "leader", [`leader:${shown}`]);
  assert.equal((await leader.send("GET", `/rounds/${id}/units/${shown}/results`)).status, 403);
  await organizer.call("POST", `/rounds/${id}/release`, {});
  const own = await leader.call("GET", `/rounds/${id}/units/${shown}/results`);
  assertHolds(own.result, expected.units.find((unit) => unit.unit === shown), shown);
  assert.equal((await leader.send("GET", `/rounds/${id}/units/${other}/results`)).status, 403);
  assert.equal((await leader.send("GET", `/rounds/${id}/results`)).status, 403);
});
