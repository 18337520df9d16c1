// Reading comments in a real browser against the stand-in server: deciding, redacting by pointer, by keyboard and by touch,
// tags, search, many at once, somebody who is faster; and every state looked at with axe.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { close, in_time, look, shapes, small_and_dark, start_visits } from "./staff_visit.mjs";

const kRound = "2026-closed";
let visits;
before(async () => { visits = await start_visits(); });
beforeEach(() => { delete visits.mock.state.reading[kRound]; });
after(() => visits?.end());

const texts = () => visits.mock.state.reading[kRound].texts;
const kept = (id) => texts().find((text) => text.id === id);
const in_state = (state) => texts().filter((text) => text.state === state).length;
const focused = (page) => page.evaluate(() => document.activeElement?.id ?? "");
const reads = (page, part) => page.waitForFunction((words) => document.querySelector("p[role=status]")?.textContent.includes(words), part);

async function open_queue(shape = {}) {
  const page = await visits.open_page(`/console#/rounds/${kRound}/reading`, { account: 2, ...shape });
  await page.waitForSelector(".reading-card");
  return page;
}

async function card_with(page, words) {
  const card = page.locator(".reading-card", { hasText: words }).first();
  const heading = await card.locator("h3").getAttribute("id");
  return { card: page.locator(`article[aria-labelledby="${heading}"]`), id: heading.slice("text-".length) };
}

/** Selects `words` inside the text of a card, as a pointer would. */
async function select(card, words) {
  await card.locator(".reading-text").evaluate((box, sought) => {
    for (const stretch of box.querySelectorAll("[data-at]")) {
      const at = stretch.firstChild.data.indexOf(sought);
      if (at < 0) continue;
      getSelection().setBaseAndExtent(stretch.firstChild, at, stretch.firstChild, at + sought.length);
      return;
    }
    throw new Error("not there");
  }, words);
}

