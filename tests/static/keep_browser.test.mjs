// Keeping unfinished answers on the device, in a real browser: only by choice, back after a reload, gone when handed in,
// forgotten or too late; and what a lost connection or another language does to answers (nothing).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { choose, look, new_device, next, open_page, shows, start, until } from "./browsing.mjs";
import { appraisal } from "./sample_rounds.mjs";
import { page_of } from "./support.mjs";

const behaviour = { refuse: 0, casts: [] };
const manifest = page_of(appraisal, 1).manifest_hash;
const m = Buffer.from(manifest, "hex").toString("base64url");
const secret = "ABCDEFGHJKMNPQRSTVWX";
const ticket = `#1.${m}.${appraisal.id}.1.3.${secret}`;
const name = `candor.answers.${appraisal.id}/1/C`;
let stage;

before(async () => { stage = await start(behaviour); });
after(() => stage?.stop());

async function welcome(context, link = ticket) {
  Object.assign(behaviour, { refuse: 0, casts: [], closed: false });
  const page = await open_page(context, `${stage.base}/b${link}`);
  await page.waitForSelector(".facts");
  return page;
}

/// The same link in the same device, as after a crash.
async function again(page) {
  const context = page.context();
  await page.close({ runBeforeUnload: false });
  return welcome(context);
}

const kept = (page) => page.evaluate(() => ({ ...localStorage }));
const kept_answers = async (page) => JSON.parse((await kept(page))[name] ?? "{}").answers;
const box = (page) => page.locator(".keep input");

async function begin_kept(context) {
  const page = await welcome(context);
  await box(page).check();
  await until(page, (key) => localStorage.getItem(key) !== null, name);
  await next(page);
  await choose(page, 0, "good");
  await choose(page, 1, "poor");
  await page.locator("textarea").fill("只有我知道。");
  await until(page, (key) => localStorage.getItem(key).includes("只有我知道"), name);
  return page;
}

test("nothing is kept unless the box is ticked; it is not ticked by itself, and what it means stands beside it", async () => {
  const page = await welcome(await new_device(stage.browser));
  assert.equal(await box(page).isChecked(), false);
  assert.match(await page.locator(".keep").textContent(), /On a device that others use too, leave this open/);
  assert.match(await page.locator(".keep").ariaSnapshot(), /checkbox "Keep my answers on this device until I hand in"/);
  await look(page, "welcome");
  await next(page);
  await choose(page, 0, "good");
  await next(page);
  assert.deepEqual(await kept(page), {});
  const reloaded = await again(page);
  assert.deepEqual(await kept(reloaded), {});
  await reloaded.context().close();
});

test("what is kept comes back with the same code, says so, and holds neither code nor time", async () => {
  const first = await begin_kept(await new_device(stage.browser));
  const stored = await kept(first);
  assert.deepEqual(Object.keys(stored), [name]);
  assert.deepEqual(Object.keys(JSON.parse(stored[name])), ["candor_answers", "manifest", "answers"]);
  assert.ok(!stored[name].includes(secret));
  const page = await again(first);
  await page.locator(".keep button", { hasText: "Continue these answers" }).click();
  await until(page, () => /are back/.test(document.querySelector(".keep").textContent));
  assert.ok(await box(page).isChecked());
  await look(page, "restored");
  await next(page);
  assert.ok(await page.locator('input[name="q.team.style"][value="poor"]').isChecked());
  assert.equal(await page.locator("textarea").inputValue(), "只有我知道。");
  await choose(page, 1, "fair");
  await until(page, (key) => localStorage.getItem(key).includes("fair"), name);
  await page.context().close();
});

test("answers that were kept are shown to nobody before they say that they are theirs; another person erases them", async () => {
  const page = await again(await begin_kept(await new_device(stage.browser)));
  await page.waitForSelector(".keep .notice");
  await look(page, "whose?");
  await next(page);
  assert.equal(await page.locator("fieldset input:checked").count(), 0);
  assert.equal(await page.locator("textarea").inputValue(), "");
  await page.goBack();
  await page.locator(".keep button", { hasText: "Not mine: erase them" }).click();
  assert.deepEqual(await kept(page), {});
  assert.equal(await box(page).isChecked(), false);
  await page.context().close();
});

