// A visit to the staff's pages in a real browser, against the stand-in server: starts both, opens a page as somebody, and
// looks at it with axe.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch_browser, new_watched_page } from "./chromium.mjs";
import { start } from "./staff_mock_server.mjs";
import { build_pages } from "./support.mjs";

export { in_time, look } from "./chromium.mjs";

const expected_errors = /status of (401|403|404|409|410|412|413|422)/;

export const shapes = [{ width: 390, height: 844, language: "zh-CN" }, { width: 1440, height: 900, language: "en" }];
export const small_and_dark = { width: 320, height: 640, language: "en", scheme: "dark" };

/** A stand-in server with the built pages, and a browser; `end()` stops both. `build` writes the pages into a folder. */
export async function start_visits(build = build_pages) {
  const folder = mkdtempSync(join(tmpdir(), "candor-staff-"));
  build(folder);
  const mock = await start(folder);
  const browser = await launch_browser();
  const base = `http://localhost:${mock.port}`;

  async function open_page(path, { account = 1, width = 390, height = 844, language = "en", scheme = "light", touch = false } = {}) {
    mock.state.account = account === null ? null : mock.accounts[account - 1];
    const context = await browser.newContext({ viewport: { width, height }, locale: language, timezoneId: "Asia/Shanghai", colorScheme: scheme, hasTouch: touch });
    const page = await new_watched_page(context, expected_errors);
    await page.goto(base + path);
    await page.waitForSelector("h1");
    await loaded(page);
    return page;
  }
  async function end() {
    await browser.close();
    mock.server.closeAllConnections?.();
    mock.server.close();
    rmSync(folder, { recursive: true });
  }
  return { mock, base, open_page, end };
}

/** Until nothing of the page says any more that it is being loaded. */
export async function loaded(page) {
  await page.waitForFunction(() => ![...document.querySelectorAll("[role=status]")].some((place) => /^(Loading|正在载入)/.test(place.textContent)));
}

export async function close(page) {
  await page.context().close();
}

export const part = (name) => `section[aria-labelledby=${name}]`;
