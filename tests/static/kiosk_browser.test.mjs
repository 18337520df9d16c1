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

/// A kiosk with a clock of its own, where `code` has been scanned and the welcome read.
async function scanned(context, code) {
  const page = await context.newPage();
  page.complaints = [];
  await page.clock.install();
  await page.goto(`${stage.base}/r/${by_invitation.id}#kiosk`);
  await scan(page, code);
  return page;
}

async function scan(page, code) {
  await page.waitForSelector("#code");
  await page.fill("#code", `#1.${box.m.toString("base64url")}.${by_invitation.id}.1.2.${code}`);
  await next(page);
  await welcome(page);
  await next(page);
}

/// Hands in, to a server that is busy or refuses.
async function hand_in(page) {
  await in_cards(page);
  await choose(page, 0, "excellent");
  await next(page);
  await page.waitForSelector(".review-step");
  await next(page);
}

const busy = (what) => Array.from({ length: 200 }, () => ({ what, status: 503, kind: "busy" }));

/// The server is there again, the network says so, and time passes: what was wiped stays unsent.
async function nothing_follows(page, what) {
  box.state.refuse = [];
  const asked = box.log.length;
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  for (let i = 0; i < 12; i++) await page.clock.runFor(5_000);
  assert.equal(box.log.length, asked, what);
  assert.equal(await page.locator("#code").count(), 1);
  assert.equal(await stored(page), "");
}

test("a kiosk whose hand-in waits can be left: by a button, or by itself; nothing is sent afterwards", async () => {
  for (const leaves of ["button", "idle"]) {
    fresh();
    const context = await device({ width: 390, height: 844 });
    const page = await scanned(context, secret);
    box.state.refuse = busy("ballots");
    await hand_in(page);
    await page.waitForSelector("main .notice.warning");
    await page.waitForSelector("aside .button");
    if (leaves === "button") {
      await look(page, "kiosk, waiting");
      await page.locator("aside .button").click();
    } else {
      for (let i = 0; i < 37; i++) await page.clock.runFor(5_000);
      await page.waitForSelector("[role=alertdialog]");
      await look(page, "kiosk, waiting, still there?");
      for (let i = 0; i < 7; i++) await page.clock.runFor(5_000);
    }
    await page.waitForSelector("#code");
    await nothing_follows(page, leaves);
    assert.equal(box.entries.ballots.size, 0, leaves);
    await context.close();
  }
});

test("a kiosk whose hand-in was refused does not keep the answers for the next person", async () => {
  fresh();
  const context = await device({ width: 390, height: 844 });
  const page = await scanned(context, secret);
  box.state.refuse = [{ what: "ballots", status: 422, kind: "invalid" }];
  await hand_in(page);
  await page.waitForSelector(".notice.error-notice");
  await page.waitForSelector("aside .button");
  await page.clock.runFor(185_000);
  await page.waitForSelector("[role=alertdialog]");
  await page.clock.runFor(30_000);
  await page.waitForSelector("#code");
  await nothing_follows(page, "refused");
  await context.close();
});

test("a kiosk whose claim waits can be left, and the next person gets a right of their own", async () => {
  for (const leaves of ["button", "idle"]) {
    fresh();
    box.state.refuse = busy("claims");
    const context = await device({ width: 390, height: 844 });
    const page = await scanned(context, secret);
    await page.waitForSelector(".stages ~ div .notice.warning");
    await page.waitForSelector("aside .button");
    if (leaves === "button") {
      await look(page, "kiosk, claim waits");
      await page.locator("aside .button").click();
    } else {
      await page.clock.runFor(1_500);
      for (let i = 0; i < 45; i++) await page.clock.runFor(5_000);
    }
    await page.waitForSelector("#code");
    await nothing_follows(page, leaves);
    assert.equal(box.claims.size, 0, leaves);
    await scan(page, second);
    await in_cards(page);
    assert.deepEqual([...box.claims.keys()], [second]);
    await context.close();
  }
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