test("erasing needs no download: unticking, handing in and a closed round erase where the script cannot be fetched", async () => {
  const context = await new_device(stage.browser);
  await context.route(/\/assets\/keep/, (route) => route.abort());
  const visit = async () => {
    const page = await open_page(context, `${stage.base}/b${ticket}`, /503|ERR_FAILED/);
    await page.evaluate((key) => localStorage.setItem(key, "{}"), name);
    return page;
  };
  Object.assign(behaviour, { refuse: 0, casts: [], closed: false });
  const page = await visit();
  await box(page).check();
  await until(page, () => /could not be fetched/.test(document.querySelector(".keep").textContent));
  await box(page).uncheck();
  assert.deepEqual(await kept(page), {});
  const sender = await visit();
  await next(sender);
  await choose(sender, 0, "good");
  await choose(sender, 1, "poor");
  while (await sender.locator(".review-step").count() === 0) await next(sender);
  await next(sender);
  await sender.waitForSelector(".notice.success", { timeout: 15_000 });
  assert.deepEqual(await kept(sender), {});
  assert.match(await sender.locator("main").textContent(), /No answer is left on this device/);
  await sender.evaluate(() => localStorage.setItem("candor.answers.other/1/A", "{}"));
  await sender.evaluate((key) => localStorage.setItem(key, "{}"), name);
  behaviour.closed = true;
  const late = await open_page(context, `${stage.base}/b${ticket}`, /503|ERR_FAILED|4\d\d/);
  await shows(late, "This round is closed");
  assert.deepEqual(Object.keys(await kept(late)), ["candor.answers.other/1/A"]);
  behaviour.closed = false;
  await context.close();
});

test("what another tab has erased is not written back", async () => {
  const page = await begin_kept(await new_device(stage.browser));
  const other = await open_page(page.context(), `${stage.base}/how`);
  await other.evaluate((key) => localStorage.removeItem(key), name);
  await page.waitForTimeout(300);
  await page.locator("textarea").fill("one keystroke more");
  await page.waitForTimeout(300);
  assert.deepEqual(await kept(page), {});
  await page.context().close();
});

test("after a reload without the code the page says that the answers are still there", async () => {
  const page = await begin_kept(await new_device(stage.browser));
  await page.reload();
  await page.waitForSelector("#code");
  assert.match(await page.locator("main").textContent(), /The answers you began are still on this device/);
  await page.context().close();
});

test("once handed in, nothing unfinished is left", async () => {
  const page = await begin_kept(await new_device(stage.browser));
  while (await page.locator(".review-step").count() === 0) await next(page);
  await next(page);
  await page.waitForSelector(".notice.success", { timeout: 15_000 });
  assert.deepEqual(await kept(page), {});
  assert.deepEqual(behaviour.casts.map((cast) => cast.what), ["ballots", "comments"]);
  await page.context().close();
});

test("unticking erases at once; ticking again keeps what is there now", async () => {
  const page = await begin_kept(await new_device(stage.browser));
  await page.goBack();
  await page.waitForSelector(".keep");
  await box(page).uncheck();
  await until(page, () => localStorage.length === 0);
  await box(page).check();
  await until(page, () => localStorage.length === 1);
  assert.equal((await kept_answers(page)).team.style, "poor");
  await page.context().close();
});

test("forgetting everything asks first, then leaves nothing here or on the page, of other rounds neither, and no more than that", async () => {
  const context = await new_device(stage.browser);
  const page = await begin_kept(context);
  await page.evaluate(() => {
    localStorage.setItem("candor.answers.other/1/A", "{}");
    localStorage.setItem("candor.right.0123456789abcdef", JSON.stringify({ manifest: "x", round: "other", claims: [], rights: [{}, {}], receipts: [] }));
    localStorage.setItem("somebody.else", "stays");
  });
  await page.goBack();
  await page.waitForSelector(".keep");
  await page.locator(".keep .button.plain").click();
  await page.waitForSelector(".keep .notice.warning");
  assert.match(await page.locator(".keep .notice.warning").textContent(), /2 rights to vote/);
  await look(page, "forget?");
  await page.locator(".keep .button", { hasText: "No, leave it" }).click();
  assert.equal(Object.keys(await kept(page)).length, 4);
  await page.locator(".keep .button.plain").click();
  await page.locator(".keep .button.danger").click();
  await page.waitForSelector(".keep .notice.success");
  assert.deepEqual(await kept(page), { "somebody.else": "stays" });
  assert.equal(await box(page).isChecked(), false);
  await next(page);
  assert.equal(await page.locator("input:checked").count(), 0);
  assert.equal(await page.locator("textarea").inputValue(), "");
  await choose(page, 0, "good");
  assert.deepEqual(await kept(page), { "somebody.else": "stays" }, "and nothing comes back");
  await page.context().close();
});

