// Visits to the pages for everybody in a real browser, against the stand-in server.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch_browser, new_watched_page } from "./chromium.mjs";
import { make_server } from "./mock_server.mjs";
import { build_pages } from "./support.mjs";

export { in_time, look } from "./chromium.mjs";

/// Builds the pages, serves them with `behaviour` and starts a browser; `stop` ends both.
export async function start(behaviour) {
  const folder = mkdtempSync(join(tmpdir(), "candor-pages-"));
  build_pages(folder, true);
  const server = make_server(folder, behaviour);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await launch_browser();
  const stop = async () => {
    await browser.close();
    server.closeAllConnections?.();
    server.close();
    rmSync(folder, { recursive: true });
  };
  return { base: `http://localhost:${server.address().port}`, folder, browser, stop };
}

/// The pause between ballot and comment is drawn from 16 bits: the shortest will do here.
function shortest_gap() {
  const draw = Crypto.prototype.getRandomValues;
  Crypto.prototype.getRandomValues = function random(array) {
    return array instanceof Uint16Array ? array.fill(0) : draw.call(this, array);
  };
}

/// A context of its own: an empty device. `init` runs in each page before its scripts.
export async function new_device(browser, { width = 390, height = 844, language = "en", colours = "light", init } = {}) {
  const context = await browser.newContext({
    viewport: { width, height }, locale: language, timezoneId: "Asia/Shanghai", colorScheme: colours, acceptDownloads: true,
  });
  await context.addInitScript(shortest_gap);
  if (init) await context.addInitScript(init);
  return context;
}

/// `expected`: what may stand in the console all the same, such as answers that the test provokes.
export async function open_page(context, url, expected = /503/) {
  const page = await new_watched_page(context, expected);
  await page.goto(url);
  await page.waitForSelector("h1:not(.loading)");
  return page;
}

/// What a page comes to a moment later, on a machine that may be busy; fails after Playwright's own time.
export const until = (page, condition, argument) => page.waitForFunction(condition, argument);
export const shows = (page, title) => until(page, (text) => document.querySelector("h1")?.textContent === text, title);
export const next = (page) => page.locator("main .button.primary").last().click();
export const heading = (page) => page.locator("h1").textContent();
export const choose = (page, row, option) => page.locator("fieldset").nth(row).locator(`input[value="${option}"]`).check();
