// A thief who knows in which order everybody claimed and cast, and who they are, holds the whole data directory: both
// databases, their logs, the server's log, a backup. Nothing in it pairs a person with a ballot.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { agreementWithinPages, placesOf, rankCorrelation, readAll, untilQuiet } from "./support/at_rest.mjs";
import { ballotBearer, makeEntry, makeMessage, postJson } from "./support/cast.mjs";
import { castEntry, enterRound, finishClaim, makeCastMessage, prepareClaim } from "./support/credential.mjs";
import { closeAndSeal, credentialRound, openCredentialRound, openRound, sameAnswers, smallRound } from "./support/rounds.mjs";
import { candor, root, startWithOrganizer } from "./support/server.mjs";

// In random order |rho| exceeds 0.1 about once in 20,000 times for so many people; the share of pairs within pages
// that agree, its limit less often still.
const people = 1650;
const most_rho = 0.1;
const most_lean = 0.08;
const agent = "Pairing-Test-Agent/7.25";
const address = "127.0.0.1";
const headers = { "User-Agent": agent, "X-Forwarded-For": "203.0.113.77", "Accept-Language": "zh-CN,pairing" };

let directory, server, organizer, end;
before(async () => ({ directory, server, organizer, end } = await startWithOrganizer({ args: ["--log-requests"], data: "data" })));
after(() => end?.());

const dataPath = () => join(directory.path, "data");
function backUp(name) {
  const made = candor(["backup", "--data", dataPath(), "--to", join(directory.path, name)]);
  assert.equal(made.status, 0, made.stderr);
  return readAll(join(directory.path, name));
}

async function send(round, path, message) {
  const answer = await postJson(`${server.url}/api/v1/rounds/${round}/${path}`, message, headers);
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  return JSON.parse(text);
}

const shuffled = (list) => list.map((one) => [Math.random(), one]).sort((a, b) => a[0] - b[0]).map(([, one]) => one);
const nullifierIn = (entry) => Buffer.from(entry.slice(0, 64), "hex");

/** Known in the order in which they came: does any file tell that order, as a whole or within its pages? */
function expectNoOrder(files, name, keys) {
  const places = placesOf(files.get(name), keys);
  assert.ok(places.every((found) => found.length > 0), `${name}: every key is in the file`);
  const most = Math.max(...places.map((found) => found.length));
  // A key may stand in inner pages of the tree or in lists too: the first and the last place are looked at.
  for (const pick of most > 1 ? [(found) => found[0], (found) => found.at(-1)] : [(found) => found[0]]) {
    const offsets = places.map(pick);
    const rho = rankCorrelation(offsets, offsets.map((_, turn) => turn));
    assert.ok(Math.abs(rho) < most_rho, `${name}: rho ${rho}`);
    const { pairs, share } = agreementWithinPages(offsets);
    assert.ok(pairs > keys.length, `${name}: only ${pairs} pairs share a page`);
    assert.ok(Math.abs(share - 0.5) < most_lean, `${name}: within pages ${share} of ${pairs} pairs came in this order`);
  }
}

/** `needles`: by what they are. */
function expectNowhere(files, needles) {
  for (const [what, list] of Object.entries(needles)) {
    for (const needle of list) {
      for (const [name, bytes] of files) assert.ok(!bytes.includes(needle), `${what} in ${name}`);
    }
  }
}

/** What no file holds and no line of the log says, at any time. */
function tracesOf(codes, cookie) {
  return {
    address: [address, "203.0.113.77"],
    agent: [agent, "undici", "zh-CN,pairing"],
    cookie: [cookie, Buffer.from(cookie, "hex")],
    password: ["correct horse battery"],
    secret: codes.map(({ secret }) => secret),
  };
}
/** The log too, but for the line that says where the server itself listens. */
const withLog = (files) => new Map([...files, ["the log", Buffer.from(server.log.filter((line) => !line.includes('"listening"')).join("\n"))]]);

function expectLogOfRoutes(count) {
  const lines = server.log.filter((line) => line.includes("/ballots"));
  assert.ok(lines.length >= count, "requests are logged");
  for (const line of lines) {
    assert.deepEqual(Object.keys(JSON.parse(line)).filter((key) => /addr|ip|agent|body|entry|null/i.test(key)), []);
  }
}

test("the measures find an order where there is one: in the whole file, and within pages only", () => {
  const keys = Array.from({ length: 1000 }, () => randomBytes(32));
  const fileOf = (order) => new Map([["file", Buffer.concat(order.flatMap((key) => [key, Buffer.alloc(370)]))]]);
  expectNoOrder(fileOf(shuffled(keys)), "file", keys);
  assert.throws(() => expectNoOrder(fileOf(keys), "file", keys), /rho 1/);
  assert.throws(() => expectNoOrder(fileOf([...keys].reverse()), "file", keys), /rho -1/);
  // Ten to a page: pages hold people of all times, each page in the order in which they came.
  const turns = shuffled([...keys.keys()]);
  const paged = Array.from({ length: 100 }, (_, page) => turns.slice(page * 10, page * 10 + 10).sort((a, b) => b - a));
  assert.throws(() => expectNoOrder(fileOf(paged.flat().map((turn) => keys[turn])), "file", keys), /within pages/);
});

