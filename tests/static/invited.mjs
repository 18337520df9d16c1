// For browser tests of rounds by invitation: a round nobody has answered yet, its links, and the way through its one card.
import { choose, new_device, next, start } from "./browsing.mjs";
import { CredentialBox } from "./credential_box.mjs";
import { by_invitation } from "./sample_rounds.mjs";

export const secret = "ABCDEFGHJKMNPQRSTVWX";
export const second = "0123456789ABCDEFGHJK";
export const behaviour = { refuse: 0, casts: [], boxes: [] };
export const provoked = /status of (404|409|410|503)|net::ERR_EMPTY_RESPONSE/;
export let stage;
export let box;

export async function begin() {
  stage = await start(behaviour);
}

/// Another stand-in takes the place of the last.
export function use(other) {
  box = other;
  behaviour.boxes = [box];
  return box;
}

export function fresh(options = {}, codes = [secret, second]) {
  return use(new CredentialBox(by_invitation, codes, options));
}

export const link = (code = secret, category = 2, part = 1) => (
  `${stage.base}/b#1.${box.m.toString("base64url")}.${by_invitation.id}.${part}.${category}.${code}`);
export const device = (options) => new_device(stage.browser, options);
export const stored = (page) => page.evaluate(() => Object.entries(localStorage).map((entry) => entry.join("=")).join("\n"));
export const welcome = (page) => page.waitForSelector(".facts");
export const in_cards = (page) => page.waitForSelector("form.card", { timeout: 20_000 });

export async function answer(page, { option = "competent", remark = "" } = {}) {
  await in_cards(page);
  await choose(page, 0, option);
  if (remark) await page.locator("textarea").fill(remark);
  await next(page);
  await page.waitForSelector(".review-step");
  await next(page);
  await page.waitForSelector(".codes dd", { timeout: 20_000 });
}
