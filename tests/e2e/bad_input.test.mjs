// Bad input gets a clear error and loses nothing: messages, round files, CSV, over HTTP and on the command line.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { ballotBearer, commentBearer, makeMessage, post } from "./support/cast.mjs";
import { openRound, sameAnswers, smallRound } from "./support/rounds.mjs";
import { candor, makeStaff, startWithOrganizer } from "./support/server.mjs";

let directory, server, organizer, end, file, codes;
before(async () => {
  ({ directory, server, organizer, end } = await startWithOrganizer());
  file = smallRound("bad-input");
  ({ codes } = await openRound(organizer, file));
});
after(() => end?.());

const castOf = (code, change = {}) =>
  makeMessage({
    manifest: code.manifest,
    unit: code.unit,
    category: code.categoryId,
    bearer: ballotBearer(code.round, code.unit, code.categoryId, code.secret),
    answers: sameAnswers(file, file.units[0], 1),
    ...change,
  });

async function problem(answer, status, kind) {
  const text = await answer.text();
  assert.equal(answer.status, status, text);
  assert.match(answer.headers.get("content-type"), /^application\/problem\+json/);
  const json = JSON.parse(text);
  assert.equal(json.status, status);
  if (kind) assert.equal(json.kind, kind);
  assert.ok(json.detail.length > 10, "says what is wrong");
  return json;
}

test("a broken cast is refused with its reason, and the ticket is good for a right one afterwards", async () => {
  const code = codes[0];
  const right = castOf(code);
  const change = (edit) => {
    const message = JSON.parse(right);
    edit(message);
    message.pad = "";
    message.pad = "x".repeat((1024 - (Buffer.byteLength(JSON.stringify(message)) % 1024)) % 1024);
    return JSON.stringify(message);
  };
  const cases = [
    ["no JSON", "{".padEnd(1024), 400],
    ["wrong UTF-8", Buffer.concat([Buffer.from(right.slice(0, -3)), Buffer.from([0xff]), Buffer.from(right.slice(-2))]), 400],
    ["depth 100,000", "[".repeat(50_000).padEnd(51_200), 400],
    ["an unknown key", change((m) => (m.name = "me")), 422],
    ["no padding", JSON.stringify({ ...JSON.parse(right), pad: "x" }), 422],
    ["another manifest", change((m) => (m.manifest = "0".repeat(64))), 409],
    ["a short bearer", change((m) => (m.bearer = m.bearer.slice(2))), 422],
    ["upper-case hex", change((m) => (m.salt = m.salt.toUpperCase().replace(/^./, "A"))), 422],
    ["revision 2", change((m) => (m.revision = 2)), 422],
    ["an unknown unit", change((m) => (m.unit = "nowhere")), 422],
    ["another category's code", change((m) => (m.category = file.categories.find((c) => c.id !== m.category).id)), 404],
    ["a body that is not canonical", change((m) => (m.body = " " + m.body)), [400, 422]],
    ["an unknown option", change((m) => (m.body = m.body.replace(/:"[a-z]+"/, ':"brilliant"'))), 422],
    ["a member that is none", change((m) => (m.body = m.body.replace('"m1"', '"m9"'))), 422],
    ["a free text in a ballot", change((m) => (m.body = m.body.replace('"team":{', '"team":{"aaa":"x",'))), 422],
  ];
  for (const [name, message, status] of cases) {
    const answer = await post(server.url, file.id, "ballots", message);
    assert.ok([status].flat().includes(answer.status), `${name}: ${answer.status} ${await answer.clone().text()}`);
    await problem(answer, answer.status);
  }
  assert.equal((await post(server.url, file.id, "ballots", right)).status, 200);
});

