// The panels of questions and scales in a real browser against the stand-in server: by keyboard alone, with undo, in both
// languages, on a phone, and before axe.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { dangling } from "./designer_questions_edits.mjs";
import { close, look, shapes, start_visits } from "./staff_visit.mjs";

const kDraft = "2027-plan";
let visits;
let original;
before(async () => {
  visits = await start_visits();
  original = structuredClone(draft());
});
after(async () => { await visits.end(); });

const draft = () => visits.mock.state.rounds[kDraft].file;
async function open_tab(tab, { file = original, ...shape } = {}) {
  visits.mock.state.rounds[kDraft].file = structuredClone(file);
  const page = await visits.open_page(`/console#/rounds/${kDraft}/design/${tab}`, { account: 2, width: 1440, height: 900, ...shape });
  await page.waitForSelector(".designer-panel h2");
  return page;
}
const saved = (page) => page.waitForFunction(() => /Saved · version|已保存/.test(document.querySelector(".designer-saving")?.textContent ?? ""));
/** After an edit: until it has reached the server. */
async function stored(page, holds) {
  for (let n = 0; n < 100; n += 1) {
    if (holds(draft())) return;
    await page.waitForTimeout(100);
  }
  assert.fail(JSON.stringify(draft().sections, null, 1));
}
const item = (id) => draft().sections.flatMap(({ items }) => items).find((one) => one.id === id);

/** Tab, Tab … until the element that has the focus fits: its id, or what it is called. */
async function tab_to(page, wanted, key = "Tab") {
  for (let n = 0; n < 150; n += 1) {
    const { id, name } = await page.evaluate(() => {
      const element = document.activeElement;
      const label = element.labels?.[0]?.textContent ?? "";
      return { id: element.id, name: element.getAttribute("aria-label") ?? (label || element.textContent.trim()) };
    });
    if (wanted instanceof RegExp ? wanted.test(name) : id === wanted) return;
    await page.keyboard.press(key);
  }
  assert.fail(`no way by keyboard to ${wanted}`);
}
async function press(page, wanted, key = "Enter") {
  await tab_to(page, wanted);
  await page.keyboard.press(key);
}
async function write(page, wanted, text) {
  await tab_to(page, wanted);
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
}
const focused = (page, id) => page.waitForFunction((wanted) => document.activeElement.id === wanted, id);

const kTypes = [
  ["scale", /^Scale$/], ["single", /^One choice$/], ["multiple", /^Several choices$/], ["text", /^Free text$/], ["number", /^Number$/],
  ["rank", /^Ranking$/], ["nps", /^0 to 10$/], ["info", /^Note$/],
];

async function add_by_keyboard(page, section, at) {
  const [type, button] = kTypes[at];
  const id = `section-${section}-q${at === 0 ? "" : `-${at + 1}`}`;
  await press(page, `section-${section}-add`);
  await page.getByRole("button", { name: button }).first().waitFor();
  await press(page, button);
  await focused(page, `${id}-label-zh-CN`);
  await page.keyboard.type(`问题${at + 1}`);
  await write(page, `${id}-label-en`, `Question ${at + 1}`);
  if (type === "scale") await write(page, `${id}-weight`, "30");
  if (["single", "multiple", "rank"].includes(type)) {
    for (const n of [1, 2]) {
      await write(page, `${id}-option-option-${n}-zh-CN`, `选${n}`);
      await write(page, `${id}-option-option-${n}-en`, `Option ${n}`);
    }
  }
  if (type === "multiple") await write(page, `${id}-max`, "2");
  if (type === "number") await write(page, `${id}-max`, "31");
  if (type === "single") await press(page, /An answer is required/, "Space");
  if (type === "multiple") {
    await tab_to(page, `${id}-depends`);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await press(page, /^Option 1$/, "Space");
  }
}