test(`${people} tickets: no file tells who cast when`, async () => {
  const file = smallRound("pairing-tickets", (round) => (round.units[0].due = { [round.categories[0].id]: people }));
  const { codes } = await openRound(organizer, file);
  await organizer.call("DELETE", `/rounds/${file.id}/tickets`);
  const keys = [];
  for (const code of shuffled(codes)) {
    const bearer = ballotBearer(code.round, code.unit, code.categoryId, code.secret);
    const answers = sameAnswers(file, file.units[0], 1 + (keys.length % 3));
    const message = makeMessage({ manifest: code.manifest, unit: code.unit, category: code.categoryId, bearer, answers });
    const { entry } = await send(file.id, "ballots", message);
    assert.equal(entry, makeEntry(message));
    keys.push(nullifierIn(entry));
  }
  const name = `box/${file.id}.db`;
  await untilQuiet(dataPath(), [name]);
  const open = readAll(dataPath());
  expectNoOrder(open, name, keys);
  expectNoOrder(backUp("backup-tickets"), name, keys);
  expectNowhere(withLog(open), tracesOf(codes, organizer.cookie.split("=")[1]));
  await closeAndSeal(organizer, file.id);
  const sealed = readAll(dataPath());
  expectNoOrder(sealed, name, keys);
  expectNowhere(withLog(sealed), tracesOf(codes, organizer.cookie.split("=")[1]));
  expectLogOfRoutes(people);
});

test(`${people} credentials: no file pairs a claim with a cast, or tells when either came`, async () => {
  const file = credentialRound("pairing", (round) => {
    round.units[0].due = { [round.categories[0].id]: people };
    for (const section of round.sections) section.items = section.items.filter((item) => item.type !== "text");
  });
  const { codes } = await openCredentialRound(organizer, file);
  const entered = await enterRound(server.url, file.id, 1, codes[0].manifest);
  const box = `box/${file.id}.db`;

  // All claim, then all cast, in the same order: what a thief would wish for.
  const order = shuffled(codes);
  const voters = [];
  const answers = [];
  for (const code of order) {
    const prepared = prepareClaim(entered, code);
    const answer = await send(file.id, "claims", JSON.stringify(prepared.request));
    answers.push(answer);
    voters.push(finishClaim(prepared, answer).ballot);
  }
  const cast = async (credential, turn) => {
    const message = makeCastMessage(credential, { answers: sameAnswers(file, file.units[0], 1 + (turn % 3)) });
    const { entry } = await send(file.id, "ballots", message);
    assert.equal(entry, castEntry(message));
    return nullifierIn(entry);
  };
  const keys = [];
  for (const [turn, credential] of voters.slice(0, -5).entries()) keys.push(await cast(credential, turn));
  await untilQuiet(dataPath(), ["register.db", box]);

  const claimHashes = order.map(({ hash }) => Buffer.from(hash, "hex"));
  const traces = tracesOf(codes, organizer.cookie.split("=")[1]);
  const open = readAll(dataPath());
  expectNoOrder(open, box, keys);
  expectNoOrder(open, "register.db", claimHashes);
  expectNowhere(withLog(open), traces);
  const apart = (files) => {
    expectNowhere(new Map([...files].filter(([name]) => !name.startsWith("box"))), { "key of a ballot": keys, "key of a voter": voters.map(({ spki }) => spki.subarray(27)) });
    expectNowhere(new Map([...files].filter(([name]) => name.startsWith("box"))), { "blind signature": answers.map(({ ballot }) => Buffer.from(ballot, "base64url")) });
  };
  apart(open);

  const before = backUp("backup-before");
  expectNoOrder(before, box, keys);
  expectNoOrder(before, "register.db", claimHashes);
  expectNowhere(before, traces);
  apart(before);
  const roundKey = open.get(`keys/${file.id}.key`);
  assert.ok(roundKey.length >= 32);
  assert.ok(![...before.keys()].some((name) => name.includes("key")), "the round's key is in no backup");
  expectNowhere(before, { "round key": [roundKey.subarray(-32)] });

  // Two backups tell which ballots came between them, as docs/protocol.md says; not in which order.
  const late = [];
  for (const [turn, credential] of voters.slice(-5).entries()) late.push(await cast(credential, turn));
  const between = backUp("backup-after");
  for (const key of late) {
    assert.ok(!before.get(box).includes(key));
    assert.ok(between.get(box).includes(key));
  }
  expectNoOrder(between, box, [...keys, ...late]);
  const told = readFileSync(join(root, "docs/protocol.md"), "utf8").replaceAll("\n", " ");
  assert.match(told, /any two looks at an open round tell what came between them/);

  await closeAndSeal(organizer, file.id);
  const sealed = readAll(dataPath());
  expectNoOrder(sealed, box, [...keys, ...late]);
  expectNowhere(withLog(new Map([...sealed].filter(([name]) => name !== box))), traces);
  // The bundle names claimed codes, in ascending order: scrutineers hold them against the lists.
  const secrets = order.map(({ secret }) => sealed.get(box).indexOf(secret));
  assert.ok(Math.abs(rankCorrelation(secrets, secrets.map((_, turn) => turn))) < most_rho);
  expectNowhere(sealed, {
    "blind signature": answers.map(({ ballot }) => Buffer.from(ballot, "base64url")),
    "round key": [roundKey.subarray(-32)],
  });
  assert.ok(!sealed.has(`keys/${file.id}.key`), "the round's key is destroyed");
});
