// People who walk through the real pages: each in a browser of their own, with a look at every page they come to.
import assert from "node:assert/strict";

import { findViolations, isTooWide, openBrowser, shoot } from "./browser.mjs";
import { candor } from "./server.mjs";

export const kPassword = "correct horse battery";

/** A person in the walk: their browser, and a look at every page they come to. */
export async function makeVisitor(browser, url, shape, who, expected = []) {
  const own = await openBrowser(browser, url, { ...shape, expected });
  let number = 0;
  const name = (where) => `${shape.language}-${shape.width}-${who}-${String(++number).padStart(2, "0")}-${where.replaceAll(" ", "-")}`;
  const show = (where, page = own.page) => shoot(page, name(where));
  const look = async (where, page = own.page) => {
    const place = `${who}, ${where}, ${shape.language}, ${shape.width} px`;
    // Colours on their way from one state to the next are nobody's fault.
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map((one) => one.finished)));
    await show(where, page);
    assert.deepEqual(await findViolations(page), [], place);
    assert.equal(await isTooWide(page), false, `${place}: wider than the screen`);
    assert.deepEqual(own.complaints, [], place);
    if (page === own.page) assert.equal(await page.locator("html").getAttribute("lang"), shape.language, place);
  };
  return { ...own, look, show };
}

/** The one-time link of a new account. */
export function makeFirstLink(server, directory, name, role) {
  const made = candor(["account", "add", name, "--data", directory.path, "--url", server.url, "--role", role]);
  assert.equal(made.status, 0, made.stderr);
  return /\S+#first=\S+/.exec(made.stdout)[0];
}

/** Chooses the password that the one-time link asks for. */
export async function signInFirst({ page, look }, link) {
  await page.goto(link);
  await page.waitForSelector("#repeat");
  assert.equal(new URL(page.url()).hash, "", "the link stays in no history");
  await look("choose a password");
  await page.fill("#password", kPassword);
  await page.fill("#repeat", kPassword);
  await page.click("button[type=submit]");
  await page.waitForSelector(".top nav");
}