test("two sections with every type of question are made by keyboard alone", async () => {
  const empty = { ...original, scales: {}, sections: [], rules: {} };
  const page = await open_tab("questions", { file: empty });
  await page.getByText("Nothing is asked yet").waitFor();
  await look(page, "empty");
  await press(page, /^The leadership team$/);
  await focused(page, "section-team-title-zh-CN");
  await write(page, "section-team-title-en", "Our team");
  for (let at = 0; at < kTypes.length; at += 1) await add_by_keyboard(page, "team", at);
  await press(page, /^Each member$/);
  await focused(page, "section-member-title-zh-CN");
  await write(page, "section-member-of", "Only");
  await press(page, "section-member-add");
  await press(page, /^Take a ready question$/);
  await press(page, /^Overall rating of a person$/);
  await focused(page, "section-member-overall-label-zh-CN");
  await stored(page, (file) => file.sections[1]?.items.length === 1);
  await saved(page);
  const file = draft();
  assert.deepEqual(dangling(file), []);
  assert.deepEqual(file.sections.map(({ id, about, title }) => [id, about, title.en]), [["team", "team", "Our team"], ["member", "member", "Members of the team"]]);
  assert.deepEqual(file.sections[0].items.map(({ type }) => type), kTypes.map(([type]) => type));
  assert.deepEqual(file.sections[0].items.map(({ label }) => label), kTypes.map((_, at) => ({ "zh-CN": `问题${at + 1}`, en: `Question ${at + 1}` })));
  assert.deepEqual([item("q").weight, item("q-2").required, item("q-5").max, item("q-3").max], ["30", true, "31", 2]);
  assert.deepEqual(item("q-3").show_if, { item: "q-2", is: ["option-1", "option-2"] });
  assert.deepEqual(Object.keys(file.scales), ["grade", "overall"]);
  assert.deepEqual(page.complaints, []);
  await close(page);
});

test("a question is moved by keyboard; what hung on it is told, and comes back with Undo beside", async () => {
  const options = ["a", "b"].map((id) => ({ id, label: { en: id, "zh-CN": id } }));
  const question = (id, more) => ({ id, type: "single", label: { en: id, "zh-CN": id }, options, ...more });
  const sections = [{ id: "s", about: "none", title: { en: "S", "zh-CN": "S" }, items: [question("first"), question("second", { show_if: { item: "first", is: ["a"] } })] }];
  const page = await open_tab("questions", { file: { ...original, sections, rules: {} } });
  await tab_to(page, "section-s-second-open");
  await page.keyboard.press("Alt+ArrowUp");
  await page.getByText("“second” is now always shown").waitFor();
  await focused(page, "section-s-second-open");
  await look(page, "told");
  await stored(page, (file) => file.sections[0].items[0].id === "second" && !file.sections[0].items[0].show_if);
  await page.locator(".told button").click();
  await stored(page, (file) => file.sections[0].items[1].show_if?.is[0] === "a");
  assert.equal(await page.locator(".told.shown").count(), 0);
  await page.locator("#section-s-first-open").click();
  await page.getByRole("button", { name: "Remove “first”" }).click();
  await page.getByText("Done: remove “first”; “second” is now always shown.").waitFor();
  await focused(page, "section-s-second-open");
  await stored(page, (file) => file.sections[0].items.length === 1);
  await close(page);
});

/** Each kind of edit, by mouse, on the original draft, whose first section has seven questions. */
const kEdits = [
  ["duplicate a question", async (page, row) => { await row(1).click(); await page.getByRole("button", { name: /^Duplicate “Ability/ }).click(); }],
  ["move a question", (page) => page.getByRole("button", { name: /^Up: move “Results”/ }).click()],
  ["another text", async (page, row) => { await row(0).click(); await page.locator(".item-form textarea").first().fill("方向"); }],
  ["what to look at", (page) => page.locator(".item-form textarea[id*=-hint-]").last().fill("Look here")],
  ["weight", (page) => page.locator(".item-form input[id$=-weight]").fill("1/3")],
  ["required", (page) => page.getByLabel("An answer is required").check()],
  ["type", (page) => page.locator(".item-form select[id$=-type]").selectOption("rank")],
  ["an answer", (page) => page.getByLabel(/^Answer 1 English/).fill("First")],
  ["add an answer", (page) => page.getByRole("button", { name: "Add an answer" }).click()],
  ["move an answer", (page) => page.getByRole("button", { name: /^Up: move “answer 3”/ }).click()],
  ["remove an answer", (page) => page.getByRole("button", { name: "Remove “First”" }).click()],
  ["paste answers", async (page) => {
    await page.getByText("Paste many answers, one a line").click();
    await page.locator("textarea[id$=-paste-lines]").fill("1. One\n2. Two\n3. Three");
    await page.getByRole("button", { name: "Add 3 answers" }).click();
  }],
  ["condition", async (page, row) => { await row(2).click(); await page.locator("select[id$=-depends]").selectOption({ index: 1 }); }],
  ["another section", async (page, row) => {
    await page.getByRole("button", { name: "General questions", exact: true }).click();
    await page.getByRole("button", { name: "General questions", exact: true }).click();
    await page.locator("#section-general-add").click();
    await page.locator(".adder[open]").getByRole("button", { name: "0 to 10" }).click();
    await page.locator(".item-form select[id$=-to]").selectOption({ index: 1 });
    await page.getByRole("button", { name: /^Move “/ }).click();
  }],
  ["paste questions", async (page) => {
    await page.locator("#section-general-add").click();
    await page.getByText("Paste questions, one a line").click();
    await page.locator("#section-general-paste-lines").fill("甲\tA\n乙\tB");
    await page.getByRole("button", { name: "Add 2 questions" }).click();
  }],
  ["kind of members", async (page) => {
    await page.locator("#section-member-edit").click();
    await page.locator("#section-member-of").selectOption({ label: "A kind of its own …" });
    await page.locator("#section-member-kind").fill("appointee");
  }],
  ["title", (page) => page.locator("#section-member-title-en").fill("Appointees")],
  ["about", (page) => page.getByRole("radio", { name: "neither: general questions" }).check()],
  ["duplicate a section", (page) => page.getByRole("button", { name: /^Duplicate “Section 1/ }).click()],
  ["move a section", (page) => page.getByRole("button", { name: /^Down: move “Section 1/ }).click()],
  ["remove a section", (page) => page.getByRole("button", { name: /^Remove “Section 3/ }).click()],
  ["remove a question", async (page, row) => { await row(0).click(); await page.locator(".item-foot").getByRole("button", { name: /^Remove/ }).click(); }],
];

