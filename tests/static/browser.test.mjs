// The respondent's page in a real browser against a stand-in server: the whole way with a ticket, at phone size and at
// 320 px, axe at every step, nothing kept afterwards. The whole program is tested in tests/e2e.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { make_server } from "./mock_server.mjs";
import { appraisal, open_survey } from "./sample_rounds.mjs";
import { build_pages, page_of, require_static } from "./support.mjs";

const { chromium } = require_static("playwright-core");
const axe = readFileSync(require_static.resolve("axe-core/axe.min.js"), "utf8");
const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const folder = mkdtempSync(join(tmpdir(), "candor-pages-"));
const behaviour = { refuse: 0, casts: [] };
const m = Buffer.from(page_of(appraisal, 1).manifest_hash, "hex").toString("base64url");
const ticket = `#1.${m}.${appraisal.id}.1.2.ABCDEFGHJKMNPQRSTVWX`;
let server;
let browser;
let base;

before(async () => {
  build_pages(folder);
  server = make_server(folder, behaviour);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://localhost:${server.address().port}`;
  browser = await chromium.launch({ executablePath: process.env.CANDOR_CHROMIUM ?? "/usr/bin/chromium", args: flags });
});

after(async () => {
  await browser?.close();
  server?.closeAllConnections?.();
  server?.close();
  rmSync(folder, { recursive: true });
});

async function open_page(path, { width = 390, height = 844, language = "en" } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale: language, timezoneId: "Asia/Shanghai" });
  const page = await context.newPage();
  page.complaints = [];
  page.on("pageerror", (error) => page.complaints.push(error.message));
  page.on("console", (line) => { if (line.type() === "error" && !line.text().includes("503")) page.complaints.push(line.text()); });
  await page.goto(base + path);
  await page.waitForSelector("h1:not(.loading)");
  return page;
}

/// axe finds nothing, nothing hangs over the edge, nothing complained.
async function look(page, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document));
  assert.deepEqual(violations.map((found) => `${found.id}: ${found.nodes.map((node) => node.html).join(" ")}`), [], where);
  const fits = await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
  assert.ok(fits, `${where} is wider than the screen`);
  assert.deepEqual(page.complaints, [], where);
}

/// What a page comes to a moment later, on a machine that may be busy; fails after Playwright's own time.
const until = (page, condition, argument) => page.waitForFunction(condition, argument);
const shows = (page, title) => until(page, (text) => document.querySelector("h1").textContent === text, title);
const next = (page) => page.locator("main .button.primary").last().click();
const heading = (page) => page.locator("h1").textContent();
const choose = (page, row, option) => page.locator("fieldset").nth(row).locator(`input[value="${option}"]`).check();

for (const [language, width] of [["en", 320], ["zh-CN", 390], ["en", 1440]]) {
  test(`a ticket is answered from link to thanks (${language}, ${width} px)`, async () => {
    Object.assign(behaviour, { refuse: 1, casts: [] });
    const requests = [];
    const page = await open_page("/", { width, language });
    await look(page, "start");
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(`${base}/b${ticket}`);
    await page.waitForSelector(".facts");
    assert.equal(requests.length, 3);
    assert.equal(page.url(), `${base}/b`, "the fragment is cleared");
    assert.equal(await page.title(), language === "en" ? "Questionnaire" : "问卷");
    await page.locator("details.more summary").click();
    await look(page, "welcome");

    await next(page);
    await next(page);
    assert.equal(await page.locator(".error-summary li").count(), 2, "two required answers are missing");
    await until(page, () => document.activeElement.className === "error-summary");
    await look(page, "missing answers");
    await page.locator(".error-summary a").first().click();
    await until(page, () => document.activeElement.name === "q.team.results");
    await choose(page, 0, "good");
    await choose(page, 1, "fair");
    await page.locator("textarea").fill("Fewer meetings. 少开会。");
    await look(page, "team");
    await next(page);
    for (let card = 0; card < 6; card++) {
      await choose(page, 2, card < 3 ? "excellent" : "competent");
      if (card === 2) {
        assert.equal(await page.locator(".quota.over").count(), 1);
        await look(page, "over the quota");
      }
      await next(page);
    }
    await look(page, "general");
    await next(page);
    await look(page, "review");
    await next(page);
    assert.equal(await page.locator(".error-summary li").count(), 3, "three got what two may have");
    await look(page, "review refused");
    assert.equal(behaviour.casts.length, 0);
    await page.locator(".error-summary a").last().click();
    await until(page, () => document.activeElement.name === "q.m3.overall");
    await choose(page, 2, "unknown");
    while (await page.locator(".review-step").count() === 0) await next(page);
    await next(page);
    await page.waitForSelector(".notice.success", { timeout: 15_000 });
    await look(page, "done");

    assert.deepEqual(behaviour.casts.map((cast) => cast.what), ["ballots", "comments"]);
    assert.deepEqual(JSON.parse(behaviour.casts[0].message.body).m3, { overall: "unknown" });
    assert.equal(behaviour.casts[1].message.body, '{"team":{"improve":"Fewer meetings. 少开会。"}}');
    const thanks = await heading(page);
    for (let back = 0; back < 3; back++) {
      await page.goBack().catch(() => undefined);
      if (!page.url().endsWith("/b")) break;
      assert.equal(await heading(page), thanks, "Back shows no answers");
    }
    const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
    assert.deepEqual(kept, [0, 0, ""]);
    await page.context().close();
  });
}

