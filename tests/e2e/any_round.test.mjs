// Any valid round, answered by chance: nothing changes on the way from the page to the box and from the box to the tally.
// Rounds and answers come from seeds; CANDOR_SEED repeats one, CANDOR_ROUNDS asks for more.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { chance_of, random_round } from "../static/random_round.mjs";
import { filesIn, linesOf } from "./support/archive.mjs";
import { askedOf, countItem, exactFigures, reasonOf } from "./support/plain_count.mjs";
import { closeAndSeal, download, openRound } from "./support/rounds.mjs";
import { candor, makeStaff, startWithOrganizer } from "./support/server.mjs";
import { ballotsCsv, castVote, randomVote } from "./support/voters.mjs";

const kFirstSeed = Number(process.env.CANDOR_SEED ?? 1);
const kRounds = process.env.CANDOR_SEED ? 1 : Number(process.env.CANDOR_ROUNDS ?? 8);
const kMostUnits = 2;
const kBallots = 6;  // of each category in each unit: with kCell, every category can be shown
const kCell = 3;

let directory, server, organizer, scrutineer, end;
before(async () => {
  ({ directory, server, organizer, end } = await startWithOrganizer());
  scrutineer = await makeStaff(server, directory.path, "scrutineer", ["scrutineer"]);
});
after(() => end?.());

/** The round of a seed, cut to a size that can be answered many times over. */
function makeRound(seed) {
  const file = random_round(seed);
  const units = file.units.slice(0, kMostUnits).map((unit) => (
    { ...unit, due: Object.fromEntries(file.categories.map(({ id }) => [id, kBallots])) }));
  return { ...file, units, rules: { ...file.rules, min_cell: kCell, min_text: kCell }, access: { mode: seed % 2 === 1 ? "ticket" : "open" } };
}

function keep(name, content) {
  const path = join(directory.path, name);
  writeFileSync(path, content);
  return path;
}

/** Everybody votes; gives what was given: unit, category, body of the ballot, comment or null. */
async function castAll(file, meta, codes, dice) {
  const votes = [];
  for (const unit of file.units) {
    for (const { id: category } of file.categories) {
      const slips = codes.filter((code) => code.unit === unit.id && code.categoryId === category);
      for (let n = 0; n < kBallots; n++) {
        const vote = randomVote(file, unit, dice);
        const right = { round: file.id, manifest: meta.manifest_hash, unit: unit.id, category, secret: slips[n]?.secret };
        await castVote(server.url, right, vote);
        votes.push({ unit: unit.id, category, body: JSON.parse(vote.ballot), ...vote });
      }
    }
  }
  return votes;
}

/** The box holds what was cast, byte for byte, and nothing else. */
function checkBox(files, votes) {
  const rows = linesOf(files.get("ballots.jsonl")).map(({ unit, category, body }) => `${unit} ${category} ${body}`);
  assert.deepEqual(rows.sort(), votes.map(({ unit, category, ballot }) => `${unit} ${category} ${ballot}`).sort());
  const comments = linesOf(files.get("comments.jsonl")).map(({ unit, body }) => `${unit} ${body}`);
  assert.deepEqual(comments.sort(), votes.filter(({ comment }) => comment !== null).map(({ unit, comment }) => `${unit} ${comment}`).sort());
}

