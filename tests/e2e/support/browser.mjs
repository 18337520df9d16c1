// A real browser for tests: every context is watched for complaints and for requests that leave the server, every page
// can be looked at with axe. Screenshots go to the folder named by CANDOR_SHOTS; none are made without it.
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { axe } from "../../static/chromium.mjs";

export { launch_browser as launchBrowser } from "../../static/chromium.mjs";

const kTimeout_ms = 15_000;  // a busy machine; what takes longer is broken
const shots = process.env.CANDOR_SHOTS;
if (shots) mkdirSync(shots, { recursive: true });

/**
 * One person's browser: nothing of another's in it. `complaints` gathers errors of scripts, of the console and of the
 * content security policy, and requests to anywhere but `url`. `expected`: what the browser may say of an answer.
 */
export async function openBrowser(browser, url, { width, height, language, expected = [] }) {
  const context = await browser.newContext({ viewport: { width, height }, locale: language, timezoneId: "Asia/Shanghai" });
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  const complaints = [];
  const requests = [];
  context.on("weberror", (failure) => complaints.push(failure.error().message));
  context.on("console", (line) => {
    const text = `${line.text()} ${line.location().url}`;
    if (line.type() === "error" && !expected.some((pattern) => pattern.test(text))) complaints.push(text);
  });
  context.on("request", (request) => {
    if (/^(data|blob|about):/.test(request.url())) return;
    requests.push(request.url());
    if (new URL(request.url()).origin !== url) complaints.push(`request to ${request.url()}`);
  });
  context.setDefaultTimeout(kTimeout_ms);
  const page = await context.newPage();
  return { context, page, complaints, requests, close: () => context.close() };
}

/** What axe finds, one line each: WCAG 2.2 A and AA with the size of targets, and its own best practices. */
export async function findViolations(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  return page.evaluate(async () => {
    const rules = { "target-size": { enabled: true } };
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"], rules });
    return violations.map((found) => `${found.id} (${found.nodes.length}): ${found.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" ")}`);
  });
}

/** Whether anything stands out to the right of the screen. */
export function isTooWide(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}

export async function shoot(page, name) {
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}

/** Bytes that cross the wire for this page from now on, heads of answers included. */
export async function measureTraffic(page) {
  const client = await page.context().newCDPSession(page);
  await client.send("Network.enable");
  const answers = new Map();
  client.on("Network.responseReceived", ({ requestId, response }) => {
    const coding = Object.entries(response.headers).find(([name]) => name.toLowerCase() === "content-encoding");
    answers.set(requestId, { url: response.url, coding: coding ? coding[1] : "", bytes: 0 });
  });
  client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (answers.has(requestId)) answers.get(requestId).bytes = encodedDataLength;
  });
  return () => [...answers.values()];
}

/** Every table of the main part as text: caption, and by each row's head its cells, without the shares beside counts. */
export function readTables(page) {
  return page.evaluate(() => {
    const text = (cell) => [...cell.childNodes].filter((node) => node.className !== "percent").map((node) => node.textContent).join("").trim();
    return [...document.querySelectorAll("main table")].map((table) => ({
      caption: table.caption?.textContent ?? "",
      rows: Object.fromEntries([...table.tBodies[0].rows].map((row) => {
        const [head, ...cells] = [...row.cells].map(text);
        return [head, cells];
      })),
    }));
  });
}

/** Until every chart that is not folded away is drawn. */
export async function waitForCharts(page) {
  await page.waitForFunction(() => {
    const bars = [...document.querySelectorAll(".bars")];
    return bars.length > 0 && bars.every((place) => place.querySelector("svg") || place.closest("details:not([open])"));
  });
}
