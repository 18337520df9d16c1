// Questionnaires made by hand, through the real program in a real browser: from an empty console to an open round in both
// languages; two organizers at once; versions; templates that are filled in, saved and opened.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { launchBrowser } from "./support/browser.mjs";
import { canonical, codesOnSheet } from "./support/cast.mjs";
import { Designer, part } from "./support/designer.mjs";
import { smallRound } from "./support/rounds.mjs";
import { candor, makeDirectory, makeStaff, root, startServer } from "./support/server.mjs";
import { makeFirstLink, makeVisitor, signInFirst } from "./support/visitor.mjs";
import { linkOf } from "./support/walk_round.mjs";

const kShapes = [{ language: "zh-CN", width: 390, height: 844 }, { language: "en", width: 1440, height: 900 }];
const kDesk = kShapes[1];
const kTitle = { "zh-CN": "机关作风测评", en: "How the office works" };
const kQuestions = [
  { "zh-CN": "办事是否公道", en: "Is everybody treated alike?" },
  { "zh-CN": "决策是否及时", en: "Are decisions made in time?" },
  { "zh-CN": "沟通是否顺畅", en: "Do people learn what they need to know?" },
];
const kWhat = { "zh-CN": "主要问题在哪些方面？", en: "Where does it go wrong?" };
const kAnswers = [{ "zh-CN": "安排任务", en: "Giving out work" }, { "zh-CN": "评先评优", en: "Awards" }];
const kWords = { "zh-CN": "最需要改进的是什么？", en: "What should be better first?" };
const kOverall = { "zh-CN": "总体评价", en: "Overall rating" };

let directory, server, browser, staff;
before(async () => {
  directory = makeDirectory("candor-design-");
  server = await startServer(directory.path);
  staff = await makeStaff(server, directory.path, "script", ["organizer"]);
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  directory?.remove();
});

/** An organizer who has just signed in, in a browser of their own. */
async function makeOrganizer(shape, name, expected = []) {
  const visitor = await makeVisitor(browser, server.url, shape, name, expected);
  await signInFirst(visitor, makeFirstLink(server, directory, name, "organizer"));
  return new Designer(visitor, shape.language);
}

const draftOf = async (id) => (await staff.call("GET", `/rounds/${id}`)).file;

async function newRound({ page }, id, template) {
  await page.locator('a[href="#/new"]').click();
  await page.check(`input[name=template][value="${template}"]`);
  await page.fill("#round-id", id);
  for (const language of ["zh-CN", "en"]) {
    await page.fill(`#title-${language}`, kTitle[language]);
    await page.fill(`#asked-by-${language}`, language === "en" ? "Personnel office" : "组织人事部");
  }
  await page.fill("#contact", "+86 10 5555 0100");
  await page.click("form .button.primary");
}

async function askAboutTeam(designer) {
  const { page, q } = designer;
  await designer.addSection("team", "team");
  for (const [at, label] of kQuestions.entries()) await designer.addItem("team", "scale", at, label);
  const multiple = await designer.addItem("team", "multiple", 3, kWhat);
  for (const [at, label] of kAnswers.entries()) await designer.pair(`${multiple}-option-option-${at + 1}`, label);
  await page.selectOption(`#${multiple}-depends`, "q");
  const fair = page.getByRole("group", { name: q.show_if.is }).locator("label.check").nth(2);
  await fair.locator("input").check();
  await designer.look("a question for some");
  await designer.addItem("team", "text", 4, kWords);
}

async function askAboutMembers(designer) {
  await designer.addSection("member", "member");
  const overall = await designer.addItem("member", "scale", 5, kOverall);
  await designer.page.selectOption(`#${overall}-scale`, "overall");
  await designer.page.fill(`#${overall}-weight`, "1");
  await designer.saved();
  await designer.look("questions");
}