test("the language can be changed without losing answers", async () => {
  const page = await open_page(`/b${ticket}`);
  await next(page);
  await choose(page, 0, "good");
  await page.locator(".languages button").click();
  await shows(page, "领导班子");
  assert.equal(await page.evaluate(() => document.documentElement.lang), "zh-CN");
  assert.ok(await page.locator("fieldset").first().locator('input[value="good"]').isChecked());
  await page.context().close();
});

test("the browser's Back goes one card back and keeps the answers; an answer can be taken back", async () => {
  const page = await open_page(`/b${ticket}`);
  await next(page);
  await choose(page, 0, "good");
  await choose(page, 1, "good");
  await next(page);
  await shows(page, "Chen Guodong");
  await page.goBack();
  await shows(page, "The leadership team");
  assert.ok(await page.locator("fieldset").first().locator('input[value="good"]').isChecked());
  await page.locator("fieldset").first().locator(".clear button").click();
  assert.equal(await page.locator("fieldset").first().locator("input:checked").count(), 0);
  await page.context().close();
});

test("a mistyped code is told before the server is asked; the right one opens the round", async () => {
  const page = await open_page(`/b?round=${appraisal.id}`);
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.fill("#code", "1-2-ABCDE-FGHJK-MNPQR-STVWY-0");
  await next(page);
  await look(page, "code form");
  assert.deepEqual(asked, []);
  const check = await page.evaluate(() => {
    const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";
    return alphabet[[..."12ABCDEFGHJKMNPQRSTVWX"].reduce((sum, digit) => (sum * 32 + alphabet.indexOf(digit)) % 37, 0)];
  });
  await page.fill("#code", `1-2-abcde fghjk mnpqr stvwx ${check}`);
  await next(page);
  await page.waitForSelector(".facts");
  assert.match(await page.locator("main").textContent(), /could not compare the questionnaire with what is printed/);
  await page.context().close();
});

test("a questionnaire that differs from paper is not shown", async () => {
  const page = await open_page(`/b${ticket.replace(m, `A${m.slice(1)}`)}`);
  assert.equal(await heading(page), "Do not answer here");
  await look(page, "mismatch");
  await page.context().close();
});

test("an open round asks for unit and capacity, warns a group without protection, and can be answered again", async () => {
  Object.assign(behaviour, { refuse: 0, casts: [] });
  const page = await open_page(`/r/${open_survey.id}`);
  await look(page, "place");
  await next(page);
  assert.equal(await page.locator(".error-summary li").count(), 2);
  await page.locator("#unit input").nth(1).check();
  await page.locator("#capacity input").nth(0).check();
  await next(page);
  await page.waitForSelector(".facts");
  assert.match(await page.locator(".notice.warning").textContent(), /not protected/);
  for (let time = 0; time < 2; time++) {
    await next(page);
    await choose(page, 0, "good");
    await choose(page, 1, "good");
    while (await page.locator(".review-step").count() === 0) await next(page);
    await next(page);
    await page.waitForSelector(".notice.success");
    await page.locator("main .button").last().click();
    await page.waitForSelector(".facts");
  }
  const bearers = behaviour.casts.map((cast) => cast.message.bearer);
  assert.equal(new Set(bearers).size, 2);
  assert.ok(behaviour.casts.every((cast) => cast.message.unit === "east" && cast.message.category === "A"));
  await page.context().close();
});
