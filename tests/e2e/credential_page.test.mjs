// A round by invitation in a real browser against the real program: from the link to the receipt, once more, and, after
// the seal, the page that says whether the ballot is in.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { findViolations, isTooWide, launchBrowser, openBrowser, shoot } from "./support/browser.mjs";
import { closeAndSeal, credentialRound, openCredentialRound } from "./support/rounds.mjs";
import { startWithOrganizer } from "./support/server.mjs";

let server, organizer, end, browser, round, meta, codes;
before(async () => {
  ({ server, organizer, end } = await startWithOrganizer());
  round = credentialRound("by-invitation");
  ({ meta, codes } = await openCredentialRound(organizer, round));
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await end?.();
});

function linkOf(url, id, manifest_hash, code) {
  const m = Buffer.from(manifest_hash, "hex").toString("base64url");
  return `${url}/b#1.${m}.${id}.${code.part}.${code.category}.${code.secret}`;
}

async function look(page, name) {
  assert.deepEqual(await findViolations(page), [], name);
  assert.equal(await isTooWide(page), false, name);
  await shoot(page, `invitation-${name}`);
}

const primary = (page) => page.locator("main .button.primary").last();

/** Every scale answered with the same option, card by card, to the receipt. */
async function answerAll(page, name, index) {
  await page.waitForSelector("form.card");
  await look(page, `${name}-card`);
  while (await page.locator("form.card").count()) {
    for (const group of await page.locator("form.card fieldset").all()) {
      const choices = group.locator("input[type=radio]");
      if (await choices.count()) await choices.nth(index).check();
    }
    const before_step = await page.locator("main").textContent();
    await primary(page).click();
    await page.waitForFunction((text) => document.querySelector("main").textContent !== text, before_step);
    if (await page.locator(".review-step").count()) break;
  }
  await look(page, `${name}-review`);
  await primary(page).click();
  await page.waitForSelector(".codes dd");
  await look(page, `${name}-done`);
}

for (const [language, width, height, n] of [["en", 390, 844, 0], ["zh-CN", 390, 844, 1], ["en", 1440, 900, 2], ["zh-CN", 1440, 900, 3]]) {
  test(`an invitation is answered, and answered once more (${language}, ${width})`, async () => {
    const { context, page, complaints } = await openBrowser(browser, server.url, { width, height, language });
    const name = `${language}-${width}`;
    await page.goto(linkOf(server.url, round.id, meta.manifest_hash, codes[n]));
    await page.waitForSelector(".facts");
    assert.equal(page.url(), `${server.url}/b`);
    await look(page, `${name}-welcome`);
    await primary(page).click();
    await answerAll(page, name, 1);
    await page.goto(`${server.url}/r/${round.id}`);
    await page.waitForSelector("main .button.primary");
    await look(page, `${name}-held`);
    await primary(page).click();
    await page.waitForSelector(".facts");
    await primary(page).click();
    await answerAll(page, `${name}-again`, 2);
    assert.deepEqual(complaints, []);
    if (n === 0) await keepForLater(context);
    else await context.close();
  });
}

let device;
async function keepForLater(context) {
  device = context;
}

test("after the seal the same device is told that its ballot is in, in its last revision", async () => {
  await closeAndSeal(organizer, round.id);
  const page = await device.newPage();
  await page.goto(`${server.url}/public/${round.id}`);
  await page.waitForSelector("h1:not(.loading)");
  await look(page, "public-en");
  await page.waitForFunction(() => /your ballot is in|is in the record|counted/i.test(document.querySelector("main").textContent));
  await look(page, "public-en-checked");
  await page.goto(`${server.url}/how`);
  await page.waitForSelector("h1:not(.loading)");
  await look(page, "how-en");
  await device.close();
});
