// How long an organizer waits with 10,000 units of five members in the designer, in a real browser against the real
// program. `node tests/bench/designer_units.mjs [units]` prints one JSON line in milliseconds: until the first rows of the
// tree are seen, a search letter by letter until its one result is told, unfolding all, a letter until the unit's heading
// shows it, and from there until the draft is stored (0.8 s of it are the pause before saving).
import { launchBrowser, openBrowser } from "../e2e/support/browser.mjs";
import { smallRound } from "../e2e/support/rounds.mjs";
import { makeDirectory, makeStaff, startServer } from "../e2e/support/server.mjs";
import { makeFirstLink, signInFirst } from "../e2e/support/visitor.mjs";

const kUnits = Number(process.argv[2] ?? 10_000);
const kMembers = 5;
const kWait_ms = 120_000;
const name = (en, zh) => ({ en, "zh-CN": zh });

function largeRound() {
  return smallRound("large", (file) => {
    const [unit] = file.units;
    file.units = Array.from({ length: kUnits }, (_, u) => ({
      ...unit,
      id: `u${u}`,
      parent: u < 10 ? null : `u${Math.floor(u / 10) - 1}`,
      name: name(`Unit ${u}`, `第${u}单位`),
      members: Array.from({ length: kMembers }, (_, m) => (
        { id: `u${u}m${m}`, name: name(`Member ${u}.${m}`, `成员${u}之${m}`), post: name("Deputy head", "副主任"), head: m === 0, kind: "leader" })),
    }));
  });
}

const rounded = (ms) => Math.round(ms);
async function timed(act) {
  const begin = performance.now();
  await act();
  return rounded(performance.now() - begin);
}

async function measure(page, url) {
  const figures = { units: kUnits, members: kUnits * kMembers };
  const rows = page.getByRole("treeitem");
  figures.first_rows = await timed(async () => {
    await page.goto(`${url}/console#/rounds/large/design/units`, { waitUntil: "commit" });
    await rows.first().waitFor();
  });
  const last = `Member ${kUnits - 1}.3`;
  await page.locator("#unit-search").focus();
  const letters = [];
  for (let at = 0; at < last.length; at++) {
    letters.push(await timed(async () => {
      await page.keyboard.type(last[at]);
      if (at === last.length - 1) await page.getByText("1 found", { exact: true }).waitFor();
      else await page.waitForFunction((text) => document.querySelector("#unit-search").value === text, last.slice(0, at + 1));
    }));
  }
  figures.search_letter_most = Math.max(...letters);
  figures.search = letters.reduce((sum, ms) => sum + ms, 0);
  await page.locator("#unit-search").fill("");
  await rows.nth(2).waitFor();
  figures.unfold_all = await timed(async () => {
    const height = await page.getByRole("tree").evaluate((tree) => tree.scrollHeight);
    await page.getByRole("button", { name: "Unfold all" }).click();
    await page.waitForFunction((old) => document.querySelector("[role=tree]").scrollHeight > old, height);
  });
  await rows.nth(3).click();
  await page.locator("#unit-name-en").focus();
  await page.keyboard.press("End");
  figures.letter = await timed(async () => {
    await page.keyboard.type("x");
    await page.waitForFunction(() => /x( |$)/.test(document.querySelector(".unit-editor h3").firstChild.textContent));
  });
  figures.stored = await timed(() => page.locator(".designer-saving", { hasText: "Saved · version" }).waitFor());
  return figures;
}

const directory = makeDirectory();
const server = await startServer(directory.path);
const browser = await launchBrowser();
try {
  const staff = await makeStaff(server, directory.path, "script", ["organizer"]);
  const file = largeRound();
  await staff.call("POST", "/rounds", file);
  const { context, page } = await openBrowser(browser, server.url, { width: 1440, height: 900, language: "en" });
  context.setDefaultTimeout(kWait_ms);
  await signInFirst({ page, look: async () => undefined }, makeFirstLink(server, directory, "designer", "organizer"));
  console.log(JSON.stringify({ file_bytes: Buffer.byteLength(JSON.stringify(file)), ...await measure(page, server.url) }));
} finally {
  await browser.close();
  await server.stop();
  directory.remove();
}
