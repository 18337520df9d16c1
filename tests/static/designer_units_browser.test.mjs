// Units in the designer, in a real browser: by keyboard, from a workbook, and with ten thousand of them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { close, look, shapes, start_visits } from "./staff_visit.mjs";

const kDraft = "2027-plan";
let visits;
before(async () => { visits = await start_visits(); });
after(async () => { await visits.end(); });

async function open_units(shape = {}) {
  const page = await visits.open_page(`/console#/rounds/${kDraft}/design/units`, { account: 2, width: 1440, height: 900, ...shape });
  await page.waitForSelector("#units");
  return page;
}
const entry = () => visits.mock.state.rounds[kDraft];
const saved = (page) => page.waitForFunction(() => /Saved · version|已保存/.test(document.querySelector(".designer-saving")?.textContent ?? ""));
const settled = async (page) => {
  await page.waitForTimeout(900);  // longer than the pause before saving
  await saved(page);
};
const chosen = (page) => page.locator(".unit-editor h3").innerText();

test("three units are built by keyboard alone, one below another, with members and people due", async () => {
  entry().file = { ...entry().file, units: [] };
  const page = await open_units();
  await page.getByRole("button", { name: "Add a unit", exact: true }).focus();
  await page.keyboard.press("Enter");
  const type_into = async (id, text) => {
    await page.locator(id).focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.type(text);
  };
  await type_into("#unit-name-en", "Head office");
  const first = entry().file.categories[0].id;
  await type_into(`#unit-due-${first}`, "12x");
  await page.getByText("Enter a whole number, or nothing.").waitFor();
  await type_into(`#unit-due-${first}`, "12");
  await page.getByRole("button", { name: "Add a member", exact: true }).focus();
  await page.keyboard.press("Enter");
  await type_into("#member-m1-name-en", "Li Ming");
  await page.getByLabel("Head of the unit").focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Add a unit below" }).focus();
  await page.keyboard.press("Enter");
  await type_into("#unit-name-en", "Works");
  await page.getByRole("button", { name: "Add a unit", exact: true }).focus();
  await page.keyboard.press("Enter");
  await type_into("#unit-name-en", "Shop");
  await settled(page);
  const { units } = entry().file;
  assert.deepEqual(units.map(({ name, parent }) => [name.en, parent]), [["Head office", null], ["Works", units[0].id], ["Shop", null]]);
  assert.deepEqual([units[0].due, units[0].members[0].name.en, units[0].members[0].head], [{ [first]: 12 }, "Li Ming", true]);

  await page.getByRole("tree").focus();
  await page.keyboard.press("Home");
  assert.match(await chosen(page), /Head office/);
  await page.keyboard.press("ArrowLeft");
  assert.equal(await page.getByRole("treeitem").count(), 2);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  assert.match(await chosen(page), /Works/);
  await page.keyboard.press("s");
  assert.match(await chosen(page), /Shop/);
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await page.getByLabel("Find the unit above").fill("works");
  await page.getByRole("button", { name: "Below “Works”" }).click();
  await settled(page);
  assert.equal(entry().file.units[2].parent, units[1].id);
  await look(page, "units");
  await page.getByRole("treeitem", { name: /Head office/ }).click();
  await page.getByRole("button", { name: "Remove with the 2 units below it" }).click();
  await page.getByText("No unit yet").waitFor();
  await page.getByRole("button", { name: /^Undo: remove “Head office”/ }).click();
  await settled(page);
  assert.equal(entry().file.units.length, 3);
  assert.deepEqual(page.complaints, []);
  await close(page);
});

test("a workbook goes to the server as its table; what is wrong is named, and undo takes it back", async () => {
  const page = await open_units();
  const before_units = entry().file.units;
  const sent = [];
  visits.mock.state.take_units = (text) => {
    sent.push(text);
    return { ...entry().file, units: [{ id: "u9", name: { en: "Nine" }, parent: null, members: [{ id: "m1", name: { en: "A" } }] }] };
  };
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /model to fill in/ }).click()]);
  const workbook = readFileSync(await download.path());
  assert.equal(workbook.subarray(0, 2).toString(), "PK");
  const file = { name: "units.xlsx", mimeType: "application/octet-stream", buffer: workbook };
  await page.getByLabel("Workbook (.xlsx) or CSV").setInputFiles(file);
  await page.getByRole("button", { name: "Take up the table" }).click();
  await page.getByText("The table is in: 1 unit, 1 member").waitFor();
  assert.match(sent[0], /^unit,parent,member_name,post,head,due\..*\r\n.*Li Ming/);
  await look(page, "table taken up");
  await page.getByRole("button", { name: "Undo: take up a table of units" }).click();
  await settled(page);
  assert.deepEqual(entry().file.units, before_units);
  await page.getByLabel(/^Or paste rows/).fill("unit\tsalary\nA\t3");
  await page.getByRole("button", { name: "Take up the table" }).click();
  await page.getByText("Column B: “salary” is not understood").waitFor();
  await look(page, "finding");
  assert.equal(sent.length, 1, "nothing is sent that is not understood");
  await close(page);
});

test("of ten thousand units only those in view are drawn, and search and keys reach all of them", async () => {
  entry().file = { ...entry().file, units: Array.from({ length: 10_000 }, (_, at) => (
    { id: `n${at}`, name: { en: `Unit number ${at}` }, parent: at < 100 ? null : `n${at % 100}`, members: [{ id: "m1", name: { en: `Person ${at}` } }] })) };
  const page = await open_units();
  await page.waitForSelector("[role=treeitem]");
  assert.ok(await page.getByRole("treeitem").count() < 60);
  await page.getByRole("button", { name: "Unfold all" }).click();
  await page.getByRole("tree").focus();
  await page.keyboard.press("End");
  assert.match(await chosen(page), /Unit number 9999/);
  assert.ok(await page.getByRole("treeitem").count() < 60);
  await page.getByLabel("Find a unit or a person").fill("person 4711");
  await page.getByText("1 found").waitFor();
  await page.getByRole("treeitem", { name: /Unit number 4711/ }).click();
  await page.locator("#unit-name-en").fill("Renamed");
  await settled(page);
  assert.equal(entry().file.units[4711].name.en, "Renamed");
  await look(page, "ten thousand");
  await close(page);
});

for (const shape of shapes) {
  test(`units are clean for axe at ${shape.width} px, ${shape.language}`, async () => {
    const page = await open_units(shape);
    await page.getByRole("treeitem").first().click();
    await look(page, `units at ${shape.width}`);
    await close(page);
  });
}