test("each kind of edit is undone and done again", async () => {
  const page = await open_tab("questions");
  const row = (at) => page.locator(".item-opener").nth(at);
  for (const [what, edit] of kEdits) {
    const before_edit = await page.getByRole("button", { name: /^Undo/ }).first().getAttribute("aria-label");
    await edit(page, row);
    await page.waitForFunction((old) => document.querySelector(".designer-undo button").getAttribute("aria-label") !== old, before_edit)
      .catch(() => assert.fail(`“${what}” did nothing`));
  }
  await saved(page);
  await stored(page, (file) => file.sections.length > original.sections.length);
  const last = structuredClone(draft());
  assert.deepEqual(dangling(last), []);
  const step_all = async (name) => {
    const button = page.locator(".designer-undo").getByRole("button", { name });
    for (let n = 0; n < 80 && (await button.getAttribute("aria-disabled")) !== "true"; n += 1) await button.click();
    await page.waitForTimeout(1200);
    await saved(page);
  };
  await step_all(/^Undo/);
  assert.deepEqual(draft(), original);
  await step_all(/^Redo/);
  assert.deepEqual(draft(), last);
  assert.deepEqual(page.complaints, []);
  await close(page);
});

test("on a phone, in Chinese: questions are pasted, weighed in words, and one is taken back", async () => {
  const page = await open_tab("questions", { width: 390, height: 844, language: "zh-CN", file: { ...original, rules: {} } });
  await page.getByText("添加题目").last().click();
  await page.getByText("批量粘贴题目，每行一题").click();
  await page.getByRole("button", { name: "添加", exact: true }).click();
  await page.getByText("请至少粘贴一行文字。").waitFor();
  await page.getByLabel("内容").fill("1、办事是否公道\n2、待人是否诚恳\n\n");
  await page.getByRole("button", { name: "添加2题" }).click();
  await stored(page, (file) => file.sections[1].items.length === original.sections[1].items.length + 2);
  const [first, second] = draft().sections[1].items.slice(-2);
  assert.deepEqual([first.label, second.label], [{ "zh-CN": "办事是否公道" }, { "zh-CN": "待人是否诚恳" }]);
  assert.deepEqual([first.type, first.scale, first.weight], ["scale", Object.keys(original.scales)[0], undefined]);
  await page.locator(".item-opener", { hasText: "办事是否公道" }).click();
  await page.getByText("权重为0：公布结果，但不计入得分。").waitFor();
  await page.locator(".item-form input[id$=-weight]").fill("0.5");
  await page.getByText("本题在得分中占1.5份中的0.5份。").waitFor();
  await page.locator(".item-form input[id$=-weight]").fill("一半");
  await page.getByText("请填写不小于0的数").waitFor();
  await look(page, "weighed on a phone");
  await page.getByRole("button", { name: "删除“办事是否公道”" }).click();
  await page.getByText("已完成：删除“办事是否公道”。").waitFor();
  await page.locator(".told button").click();
  await page.locator(".item-opener", { hasText: "办事是否公道" }).waitFor();
  await close(page);
});