test("what is read, and what never is, is said on top; the closed round's page leads here", async () => {
  const page = await visits.open_page(`/console#/rounds/${kRound}`, { account: 2 });
  await page.getByRole("link", { name: "Read the comments (61 not decided)" }).click();
  await page.waitForSelector(".reading-card");
  assert.equal(await page.locator("h1").innerText(), "Reading the comments");
  await in_time(async () => assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1"));
  const rules = await page.locator(".reading-rules").innerText();
  for (const words of ["shuffled", "fewer than 10 valid ballots are read by nobody: 4 texts", "not decided by the release is never shown", "can no longer be read here"]) {
    assert.ok(rules.includes(words), words);
  }
  assert.equal(await page.locator(".reading-card").count(), 50);
  assert.equal(await page.locator("script:not([src])").count(), 0, "texts stay words");
  await close(page);
});

test("by keyboard alone: a decision moves the focus to the next text's heading, and a decided text can be changed", async () => {
  const page = await open_queue({ language: "zh-CN" });
  const [first, second] = await page.locator(".reading-card h3").evaluateAll((all) => all.map(({ id }) => id));
  await page.locator(`#${first}`).focus();
  await page.keyboard.press("Tab");
  await in_time(async () => assert.equal(await page.evaluate(() => document.activeElement.textContent), "可以公布"));
  await page.keyboard.press("Enter");
  await page.waitForFunction((id) => document.activeElement?.id === id, second);
  await in_time(() => assert.equal(kept(first.slice(5)).state, "cleared"));
  await reads(page, "还有60条待审读");
  assert.match(await page.locator(".reading-totals").innerText(), /待审读60条，可以公布1条/);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.waitForFunction(() => document.querySelectorAll(".reading-card.withheld").length === 1);
  await in_time(() => assert.equal(kept(second.slice(5)).state, "withheld"));
  await look(page, "decided");
  await page.locator(`article[aria-labelledby="${first}"]`).getByRole("button", { name: /^修改/ }).press("Enter");
  await in_time(async () => assert.equal(await focused(page), first));
  await page.getByRole("button", { name: "退回待审读" }).press("Enter");
  await reads(page, "待审读");
  await in_time(() => assert.equal(kept(first.slice(5)).state, "unread"));
  await close(page);
});

test("what is marked is told in words, redacted at one press, and each redaction can be undone", async () => {
  const page = await open_queue();
  const { card, id } = await card_with(page, "13800138000");
  assert.match(await card.locator(".reading-marks").innerText(), /“王芳” \(member’s name\), “13800138000” \(telephone number\)/);
  assert.match(await card.locator(".reading-text").textContent(), /\[member’s name:\] 王芳.*\[telephone number:\] 13800138000/);
  await card.getByRole("button", { name: "Redact what is marked (2)" }).click();
  await card.locator("del.redacted").first().waitFor();
  await in_time(() => assert.deepEqual(kept(id).redactions, [[0, 2], [12, 23]]));
  await in_time(async () => assert.equal(await focused(page), `text-${id}`));
  assert.match(await card.locator(".reading-text").textContent(), /\[redacted:\].*王芳.*\[end\]/, "the original stays readable");
  assert.equal(await card.locator(".reading-preview p").last().textContent(), "▇▇▇ (words taken out) 经常不在，有事打电话▇▇▇ (words taken out) 也不接。");
  await look(page, "redacted");
  await card.getByRole("button", { name: "Show “王芳” again" }).click();
  await page.waitForFunction((button) => !document.querySelector(button), `article[aria-labelledby="text-${id}"] .chip + .chip`);
  await card.locator(".chip").first().waitFor();
  await in_time(() => assert.deepEqual(kept(id).redactions, [[12, 23]]));
  await close(page);
});

test("a selection is redacted in code points, and never half a character", async () => {
  const page = await open_queue({ width: 1440, height: 900 });
  const rare = await card_with(page, "食堂太贵");
  await select(rare.card, "小李和老张都说过🙂");
  await rare.card.getByRole("button", { name: /^Redact “小李/ }).click();
  await rare.card.locator("del.redacted").waitFor();
  await in_time(() => assert.deepEqual(kept(rare.id).redactions, [[11, 20]], "𠮷 is one character"));
  const accent = await card_with(page, "hours: please");
  await select(accent.card, "Cafe");
  await accent.card.getByRole("button", { name: "Redact “Cafe\u0301”" }).click();
  await accent.card.locator("del.redacted").waitFor();
  await in_time(() => assert.deepEqual(kept(accent.id).redactions, [[0, 5]]));
  await close(page);
});

test("words are redacted by keyboard, and by touch on a phone; nothing is sent before it is saved", async () => {
  const page = await open_queue();
  const { card, id } = await card_with(page, "decisions should be written");
  await card.getByRole("button", { name: "Redact words …" }).press("Enter");
  await in_time(async () => assert.equal(await focused(page), `redact-help-${id}`));
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  assert.equal(await card.getByRole("button", { name: "run", exact: true }).getAttribute("aria-pressed"), "true");
  await in_time(() => assert.deepEqual(kept(id).redactions, []));
  await look(page, "redact mode");
  const sizes = await card.locator(".redact-word").evaluateAll((all) => all.map((word) => Math.min(word.offsetWidth, word.offsetHeight)));
  assert.ok(Math.min(...sizes) >= 44, String(Math.min(...sizes)));
  await card.getByRole("button", { name: "Save the redactions" }).press("Enter");
  await card.locator("del.redacted").waitFor();
  await in_time(() => assert.deepEqual(kept(id).redactions, [[0, 12]], "the space between goes along"));
  await close(page);

  const phone = await open_queue({ touch: true });
  const touched = await card_with(phone, "13800138000");
  await touched.card.getByRole("button", { name: "Redact words …" }).tap();
  await touched.card.getByRole("button", { name: "13800138000", exact: true }).tap();
  await touched.card.getByRole("button", { name: "Save the redactions" }).tap();
  await touched.card.locator("del.redacted").waitFor();
  await in_time(() => assert.deepEqual(kept(touched.id).redactions, [[12, 23]]));
  await select(touched.card, "经常");
  await touched.card.getByRole("button", { name: "Redact “经常”" }).tap();
  await touched.card.locator(".chip").nth(1).waitFor();
  await in_time(() => assert.deepEqual(kept(touched.id).redactions, [[2, 4], [12, 23]]));
  await close(phone);
});

test("tags are added with those in use at hand, refused with a reason, and removed", async () => {
  const page = await open_queue();
  const { card, id } = await card_with(page, "The canteen.");
  kept(id).tags = [];
  await card.getByText("Tags", { exact: true }).click();
  const field = card.getByLabel("Add a tag");
  assert.deepEqual(await page.locator("#known-tags option").evaluateAll((all) => all.map((option) => option.value)), ["workload"]);
  await field.press("Enter");
  await card.getByText("Type a tag first.").waitFor();
  await field.fill("食堂");
  await field.press("Enter");
  await card.getByRole("button", { name: "Remove tag “食堂”" }).waitFor();
  await in_time(() => assert.deepEqual(kept(id).tags.slice(-1), ["食堂"]));
  assert.equal(await field.inputValue(), "");
  await in_time(async () => assert.equal(await focused(page), `tag-${id}`));
  await look(page, "tags");
  await card.getByRole("button", { name: "Remove tag “食堂”" }).click();
  await page.waitForFunction(() => !document.querySelector("#known-tags option[value=食堂]"));
  await in_time(() => assert.ok(!kept(id).tags.includes("食堂")));
  await close(page);
});

test("filters and words found, in Latin and in Chinese", async () => {
  const page = await open_queue();
  await page.getByText("Filter and search").click();
  await page.getByLabel("Unit", { exact: true }).selectOption("north");
  await page.waitForFunction(() => [...document.querySelectorAll(".reading-head p")].every((line) => line.textContent.startsWith("Northern region")));
  await page.getByRole("button", { name: "Show all" }).click();
  await reads(page, "61 texts");
  for (const [words, found] of [["decis", "decis"], ["食堂", "食堂"]]) {
    await page.getByLabel("Words in the text").fill(words);
    await page.getByRole("button", { name: "Search" }).click();
    await page.locator("mark.found", { hasText: new RegExp(`^${found}$`) }).first().waitFor();
    const marked = await page.locator("mark.found").allTextContents();
    assert.ok(marked.every((part) => part.toLowerCase() === found), marked.join());
  }
  await look(page, "found");
  await page.getByLabel("Words in the text").fill("nowhere");
  await page.keyboard.press("Enter");
  await page.getByText("No text fits.").waitFor();
  await look(page, "nothing found");
  await close(page);
});

test("more texts follow on demand, and the focus goes to the first of them", async () => {
  const page = await open_queue();
  const known = await page.locator(".reading-card h3").evaluateAll((all) => all.map(({ id }) => id));
  for (let at = 0; at < 2; at += 1) {
    await page.getByRole("button", { name: "May be shown", exact: true }).first().click();
    await reads(page, `${60 - at} not decided`);
  }
  await page.getByRole("button", { name: "Show 11 more" }).press("Enter");
  await page.waitForFunction(() => document.querySelectorAll(".reading-card").length === 61);
  await in_time(async () => assert.ok((await focused(page)).startsWith("text-") && !known.includes(await focused(page))));
  assert.equal(await page.locator("#more").count(), 0);
  await page.getByText("61 of 61 listed").waitFor();
  await close(page);
});

test("texts without marks are cleared together after a question that says how many; what somebody else changed stays", async () => {
  const page = await open_queue();
  const unmarked = texts().slice(0, 50).filter((text) => text.marks.length === 0);
  visits.mock.state.change_elsewhere(kRound, unmarked[0].id, { state: "withheld" });
  await page.getByRole("button", { name: `${unmarked.length} listed texts without marks` }).click();
  await page.waitForSelector("#batch[open]");
  assert.match(await page.locator("#batch h2").innerText(), new RegExp(`these ${unmarked.length} texts`));
  await look(page, "batch");
  await page.locator("#batch .button.primary").click();
  await reads(page, `${unmarked.length - 1} texts may be shown. 1 text changed meanwhile`);
  await in_time(() => assert.equal(in_state("cleared"), unmarked.length - 1));
  await in_time(() => assert.equal(in_state("withheld"), 1));
  await close(page);
});

test("somebody who is faster: the text loads anew and says so, and what was typed stays", async () => {
  const page = await open_queue();
  const { card, id } = await card_with(page, "The canteen.");
  await card.locator(".reading-tags summary").click();
  await card.getByLabel("Add a tag").fill("half typed");
  visits.mock.state.change_elsewhere(kRound, id, { state: "withheld", redactions: [[4, 11]] });
  await card.getByRole("button", { name: "May be shown" }).click();
  await card.getByText("Somebody else changed this text just now.").waitFor();
  assert.equal(kept(id).state, "withheld", "nothing is decided over somebody else's change");
  assert.equal(await card.locator("del.redacted [data-at]").innerText(), "canteen");
  assert.equal(await card.getByLabel("Add a tag").inputValue(), "half typed");
  await look(page, "overtaken");
  await card.getByRole("button", { name: "May be shown" }).click();
  await page.waitForSelector(".reading-card.cleared");
  await in_time(() => assert.deepEqual([kept(id).state, kept(id).redactions], ["cleared", [[4, 11]]]));
  await close(page);
});

test("somebody who is faster while words are being switched: what either redacted stays redacted", async () => {
  const page = await open_queue();
  const { card, id } = await card_with(page, "decisions should be written");
  await card.getByRole("button", { name: "Redact words …" }).click();
  await card.getByRole("button", { name: "Meetings", exact: true }).click();
  visits.mock.state.change_elsewhere(kRound, id, { redactions: [[30, 39]] });
  await card.getByRole("button", { name: "Save the redactions" }).click();
  await card.getByText("Somebody else changed this text just now.").waitFor();
  for (const word of ["Meetings", "decisions"]) assert.equal(await card.getByRole("button", { name: word, exact: true }).getAttribute("aria-pressed"), "true", word);
  await card.getByRole("button", { name: "Save the redactions" }).click();
  await card.locator("del.redacted").first().waitFor();
  await in_time(() => assert.deepEqual(kept(id).redactions, [[0, 8], [30, 39]]));
  await close(page);
});

test("a lost connection and an ended session lose nothing", async () => {
  const page = await open_queue();
  const { card, id } = await card_with(page, "The canteen.");
  await page.route("**/reading/*", (route) => route.abort(), { times: 1 });
  await card.getByRole("button", { name: "May be shown" }).click();
  await card.getByText("The server cannot be reached.").waitFor();
  page.complaints.length = 0;  // the browser's own word on the lost connection
  await page.route("**/reading/*", (route) => route.fulfill({ status: 401, body: "{}" }), { times: 1 });
  await card.getByRole("button", { name: "May be shown" }).click();
  await page.waitForSelector("#sign-in-again");
  await page.fill("#sign-in-password", "correct horse battery");
  await page.click("#sign-in-again button[type=submit]");
  await page.waitForSelector("#sign-in-again", { state: "detached" });
  await card.getByRole("button", { name: "May be shown" }).click();
  await page.waitForFunction(() => document.querySelector(".reading-card.cleared"));
  await in_time(() => assert.equal(kept(id).state, "cleared"));
  assert.deepEqual(page.complaints, []);
  await close(page);
});

test("a round released meanwhile takes no decision, and says so", async () => {
  const page = await open_queue();
  const { card } = await card_with(page, "The canteen.");
  visits.mock.state.reading[kRound].released = true;
  await card.getByRole("button", { name: "May be shown" }).click();
  await card.getByText("The round was released meanwhile").waitFor();
  await close(page);
});

test("before the seal, and for a leader, there is nothing to read", async () => {
  const page = await visits.open_page("/console#/rounds/2026-unsealed/reading", { account: 2 });
  await page.getByText("Comments can be read once the round is sealed.").waitFor();
  await look(page, "before the seal");
  await close(page);
  const registrar = await visits.open_page(`/console#/rounds/${kRound}/reading`, { account: 5 });
  assert.equal(await registrar.locator(".reading-card").count(), 0);
  await close(registrar);
});

for (const shape of [...shapes, small_and_dark, { width: 390, height: 844, language: "en", scheme: "dark" }]) {
  test(`the queue and the redact mode are clean for axe at ${shape.width} px, ${shape.language}${shape.scheme ? ", dark" : ""}`, async () => {
    const page = await open_queue(shape);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.locator(".reading-filters summary").click();
    await look(page, "queue");
    const { card } = await card_with(page, "13800138000");
    await card.locator(".reading-tools .button:not(.plain)").first().click();
    await card.locator(".chip").first().waitFor();
    await look(page, "redacted");
    await card.locator(".reading-tools .button.plain").click();
    await look(page, "redact mode");
    await page.emulateMedia({ forcedColors: "active" });
    const [ground, ink] = await card.locator(".redact-word[aria-pressed=true]").first().evaluate((word) => [getComputedStyle(word).backgroundColor, getComputedStyle(word).color]);
    assert.notEqual(ground, ink);
    await close(page);
  });
}
