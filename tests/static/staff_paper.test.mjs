// Ballots on paper: questions stand on the screen as on the paper, and every type is keyed by keyboard alone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { meta } from "./staff_mock_data.mjs";
import { close, in_time, look, part, shapes, start_visits } from "./staff_visit.mjs";
import { data_folder, load } from "./support.mjs";

const kRegistrar = 5;
const kSecret = "ABCDEFGHJKMNPQRSTVWX";
const read_round = (folder) => JSON.parse(readFileSync(join(data_folder, folder, "round.json"), "utf8"));
const layouts = JSON.parse(readFileSync(join(data_folder, "paper", "layout.json"), "utf8"));
const { check_character } = await load("shared/codes.ts");
const { sheet_parts, is_shown, option_mark, index_of_mark } = await load("console/sheet_layout.ts");
const { read_keyed, keyed_text } = await load("console/keyed_field.tsx");
const { meaning_of } = await load("console/number_keys.ts");
const { ballot_path } = await load("console/print_ballot.tsx");
const paper = read_round("paper");
const code = `1-2-${kSecret.match(/.{5}/g).join("-")}-${check_character({ part: 1, category: 2, secret: kSecret })}`;

let visits, mock, open_page;
before(async () => {
  visits = await start_visits();
  ({ mock, open_page } = visits);
  const times = { opens_at: "2026-11-02T00:00:00Z", closes_at: "2027-11-28T10:00:00Z", manifest_hash: "ab".repeat(32) };
  mock.state.rounds.paper = { file: paper, meta: meta(paper, "open", times), tally: null };
  mock.state.rounds["paper-draft"] = { file: { ...paper, id: "paper-draft" }, meta: meta({ ...paper, id: "paper-draft" }, "draft", {}), tally: null };
});
after(() => visits?.end());

async function begin(page) {
  await page.waitForSelector("#slip-code");
  await page.fill("#slip-code", code);
  await page.keyboard.press("Enter");
  await page.waitForSelector("form.keying");
}

/** Where the keyboard is: the number of the question, or "save". */
function where(page) {
  return page.evaluate(() => {
    const at = document.activeElement;
    if (at.matches("button[type=submit]")) return "save";
    const question = at.closest("fieldset")?.querySelector("legend") ?? document.querySelector(`label[for="${at.id}"]`);
    return question?.textContent.trim().split(/\s/)[0] ?? at.tagName;
  });
}

test("questions stand in the order, and under the numbers, in which they lie on paper", () => {
  for (const { round, unit, rows } of layouts) {
    const file = read_round(round);
    const parts = sheet_parts(file, file.units.find((one) => one.id === unit));
    const keyed = parts.flatMap((each) => each.rows.map((row) => `${row.number} ${row.about} ${row.item.id}`));
    assert.deepEqual(keyed, rows, `${round} ${unit}`);
  }
});

test("options have one key each, and each key its option", () => {
  const marks = Array.from({ length: 34 }, (_, at) => option_mark(at));
  assert.equal(marks.join(""), "123456789ABCDEFGHJKLMNPQRSTUVWXYZ");
  marks.slice(0, 33).forEach((mark, at) => assert.deepEqual([index_of_mark(mark), index_of_mark(mark.toLowerCase())], [at, at]));
  for (const key of ["0", "I", "o", "", "Tab", "F1", "é"]) assert.equal(index_of_mark(key), -1, key);
  const meanings = [["1", 3, 0], ["3", 3, 2], ["4", 3, null], ["0", 3, "clear"], ["Enter", 3, "next"], ["b", 11, 10], ["B", 10, null], ["Tab", 40, null]];
  for (const [key, options, meaning] of meanings) assert.equal(meaning_of(key, options), meaning, key);
});

