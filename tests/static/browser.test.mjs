// The respondent's page in a real browser against a stand-in server: the whole way with a ticket, at phone size and at
// 320 px, axe at every step, nothing kept afterwards. The whole program is tested in tests/e2e.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { choose, heading, look, new_device, next, open_page as open_at, shows, start, until } from "./browsing.mjs";
import { appraisal, open_survey } from "./sample_rounds.mjs";
import { page_of } from "./support.mjs";

const behaviour = { refuse: 0, casts: [] };
const m = Buffer.from(page_of(appraisal, 1).manifest_hash, "hex").toString("base64url");
const ticket = `#1.${m}.${appraisal.id}.1.2.ABCDEFGHJKMNPQRSTVWX`;
let stage;
let base;

before(async () => {
  stage = await start(behaviour);
  base = stage.base;
});

after(() => stage?.stop());

async function open_page(path, options = {}) {
  return open_at(await new_device(stage.browser, options), base + path);
}

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
