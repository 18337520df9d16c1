// What people write, through the real program in a real browser: written, sealed with a smallest group that was raised,
// read, redacted, withheld, released, read by leaders, withdrawn; a unit withheld; and the audit of all that. What was not
// cleared is in no page, no answer and no line of the log from the release on.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { filesIn, linesOf } from "./support/archive.mjs";
import { launchBrowser, readTables } from "./support/browser.mjs";
import { castAll, commentsRound, kCleared, kGone, kShown, kTexts, kTyped } from "./support/comments_round.mjs";
import { download, openRound } from "./support/rounds.mjs";
import { candor, makeDirectory, makeStaff, startServer } from "./support/server.mjs";
import { makeVisitor as makeVisitorOf } from "./support/visitor.mjs";
import { linkOf } from "./support/walk_round.mjs";

const kShapes = [{ language: "zh-CN", width: 390, height: 844 }, { language: "en", width: 1440, height: 900 }];
const kRaised = 6;
const kWords = {
  en: {
    unread: "Read the comments (12 not decided)", unreachable: "fewer than 10 valid ballots are read by nobody: 1 text", batch: "8 listed texts without marks",
    kinds: ["member’s name", "telephone number"], too_few: "at least 10 valid ballots", withheld: "withheld", withheld_unit: "An organizer decided not to show them",
    rollup: "a unit below was withheld", taken_out: "words taken out", releases: ["10 texts shown.", "9 texts shown.", "Withheld units: Stores."],
  },
  "zh-CN": {
    unread: "审读意见（待审读12条）", unreachable: "有效票不足10张的单位，其意见任何人都看不到，本轮测评共1条", batch: "8条无标记意见",
    kinds: ["成员姓名", "电话号码"], too_few: "有效票满10张的单位才公布意见", withheld: "已撤下", withheld_unit: "组织者决定不予公布",
    rollup: "有下属单位已撤下", taken_out: "已隐去", releases: ["公布意见10条。", "公布意见9条。", "不公布的单位：仓储部。"],
  },
};

let directory, server, browser, api, scrutineer;
before(async () => {
  directory = makeDirectory("candor-comments-");
  server = await startServer(directory.path);
  api = await makeStaff(server, directory.path, "organizer", ["organizer"]);
  scrutineer = await makeStaff(server, directory.path, "scrutineer", ["scrutineer"]);
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  directory?.remove();
});

const part = (name) => `section[aria-labelledby=${name}]`;
const focusIn = (page, selector) => page.waitForFunction((inside) => document.activeElement?.closest(inside), selector);

/** A visitor whose every look also makes sure that nothing stands there that must not. `state.released`: from then on. */
async function makeVisitor(shape, state, who) {
  const visitor = await makeVisitorOf(browser, server.url, shape, who);
  const look = async (where, page) => {
    await visitor.look(where, page);
    if (state.released) checkGone(await (page ?? visitor.page).content(), where);
  };
  return { ...visitor, look };
}

function checkGone(text, where) {
  for (const words of kGone) assert.ok(!text.includes(words), `“${words}” in ${where}`);
}

/** Whose session the browser has: how people sign in, another walk shows. */
function signIn({ context }, staff) {
  const [name, value] = staff.cookie.split("=");
  return context.addCookies([{ name, value, url: server.url }]);
}

/** One respondent writes in the browser. */
async function answer(shape, state, code) {
  const visitor = await makeVisitor(shape, state, "respondent");
  const { page } = visitor;
  const next = () => page.locator("main .button.primary").last().click();
  await page.goto(linkOf(server.url, code), { waitUntil: "networkidle" });
  await page.waitForSelector(".facts");
  await next();
  await page.locator("textarea").fill(kTyped);
  await visitor.look("text");
  while ((await page.locator(".review-step").count()) === 0) {
    for (const scale of await page.locator("fieldset").all()) await scale.locator("input[type=radio]").nth(1).check();
    const before = await page.textContent("h1");
    await next();
    await page.waitForFunction((text) => document.querySelector("h1").textContent !== text, before);
  }
  await next();
  await page.waitForSelector(".notice.success");
  await visitor.close();
}