test("what is keyed in a field is an answer, nothing, or nothing that the item takes", () => {
  const options = ["a", "b", "c"].map((id) => ({ id, label: {} }));
  const rank = { type: "rank" }, nps = { type: "nps" }, years = { type: "number", min: "0", max: "60", decimals: 1 };
  const cases = [
    [rank, "312", ["c", "a", "b"]], [rank, " 3, 1 ", ["c", "a"]], [rank, "３１", ["c", "a"]], [rank, "", undefined], [rank, "4", null], [rank, "11", null], [rank, "0", null], [rank, "x", null],
    [nps, "0", 0], [nps, "10", 10], [nps, "１０", 10], [nps, "", undefined], [nps, "11", null], [nps, "-1", null], [nps, "5.5", null],
    [years, "7.5", "7.5"], [years, "７．５", "7.5"], [years, "", undefined], [years, "60.1", null], [years, "1.25", null], [years, "seven", null],
  ];
  for (const [item, typed, answer] of cases) assert.deepEqual(read_keyed(item, options, typed), answer, `${item.type} ${typed}`);
  for (const [value, text] of [[["c", "a"], "31"], [7, "7"], ["7.5", "7.5"], [undefined, ""]]) assert.equal(keyed_text(options, value), text);
});

test("a question that hangs on another counts by the answer about the same person", () => {
  const parts = sheet_parts(paper, paper.units[0]);
  const members = parts.find((each) => each.section?.id === "member");
  const row = (number) => members.rows.find((one) => one.number === number);
  const answers = { m2: { rating: "incompetent" } };
  assert.equal(is_shown(members, row("10-2"), answers), true);
  assert.equal(is_shown(members, row("10-3"), answers), false);
  assert.equal(row("10-3").shown_by.number, "9-3");
});

test("the address of a ballot to print holds what was chosen, and nothing else", () => {
  assert.equal(ballot_path("r", "u 1", "", ""), "/rounds/r/paper-ballot?unit=u%201");
  assert.equal(ballot_path("r", "u", "c&d", "zh-CN"), "/rounds/r/paper-ballot?unit=u&category=c%26d&language=zh-CN");
});

test("a sheet of all types is keyed from the first question to the last without touching anything but keys", async () => {
  const page = await open_page("/console#/rounds/paper/paper", { account: kRegistrar, width: 1440, height: 900 });
  await begin(page);
  const keys = async (text) => {
    for (const key of text.split(" ")) await page.keyboard.press(key);
  };
  await page.locator("form.keying input").first().focus();
  assert.equal(await where(page), "1");
  await keys("1 2 0");            // 1, 2, nothing at 3
  assert.equal(await where(page), "4");
  await keys("2");                // disagrees: 5 is asked
  assert.equal(await where(page), "5");
  await keys("3");
  assert.equal(await where(page), "6");
  await page.keyboard.type("工作 flow");
  await page.keyboard.press("Tab");
  assert.equal(await where(page), "7");
  await keys("1");
  assert.equal(await where(page), "8");
  await page.keyboard.press("Tab");
  for (const number of ["9-1", "9-2", "9-3", "9-4", "9-5", "9-6", "9-7"]) {
    assert.equal(await where(page), number);
    await keys(number === "9-3" ? "4" : "5");
  }
  assert.equal(await where(page), "10-3", "what does not count is passed over");
  await keys("1 4 1 3 Enter");    // 1 taken back
  for (const number of [1, 2, 3, 4, 5, 6, 7]) {
    assert.equal(await where(page), `11-${number}`);
    await keys(number === 2 ? "1 0 Enter" : number === 3 ? "0 Enter" : "Enter");
  }
  for (const number of ["12-2", "13-2", "14-2", "15-2"]) {
    assert.equal(await where(page), number);
    await keys(number === "13-2" ? "Enter" : "1");
  }
  assert.equal(await where(page), "16-2");
  await page.keyboard.press("Tab");
  await keys("2 2 2 2");
  assert.equal(await where(page), "16-6");
  await page.keyboard.press("Tab");
  assert.equal(await where(page), "17");
  await keys("7 . 5 Enter");
  assert.equal(await where(page), "18");
  await keys("b A 1 Enter");
  assert.equal(await where(page), "19");
  await keys("3 1 Enter");
  await keys("1 0 Enter");
  assert.equal(await where(page), "21");
  await page.keyboard.press("Tab");
  assert.equal(await where(page), "save");
  await page.keyboard.press("Enter");
  await page.waitForSelector("section .notice.success");
  const { ballot, comment } = mock.state.keyed;
  assert.deepEqual(JSON.parse(ballot), {
    "-": { order: ["c", "a"], recommend: 10, topics: ["pay", "shifts", "leave"], years: "7.5" },
    m1: { rating: "unknown" }, m2: { consulted: "agree", fit: "agree", known: "agree", rating: "unknown", stay: 10 },
    m3: { rating: "incompetent", reasons: ["conduct", "other"], stay: 0 }, m4: { rating: "unknown" }, m5: { rating: "unknown" },
    m6: { consulted: "disagree", fair: "disagree", fit: "disagree", known: "disagree", rating: "unknown" }, m7: { rating: "unknown" },
    team: { canteen: "agree", direction: "excellent", goal: "disagree", results: "competent", why: "vague" },
  });
  assert.deepEqual(JSON.parse(comment), { team: { improve: "工作 flow" } });
  await close(page);
});

