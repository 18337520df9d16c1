// What an attacker tries: a thief of the disk, a respondent, an organizer, a leader. Each finds nothing, or a refusal.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { ballotBearer, codesOnSheet, commentBearer, makeMessage, post } from "./support/cast.mjs";
import { openRound, sameAnswers, seal, smallRound } from "./support/rounds.mjs";
import { makeStaff, Staff, startWithOrganizer } from "./support/server.mjs";

let directory, server, organizer, end, administrator;
before(async () => {
  ({ directory, server, organizer, end } = await startWithOrganizer());
  administrator = await makeStaff(server, directory.path, "administrator", ["administrator"]);
});
after(() => end?.());

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const each = (file, count) => Object.fromEntries(file.categories.map((category) => [category.id, count]));
const castOf = (code, file, change = {}) =>
  makeMessage({
    manifest: code.manifest,
    unit: code.unit,
    category: code.categoryId,
    bearer: ballotBearer(code.round, code.unit, code.categoryId, code.secret),
    answers: sameAnswers(file, file.units[code.part - 1], 1),
    ...change,
  });
const statusOf = async (answer) => {
  await answer.arrayBuffer();
  return answer.status;
};
const filesOf = (path) =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesOf(join(path, entry.name)) : [join(path, entry.name)],
  );
const boxOf = (round) => join(directory.path, "box", `${round}.db`);

/** Spearman's rank correlation between when ballots were cast and where their keys lie in the file. */
function orderInFile(bytes, keys) {
  const places = keys.map((key) => bytes.indexOf(Buffer.from(key, "hex")));
  assert.ok(places.every((place) => place > 0), "every ballot is in the file");
  const ranks = new Map([...places].sort((a, b) => a - b).map((place, rank) => [place, rank]));
  const n = places.length;
  const squares = places.reduce((sum, place, turn) => sum + (ranks.get(place) - turn) ** 2, 0);
  return 1 - (6 * squares) / (n * (n * n - 1));
}

async function castInOrder(codes, file) {
  const keys = [];
  for (const code of codes) {
    const answer = await post(server.url, code.round, "ballots", castOf(code, file));
    const { entry } = await answer.json();
    keys.push(entry.slice(0, 64));
  }
  return keys;
}

async function untilQuiet(round) {
  for (let turn = 0; turn < 100; ++turn) {
    await pause(100);
    if (readFileSync(`${boxOf(round)}-wal`).length === 0) return;
  }
  assert.fail("the log of arrivals was not emptied");
}

// |rho| of 300 in random order exceeds 0.25 about once in 70,000 runs.
test("300 ballots cast in a known order lie in the file in another, while the round is open and after it", async () => {
  const file = smallRound("order-300", (change) => (change.units[0].due = each(change, 100)));
  const { codes } = await openRound(organizer, file);
  const keys = await castInOrder(codes, file);
  await untilQuiet("order-300");
  assert.ok(Math.abs(orderInFile(readFileSync(boxOf("order-300")), keys)) < 0.25);
  await organizer.call("POST", "/rounds/order-300/close", {});
  assert.ok(Math.abs(orderInFile(readFileSync(boxOf("order-300")), keys)) < 0.25);
});

test("a dozen ballots, which lie on one page of the file, lie there by key and not as they came", async () => {
  const file = smallRound("order-12");
  const { codes } = await openRound(organizer, file);
  const keys = await castInOrder(codes.slice(0, 12), file);
  await untilQuiet("order-12");
  const bytes = readFileSync(boxOf("order-12"));
  const place = (key) => bytes.indexOf(Buffer.from(key, "hex"));
  assert.deepEqual([...keys].sort((a, b) => place(b) - place(a)), [...keys].sort());
});

test("erased codes, passwords and cookies are in no file of the data directory", async () => {
  const file = smallRound("traces");
  const { codes } = await openRound(organizer, file);
  const found = (needle) => filesOf(directory.path).filter((path) => readFileSync(path).includes(needle));
  assert.notEqual(found(codes[0].secret).length, 0, "kept for printing, until they are erased");
  await organizer.call("DELETE", "/rounds/traces/tickets");
  for (const { secret } of codes) assert.deepEqual(found(secret), []);
  assert.deepEqual(found("correct horse battery"), []);
  const cookie = organizer.cookie.split("=")[1];
  assert.deepEqual(found(cookie), []);
  assert.deepEqual(found(Buffer.from(cookie, "hex")), []);
  assert.equal(await statusOf(await organizer.send("GET", "/rounds/traces/tickets")), 404);
});

test("a ticket of one group opens no other, and a comment's right is none to a ballot", async () => {
  const file = smallRound("groups", (change) => change.units.push({ ...structuredClone(change.units[0]), id: "u2" }));
  const { codes } = await openRound(organizer, file);
  const [code] = codes;
  const other = file.categories.find((category) => category.id !== code.categoryId).id;
  const tries = [{ category: other }, { unit: "u2" }, { bearer: commentBearer("groups", code.unit, code.secret) }];
  for (const change of tries) {
    assert.equal(await statusOf(await post(server.url, "groups", "ballots", castOf(code, file, change))), 404);
  }
  assert.equal(await statusOf(await post(server.url, "groups", "ballots", castOf(code, file))), 200);
});

