// How long from opening an invitation to its first question, on a slow phone: a processor four times slower, slow 4G
// (1.6 Mbit/s down, 0.75 up, 150 ms a round trip). `node tests/bench/first_question.mjs [runs]` prints one JSON line:
// milliseconds until the welcome can be read, and, with its button pressed at once, until the first question.
import { launchBrowser, openBrowser } from "../e2e/support/browser.mjs";
import { credentialRound, openCredentialRound } from "../e2e/support/rounds.mjs";
import { makeDirectory, makeStaff, startServer } from "../e2e/support/server.mjs";

const slow4g = { offline: false, latency: 150, downloadThroughput: (1.6e6 / 8), uploadThroughput: (0.75e6 / 8) };
const runs = Number(process.argv[2] ?? 5);

async function measure(browser, url, link) {
  const { context, page } = await openBrowser(browser, url, { width: 390, height: 844, language: "zh-CN" });
  const client = await context.newCDPSession(page);
  await client.send("Network.enable");
  await client.send("Network.emulateNetworkConditions", slow4g);
  await client.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const begin = performance.now();
  await page.goto(link, { waitUntil: "commit" });
  await page.waitForSelector(".facts");
  const welcome_ms = performance.now() - begin;
  await page.locator("main .button.primary").last().click();
  await page.waitForSelector("form.card");
  const question_ms = performance.now() - begin;
  await context.close();
  return { welcome_ms: Math.round(welcome_ms), question_ms: Math.round(question_ms) };
}

const directory = makeDirectory();
const server = await startServer(directory.path);
const browser = await launchBrowser();
try {
  const organizer = await makeStaff(server, directory.path, "organizer", ["organizer"]);
  const round = credentialRound("first-question");
  const { meta, codes } = await openCredentialRound(organizer, round);
  const m = Buffer.from(meta.manifest_hash, "hex").toString("base64url");
  const all = [];
  for (const code of codes.slice(0, runs)) {
    all.push(await measure(browser, server.url, `${server.url}/b#1.${m}.${round.id}.${code.part}.${code.category}.${code.secret}`));
  }
  const median = (key) => all.map((run) => run[key]).sort((a, b) => a - b)[Math.floor(all.length / 2)];
  console.log(JSON.stringify({ runs: all.length, welcome_ms: median("welcome_ms"), question_ms: median("question_ms"), all }));
} finally {
  await browser.close();
  await server.stop();
  directory.remove();
}
