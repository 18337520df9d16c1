// Sealing with a raised smallest group, releasing with units withheld, later releases that only take away, and the results
// page with comments and with what was withheld; in a real browser against the stand-in server.
import assert from "node:assert/strict";
import { after, beforeEach, before, test } from "node:test";
import { close, in_time, look, part, shapes, small_and_dark, start_visits } from "./staff_visit.mjs";
import { start } from "./staff_mock_server.mjs";

let visits;
const kDefaults = {};
before(async () => {
  visits = await start_visits();
  for (const id of ["2026-closed", "2026-spring", "2026-unsealed"]) kDefaults[id] = structuredClone(visits.mock.state.rounds[id]);
});
beforeEach(() => {
  const { state } = visits.mock;
  Object.assign(state.rounds, structuredClone(kDefaults));
  Object.assign(state, { reading: {}, releases: {}, released_with: undefined, comments_fail: false });
});
after(() => visits?.end());

const open = (path, shape = {}) => visits.open_page(path, { account: 1, ...shape });

test("sealing may raise the smallest group, with its consequence; it is never lowered", async () => {
  const page = await open("/console#/rounds/2026-unsealed");
  await page.click(`${part("sealing")} > .button`);
  await page.getByText("Smallest group that is shown: 5").click();
  assert.match(await page.locator("#seal").innerText(), /shown together with others, or not at all.*Now is the last moment/s);
  for (const wrong of ["4", "x"]) {
    await page.fill("#seal-min-cell", wrong);
    await page.click("#seal .button.primary");
    await page.getByText("Enter a whole number above 5").waitFor();
  }
  assert.equal(visits.mock.state.sealed_with, undefined);
  await in_time(async () => assert.equal(await page.evaluate(() => document.activeElement.id), "seal-min-cell"));
  await look(page, "seal");
  await page.fill("#seal-min-cell", "8");
  const [request] = await Promise.all([page.waitForRequest((r) => r.url().endsWith("/seal")), page.click("#seal .button.primary")]);
  assert.equal(request.postDataJSON().min_cell, 8);
  await close(page);
});

test("only administrators declare a sealed round void; organizers are told so", async () => {
  for (const [account, buttons] of [[1, 1], [2, 0]]) {
    const page = await open("/console#/rounds/2026-closed", { account });
    await page.waitForSelector(part("others"));
    assert.equal(await page.locator(`${part("others")} button`).count(), buttons);
    assert.equal(await page.getByText("only an administrator can declare it void").count(), 1 - buttons);
    await close(page);
  }
});

test("left alone, the smallest group is not sent", async () => {
  const page = await open("/console#/rounds/2026-unsealed");
  await page.click(`${part("sealing")} > .button`);
  const [request] = await Promise.all([page.waitForRequest((r) => r.url().endsWith("/seal")), page.click("#seal .button.primary")]);
  assert.deepEqual(Object.keys(request.postDataJSON()), ["now"]);
  await close(page);
});

test("the release says what becomes of the comments, and sends nothing where nothing is withheld", async () => {
  const page = await open("/console#/rounds/2026-closed");
  const { state } = visits.mock;
  await page.getByRole("link", { name: "Read the comments (61 not decided)" }).waitFor();
  for (const [at, text] of state.reading["2026-closed"].texts.entries()) if (at < 9) text.state = at < 7 ? "cleared" : "withheld";
  await page.click(`${part("results")} > .button`);
  await page.waitForFunction(() => /^7/.test(document.querySelector("#release .text-totals dd")?.textContent ?? ""));
  const told = await page.locator("#release .text-totals > div").evaluateAll((rows) => rows.map((row) => [row.querySelector("dd").textContent, row.querySelector("dt").textContent]));
  assert.deepEqual(told, [["7", "will be shown"], ["2", "not shown, by decision"], ["52", "not decided: never shown"]]);
  await page.click("#release .button.primary");
  await page.waitForSelector(".badge.released");
  assert.deepEqual(state.released_with, {});
  await page.getByText("Groups are shown from 5 valid ballots on. 7 texts shown. Nothing was withheld.").waitFor();
  await close(page);
});

test("a release that withholds units needs a reason, and tells what goes with them", async () => {
  const page = await open("/console#/rounds/2026-closed", { language: "zh-CN" });
  await page.click(`${part("results")} > .button`);
  await page.getByText("不公布的单位", { exact: true }).click();
  await page.getByLabel("哈尔滨厂").check();
  assert.match(await page.locator("#release").innerText(), /单位：已选1个.*所有上级单位的汇总数据一并不再显示/s);
  await page.click("#release .button.primary");
  await page.getByText("请写明理由").waitFor();
  await in_time(async () => assert.equal(await page.evaluate(() => document.activeElement.id), "release-reason"));
  await look(page, "release");
  await page.fill("#release-reason", "人员变动");
  await page.click("#release .button.primary");
  await page.waitForSelector(".badge.released");
  assert.deepEqual(visits.mock.state.released_with, { withhold: { units: ["harbin"], texts: [] }, reason: "人员变动" });
  await page.getByText("不公布的单位：哈尔滨厂。").waitFor();
  await page.getByText("理由：人员变动").waitFor();
  await close(page);
});