/** One unit of a tally, each group of it counted again. `seen`: how many tables of each type were. */
function checkUnit(file, unit, votes, { stated, full, seen }) {
  const own = votes.filter((vote) => vote.unit === unit.id).map((vote) => ({ ...vote, reason: reasonOf(file, unit, vote.body) }));
  const of = (categories) => own.filter(({ category }) => categories.includes(category));
  for (const { categories, returned, valid, invalid } of stated.groups) {
    const group = of(categories);
    const reasons = {};
    for (const { reason } of group) if (reason) reasons[reason] = (reasons[reason] ?? 0) + 1;
    assert.deepEqual({ returned, valid, invalid }, { returned: group.length, valid: group.filter(({ reason }) => !reason).length, invalid: reasons }, unit.id);
  }
  const results = stated.results.flatMap(({ about, items }) => items.map((item) => [`${about} ${item.item}`, item]));
  const asked = askedOf(file, unit);
  assert.deepEqual(results.map(([place]) => place).sort(), asked.map(([about, { id }]) => `${about} ${id}`).sort(), `${unit.id}: what is told of`);
  const told = new Map(results);
  for (const [about, item] of asked) {
    const { groups, pooled } = told.get(`${about} ${item.id}`);
    const again = (categories) => {
      const group = of(categories);
      return countItem(file, about, item, group.filter(({ reason }) => !reason).map(({ body }) => body), group.length);
    };
    for (const group of groups) assert.deepEqual(exactFigures(group), again(group.categories), `${unit.id} ${about} ${item.id} ${group.categories}`);
    // The full listing adds groups that are not shown; together it says what is.
    if (groups.length > 0 && !full) assert.deepEqual(exactFigures(pooled), again(groups.flatMap(({ categories }) => categories)), `${unit.id} ${about} ${item.id}, together`);
    seen[item.type] = (seen[item.type] ?? 0) + groups.length;
  }
}

/** Both tallies of the bundle, the API's and the command line's, against the plain count. */
async function checkTallies(file, files, votes, seen) {
  for (const [name, full] of [["tally.json", false], ["tally-full.json", true]]) {
    const tally = JSON.parse(files.get(name));
    for (const unit of file.units) {
      const stated = tally.units.find((one) => one.unit === unit.id);
      const counted = votes.some((vote) => vote.unit === unit.id && reasonOf(file, unit, vote.body) === null);
      assert.equal(stated.suppressed && counted, false, `${name}: ${unit.id} is shown`);
      if (!stated.suppressed) checkUnit(file, unit, votes, { stated, full, seen });
    }
  }
  const tally = JSON.parse(files.get("tally.json"));
  for (const unit of file.units) {
    const { result } = await organizer.call("GET", `/rounds/${file.id}/units/${unit.id}/results`);
    assert.deepEqual(result, tally.units.find((one) => one.unit === unit.id), `the API's results of ${unit.id}`);
  }
  const round = keep("any.round.json", Buffer.from(await (await organizer.send("GET", `/rounds/${file.id}/file`)).arrayBuffer()));
  const ballots = keep("any.csv", ballotsCsv(file, votes));
  for (const [name, args] of [["tally.json", []], ["tally-full.json", ["--full"]]]) {
    const again = candor(["tally", "--round", round, "--ballots", ballots, ...args]);
    assert.equal(again.status, 0, again.stderr);
    assert.equal(again.stdout, files.get(name).toString("utf8"), `candor tally and ${name}`);
  }
}

async function walk(seed, seen) {
  const file = makeRound(seed);
  const checked = candor(["check", keep("random.round.json", JSON.stringify(file))]);
  assert.equal(checked.status, 0, checked.stdout + checked.stderr);
  const { meta, codes } = file.access.mode === "ticket" ? await openRound(organizer, file) : await openToAll(file);
  const votes = await castAll(file, meta, codes, chance_of(seed * 13 + 5));
  await closeAndSeal(organizer, file.id);
  const files = filesIn(await download(scrutineer, `/rounds/${file.id}/bundle`));
  checkBox(files, votes);
  await checkTallies(file, files, votes, seen);
  return votes.length;
}

async function openToAll(file) {
  await organizer.call("POST", "/rounds", file);
  return { ...await organizer.call("POST", `/rounds/${file.id}/open`, {}), codes: [] };
}

test("what the page hands in is what the tally counts, in any round, to the last digit", async (t) => {
  const seen = {};
  let ballots = 0;
  for (let seed = kFirstSeed; seed < kFirstSeed + kRounds; seed++) {
    try {
      ballots += await walk(seed, seen);
    } catch (error) {
      throw new Error(`CANDOR_SEED=${seed}: ${error.message}`, { cause: error });
    }
  }
  t.diagnostic(`${kRounds} rounds from seed ${kFirstSeed}, ${ballots} ballots; tables counted again by type: ${JSON.stringify(seen)}`);
  if (kRounds >= 8) assert.deepEqual(Object.keys(seen).sort(), ["multiple", "nps", "number", "rank", "scale", "single"]);
});