/** Two units by a table under the names that the page proposes, one member more by hand. */
async function nameUnits(designer) {
  const { page, u, language } = designer;
  const categories = await designer.takeCategories("leaders-managers-staff");
  await designer.look("categories");
  await designer.go("units");
  const heads = language === "en" ? ["unit", "parent", "member", "post", "head"] : ["单位", "上级单位", "姓名", "职务", "主要负责人"];
  const labels = categories.map(({ label }) => label[language]);
  await designer.pasteUnits([[...heads, "salary"], ["Office", "", "Li Ming"]]);
  await designer.look("a table that is not understood");
  await designer.pasteUnits([
    [...heads, ...labels],
    ["Office", "", "Li Ming", "Head", "yes", "5", "8", "20"],
    ["", "", "Wang Fang", "Deputy", "", "", "", ""],
    ["Stores", "Office", "", "", "", "5", "6", "12"],
  ]);
  await page.locator(".notice.success").waitFor();
  await designer.addMember(/Stores/, "m1", { name: { "zh-CN": "何秀兰", en: "He Xiulan" }, post: { "zh-CN": "主任", en: "Head" } });
  await designer.saved();
  assert.equal(await page.getByRole("treeitem").count(), 2, u.tree);
  await designer.look("units");
}

async function setRules(designer) {
  const { page, r } = designer;
  await designer.go("rules");
  await page.getByLabel(r.rules.quota_use).check();
  await page.fill("#quota-at-most", "1/2");
  await page.getByLabel(r.rules.invalid_options.over_quota).check();
  await designer.saved();
  await designer.look("rules");
  await designer.go("texts");
  await designer.pair("text-intro", { "zh-CN": "请根据平时了解作答。", en: "Please answer from what you have seen." });
  await designer.pair("text-use_of_answers", { "zh-CN": "用于改进工作。", en: "To improve how we work." });
  await designer.saved();
  await designer.look("texts");
}

/** From the designer back to the round; tickets; opened. Gives the codes of the sheet. */
async function openByTicket({ page, look }, id) {
  await page.locator(".designer > p a").click();
  await page.check("input[name=access-mode][value=ticket]");
  await page.click(`${part("access")} button[type=submit]`);
  await page.waitForSelector(".notice.success");
  return pressOpen({ page, look }, id);
}

async function pressOpen({ page, look }, id) {
  await page.click(".action .button.primary");
  await page.waitForSelector("#open-round");
  await look("opening");
  await page.click("#open-round .button.primary");
  await page.waitForSelector("#tickets");
  await look("open round");
  const sheet = await (await staff.send("GET", `/rounds/${id}/tickets`)).text();
  const { meta } = await staff.call("GET", `/rounds/${id}`);
  return codesOnSheet(sheet).map((code) => ({ ...code, round: id, manifest: meta.manifest_hash }));
}

/** Somebody answers by a slip what has just been designed. */
async function answer(shape, code) {
  const { page, look, close } = await makeVisitor(browser, server.url, shape, "respondent");
  const next = () => page.locator("main .button.primary").last().click();
  const choose = (about, item, option) => page.locator(`input[name="q.${about}.${item}"][value="${option}"]`).check();
  await page.goto(linkOf(server.url, code));
  await page.waitForSelector(".facts");
  await next();
  await page.waitForSelector("form.card");
  for (const label of kQuestions) assert.ok((await page.textContent("form.card")).includes(label[shape.language]));
  assert.ok(!(await page.textContent("form.card")).includes(kWhat[shape.language]), "shown to those alone who are asked");
  await choose("team", "q", "poor");
  await choose("team", "q-2", "good");
  await page.getByLabel(kAnswers[1][shape.language]).check();
  await page.locator("textarea").fill("Fewer meetings.");
  await look("team");
  await next();
  for (const [member, grade] of [["m1", "excellent"], ["m1-2", "competent"]]) {
    await page.locator(`input[name="q.${member}.q-6"]`).first().waitFor();
    await choose(member, "q-6", grade);
    await next();
  }
  await page.waitForSelector(".review-step");
  await next();
  await page.waitForSelector(".notice.success");
  await look("thanks");
  await close();
}