/** Seals in the browser: the smallest group is raised with it. */
async function seal({ page, look }, id) {
  await page.goto(`${server.url}/console#/rounds/${id}/reading`);
  await page.waitForSelector(".notice.warning");
  await look("nothing to read before the seal");
  await page.goto(`${server.url}/console#/rounds/${id}`);
  await page.click(`${part("sealing")} > .button`);
  await page.click("#seal summary");
  await page.fill("#seal-min-cell", "4");
  await page.click("#seal .button.primary");
  await page.waitForSelector("#seal-min-cell-error");
  await page.fill("#seal-min-cell", String(kRaised));
  await look("seal");
  await page.click("#seal .button.primary");
  await page.waitForSelector("#comments");
  const { meta } = await api.call("GET", `/rounds/${id}`);
  assert.equal(meta.min_cell, kRaised);
}

const cardWith = (page, words) => page.locator(".reading-card", { hasText: words });
const decide = (card, how) => card.locator(".reading-actions > .button").nth(how === "cleared" ? 0 : 1).click();

async function search(page, words, found) {
  await page.fill("#filter-q", words);
  await page.locator(".reading-search .button").first().click();
  await page.waitForFunction((n) => document.querySelectorAll(".reading-card").length === n, found.length);
  const marked = words.split(" ").filter(() => found.length > 0);
  assert.deepEqual((await page.locator("mark.found").allTextContents()).map((one) => one.toLowerCase()).sort(), marked.map((one) => one.toLowerCase()).sort());
  for (const text of found) assert.equal(await cardWith(page, text).count(), 1, text);
}

/** One text is redacted as it is marked, with a tag. */
async function redactMarks({ page, look }, words) {
  const card = cardWith(page, "13800138000");
  const marks = await card.locator(".reading-marks").innerText();
  for (const kind of words.kinds) assert.ok(marks.includes(kind), marks);
  await card.locator(".reading-tags summary").click();
  await card.locator(".tag-form input").fill("出勤");
  await card.locator(".tag-form input").press("Enter");
  await card.locator(".reading-tags .chip").waitFor();
  await card.locator(".reading-tools .button:not(.plain)").click();
  await card.locator(".reading-preview").waitFor();
  assert.match(await card.locator(".reading-preview p").last().textContent(), /^▇▇▇.*经常不在，电话▇▇▇.*也没人接。$/);
  await look("redacted by marks");
  await decide(card, "cleared");
}

/** Another one word by word, by keyboard. */
async function redactWords({ page, look }) {
  const card = cardWith(page, "take all morning");
  await card.locator(".reading-tools .button.plain").press("Enter");
  for (const word of ["room", "4"]) await card.getByRole("button", { name: word, exact: true }).press("Space");
  await look("redact mode");
  await card.locator(".redact-mode .button.primary").press("Enter");
  await card.locator("del.redacted").first().waitFor();
  await decide(card, "cleared");
}

async function read(visitor, words) {
  const { page, look } = visitor;
  await page.getByRole("link", { name: words.unread, exact: true }).click();
  await page.waitForSelector(".reading-card");
  assert.equal(await page.locator(".reading-card").count(), 12);
  assert.ok((await page.innerText(".reading-rules")).includes(words.unreachable));
  assert.ok(!(await page.content()).includes(kTexts.unreachable));
  await look("queue");
  await page.click(".reading-filters summary");
  await search(page, "食堂", [kTexts.canteen]);
  await search(page, "hifts", []);
  await search(page, "weeks SHIF", [kTexts.shifts]);
  await look("found");
  await page.click(".reading-search .button.plain");
  await page.waitForFunction(() => document.querySelectorAll(".reading-card").length === 12);
  await redactMarks(visitor, words);
  await focusIn(page, ".reading-head");
  await redactWords(visitor);
  await decide(cardWith(page, kTexts.withheld), "withheld");
  await page.waitForSelector(".reading-card.withheld");
  await page.getByRole("button", { name: words.batch }).click();
  await look("batch");
  await page.click("#batch .button.primary");
  await page.waitForFunction((n) => document.querySelectorAll(".reading-card.cleared").length === n, kCleared.length + 3);
  assert.deepEqual([await page.locator(".reading-card.withheld").count(), await page.locator(".reading-card.open").count()], [1, 1]);
  await look("one left");
}