test("what a ballot cannot hold is said at the question and keeps the sheet from being saved", async () => {
  const page = await open_page("/console#/rounds/paper/paper", { account: kRegistrar });
  await begin(page);
  mock.state.keyed = null;
  const field = (about, item) => page.locator(`[id="k.${about}.${item}"]`);
  for (const [item, wrong, right] of [["years", "61", "60"], ["recommend", "11", "9"], ["order", "14", "12"]]) {
    await field("-", item).fill(wrong);
    await page.click("form.keying button[type=submit]");
    await in_time(async () => assert.equal(await page.evaluate(() => document.activeElement.id), `k.-.${item}`));
    assert.match(await page.locator(`[id="k.-.${item}-error"]`).textContent(), /leave it empty/);
    await field("-", item).fill(right);
  }
  const boxes = field("-", "topics").locator("input");
  await boxes.nth(0).check();  // two at least
  await page.click("form.keying button[type=submit]");
  assert.match(await page.locator(`[id="k.-.topics-error"]`).textContent(), /2 to 3 may be ticked/);
  assert.equal(mock.state.keyed, null);
  await page.keyboard.press("0");
  await page.waitForFunction(() => document.querySelectorAll('[id="k.-.topics"] input:checked').length === 0);
  await page.click("form.keying button[type=submit]");
  await page.waitForSelector("#slip-code");
  assert.deepEqual(JSON.parse(mock.state.keyed.ballot), { "-": { order: ["a", "b"], recommend: 9, years: "60" } });
  await close(page);
});

test("an answer that no longer counts is dropped, and a note stands in its place", async () => {
  const page = await open_page("/console#/rounds/paper/paper", { account: kRegistrar });
  await begin(page);
  const question = (item) => page.locator(`[id="k.team.${item}"] input`);
  assert.match(await page.locator(".passed-over").first().textContent(), /^5 {2}Why not: counts only if 4 is “Disagree” or “Not sure”\. Pass it over/);
  await question("goal").nth(1).check();
  await question("why").nth(0).check();
  await question("goal").nth(0).check();
  await page.locator(".passed-over", { hasText: "5  Why not" }).waitFor();
  await page.click("form.keying button[type=submit]");
  await page.waitForSelector("#slip-code");
  assert.deepEqual(JSON.parse(mock.state.keyed.ballot), { team: { goal: "agree" } });
  await close(page);
});

for (const shape of shapes) {
  test(`a sheet of all types and the way to print it, ${shape.language}: axe finds nothing`, async () => {
    const page = await open_page("/console#/rounds/paper/paper", { account: kRegistrar, ...shape });
    await begin(page);
    await look(page, `sheet of all types ${shape.language}`);
    await close(page);
    const draft = await open_page("/console#/rounds/paper-draft", { account: kRegistrar, ...shape });
    await draft.waitForSelector(part("paper-ballots"));
    await look(draft, `draft with ballots on paper ${shape.language}`);
    const link = draft.locator(`${part("paper-ballots")} a.button`);
    assert.equal(await link.getAttribute("href"), "/api/v1/rounds/paper-draft/paper-ballot?unit=branch");
    await draft.selectOption("#ballot-unit", "plant");
    await draft.selectOption("#ballot-category", "staff");
    await draft.selectOption("#ballot-language", "en");
    assert.equal(await link.getAttribute("href"), "/api/v1/rounds/paper-draft/paper-ballot?unit=plant&category=staff&language=en");
    await draft.selectOption("#ballot-unit", "");
    assert.equal(await link.count(), 0);
    await close(draft);
  });
}
