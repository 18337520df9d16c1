// The designer as a whole, in a real browser against the stand-in server: saving, undo, two people at once, versions.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { close, look, shapes, small_and_dark, start_visits } from "./staff_visit.mjs";

const kDraft = "2027-plan";
let visits;
before(async () => { visits = await start_visits(); });
after(async () => { await visits.end(); });

async function open_tab(tab, shape = {}) {
  const page = await visits.open_page(`/console#/rounds/${kDraft}/design/${tab}`, { account: 2, ...shape });
  await page.waitForSelector("nav[class=designer-tabs]");
  return page;
}
const saved = (page) => page.waitForFunction(() => /Saved · version|已保存/.test(document.querySelector(".designer-saving")?.textContent ?? ""));
const shows = (page, field, text) => page.waitForFunction(([id, words]) => document.querySelector(id).value === words, [field, text]);
const draft = () => visits.mock.state.rounds[kDraft].file;
const edit_title = async (page, text) => {
  await page.getByLabel(/^Title English/).fill(text);
  await page.waitForFunction(() => !/Saved/.test(document.querySelector(".designer-saving").textContent));
  await saved(page);
};

test("a change is saved by itself, undone and done again, by keyboard too", async () => {
  const page = await open_tab("texts");
  const old = draft().title.en;
  await edit_title(page, "Another title");
  assert.equal(draft().title.en, "Another title");
  await page.getByRole("button", { name: /^Undo: text: Title/ }).click();
  await shows(page, "#text-title-en", old);
  await saved(page);
  assert.equal(draft().title.en, old);
  await page.getByRole("button", { name: /^Redo/ }).focus();
  await page.keyboard.press("Control+y");
  await shows(page, "#text-title-en", "Another title");
  await page.keyboard.press("Control+z");
  await shows(page, "#text-title-en", old);
  await saved(page);
  assert.deepEqual(page.complaints, []);
  await close(page);
});

test("typing many letters is one step back", async () => {
  const page = await open_tab("texts");
  const old = draft().contact ?? "";
  await page.locator("#text-contact").press("End");
  await page.locator("#text-contact").pressSequentially("abcdef");
  await page.getByRole("button", { name: /^Undo/ }).click();
  await shows(page, "#text-contact", old);
  await close(page);
});

test("what somebody else saved comes in and is told; what both changed, the second decides", async () => {
  const page = await open_tab("texts");
  visits.mock.state.save_elsewhere(kDraft, (file) => ({ ...file, contact: "elsewhere" }));
  await edit_title(page, "Mine");
  await page.getByText("Somebody else changed this questionnaire at the same time").waitFor();
  assert.deepEqual([draft().contact, draft().title.en], ["elsewhere", "Mine"]);
  await look(page, "news");
  await page.getByRole("button", { name: "Understood" }).click();
  visits.mock.state.save_elsewhere(kDraft, (file) => ({ ...file, title: { ...file.title, en: "Theirs" } }));
  await page.getByLabel(/^Title English/).fill("Mine again");
  await page.getByRole("dialog").waitFor();
  await look(page, "decision");
  assert.equal(draft().title.en, "Theirs", "nothing is overwritten");
  await page.getByRole("radio", { name: /^Theirs/ }).check();
  await page.getByRole("button", { name: "Save it so" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await saved(page);
  assert.equal(draft().title.en, "Theirs");
  await shows(page, "#text-title-en", "Theirs");
  assert.ok(visits.mock.state.drafts[kDraft].some((entry) => entry.aside && entry.file.title.en === "Mine again"));
  await close(page);
});

test("versions are compared, named and put back", async () => {
  const page = await open_tab("texts");
  const before_edit = draft().title.en;
  await edit_title(page, "Newest title");
  await page.getByRole("link", { name: "Versions" }).click();
  await page.getByText("Name the version as it is now").click();
  await page.getByLabel("Name", { exact: true }).fill("Agreed");
  await page.getByRole("button", { name: "Keep under this name" }).click();
  await page.locator(".version-line", { hasText: "Agreed" }).waitFor();
  const list = visits.mock.state.drafts[kDraft];
  const old = list.filter((entry) => entry.file.title.en === before_edit && !entry.aside).pop();
  await page.getByRole("button", { name: `Compare with now: version ${old.version}` }).click();
  await page.getByText(`From version ${old.version} to now`).waitFor();
  assert.match(await page.locator(".changes").innerText(), /Newest title/);
  await look(page, "versions");
  await page.getByRole("button", { name: `Put back: version ${old.version}` }).click();
  for (let tries = 0; tries < 100 && draft().title.en !== before_edit; tries += 1) await page.waitForTimeout(100);
  assert.equal(draft().title.en, before_edit);
  await close(page);
});

test("what the server refuses is named, and the work stays", async () => {
  const page = await open_tab("texts");
  visits.mock.state.refuse_drafts = [{ severity: "error", place: "/title/en", expected: "a shorter title", remedy: "Shorten it." }];
  await page.getByLabel(/^Title English/).fill("Refused title");
  await page.getByText("Not saved: put right what is named below").waitFor();
  await page.getByText("a shorter title").waitFor();
  await look(page, "refused");
  visits.mock.state.refuse_drafts = null;
  await page.getByLabel(/^Title English/).fill("Good title");
  await saved(page);
  assert.equal(draft().title.en, "Good title");
  await close(page);
});

test("a round that is no draft cannot be designed", async () => {
  const page = await visits.open_page("/console#/rounds/2026-autumn/design/texts", { account: 2 });
  await page.getByText("can no longer be edited").waitFor();
  await look(page, "open round");
  await close(page);
});

test("rules are set by keyboard, and what follows from them changes at once", async () => {
  const page = await open_tab("rules");
  await page.getByLabel("Smallest group that is shown").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("8");
  await page.getByText("Where fewer than 8", { exact: false }).first().waitFor();
  assert.equal((await page.getByLabel("Comments are shown from").inputValue()), "10");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("12");
  await page.waitForFunction(() => document.querySelector("#rule-min-text").value === "12");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("1");
  await page.getByText("Enter a whole number from 3").waitFor();
  await page.getByLabel("Limit how many members one ballot may give a certain grade").focus();
  await page.keyboard.press("Space");
  await saved(page);
  assert.equal(draft().rules.min_cell, 12);
  assert.equal(draft().rules.quota, undefined);
  await page.keyboard.press("Space");
  await saved(page);
  assert.equal(draft().rules.quota.at_most, "1/3");
  await close(page);
});

for (const shape of [...shapes, small_and_dark]) {
  test(`every part is clean for axe at ${shape.width} px, ${shape.language}`, async () => {
    const page = await open_tab("texts", shape);
    for (const tab of await page.locator("nav.designer-tabs a").evaluateAll((links) => links.map((link) => link.hash))) {
      await page.goto(`${visits.base}/console${tab}`);
      await page.waitForSelector(`nav.designer-tabs a[aria-current=page][href="${tab}"]`);
      await look(page, `${tab} at ${shape.width}`);
    }
    await close(page);
  });
}