test("answers of another manifest, and what is no such entry, are erased and not shown", async () => {
  const answers = { team: { results: "poor" } };
  for (const entry of [JSON.stringify({ candor_answers: 1, manifest: "00".repeat(32), answers }), "not json", "null", JSON.stringify({ manifest, answers: null })]) {
    const context = await new_device(stage.browser);
    const page = await welcome(context);
    await page.evaluate(([key, value]) => localStorage.setItem(key, value), [name, entry]);
    const back = await again(page);
    await until(back, (key) => !(localStorage.getItem(key) ?? "").includes("poor"), name);
    await next(back);
    await back.waitForSelector("fieldset");
    assert.equal(await back.locator("input:checked").count(), 0, entry);
    await context.close();
  }
});

test("when the round takes no more ballots, unfinished answers go: on coming back, and when handing in is refused", async () => {
  const context = await new_device(stage.browser);
  const page = await begin_kept(context);
  behaviour.closed = true;
  while (await page.locator(".review-step").count() === 0) await next(page);
  await next(page);
  await shows(page, "The ballot was not accepted");
  await until(page, () => localStorage.length === 0);
  await page.evaluate((key) => localStorage.setItem(key, "{}"), name);
  const late = await open_page(context, `${stage.base}/b${ticket}`);
  await shows(late, "This round is closed");
  await until(late, () => localStorage.length === 0);
  await context.close();
  behaviour.closed = false;
});

test("where a browser refuses to keep anything, the page says so and goes on", async () => {
  const refuse = () => { Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }; };
  const page = await welcome(await new_device(stage.browser, { init: refuse }));
  await box(page).check();
  await until(page, () => /keeps nothing/.test(document.querySelector(".keep").textContent));
  await next(page);
  await choose(page, 0, "good");
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test("a kiosk offers no keeping", async () => {
  const page = await open_page(await new_device(stage.browser), `${stage.base}/r/open-house#kiosk`);
  await page.waitForSelector("#capacity");
  await page.locator("#unit input").first().check();
  await page.locator("#capacity input").last().check();
  await next(page);
  await page.waitForSelector(".facts");
  assert.equal(await page.locator(".keep").count(), 0);
  await page.context().close();
});

test("a connection lost on the way costs nothing: the page waits, and sends the same once it is back", async () => {
  const context = await new_device(stage.browser);
  const page = await welcome(context);
  await next(page);
  await choose(page, 0, "good");
  await choose(page, 1, "good");
  await context.setOffline(true);
  await page.locator("textarea").fill("offline");
  while (await page.locator(".review-step").count() === 0) await next(page);
  await next(page);
  await page.waitForSelector(".notice.warning");
  assert.match(await page.locator(".notice.warning").textContent(), /Nothing is lost/);
  assert.equal(behaviour.casts.length, 0);
  await context.setOffline(false);
  await page.waitForSelector(".notice.success", { timeout: 15_000 });
  assert.deepEqual(JSON.parse(behaviour.casts[0].message.body), { team: { results: "good", style: "good" } });
  assert.equal(behaviour.casts.length, 2);
  await page.context().close();
});

test("another language keeps place and answers, on the cards and in the review", async () => {
  const page = await welcome(await new_device(stage.browser));
  await next(page);
  await choose(page, 0, "good");
  await choose(page, 1, "fair");
  await page.locator("textarea").fill("words");
  await next(page);
  await shows(page, "Chen Guodong");
  await choose(page, 0, "good");
  await page.locator(".languages button").click();
  await shows(page, "陈国栋");
  assert.match(await page.locator(".progress").textContent(), /第 2 页/);
  assert.ok(await page.locator('input[name="q.m1.ability"][value="good"]').isChecked());
  while (await page.locator(".review-step").count() === 0) await next(page);
  await page.locator(".languages button").click();
  await shows(page, "Look through your answers");
  const team = page.locator(".review-step").first();
  assert.match(await team.textContent(), /Good.*Fair.*words/s);
  await page.context().close();
});