async function release({ page, look }, id) {
  await page.goto(`${server.url}/console#/rounds/${id}`);
  await page.click(`${part("results")} > .button`);
  await page.waitForSelector("#release .text-totals");
  const totals = await page.locator("#release .text-totals dd").allTextContents();
  assert.deepEqual(totals, ["10", "1", "1"], "cleared, withheld, never read");
  await page.click("#release summary");
  await look("release");
  await page.click("#release .button.primary");
  await page.waitForSelector(".badge.released");
}

/** Texts as eyes read them: without the words for screen readers. */
async function seen(page, section) {
  return page.locator(`${part(section)} .comments li`).evaluateAll((all) => all.map((one) => {
    const copy = one.cloneNode(true);
    for (const hidden of copy.querySelectorAll(".visually-hidden")) hidden.remove();
    return copy.textContent;
  }).sort());
}
const sorted = (...texts) => [...texts].sort();

/** Somebody with an account of their own opens a unit's results. */
async function enter(shape, state, id, who, role) {
  const visitor = await makeVisitor(shape, state, who);
  await signIn(visitor, await makeStaff(server, directory.path, `${who}-${id}`, [role]));
  await visitor.page.goto(`${server.url}/results`);
  await visitor.page.locator(`a[href="#/${id}/${role.split(":")[1]}"]`).click();
  await visitor.page.waitForSelector("article.report");
  return visitor;
}

/** The head reads all that was cleared, about the team and each member; nothing else. */
async function readAsHead(visitor, words) {
  const { page, look } = visitor;
  await page.waitForSelector(".comments li");
  assert.deepEqual(await seen(page, "team"), sorted(kShown.marked, kShown.by_hand, kTexts.withdrawn, kTexts.canteen, kTexts.shifts, kTyped));
  assert.deepEqual(await seen(page, "member-shop-m1"), [kTexts.of_head]);
  assert.deepEqual(await seen(page, "member-shop-m2"), [kTexts.of_member]);
  assert.ok((await page.textContent(`${part("team")} .comments`)).includes(words.taken_out));
  await look("results with comments");
}

async function readAsMember(shape, state, id) {
  const { page, look, close } = await enter(shape, state, id, "member", "leader:shop:shop-m2");
  await page.waitForSelector(".comments li");
  assert.equal((await seen(page, "team")).length, 6);
  assert.deepEqual(await seen(page, "member-shop-m2"), [kTexts.of_member]);
  assert.ok(!(await page.content()).includes(kTexts.of_head), "what is about others is theirs");
  await look("member");
  await close();
}

async function readBelow(shape, state, id, words) {
  const { page, look, close } = await enter(shape, state, id, "gate", "leader:gate");
  assert.ok((await page.innerText(".comments-note")).includes(words.too_few));
  assert.equal(await page.locator(".comments").count(), 0);
  await look("too few for texts");
  await close();
}

/** The second release takes a text, the third a unit. */
async function takeAway({ page, look }, id, words) {
  await page.click(`${part("comments")} a.button`);
  const card = cardWith(page, kTexts.withdrawn);
  await card.waitFor();
  await look("shown texts");
  await card.locator(".button.plain").click();
  await page.fill("#withdraw-reason", "Not about the team");
  await look("withdraw");
  await page.click("#withdraw .button.danger");
  await card.waitFor({ state: "detached" });
  await page.goto(`${server.url}/console#/rounds/${id}`);
  await page.click(`${part("releases")} > .button`);
  await page.check('#withhold input[value="stores"]');
  await page.fill("#withhold-reason", "A mistake in the roster");
  await look("withhold");
  await page.click("#withhold .button.danger");
  await page.waitForFunction(() => document.querySelectorAll(".release-entry").length === 3);
  const entries = await page.locator(".release-entry").allInnerTexts();
  words.releases.forEach((said, i) => assert.ok(entries[i].includes(said), entries[i]));
  await look("three releases");
}