test("a released round: a further release takes units away, by keyboard alone", async () => {
  const page = await open("/console#/rounds/2026-spring");
  await page.getByRole("button", { name: "Withhold something" }).press("Enter");
  await page.waitForSelector("#withhold[open]");
  await page.locator("#withhold .button.danger").press("Enter");
  await page.getByText("Choose at least one unit.").waitFor();
  await page.getByLabel("Dalian yard").press("Space");
  await page.locator("#withhold-reason").fill("A mistake in the roster");
  await look(page, "withhold");
  await page.getByRole("button", { name: "Withhold 1 unit" }).press("Enter");
  await page.getByText("Withheld. Leaders no longer see it.").waitFor();
  await page.getByText("Withheld units: Dalian yard.").waitFor();
  assert.deepEqual(visits.mock.state.released_with.withhold, { units: ["dalian"], texts: [] });
  await page.getByRole("button", { name: "Withhold something" }).click();
  assert.equal(await page.getByLabel("Dalian yard").count(), 0, "what is withheld cannot be withheld again");
  await close(page);
});

test("a shown text is withdrawn with a reason, and nothing else of it is left to do", async () => {
  const page = await open("/console#/rounds/2026-spring");
  await page.getByRole("link", { name: "Look at the shown texts" }).click();
  await page.waitForSelector(".reading-card.shown");
  assert.equal(await page.getByRole("button", { name: "May be shown" }).count(), 0);
  assert.equal(await page.getByLabel("Decision").count(), 0);
  const id = (await page.locator(".reading-card h3").first().getAttribute("id")).slice("text-".length);
  await page.locator(".reading-card .button.plain").first().click();
  await page.locator("#withdraw .button.danger").click();
  await page.getByText("Say why").waitFor();
  await page.fill("#withdraw-reason", "Names somebody");
  await look(page, "withdraw");
  await page.locator("#withdraw .button.danger").click();
  await page.getByText("The text was withdrawn.").waitFor();
  assert.deepEqual(visits.mock.state.released_with, { withhold: { units: [], texts: [id] }, reason: "Names somebody" });
  assert.equal(await page.locator(`#text-${id}`).count(), 0);
  await in_time(async () => assert.equal(await page.evaluate(() => document.activeElement.id), "list"));
  await close(page);
});

test("a scrutineer reads what was released, and takes nothing away", async () => {
  const page = await open("/console#/rounds/2026-spring", { account: 6 });
  await page.getByText("Groups are shown from 5 valid ballots on.").waitFor();
  assert.equal(await page.getByRole("button", { name: "Withhold something" }).count(), 0);
  assert.equal(await page.locator("#comments").count(), 0);
  await close(page);
});

test("comments stand under their ratee; redactions have a word; scripts stay words", async () => {
  const page = await open("/results#/2026-spring/head-office", { account: 3 });
  await page.waitForSelector(".comments li");
  const team = page.locator("section.ratee[aria-labelledby=team] .comments");
  assert.equal(await team.locator("h3").textContent(), "What should the team change first?");
  assert.match(await team.locator("p").textContent(), /^\d+ comments, in random order$/);
  const member = page.locator("section.ratee[aria-labelledby=member-head-office-m1] .comments");
  assert.match(await member.locator("li").first().textContent(), /▇▇▇ \(words taken out\) /);
  assert.equal(await member.locator("li [aria-hidden=true]").first().textContent(), "▇▇▇");
  assert.equal(await page.locator(".comments script").count(), 0);
  await look(page, "comments");
  await page.emulateMedia({ media: "print" });
  assert.ok(await team.locator("li").first().isVisible());
  await close(page);
});

test("where comments fail, the figures stand and it can be tried again", async () => {
  visits.mock.state.comments_fail = true;
  const page = await open("/results#/2026-spring/north", { account: 1 });
  await page.getByText("What people wrote could not be loaded.").waitFor();
  assert.ok(await page.locator(".scores").count() > 0);
  visits.mock.state.comments_fail = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await page.waitForSelector(".comments li");
  await close(page);
});