for (const shape of kShapes) {
  test(`from an empty console to an open round (${shape.language}, ${shape.width} px)`, async () => {
    const id = `made-${shape.width}`;
    const designer = await makeOrganizer(shape, `designer-${shape.width}`);
    const { page, look } = designer;
    await newRound(designer, id, "-");
    await page.waitForSelector("nav.designer-tabs");
    const told = await page.locator(`${part("checks")} .diagnostic`).allInnerTexts();
    assert.ok(told.length > 0 && new Set(told).size === told.length, `what is missing is told once: ${told}`);
    await look("nothing yet");
    await designer.go("scales");
    await designer.takeScale("grades-100-85-70-50");
    await designer.takeScale("grades-100-80-60-0");
    await look("scales");
    await designer.go("questions");
    await askAboutTeam(designer);
    await askAboutMembers(designer);
    await designer.go("categories");
    await nameUnits(designer);
    await setRules(designer);
    await designer.checksAreClear();
    if (shape.width < 1200) await designer.go("preview");
    await designer.lookAtPreview(kTitle[shape.language], kQuestions[0][shape.language]);
    const codes = await openByTicket(designer, id);
    await answer(shape, codes.find((code) => code.part === 1 && code.category === 3));
    const { rules, access, sections, units } = await draftOf(id);
    assert.deepEqual([access.mode, rules.quota.scale, rules.quota.at_most], ["ticket", "overall", "1/2"]);
    assert.deepEqual(sections[0].items[3].show_if, { item: "q", is: ["fair", "poor"] });
    assert.deepEqual(units.map((unit) => unit.due), [{ A: 5, B: 8, C: 20 }, { A: 5, B: 6, C: 12 }]);
    await designer.close();
  });
}

test("the preview is framed by the console's own origin alone, the console by nobody", async () => {
  const policyOf = async (path) => (await fetch(`${server.url}${path}`)).headers;
  const preview = await policyOf("/preview");
  assert.match(preview.get("content-security-policy"), /frame-ancestors 'self'/);
  assert.equal(preview.get("x-frame-options"), "SAMEORIGIN");
  const console_ = await policyOf("/console");
  assert.match(console_.get("content-security-policy"), /frame-ancestors 'none'/);
  assert.match(console_.get("content-security-policy"), /frame-src 'self'/);
});

const openTexts = async ({ page }, id) => {
  await page.goto(`${server.url}/console#/rounds/${id}/design/texts`);
  await page.waitForSelector("#text-title-en");
};
const write = async (designer, field, text) => {
  await designer.page.fill(`#${field}`, text);
  await designer.saved();
};

test("two organizers at once: what both changed apart is merged, what both changed alike is decided; versions go back", async () => {
  const id = "together";
  await staff.call("POST", "/rounds", smallRound(id));
  const one = await makeOrganizer(kDesk, "first-of-two");
  const two = await makeOrganizer(kDesk, "second-of-two", [/412.*\/rounds\/together$/]);
  await openTexts(one, id);
  await openTexts(two, id);
  const old = (await draftOf(id)).title.en;

  await write(one, "text-contact", "Extension 7");
  await write(two, "text-title-en", "Merged title");
  await two.page.getByText(two.d.news.merged).waitFor();
  await two.look("merged");
  let file = await draftOf(id);
  assert.deepEqual([file.contact, file.title.en], ["Extension 7", "Merged title"]);
  await two.button(two.d.news.hide).click();

  await one.page.reload();
  await one.page.waitForSelector("#text-title-en");
  await write(one, "text-title-en", "Title of the first");
  await two.page.fill("#text-title-en", "Title of the second");
  await two.page.getByRole("dialog").waitFor();
  await two.look("decision");
  assert.equal((await draftOf(id)).title.en, "Title of the first", "nothing is overwritten");
  await two.page.getByRole("dialog").getByRole("radio", { name: new RegExp(`^${two.d.overtaken.theirs}`) }).check();
  await two.button(two.d.overtaken.confirm).click();
  await two.page.getByRole("dialog").waitFor({ state: "detached" });
  await two.saved();
  assert.equal((await draftOf(id)).title.en, "Title of the first");
  const { items } = await staff.call("GET", `/rounds/${id}/versions`);
  const aside = items.find((entry) => entry.aside);
  assert.equal((await staff.call("GET", `/rounds/${id}/versions/${aside.version}`)).title.en, "Title of the second", "the other one is kept");

  await two.go("versions");
  const first = items.at(-1).version;
  await two.button(two.d.versions.compare_of(first)).click();
  await two.page.getByText(two.d.versions.compared(first)).waitFor();
  assert.match(await two.page.locator(".changes").innerText(), /Title of the first/);
  await two.look("versions");
  await two.button(two.d.versions.restore_of(first)).click();
  await two.page.getByText(two.d.versions.restored(first)).waitFor();
  await two.saved();
  file = await draftOf(id);
  assert.deepEqual([file.title.en, file.contact], [old, smallRound(id).contact]);
  await one.close();
  await two.close();
});