test("nobody casts before the opening time or after the closing time", async () => {
  const file = smallRound("times");
  const { codes, meta } = await openRound(organizer, file);
  const set = (opens_at, closes_at, version) =>
    organizer.call("PUT", "/rounds/times/times", { opens_at, closes_at }, { "If-Match": `"${version}"` });
  const early = await set("2099-01-01T00:00:00Z", null, meta.version);
  assert.equal(await statusOf(await post(server.url, "times", "ballots", castOf(codes[0], file))), 410);
  const soon = new Date(Date.now() + 1500).toISOString().replace(/\.\d+/, "");
  await set(null, soon, early.meta.version);
  await pause(1600);
  assert.equal(await statusOf(await post(server.url, "times", "ballots", castOf(codes[0], file))), 410);
});

test("opened by four at once, a round has the codes and the hash of one opening", async () => {
  for (let turn = 0; turn < 3; ++turn) {
    const file = smallRound(`opened-${turn}`);
    await organizer.call("POST", "/rounds", file);
    const open = () => organizer.send("POST", `/rounds/${file.id}/open`, { spare_percent: 0 }).then(statusOf);
    assert.deepEqual((await Promise.all([open(), open(), open(), open()])).sort(), [200, 409, 409, 409]);
    const { manifest_hash } = (await organizer.call("GET", `/rounds/${file.id}`)).meta;
    const sheet = await (await organizer.send("GET", `/rounds/${file.id}/tickets`)).text();
    const [code] = codesOnSheet(sheet);
    const whole = { ...code, manifest: manifest_hash, round: file.id, unit: "u1", categoryId: file.categories[code.category - 1].id };
    assert.equal(await statusOf(await post(server.url, file.id, "ballots", castOf(whole, file))), 200);
  }
});

test("closed by four at once, a round stays closed", async () => {
  for (let turn = 0; turn < 5; ++turn) {
    const file = smallRound(`closed-${turn}`);
    const { codes } = await openRound(organizer, file);
    const close = () => organizer.send("POST", `/rounds/${file.id}/close`, {}).then(statusOf);
    assert.deepEqual((await Promise.all([close(), close(), close(), close()])).sort(), [200, 409, 409, 409]);
    assert.equal(await statusOf(await post(server.url, file.id, "ballots", castOf(codes[0], file))), 410);
  }
});

test("closed while ballots come in, a round counts every acknowledged one, and at the first look", async () => {
  const file = smallRound("rush", (change) => (change.units[0].due = each(change, 200)));
  const { codes } = await openRound(organizer, file);
  const messages = codes.map((code) => castOf(code, file));
  let accepted = 0;
  const voter = async () => {
    for (let message = messages.pop(); message; message = messages.pop()) {
      const status = await statusOf(await post(server.url, "rush", "ballots", message));
      if (status !== 200) return assert.equal(status, 410);
      ++accepted;
    }
  };
  const voters = Array.from({ length: 32 }, voter);
  await pause(150);
  await organizer.call("POST", "/rounds/rush/close", {});
  assert.equal(await statusOf(await organizer.send("GET", "/rounds/rush/results")), 409, "nothing is read before the seal");
  await seal(organizer, "rush");
  const tally = await organizer.call("GET", "/rounds/rush/results");
  await Promise.all(voters);
  const counted = tally.units[0].groups.reduce((sum, group) => sum + group.returned, 0);
  assert.equal(counted, accepted);
  assert.ok(accepted > 0);
});

test("an opened round cannot be edited, replaced, refilled, deleted or opened again", async () => {
  const file = smallRound("frozen");
  const { meta } = await openRound(organizer, file);
  const lower = structuredClone(file);
  lower.rules.min_cell = 3;
  const match = { "If-Match": `"${meta.version}"` };
  const csv = { "Content-Type": "text/csv" };
  const tries = () => [
    ["PUT", "/rounds/frozen", lower, match],
    ["POST", "/rounds", lower],
    ["DELETE", "/rounds/frozen"],
    ["POST", "/rounds/frozen/open", {}],
    ["POST", "/rounds/frozen/units", "unit,name\nx,y\n", { ...match, ...csv }],
    ["POST", "/rounds/frozen/import", "ballot,unit,category,about\n1,u1,staff,team\n", csv],
  ];
  for (const one of tries()) assert.equal(await statusOf(await organizer.send(...one)), 409, one.join(" "));
  assert.equal(await statusOf(await organizer.send("GET", "/rounds/frozen/results")), 409);
  assert.equal(await statusOf(await organizer.send("GET", "/rounds/frozen/results.csv")), 409);
  await organizer.call("POST", "/rounds/frozen/close", {});
  for (const one of tries()) assert.equal(await statusOf(await organizer.send(...one)), 409, one.join(" "));
  await seal(organizer, "frozen");
  await organizer.call("POST", "/rounds/frozen/release", {});
  assert.equal(await statusOf(await organizer.send("POST", "/rounds/frozen/void", {})), 409);
});