/** Everybody is told that something was withheld: never that too few answered. */
async function seeWithheld(organizer, head, stores, id, words) {
  const reread = async ({ page }) => {
    await page.reload();
    await page.waitForSelector("article.report");
  };
  await reread(stores);
  assert.ok((await stores.page.innerText("article")).includes(words.withheld_unit));
  assert.equal(await stores.page.locator(".comments, .scores").count(), 0);
  await stores.look("withheld unit");
  await reread(head);
  await head.page.waitForSelector(".comments li");
  assert.ok(!(await head.page.content()).includes(kTexts.withdrawn));
  assert.equal((await seen(head.page, "team")).length, 5);
  assert.ok((await head.page.innerText(part("rollup"))).includes(words.rollup));
  const below = await head.page.locator(".units-nav li").allInnerTexts();
  assert.match(below[0], new RegExp(`${words.withheld}[)）]$`));
  await head.look("something was taken away");
  const { page, look } = organizer;
  await page.goto(`${server.url}/results#/${id}`);
  await page.waitForSelector("main table");
  const [table] = await readTables(page);
  assert.deepEqual(Object.values(table.rows)[1], [words.withheld]);
  await look("units with a withheld one");
}

/** What the API still answers to organizers and the public, all of it. */
async function checkAnswers(id) {
  const paths = [`/rounds/${id}`, `/rounds/${id}/reading?limit=100`, `/rounds/${id}/results`, `/rounds/${id}/results.csv`, `/rounds/${id}/releases`, "/results",
    ...["shop", "stores", "gate"].flatMap((unit) => [`/rounds/${id}/units/${unit}/results`, `/rounds/${id}/units/${unit}/comments`]),
    ...["13800138000", "病假", "陈静", "jing"].map((words) => `/rounds/${id}/reading?q=${encodeURIComponent(words)}`)];
  const answers = [];
  for (const path of paths) answers.push([path, await (await api.send("GET", path)).text()]);
  const record = Buffer.from(await (await fetch(`${server.url}/api/v1/rounds/${id}/record`)).arrayBuffer());
  for (const [name, bytes] of filesIn(record)) answers.push([name, bytes.toString("utf8")]);
  for (const [where, text] of [...answers, ["log", server.log.join("\n")]]) {
    checkGone(text, where);
    for (const words of [kTexts.withdrawn, kTexts.stores, kTexts.stores_too]) assert.ok(!text.includes(words), `“${words}” in ${where}`);
  }
  const releases = linesOf(filesIn(record).get("releases.jsonl"));
  assert.deepEqual(releases.map((one) => [one.min_cell, one.withheld, one.texts_shown]), [[kRaised, [], 10], [kRaised, [], 9], [kRaised, ["stores"], 7]]);
  return record;
}

async function audit(id, manifest, record) {
  const bundle = await download(scrutineer, `/rounds/${id}/bundle`);
  const [kept, published] = [["bundle", bundle], ["record", record]].map(([name, bytes]) => {
    const path = join(directory.path, `${id}-${name}.zip`);
    writeFileSync(path, bytes);
    return path;
  });
  const found = candor(["verify", kept, "--manifest", manifest, "--public", published]);
  assert.equal(found.status, 0, found.stdout + found.stderr);
}

// Two walks at a time: each waits much for the server.
describe("what people write", { concurrency: 2 }, () => {
  for (const shape of kShapes) {
    test(`from the box to the leader, and taken away again (${shape.language}, ${shape.width} px)`, async () => {
      const words = kWords[shape.language];
      const state = { released: false };
      const id = `texts-${shape.language === "en" ? "en" : "zh"}-${shape.width}`;
      const file = commentsRound(id);
      const { meta, codes } = await openRound(api, file);
      const [left] = await castAll(server.url, file, codes);
      await answer(shape, state, left);
      await api.call("POST", `/rounds/${id}/close`, {});
      const organizer = await makeVisitor(shape, state, "organizer");
      await signIn(organizer, api);
      await seal(organizer, id);
      await read(organizer, words);
      await release(organizer, id);
      state.released = true;
      await organizer.look("released");
      const head = await enter(shape, state, id, "head", "leader:shop");
      await readAsHead(head, words);
      await readAsMember(shape, state, id);
      await readBelow(shape, state, id, words);
      const stores = await enter(shape, state, id, "stores", "leader:stores");
      await stores.page.waitForSelector(".comments li");
      await takeAway(organizer, id, words);
      await seeWithheld(organizer, head, stores, id, words);
      const { page, look } = organizer;
      await page.goto(`${server.url}/public/${id}`);
      await page.waitForSelector(".downloads");
      await look("public page");
      for (const visitor of [organizer, head, stores]) await visitor.close();
      await audit(id, meta.manifest_hash, await checkAnswers(id));
    });
  }
});
