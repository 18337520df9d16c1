// Files in and out, in a real browser: what is saved, what a chosen file would change, what is refused. The part is mounted
// alone on a page of its own, with the server's stand-in behind and its content security policy.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { random_round } from "./random_round.mjs";
import { close, look, shapes, small_and_dark, start_visits } from "./staff_visit.mjs";
import { build_pages, data_folder, load, require_static, static_folder } from "./support.mjs";
import { workbook_zip } from "./workbook_bytes.mjs";

const { read_workbook } = await load("console/workbook/read.ts");
const { write_workbook } = await load("console/workbook/write.ts");
const { read_xlsform } = await load("console/xlsform/read.ts");
const { write_xlsform } = await load("console/xlsform/write.ts");

const kDraft = "2027-plan";
const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const harness = `
  import { render } from "preact";
  import { useState } from "preact/hooks";
  import { LanguageProvider } from "../shared/staff/language";
  import { Exchange } from "./xlsform/exchange";
  import "../shared/staff/staff.css";
  function Page(props) {
    const [file, set_file] = useState(props.file);
    const take = (next, words) => { window.taken = { next, words }; set_file(next); };
    return <main class="shell"><h1>Exchange</h1><Exchange file={file} on_import={take} /></main>;
  }
  const { file } = await (await fetch("/api/v1/rounds/${kDraft}")).json();
  document.title = "Exchange";
  render(<LanguageProvider><Page file={file} /></LanguageProvider>, document.getElementById("app"));
`;

/** The built pages, with the harness in the console's place. */
function build_with_harness(folder) {
  build_pages(folder);
  require_static("esbuild").buildSync({
    absWorkingDir: static_folder, stdin: { contents: harness, resolveDir: join(static_folder, "console"), loader: "tsx", sourcefile: "harness.tsx" },
    bundle: true, splitting: true, format: "esm", target: "es2022", jsx: "automatic", jsxImportSource: "preact", outdir: join(folder, "assets"),
    entryNames: "harness", logLevel: "warning",
  });
  const html = readFileSync(join(folder, "console.html"), "utf8")
    .replace(/<script.*?<\/script>/, '<script type="module" src="/assets/harness.js"></script>').replace(/<link rel="stylesheet".*?>/, '<link rel="stylesheet" href="/assets/harness.css">');
  writeFileSync(join(folder, "console.html"), html);
}

let visits;
before(async () => { visits = await start_visits(build_with_harness); });
after(async () => { await visits.end(); });

const open = (shape = {}) => visits.open_page("/console", { account: 2, ...shape });
const draft = () => visits.mock.state.rounds[kDraft].file;
const choose = (page, name, buffer, mimeType = xlsx) => page.locator("#exchange-file").setInputFiles({ name, mimeType, buffer: Buffer.from(buffer) });
const choose_sheets = async (page, name, sheets) => choose(page, name, await (await write_workbook(sheets)).arrayBuffer());
async function download(page, button) {
  const [found] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
  return { name: found.suggestedFilename(), bytes: readFileSync(await found.path()) };
}
const taken = (page) => page.evaluate(() => window.taken);

test("the round file and the workbook are saved, and both hold the questionnaire", async () => {
  const page = await open({ width: 1440, height: 900 });
  const round = await download(page, "Save round file");
  assert.equal(round.name, `${kDraft}.round.json`);
  assert.deepEqual(JSON.parse(round.bytes), draft());
  await page.getByText(`Saved as ${kDraft}.round.json.`).waitFor();
  const workbook = await download(page, "Save XLSForm");
  assert.equal(workbook.name, `${kDraft}.xlsx`);
  const { sheets } = await read_workbook(new Uint8Array(workbook.bytes));
  assert.deepEqual(sheets.map(({ name }) => name), ["survey", "choices", "settings", "candor"]);
  assert.deepEqual(read_xlsform(sheets, draft()).file.sections.map(({ id }) => id), draft().sections.map(({ id }) => id));
  await page.getByText("do not keep answers anonymous").waitFor();
  await look(page, "saved");
  await close(page);
});

test("a workbook shows what it would change, and is taken with its words for undo", async () => {
  const page = await open();
  const incoming = random_round(12);
  await choose_sheets(page, "questions.xlsx", write_xlsform(incoming));
  await page.getByRole("heading", { name: "What “questions.xlsx” brings" }).waitFor();
  const row = (name) => page.locator("tr", { has: page.getByRole("rowheader", { name, exact: true }) }).locator("td").allInnerTexts();
  assert.deepEqual(await row("Sections"), [String(draft().sections.length), String(incoming.sections.length)]);
  assert.deepEqual(await row("Units"), [String(draft().units.length), String(draft().units.length)]);
  assert.equal(await taken(page), undefined, "nothing is taken before somebody says so");
  await look(page, "preview");
  await page.getByRole("button", { name: "Replace the questionnaire" }).click();
  await page.getByText("The questionnaire is replaced.").waitFor();
  const { next, words } = await taken(page);
  assert.equal(words, "take over questions.xlsx");
  assert.equal(next.id, kDraft);
  assert.deepEqual(next.sections, incoming.sections);
  assert.deepEqual(next.units.map(({ id }) => id), draft().units.map(({ id }) => id));
  await close(page);
});