test("too few ballots for comments: said in one sentence where words are asked for, else not at all; nothing is asked", async () => {
  const { tally, file } = visits.mock.state.rounds["2026-spring"];
  const north = tally.units.find(({ unit }) => unit === "north");
  north.groups = [{ categories: ["superiors", "managers", "staff"], due: 30, returned: 7, valid: 7, invalid: {} }];
  const page = await open("/results#/2026-spring/north", { language: "zh-CN" });
  const asked = [];
  page.on("request", (request) => { if (request.url().endsWith("/comments")) asked.push(request.url()); });
  await page.getByText("有效票满10张的单位才公布意见").waitFor();
  for (const section of file.sections) section.items = section.items.filter((item) => item.type !== "text");
  await page.reload();
  await page.waitForSelector(".scores");
  assert.equal(await page.locator(".comments-note").count(), 0);
  assert.deepEqual(asked, []);
  await close(page);
});

test("a withheld unit, the roll-up over it and its line in the table say withheld, not too few", async () => {
  const page = await open("/console#/rounds/2026-spring");
  await page.getByRole("button", { name: "Withhold something" }).click();
  await page.getByLabel("Harbin plant").check();
  await page.fill("#withhold-reason", "x");
  await page.getByRole("button", { name: "Withhold 1 unit" }).click();
  await page.getByText("Withheld units: Harbin plant.").waitFor();
  await page.goto(`${visits.base}/results#/2026-spring/harbin`);
  await page.getByText("The results of this unit were withheld").waitFor();
  assert.doesNotMatch(await page.locator("article").innerText(), /Too few/);
  await look(page, "withheld unit");
  await page.goto("about:blank");
  await page.goto(`${visits.base}/results#/2026-spring/head-office`);
  await page.getByText("a unit below was withheld").waitFor();
  await page.goto("about:blank");
  await page.goto(`${visits.base}/results#/2026-spring`);
  await page.getByRole("row", { name: /Harbin plant withheld/ }).waitFor();
  await close(page);
});

test("a score that covers part of the weight says how much", async () => {
  const north = visits.mock.state.rounds["2026-spring"].tally.units.find(({ unit }) => unit === "north");
  Object.assign(north.results[0].score.weighted, { partial: true, covered: { weight: "70", of: "100" } });
  const page = await open("/results#/2026-spring/north");
  assert.equal(await page.locator("section.ratee[aria-labelledby=team] .scores dd.small").innerText(), "covers 70 of 100 of the weight");
  await look(page, "partial");
  await close(page);
});

for (const shape of [...shapes, small_and_dark]) {
  test(`closed and released rounds, dialogs and shown texts are clean for axe at ${shape.width} px, ${shape.language}`, async () => {
    const page = await open("/console#/rounds/2026-closed", shape);
    await page.waitForSelector("#comments");
    await look(page, "closed");
    await page.click(`${part("results")} > .button`);
    await page.locator("#release .text-totals").waitFor();
    await page.click("#release summary");
    await look(page, "release dialog");
    await page.goto(`${visits.base}/console#/rounds/2026-spring/reading`);
    await page.waitForSelector(".reading-card.shown");
    await look(page, "shown texts");
    await page.goto(`${visits.base}/console#/rounds/2026-spring`);
    await page.waitForSelector(".release-entry");
    await look(page, "released");
    await page.click(`${part("releases")} > .button`);
    await look(page, "withhold dialog");
    await page.goto(`${visits.base}/results#/2026-spring/head-office`);
    await page.waitForSelector(".comments li");
    await look(page, "results with comments");
    await close(page);
  });
}

test("the stand-in counts and shows redactions as the contract says", async () => {
  const { server, state, port, accounts } = await start(".");
  state.account = accounts[0];
  const at = `http://localhost:${port}/api/v1/rounds/2026-closed`;
  const { items: [text] } = await (await fetch(`${at}/reading?limit=1`)).json();
  const put = (version, body) => fetch(`${at}/reading/${text.id}`, { method: "PUT", headers: { "If-Match": `"${version}"` }, body: JSON.stringify(body) });
  assert.equal((await put(9, { state: "cleared", redactions: [], tags: [] })).status, 412);
  for (const redactions of [[[2, 2]], [[3, 1]], [[0, 3], [2, 4]], [[0, 9999]]]) assert.equal((await put(1, { state: "cleared", redactions, tags: [] })).status, 422);
  assert.equal((await put(1, { state: "cleared", redactions: [[0, 1]], tags: ["a"] })).status, 200);
  await fetch(`${at}/release`, { method: "POST" });
  const after_release = await (await fetch(`${at}/reading`)).json();
  assert.deepEqual([after_release.items.length, after_release.items[0].state, after_release.items[0].text.slice(0, 3)], [1, "shown", "▇▇▇"]);
  server.closeAllConnections?.();
  server.close();
});
