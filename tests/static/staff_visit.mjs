// A visit to the staff's pages in a real browser, against the stand-in server: starts both, opens a page as somebody, and
// looks at it with axe.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { start } from "./staff_mock_server.mjs";
import { build_pages, require_static } from "./support.mjs";

const { chromium } = require_static("playwright-core");
const axe = readFileSync(require_static.resolve("axe-core/axe.min.js"), "utf8");
const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const expected_errors = /status of (401|403|404|409|410|412|413|422)/;

export const shapes = [{ width: 390, height: 844, language: "zh-CN" }, { width: 1440, height: 900, language: "en" }];
export const small_and_dark = { width: 320, height: 640, language: "en", scheme: "dark" };

/** A stand-in server with the built pages, and a browser; `end()` stops both. `build` writes the pages into a folder. */
export async function start_visits(build = build_pages) {
  const folder = mkdtempSync(join(tmpdir(), "candor-staff-"));
  build(folder);
  const mock = await start(folder);
  const browser = await chromium.launch({ executablePath: process.env.CANDOR_CHROMIUM ?? "/usr/bin/chromium", args: flags });
  const base = `http://localhost:${mock.port}`;

  async function open_page(path, { account = 1, width = 390, height = 844, language = "en", scheme = "light" } = {}) {
    mock.state.account = account === null ? null : mock.accounts[account - 1];
    const context = await browser.newContext({ viewport: { width, height }, locale: language, timezoneId: "Asia/Shanghai", colorScheme: scheme });
    const page = await context.newPage();
    page.complaints = [];
    page.on("pageerror", (error) => page.complaints.push(error.message));
    page.on("console", (line) => { if (line.type() === "error" && !expected_errors.test(line.text())) page.complaints.push(line.text()); });
    await page.goto(base + path);
    await page.waitForSelector("h1");
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

/** Fails unless axe finds nothing, nothing hangs over, and no page complained. */
export async function look(page, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document));
  assert.deepEqual(violations.map((found) => `${found.id}: ${found.nodes.map((node) => node.html).join(" ")}`), [], where);
  const fits = await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
  assert.ok(fits, `${where} is wider than the screen`);
  assert.deepEqual(page.complaints, [], where);
}

export async function close(page) {
  await page.context().close();
}

export const part = (name) => `section[aria-labelledby=${name}]`;