test("a scale is taken, changed, tried, and left for another", async () => {
  const page = await open_tab("scales", { file: { ...original, rules: {} } });
  await page.locator("#scale-add").click();
  await page.getByRole("button", { name: /^Take this scale: How often/ }).click();
  await focused(page, "scale-frequency-open");
  await page.getByLabel(/^Grade 1 English/).fill("All the time");
  await page.locator("#scale-frequency-option-often-value").fill("one");
  await page.getByText("Enter a number, a fraction").waitFor();
  await page.locator("#scale-frequency-option-often-value").fill("100");
  await page.getByText("The values do not fall").waitFor();
  await page.locator("#scale-frequency-option-often-value").fill("80");
  await page.getByText("The values do not fall").waitFor({ state: "detached" });
  await page.locator("#scale-frequency-option-never-label-en").locator("xpath=ancestor::fieldset[1]").getByLabel("Counts as favourable").check();
  await page.locator("#scale-frequency-option-unknown-label-en").locator("xpath=ancestor::fieldset[1]").getByRole("button", { name: "Remove “Don't know”" }).click();
  await page.getByText("There is no “don’t know”").waitFor();
  await page.getByRole("radio", { name: "All the time" }).check();
  await page.getByRole("button", { name: "Add a grade" }).click();
  await focused(page, "scale-frequency-option-option-label-zh-CN");
  await page.keyboard.type("说不清");
  await page.locator("#scale-frequency-option-option-label-zh-CN").locator("xpath=ancestor::fieldset[1]").getByLabel("“Don’t know”: in no score").check();
  await stored(page, (file) => file.scales.frequency?.options.length === 6 && file.scales.frequency.options[5].scored === false);
  assert.deepEqual(draft().scales.frequency.options.map(({ value }) => value), ["100", "80", "50", "25", "0", undefined]);
  assert.deepEqual(draft().scales.frequency.options[5], { id: "option", label: { "zh-CN": "说不清" }, scored: false });
  await page.getByRole("button", { name: /^Remove “All the time/ }).last().click();
  await stored(page, (file) => !file.scales.frequency);
  await close(page);
});

test("a scale's questions go to another scale, and then it goes", async () => {
  const page = await open_tab("scales", { file: { ...original, rules: {} } });
  const [first, second] = Object.keys(original.scales);
  const users = original.sections.flatMap(({ items }) => items).filter(({ scale }) => scale === first).length;
  await page.locator(`#scale-${first}-open`).click();
  assert.match(await page.locator(`#scale-${first}-open`).textContent(), new RegExp(`Used by ${users} questions`));
  assert.equal(await page.locator(".item-form .item-foot").getByRole("button", { name: /^Remove/ }).count(), 0);
  await page.getByLabel("Its questions go to").selectOption(second);
  await page.getByRole("button", { name: "Move them and remove this scale" }).click();
  await page.locator(".told.shown").waitFor();
  await stored(page, (file) => !(first in file.scales));
  assert.deepEqual(dangling(draft()), []);
  assert.equal(draft().sections.flatMap(({ items }) => items).filter(({ scale }) => scale === second).length, original.sections.flatMap(({ items }) => items).filter(({ type }) => type === "scale").length);
  await close(page);
});

for (const shape of shapes) {
  test(`everything open is clean for axe at ${shape.width} px, ${shape.language}`, async () => {
    const page = await open_tab("questions", shape);
    const opened = async (where) => look(page, `${where} at ${shape.width}, ${shape.language}`);
    await page.locator(".item-opener").first().click();
    await opened("a scale question");
    await page.locator(".item-opener").nth(6).click();
    await opened("a text question");
    await page.locator(".section-bar button[aria-expanded]").last().click();
    await page.locator(".adder > summary").first().click();
    for (const summary of await page.locator(".adder details > summary").all()) await summary.click();
    await opened("ways to add");
    await page.locator(".adder[open] .type-list button").nth(2).click();
    await page.locator(".options-editor").waitFor();
    await opened("several choices");
    await page.goto(`${visits.base}/console#/rounds/${kDraft}/design/scales`);
    await page.locator("#scale-add").click();
    await page.locator(".item-opener").first().click();
    await opened("a scale");
    await close(page);
  });
}