test("an import without a single ballot leaves the draft a draft", async () => {
  await organizer.call("POST", "/rounds", smallRound("nothing"));
  const answer = await organizer.send("POST", "/rounds/nothing/import", "ballot,unit,category,about\n", { "Content-Type": "text/csv" });
  assert.equal(await statusOf(answer), 422);
  assert.equal((await organizer.call("GET", "/rounds/nothing")).meta.state, "draft");
});

test("markup in names stays text on the sheet of tickets", async () => {
  const markup = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>`;
  const file = smallRound("markup", (change) => {
    const text = Object.fromEntries(change.languages.map((language) => [language, markup]));
    Object.assign(change, { title: text, asked_by: text });
    change.units[0].name = text;
    change.categories[0].label = text;
  });
  const { sheet } = await openRound(organizer, file);
  assert.doesNotMatch(sheet, /<script|<img|"'>/i);
});

test("an organizer makes no administrator, of themself or others, and touches none", async () => {
  const { account: self } = await organizer.call("GET", "/session");
  const { account: other } = await administrator.call("GET", "/session");
  const roles = [{ role: "administrator" }];
  const tries = [
    ["PATCH", `/accounts/${self.id}`, { roles }],
    ["POST", "/accounts", { name: "made", display_name: "", roles }],
    ["POST", `/accounts/${other.id}/link`],
    ["PATCH", `/accounts/${other.id}`, { disabled: true }],
  ];
  for (const one of tries) assert.equal(await statusOf(await organizer.send(...one)), 403, one.join(" "));
});

test("names differ by more than case; a link works once; a disabled account is out at once", async () => {
  const make = (name) =>
    organizer.send("POST", "/accounts", { name, display_name: "", roles: [{ role: "leader", unit: "u1", head: true }] });
  assert.equal(await statusOf(await make("ADMINISTRATOR")), 409);
  const { account, first_link } = await (await make("leaver")).json();
  const first = { token: first_link.split("#first=")[1], password: "a password of some length" };
  const leaver = await new Staff(server.url).open("/api/v1/session/first", first);
  await assert.rejects(new Staff(server.url).open("/api/v1/session/first", first), /410/);
  await organizer.call("PATCH", `/accounts/${account.id}`, { disabled: true });
  assert.equal(await statusOf(await leaver.send("GET", "/session")), 401);
});

test("a leader finds no name, number or answer of other units and other members", async () => {
  const named = (text) => ({ "zh-CN": text, en: text });
  const file = smallRound("spying", (change) => {
    const [unit] = change.units;
    change.units = ["own", "alien"].map((id) => ({
      ...structuredClone(unit),
      id,
      name: named(`name of ${id}`),
      due: each(change, 11),
      members: unit.members.map((member) => ({ ...member, name: named(`${id}-${member.id}-name`), post: named(`${id}-${member.id}-post`) })),
    }));
  });
  const { codes } = await openRound(organizer, file);
  await castInOrder(codes, file);
  const grant = [{ role: "leader", unit: "own", member: "m2" }];
  const { first_link } = await organizer.call("POST", "/accounts", { name: "spy", display_name: "", roles: grant });
  const spy = await new Staff(server.url).open("/api/v1/session/first", { token: first_link.split("#first=")[1], password: "a password of some length" });
  await organizer.call("POST", "/rounds/spying/close", {});
  assert.equal(await statusOf(await spy.send("GET", "/rounds/spying/units/own/results")), 403);
  await seal(organizer, "spying");
  await organizer.call("POST", "/rounds/spying/release", {});
  const closed = ["", "/file", "/results", "/results.csv", "/turnout", "/tickets", "/units.csv", "/units/alien/results", "/units/small:/results"];
  for (const path of closed) assert.equal(await statusOf(await spy.send("GET", `/rounds/spying${path}`)), 403, path);
  const text = await (await spy.send("GET", "/rounds/spying/units/own/results")).text();
  assert.match(text, /own-m2-name/);
  assert.doesNotMatch(text, /own-m[13]-|alien/);
  assert.deepEqual(JSON.parse(text).result.results.map((ratee) => ratee.about), ["team", "m2"]);
});

test("no path leads out of what is served", async () => {
  const paths = ["/assets/..%2f..%2fetc%2fpasswd", "/assets/../../register.db", "/api/v1/rounds/..%2fregister/page", "/api/v1/rounds/%00/page"];
  for (const path of paths) assert.match(String(await statusOf(await fetch(server.url + path))), /^40[04]$/);
  for (const id of ["..", ".", "a/b", "a\\b", ""]) {
    assert.equal(await statusOf(await organizer.send("POST", "/rounds", smallRound(id))), 422, id);
  }
  assert.ok(!existsSync(join(directory.path, "register.db.db")));
});