/** Sends chunks until the server ends the connection (16 MiB at most); gives what it answered. */
function sendEndless(port, path) {
  return new Promise((done) => {
    const socket = connect(Number(port), "127.0.0.1");
    const chunk = `4000\r\n${"x".repeat(0x4000)}\r\n`;
    let answer = "";
    let left = 1024;
    // One at a time, so that the answer is read before the server's reset of what comes after it.
    const timer = setInterval(() => left-- > 0 && answer === "" && socket.write(chunk), 2);
    socket.on("data", (data) => (answer += data));
    socket.on("error", () => {});
    socket.on("close", () => {
      clearInterval(timer);
      done(answer);
    });
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`);
  });
}

test("a body over the limit is refused, with or without a stated length", async () => {
  const huge = "x".repeat(300 * 1024);
  await problem(await post(server.url, file.id, "ballots", huge), 413, "too_large");
  assert.match(await sendEndless(new URL(server.url).port, `/api/v1/rounds/${file.id}/ballots`), /^HTTP\/1\.1 413 /);
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
});

test("a cookie or an authorization header with a cast is refused", async () => {
  for (const headers of [{ Cookie: "candor_session=x" }, { Authorization: "Bearer x" }]) {
    const answer = await fetch(`${server.url}/api/v1/rounds/${file.id}/ballots`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: castOf(codes[1]),
    });
    await problem(answer, 400);
  }
});

test("64 racing ballots of one ticket leave one", async () => {
  const code = codes[2];
  const messages = Array.from({ length: 64 }, (_, i) => castOf(code, { answers: sameAnswers(file, file.units[0], 1 + (i % 2)) }));
  const answers = await Promise.all(messages.map((message) => post(server.url, file.id, "ballots", message)));
  const statuses = answers.map((answer) => answer.status);
  assert.equal(statuses.filter((status) => status === 200).length, 1, statuses.join());
  assert.equal(statuses.filter((status) => status === 409).length, 63, statuses.join());
  const winner = messages[statuses.indexOf(200)];
  assert.equal((await post(server.url, file.id, "ballots", winner)).status, 200, "the same again is acknowledged");
});

test("a comment lies apart: its own bearer, no category, once a ticket", async () => {
  const code = codes[3];
  const text = file.sections.flatMap((s) => (s.about === "team" ? s.items : [])).find((item) => item.type === "text");
  const comment = (words) =>
    makeMessage({
      manifest: code.manifest,
      unit: code.unit,
      bearer: commentBearer(code.round, code.unit, code.secret),
      answers: { team: { [text.id]: words } },
    });
  const first = comment("会议少一点 — fewer meetings");
  assert.equal((await post(server.url, file.id, "comments", first)).status, 200);
  assert.equal((await post(server.url, file.id, "comments", first)).status, 200);
  await problem(await post(server.url, file.id, "comments", comment("something else")), 409, "conflict");
  await problem(await post(server.url, file.id, "comments", castOf(codes[4])), 422);
});

test("wrong codes are slowed down without shutting out right ones", async () => {
  const wrong = codes.slice(5, 6).map((code) => castOf({ ...code, secret: "0".repeat(20) }))[0];
  const begin = Date.now();
  const answers = await Promise.all(Array.from({ length: 12 }, () => post(server.url, file.id, "ballots", wrong)));
  assert.ok(Date.now() - begin >= 350, "an answer to a wrong code is held back");
  for (const answer of answers) assert.ok([404, 429].includes(answer.status), String(answer.status));
  assert.equal((await post(server.url, file.id, "ballots", castOf(codes[5]))).status, 200);
});

test("a bad round file tells every error by JSON pointer, over HTTP and on the command line", async () => {
  const bad = smallRound("bad-file", (round) => {
    round.surprise = 1;
    round.units[0].parent = "nowhere";
    round.units.push({ ...round.units[0], parent: null });
    round.rules.min_cell = 1;
  });
  const json = await problem(await organizer.send("POST", "/rounds", bad), 422, "invalid");
  const places = json.diagnostics.map((diagnostic) => diagnostic.place);
  for (const place of ["/surprise", "/units/0/parent", "/rules/min_cell"]) assert.ok(places.includes(place), `${place} in ${places}`);
  assert.ok(places.some((place) => place.startsWith("/units/1")), "the doubled unit is named");
  for (const diagnostic of json.diagnostics) assert.ok(diagnostic.expected && diagnostic.remedy);

  const path = join(directory.path, "bad.json");
  writeFileSync(path, JSON.stringify(bad));
  const checked = candor(["check", path]);
  assert.equal(checked.status, 1);
  assert.match(checked.stderr, /bad\.json.*\/surprise/s);
});

test("cycles among units, broken lines and wrong encodings in a CSV change nothing", async () => {
  const draft = smallRound("csv");
  await organizer.call("POST", "/rounds", draft);
  const csv = await (await organizer.send("GET", "/rounds/csv/units.csv")).text();
  const before = await organizer.call("GET", "/rounds/csv");
  const header = csv.replace(/^\uFEFF/, "").split(/\r?\n/)[0];
  const row = (values) => header.split(",").map((column) => values[column] ?? "").join(",");
  const names = Object.fromEntries(draft.languages.map((language) => [`name.${language}`, "x"]));
  const cases = [
    ["a broken quote", `${header}\n"u1,broken`],
    ["a cycle", `${header}\n${row({ unit: "a", parent: "b", ...names })}\n${row({ unit: "b", parent: "a", ...names })}`],
    ["GB18030", Buffer.concat([Buffer.from(`${header}\n`), Buffer.from([0xb3, 0xb5, 0xbc, 0xe4])])],
    ["an unknown column", `${header},colour\n`],
  ];
  for (const [name, body] of cases) {
    const answer = await fetch(`${server.url}/api/v1/rounds/csv/units`, {
      method: "POST",
      headers: { Cookie: organizer.cookie, "X-CSRF-Token": organizer.csrf, "Content-Type": "text/csv", "If-Match": `"${before.meta.version}"` },
      body,
    });
    const json = await problem(answer, answer.status);
    assert.ok([400, 422].includes(answer.status), `${name}: ${answer.status}`);
    assert.ok(json.diagnostics.length > 0, `${name}: ${JSON.stringify(json)}`);
  }
  const now = await organizer.call("GET", "/rounds/csv");
  assert.deepEqual(now.file, before.file);
  assert.equal(now.meta.version, before.meta.version);
});

