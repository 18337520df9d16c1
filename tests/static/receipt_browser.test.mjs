// Rounds by invitation in a real browser, against a stand-in: receipts that are missing, false or kept, parts of the page
// that cannot be fetched, a box of its own, rights of other units.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { heading, look, next, open_page, shows, until } from "./browsing.mjs";
import { CredentialBox, short_code_of } from "./credential_box.mjs";
import { answer, begin, behaviour, box, device, fresh, in_cards, link, secret, stage, stored, use, welcome } from "./invited.mjs";
import { by_invitation } from "./sample_rounds.mjs";

before(begin);
after(() => stage?.stop());

test("a receipt that is missing or not genuine is told; the ballot is in all the same", async () => {
  for (const [signs, words] of [[false, /no receipt could be given/], [true, /not a genuine receipt/]]) {
    fresh();
    box.state.signs_receipts = signs;
    if (signs) box.receipt = () => ({ candor_receipt: 1, manifest: box.m.toString("hex"), kind: "ballot", entry: "00".repeat(68), signature: "A".repeat(86) });
    const context = await device();
    const page = await open_page(context, link());
    await welcome(page);
    await next(page);
    await in_cards(page);
    await next(page);
    await next(page);
    await next(page);
    await page.waitForSelector(".after .notice", { timeout: 20_000 });
    assert.match(await page.locator(".after").textContent(), words);
    await look(page, "no receipt");
    assert.equal(await page.locator(".codes").count(), 0);
    assert.equal(box.entries.ballots.size, 1);
    await context.close();
  }
});

test("a part of the page that cannot be fetched is told, and fetched again", async () => {
  fresh();
  const context = await device();
  await context.route(/assets\/claim[.]/, (route) => route.abort());
  const page = await context.newPage();
  await page.goto(link());
  await page.waitForSelector(".notice.warning");
  await context.unroute(/assets\/claim[.]/);
  await page.locator(".notice .button").click();
  await welcome(page);
  await page.locator(".languages button").click();
  await until(page, () => document.querySelector(".notice-title") && /匿名投票凭证/.test(document.body.textContent));
  await context.close();
});

test("casts go to the box's own origin where the round names one", async () => {
  fresh();
  box.box_url = stage.base.replace("localhost", "127.0.0.1");
  behaviour.box_origin = box.box_url;
  const context = await device();
  const page = await open_page(context, link());
  const casts = [];
  page.on("request", (request) => { if (/ballots|claims/.test(request.url()) && request.method() === "POST") casts.push(request.url()); });
  await welcome(page);
  await next(page);
  await answer(page);
  assert.deepEqual(casts.map((url) => new URL(url).hostname), ["localhost", "127.0.0.1"]);
  behaviour.box_origin = undefined;
  await context.close();
});

test("a ticket's receipt is kept only where somebody wants it, and can be forgotten", async () => {
  use(new CredentialBox({ ...by_invitation, access: { mode: "ticket" } }, [], { tickets: 9 }));
  const context = await device({ width: 320, language: "zh-CN" });
  const page = await open_page(context, link());
  await welcome(page);
  await next(page);
  await answer(page);
  await look(page, "receipt of a ticket");
  assert.equal(await stored(page), "");
  assert.equal(await page.locator(".codes dd").textContent(), short_code_of([...box.entries.ballots.values()][0]));
  await page.locator(".buttons .button").last().click();
  await until(page, () => localStorage.length === 1);
  const [text] = await page.evaluate(() => Object.values(localStorage));
  assert.deepEqual(Object.entries(JSON.parse(text)).filter(([, value]) => Array.isArray(value) && value.length > 0).map(([key]) => key), ["receipts"]);
  await page.locator("main .button", { hasText: "清除这台设备" }).waitFor();
  await page.goto(`${stage.base}/public/${by_invitation.id}`);
  await page.waitForSelector("#compare");
  await context.close();
});

test("a right of another unit on this device is offered for that unit", async () => {
  fresh();
  const context = await device();
  const page = await open_page(context, link(secret, 3, 2));
  await welcome(page);
  await next(page);
  await in_cards(page);
  await page.goto(`${stage.base}/r/${by_invitation.id}`);
  await shows(page, "You hold the right to vote");
  assert.match(await page.locator("main").textContent(), /Eastern works, as Staff/);
  assert.equal(await heading(page), "You hold the right to vote");
  await context.close();
});
