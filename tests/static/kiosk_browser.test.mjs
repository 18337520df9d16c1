// A shared device in a real browser: nothing of one person is there for the next.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { choose, look, next, open_page, until } from "./browsing.mjs";
import { answer, begin, box, device, fresh, in_cards, second, secret, stage, stored, welcome } from "./invited.mjs";
import { by_invitation } from "./sample_rounds.mjs";

before(begin);
after(() => stage?.stop());

test("a kiosk keeps nothing between two persons: storage, memory, history", async () => {
  fresh();
  const context = await device({ width: 1024, height: 768 });
  const page = await open_page(context, `${stage.base}/r/${by_invitation.id}#kiosk`);
  const typed = async (code) => {
    const part = `12${code}`;
    const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";
    const check = alphabet[[...part].reduce((sum, digit) => (sum * 32 + alphabet.indexOf(digit)) % 37, 0)];
    await page.fill("#code", `1-2-${code}-${check}`);
    await next(page);
    await welcome(page);
  };
  await look(page, "kiosk, code");
  await typed(secret);
  await look(page, "kiosk, welcome");
  await next(page);
  await answer(page, { remark: "only here" });
  await look(page, "kiosk, done");
  assert.equal(await page.locator(".codes dd").count(), 2, "to be written down");
  assert.equal(await page.locator("main .button").count(), 0, "nothing to save, no export");
  assert.equal(await stored(page), "");
  await page.locator(".notice .button.primary").click();
  await page.waitForSelector("#code");
  assert.equal(await page.inputValue("#code"), "");
  for (let back = 0; back < 3; back++) {
    await page.evaluate(() => history.back());
    await page.waitForTimeout(100);
    const text = await page.evaluate(() => document.body.textContent);
    assert.ok(!text.includes("only here"), "Back shows nothing");
    assert.equal(await page.locator(".codes, form.card").count(), 0);
  }
  if (!page.url().includes("#kiosk")) await page.goto(`${stage.base}/r/${by_invitation.id}#kiosk`);
  await page.reload();
  await page.waitForSelector("#code");
  await typed(second);
  await next(page);
  await answer(page);
  assert.equal(box.entries.ballots.size, 2);
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, ""]);
  await context.close();
});

test("a kiosk left alone asks, and then wipes; a touch keeps it; after the thanks it wipes by itself", async () => {
  fresh();
  const context = await device({ width: 1024, height: 768 });
  const page = await context.newPage();
  page.complaints = [];
  await page.clock.install();
  await page.goto(`${stage.base}/r/${by_invitation.id}#kiosk`);
  await page.waitForSelector("#code");
  const enter = async (code) => {
    await page.fill("#code", `#1.${box.m.toString("base64url")}.${by_invitation.id}.1.2.${code}`);  // as a scanner types it
    await next(page);
    await welcome(page);
    await next(page);
    await in_cards(page);
  };
  await enter(secret);
  await choose(page, 0, "excellent");
  await page.clock.runFor(175_000);
  assert.equal(await page.locator("[role=alertdialog]").count(), 0);
  await page.clock.runFor(10_000);
  await page.waitForSelector("[role=alertdialog]");
  await look(page, "still there?");
  await page.locator("[role=alertdialog] button").click();
  await until(page, () => document.querySelector("[role=alertdialog]") === null);
  assert.ok(await page.locator('input[value="excellent"]').isChecked());
  await page.clock.runFor(215_000);
  await page.waitForSelector("#code");
  assert.equal(await stored(page), "");
  assert.equal(box.entries.ballots.size, 0);
  await page.fill("#code", `#1.${box.m.toString("base64url")}.${by_invitation.id}.1.2.${"Z".repeat(20)}`);
  await next(page);
  await welcome(page);
  await next(page);
  await page.waitForSelector(".notice.error-notice");
  await page.locator("aside .button").click();  // an unknown code leads back, too
  await page.waitForSelector("#code");
  await enter(second);
  await choose(page, 0, "basic");
  await next(page);
  await next(page);
  await page.waitForSelector(".codes dd");
  await page.clock.runFor(22_000);
  await page.waitForSelector("#code");
  await context.close();
});

test("a kiosk whose own script cannot be fetched lets nobody begin", async () => {
  fresh();
  const context = await device();
  await context.route(/assets\/kiosk[.]/, (route) => route.abort());
  const page = await context.newPage();
  await page.goto(`${stage.base}/r/${by_invitation.id}#kiosk`);
  await page.waitForSelector("aside .notice.warning");
  assert.equal(await page.locator("#code").count(), 0);
  await context.unroute(/assets\/kiosk[.]/);
  await page.locator("aside .button").click();
  await page.waitForSelector("#code");
  await context.close();
});
