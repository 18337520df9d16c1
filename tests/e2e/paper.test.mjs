// Ballots on paper: the real program's page, printed by a real browser: A4, as many pages as it takes, no row cut in two,
// heads on every page, nothing but what the policy allows.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { launchBrowser, openBrowser } from "./support/browser.mjs";
import { readPdf } from "./support/pdf.mjs";
import { makeStaff, root, startWithOrganizer } from "./support/server.mjs";

const kShots = process.env.CANDOR_SHOTS;  // where printed ballots are kept to be looked at
const paper = JSON.parse(readFileSync(join(root, "tests/data/paper/round.json"), "utf8"));
const layouts = JSON.parse(readFileSync(join(root, "tests/data/paper/layout.json"), "utf8"));

let server, organizer, end, path, browser;
before(async () => {
  const started = await startWithOrganizer();
  ({ server, organizer, end } = started);
  path = started.directory.path;
  await organizer.call("POST", "/rounds", paper);
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await end?.();
});

/** The pages of a printed ballot. */
async function print(query, name = "") {
  const visitor = await openBrowser(browser, server.url, { width: 900, height: 1200, language: "zh-CN" });
  const [key, value] = organizer.cookie.split("=");
  await visitor.context.addCookies([{ name: key, value, url: server.url }]);
  const answer = await visitor.page.goto(`${server.url}/api/v1/rounds/paper/paper-ballot?${query}`);
  assert.equal(answer.status(), 200);
  const bytes = await visitor.page.pdf({ preferCSSPageSize: true });
  assert.deepEqual(visitor.complaints, []);
  await visitor.close();
  if (kShots && name) {
    mkdirSync(kShots, { recursive: true });
    writeFileSync(join(kShots, `${name}.pdf`), bytes);
  }
  return readPdf(bytes);
}

const squeeze = (text) => text.replace(/\s/g, "");
const member = (unit, place) => paper.units.find((one) => one.id === unit).members[place - 1];

/** What a row draws, in the order of the page. */
function rowText(unit, number, languages) {
  const { name, post } = member(unit, Number(number.split("-")[1]));
  const words = [name, post].flatMap((text) => languages.map((language) => text[language]));
  return squeeze([number, ...words].join(""));
}

const pagesWith = (pages, text) => pages.map((page, at) => (page.text.includes(text) ? at : -1)).filter((at) => at >= 0);

const kinds = [
  { query: "unit=branch", unit: "branch", languages: ["zh-CN", "en"], most: 7, foot: (k, n) => `第${k}页，共${n}页·Page${k}of${n}` },
  { query: "unit=plant&language=zh-CN", unit: "plant", languages: ["zh-CN"], most: 6, foot: (k, n) => `第${k}页，共${n}页` },
  { query: "unit=plant&language=en&category=staff", unit: "plant", languages: ["en"], most: 8, foot: (k, n) => `Page${k}of${n}` },
  { query: "unit=plant&language=both", unit: "plant", languages: ["zh-CN", "en"], most: 11, foot: (k, n) => `第${k}页，共${n}页·Page${k}of${n}` },
];

for (const { query, unit, languages, most, foot } of kinds) {
  test(`printed ${query}: A4, numbered pages, no row cut, heads on each page`, async () => {
    const pages = await print(query, `ballot ${query.replace(/\W+/g, " ")}`);
    assert.ok(pages.length > 1 && pages.length <= most, `${pages.length} pages`);
    pages.forEach((page, at) => {
      assert.deepEqual([page.width_mm, page.height_mm], [210, 297]);
      assert.ok(page.text.includes(foot(at + 1, pages.length)), `foot of page ${at + 1}: ${page.text.slice(0, 80)}`);
    });
    const across = paper.sections.find((section) => section.id === "member").items;
    const { rows } = layouts.find((layout) => layout.round === "paper" && layout.unit === unit);
    let seen = 0;
    for (const [number, , id] of rows.map((row) => row.split(" "))) {
      const item = across.find((one) => one.id === id);
      if (!item) continue;
      const at = pagesWith(pages, rowText(unit, number, languages));
      assert.equal(at.length, 1, `row ${number} stands whole on one page`);
      seen += 1;
      if (item.type !== "scale") continue;
      for (const words of [item.label, paper.scales[item.scale].options[3].label]) {
        for (const language of languages) assert.ok(pages[at[0]].text.includes(squeeze(words[language])), `${words[language]} above row ${number}`);
      }
    }
    assert.equal(seen, 3 * paper.units.find((one) => one.id === unit).members.length);
  });
}

/** The round with so many lines before its first question, which moves everything below to other places of the page. */
async function pushDown(lines) {
  const { meta } = await organizer.call("GET", "/rounds/paper");
  const intro = { en: Array(lines).fill("A line.").join("\n"), "zh-CN": Array(lines).fill("一行。").join("\n") };
  await organizer.call("PUT", "/rounds/paper", { ...paper, intro }, { "If-Match": `"${meta.version}"` });
}

test("wherever a page ends: a question stays with its boxes, a row with its words, the words at the end together", async () => {
  const marks = "123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  const general = paper.sections.find((section) => section.id === "general").items.filter((item) => item.options);
  for (const lines of [1, 3, 5, 7, 9, 11]) {
    await pushDown(lines);
    const pages = await print("unit=plant&language=zh-CN");
    for (const item of general) {
      const boxes = item.options.map((option, at) => `${marks[at]}${option.label["zh-CN"]}`).join("");
      const at = pagesWith(pages, boxes);
      assert.equal(at.length, 1, `${lines}: the boxes of ${item.id} stand together`);
      assert.ok(pages[at[0]].text.includes(item.label["zh-CN"]), `${lines}: ${item.id} stands with its boxes`);
    }
    for (let place = 1; place <= 20; place++) {
      assert.equal(pagesWith(pages, rowText("plant", `7-${place}`, ["zh-CN"])).length, 1, `${lines}: row ${place} stands whole`);
    }
    assert.deepEqual(pagesWith(pages, `${paper.thanks["zh-CN"]}灰色小字`), [pages.length - 1], `${lines}: the end`);
  }
  await pushDown(1);
});

test("a registrar prints too, others may not; a sample is marked on every page, and the frozen ballot on none", async () => {
  const registrar = await makeStaff(server, path, "registrar", ["registrar"]);
  assert.equal((await registrar.send("GET", "/rounds/paper/paper-ballot?unit=branch")).status, 200);
  const scrutineer = await makeStaff(server, path, "scrutineer", ["scrutineer"]);
  assert.equal((await scrutineer.send("GET", "/rounds/paper/paper-ballot?unit=branch")).status, 403);
  const draft = await print("unit=branch");
  draft.forEach((page, at) => assert.ok(page.text.includes("样张DRAFT"), `page ${at + 1}`));
  await organizer.call("POST", "/rounds/paper/open", {});
  const frozen = await print("unit=branch");
  frozen.forEach((page) => assert.ok(!/样张|DRAFT/.test(page.text)));
  assert.equal(frozen.length, draft.length);
});
