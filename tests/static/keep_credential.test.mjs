// Keeping unfinished answers in rounds by invitation: beside the right to vote, which tells nothing of them, and forgotten
// with it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { choose, look, next, open_page, until } from "./browsing.mjs";
import { begin, box, device, fresh, in_cards, link, provoked, secret, stage, stored, welcome } from "./invited.mjs";
import { by_invitation } from "./sample_rounds.mjs";

before(begin);
after(() => stage?.stop());

const kName = `candor.answers.${by_invitation.id}/1/B`;

async function begun() {
  fresh();
  const page = await open_page(await device(), link(), provoked);
  await welcome(page);
  assert.equal(await page.locator(".keep").count(), 0, "nothing to keep before there is a right to vote");
  await next(page);
  await in_cards(page);
  await page.locator(".keep input").check();
  await choose(page, 0, "basic");
  await page.locator("textarea").fill("not yet handed in");
  await until(page, (name) => (localStorage.getItem(name) ?? "").includes("not yet"), kName);
  return page;
}

test("kept answers come back with the right to vote, hold nothing of it or of the code, and go when handed in", async () => {
  const page = await begun();
  await look(page, "first card");
  const kept = await page.evaluate((name) => localStorage.getItem(name), kName);
  assert.ok(!kept.includes(secret));
  assert.deepEqual(Object.keys(JSON.parse(kept)), ["candor_answers", "manifest", "answers"]);
  const context = page.context();
  await page.close({ runBeforeUnload: false });
  const back = await open_page(context, `${stage.base}/r/${by_invitation.id}`, provoked);
  await next(back);
  await back.locator(".keep button", { hasText: "Continue these answers" }).click();
  await back.waitForFunction(() => /are back/.test(document.querySelector(".keep").textContent));
  await next(back);
  await in_cards(back);
  assert.equal(await back.locator("textarea").inputValue(), "not yet handed in");
  await next(back);
  await back.waitForSelector(".review-step");
  await next(back);
  await back.waitForSelector(".codes dd", { timeout: 20_000 });
  assert.equal(box.entries.ballots.size, 1);
  assert.ok(!(await stored(back)).includes("candor.answers."));
  assert.ok(!(await stored(back)).includes("not yet handed in"));
  await context.close();
});

test("forgetting everything takes the right to vote with it, after saying so, and ends the session", async () => {
  const page = await begun();
  await page.locator(".keep .button.plain").click();
  await page.waitForSelector(".keep .button.danger");
  assert.match(await page.locator(".keep").textContent(), /It is erased too, and is not issued again/);
  await page.locator(".keep .button.danger").click();
  await page.waitForSelector("form.card", { state: "detached" });
  await page.waitForSelector("h1:not(.loading)");
  assert.equal(await stored(page), "");
  assert.ok(!(await page.evaluate(() => document.body.textContent)).includes("not yet handed in"));
  assert.equal(box.entries.ballots.size, 0);
  await page.context().close();
});
