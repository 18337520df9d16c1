// A real browser for tests: Chromium, what a page complains of, and a look at it with axe.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { require_static } from "./support.mjs";

const { chromium } = require_static("playwright-core");
const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

/// The script of axe, to be evaluated in a page.
export const axe = readFileSync(require_static.resolve("axe-core/axe.min.js"), "utf8");

export async function launch_browser() {
  const browser = await chromium.launch({ executablePath: process.env.CANDOR_CHROMIUM ?? "/usr/bin/chromium", args: flags });
  const slowness = Number(process.env.CANDOR_TEST_SLOW ?? 0);
  if (slowness > 0) slow_down(browser, slowness);
  return browser;
}

/// CANDOR_TEST_SLOW=N: scripts run N times as slowly and each answer of the API comes N × 50 ms late, so that a test which
/// looks before the page is there fails here and not one day on a busy machine.
function slow_down(browser, slowness) {
  const new_context = browser.newContext.bind(browser);
  browser.newContext = async (wishes) => {
    const context = await new_context(wishes);
    context.on("page", async (page) => {
      try {
        const client = await context.newCDPSession(page);
        await client.send("Emulation.setCPUThrottlingRate", { rate: slowness });
      } catch { /* the page was closed before */ }
    });
    await context.route(/\/api\//, (route) => { setTimeout(() => route.fallback().catch(() => {}), slowness * 50); });
    return context;
  };
}

/// A new page whose `complaints` gather errors of scripts and of the console. `expected`: what the console may say all
/// the same, such as answers that the test provokes.
export async function new_watched_page(context, expected) {
  const page = await context.newPage();
  page.complaints = [];
  page.on("pageerror", (error) => page.complaints.push(error.message));
  page.on("console", (line) => { if (line.type() === "error" && !expected.test(line.text())) page.complaints.push(line.text()); });
  return page;
}

/// What comes true a moment later: `check` asserts, and is asked again until it does not throw, for ten seconds at most.
export async function in_time(check) {
  for (const end = Date.now() + 10_000; ;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise((resolve) => { setTimeout(resolve, 25); });
  }
}

/// Fails unless axe finds nothing, nothing hangs over the edge, and nothing complained.
export async function look(page, where) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  // What passed is not gathered node by node nor carried over: that took as long as the looking.
  const violations = await page.evaluate(async () => {
    const found = await window.axe.run(document, { resultTypes: ["violations"] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
  });
  assert.deepEqual(violations, [], where);
  const fits = await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
  assert.ok(fits, `${where} is wider than the screen`);
  assert.deepEqual(page.complaints, [], where);
}