test("a round file brings its units, unless one keeps one's own; its id stays behind", async () => {
  const page = await open();
  const incoming = JSON.parse(readFileSync(join(data_folder, "forms", "full-round.json"), "utf8"));
  await choose(page, "spring.json", JSON.stringify(incoming), "application/json");
  await page.getByText("The file is of round “2026-spring”; the draft keeps its own id").waitFor();
  await page.getByLabel("Keep this draft's units and members").check();
  await look(page, "round file");
  await page.getByRole("button", { name: "Replace the questionnaire" }).click();
  assert.deepEqual((await taken(page)).next.units.map(({ id }) => id), draft().units.map(({ id }) => id));
  await choose(page, "spring.json", JSON.stringify(incoming), "application/json");
  await page.getByRole("button", { name: "Replace the questionnaire" }).click();
  assert.deepEqual((await taken(page)).next, { ...incoming, id: kDraft });
  await close(page);
});

test("what stands in the way is listed by place, and nothing is taken", async () => {
  for (const shape of shapes) {
    const page = await open(shape);
    await choose_sheets(page, "geo.xlsx", [
      { name: "survey", rows: [["type", "name", "label"], ["geopoint", "where", "Where?"], ["select_one gone", "what", "What?"], ["calculate", "sum", "", "1"]] },
    ]);
    const notice = page.getByRole("alert");
    await notice.waitFor();
    assert.deepEqual(await notice.locator(".place").allInnerTexts(), shape.language === "en"
      ? ["survey, row 2, column “type”", "survey, row 3, column “type”", "survey, row 4, column “type”"]
      : ["survey，第2行，“type”列", "survey，第3行，“type”列", "survey，第4行，“type”列"]);
    assert.equal(await page.locator("#exchange-preview").count(), 0);
    assert.equal(await taken(page), undefined);
    await look(page, `refused ${shape.language}`);
    await close(page);
  }
});

test("what the server would refuse is named before anything is taken", async () => {
  const page = await open();
  visits.mock.state.refuse_checks = [{ severity: "error", place: "/rules/min_cell", expected: "at least 3", remedy: "Raise it." }];
  await choose_sheets(page, "rules.xlsx", write_xlsform(random_round(3)));
  await page.getByText("At least 3").waitFor();
  assert.equal(await page.getByRole("button", { name: "Replace the questionnaire" }).count(), 0);
  visits.mock.state.refuse_checks = null;
  await choose_sheets(page, "rules.xlsx", write_xlsform(random_round(3)));
  await page.getByRole("button", { name: "Leave it" }).click();
  assert.equal(await page.locator("#exchange-preview").count(), 0);
  assert.equal(await page.locator("#exchange-file").inputValue(), "");
  await close(page);
});

test("files that are none are refused in words, and the next choice is read", async () => {
  const page = await open(small_and_dark);
  const cases = [
    ["a.json", "{\"candor_round\": 2}", "This is no round file"], ["b.json", "{", "This is no round file"], ["c.xls", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]), "This is an old workbook"],
    ["d.xlsx", workbook_zip(["<a/>"]).subarray(0, 90), "The workbook cannot be read"], ["e.csv", "type,name\nnote,a\n", "There is no sheet named “survey”"], ["f.pdf", "%PDF-1.4", "This is neither a workbook"],
  ];
  for (const [name, bytes, words] of cases) {
    await choose(page, name, bytes);
    await page.getByText(words).waitFor();
    await look(page, name);
  }
  await choose_sheets(page, "good.xlsx", write_xlsform(random_round(5)));
  await page.getByRole("button", { name: "Replace the questionnaire" }).waitFor();
  assert.equal(await page.getByRole("alert").count(), 0);
  await look(page, "good after bad");
  await close(page);
});

test("where the reader itself cannot be loaded, that is said", async () => {
  const page = await open();
  await page.route(/import_file|assets\/(?!harness)/, (route) => route.abort());
  await choose_sheets(page, "late.xlsx", write_xlsform(random_round(8)));
  await page.getByText("The file could not be read. Load the page again").waitFor();
  await page.getByText("Reading…").waitFor({ state: "detached" });
  await close(page);
});

test("the way in and out goes by keyboard alone", async () => {
  const page = await open();
  await choose_sheets(page, "keys.xlsx", write_xlsform(random_round(8)));
  await page.getByRole("button", { name: "Replace the questionnaire" }).waitFor();
  await page.locator("#exchange-file").focus();
  for (let n = 0; n < 8; n += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement?.textContent) === "Replace the questionnaire") break;
  }
  await page.keyboard.press("Enter");
  await page.getByText("The questionnaire is replaced.").waitFor();
  await close(page);
});