test("a template opens once its placeholders are filled in", async () => {
  const id = "filled-in";
  const designer = await makeOrganizer(kDesk, "of-template");
  const { page, look, d, u } = designer;
  await newRound(designer, id, "appointments-review");
  await page.locator(`${part("opening")} .diagnostic`).first().waitFor();
  await look("placeholders");
  await page.locator(`${part("questionnaire")} a.button`).click();
  await designer.go("units");
  await page.getByRole("treeitem").first().click();
  await designer.pair("unit-name", { "zh-CN": "总部", en: "Head office" });
  for (const member of ["member-1", "member-2"]) {
    await page.locator("details.rule-card", { has: page.locator(`#member-${member}-name-en`) }).locator("summary").click();
    await designer.pair(`member-${member}-name`, { "zh-CN": "林悦", en: "Lin Yue" });
    await designer.pair(`member-${member}-post`, { "zh-CN": "处长", en: "Head of division" });
  }
  assert.ok(await page.getByText(u.members.title).count() > 0);
  await designer.checksAreClear();
  assert.equal(await page.getByText(d.checks.blockers(1)).count(), 0);
  await look("filled in");
  await page.locator(".designer > p a").click();
  const codes = await pressOpen(designer, id);
  assert.equal(codes.length, [15, 10, 20].reduce((sum, due) => sum + due + Math.ceil(due / 10), 0));
  await designer.close();
});

/** Whatever order keys stand in: ids by list, texts by language. */
const meaning = (file) => canonical(file);

test("every template goes through the program and the designer's save unchanged", async () => {
  const designer = await makeOrganizer(kDesk, "round-trip");
  const folder = join(root, "forms/templates");
  const names = readdirSync(folder).filter((name) => name.endsWith(".round.json"));
  assert.equal(names.length, 8);
  for (const name of names) {
    const id = name.replace(".round.json", "");
    const file = { ...JSON.parse(readFileSync(join(folder, name), "utf8")), id };
    await staff.call("POST", "/rounds", file);
    const stored = await draftOf(id);
    await openTexts(designer, id);
    await write(designer, "text-contact", "somebody else");
    assert.equal((await draftOf(id)).contact, "somebody else", `${id}: the edit is stored`);
    await designer.page.getByRole("button", { name: new RegExp(`^${designer.d.undo}: `) }).click();
    await designer.saved();
    const saved = await draftOf(id);
    assert.equal(meaning(saved), meaning(stored), `${id}: as before the edit`);
    assert.deepEqual(lessThan(file, saved), [], `${id}: all of the template is in it`);
    const path = join(directory.path, name);
    writeFileSync(path, JSON.stringify(saved));
    const checked = candor(["check", path]);
    assert.equal(checked.status, 0, `${id}: ${checked.stdout}${checked.stderr}`);
  }
  await designer.close();
});

/** Where `whole` lacks or differs from what `partial` says: the program adds defaults and changes nothing. */
function lessThan(partial, whole, place = "") {
  if (partial === null || typeof partial !== "object") return String(partial) === String(whole) ? [] : [`${place}: ${partial}, ${whole}`];
  if (Array.isArray(partial) && partial.length !== whole?.length) return [`${place}: of another length`];
  return Object.keys(partial).flatMap((key) => lessThan(partial[key], whole?.[key], `${place}/${key}`));
}