test("a ballots CSV with one broken line imports nothing, and a right one afterwards works", async () => {
  await organizer.call("POST", "/rounds", smallRound("import"));
  const item = file.sections[0].items.find((i) => i.type === "scale");
  const option = file.scales[item.scale].options[0].id;
  const good = `ballot,unit,category,about,${item.id}\n${Array.from({ length: 6 }, (_, i) => `b${i},u1,${file.categories[2].id},team,${option}`).join("\n")}\n`;
  const send = (csv) => organizer.send("POST", "/rounds/import/import", csv, { "Content-Type": "text/csv" });
  const json = await problem(await send(`${good}b9,u1,nobody,team,${option}\n`), 422, "invalid");
  assert.match(json.diagnostics[0].place, /line 8/);
  assert.equal((await organizer.call("GET", "/rounds/import")).meta.state, "draft");
  assert.equal((await send(good)).status, 200);
  assert.equal((await organizer.call("GET", "/rounds/import")).meta.state, "closed");
});

test("unknown commands and options are wrong usage: exit code 2", () => {
  for (const args of [[], ["fly"], ["serve", "--colour", "red"], ["tally", "--round", "x"]]) {
    assert.equal(candor(args).status, 2, args.join(" "));
  }
});

test("two people editing: the second is told, and nothing is overwritten", async () => {
  const draft = smallRound("edited");
  const created = await organizer.call("POST", "/rounds", draft);
  const match = { "If-Match": `"${created.meta.version}"` };
  await organizer.call("PUT", "/rounds/edited", { ...draft, contact: "first" }, match);
  await problem(await organizer.send("PUT", "/rounds/edited", { ...draft, contact: "second" }, match), 412, "stale");
  assert.equal((await organizer.call("GET", "/rounds/edited")).file.contact, "first");
});

test("staff routes refuse strangers, foreign CSRF tokens and roles that may not", async () => {
  assert.equal((await fetch(`${server.url}/api/v1/rounds`)).status, 401);
  const foreign = await organizer.send("POST", "/rounds", smallRound("foreign"), { "X-CSRF-Token": "0".repeat(64) });
  await problem(foreign, 403, "forbidden");
  const leader = await makeStaff(server, directory.path, "leader", ["leader:u1"]);
  for (const [method, path, body] of [["GET", "/rounds"], ["POST", `/rounds/${file.id}/close`, {}], ["GET", "/accounts"], ["GET", `/rounds/${file.id}/tickets`]]) {
    await problem(await leader.send(method, path, body), 403, "forbidden");
  }
});
