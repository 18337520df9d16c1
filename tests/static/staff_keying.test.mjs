// Keying paper ballots in a real browser against a stand-in server: by keyboard alone, twice, and cast.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { close, in_time, look, part, shapes, start_visits } from "./staff_visit.mjs";
import { counted, hash, load, tag } from "./support.mjs";

const kRegistrar = 5;
const kSecret = "ABCDEFGHJKMNPQRSTVWX";
const { check_character } = await load("shared/codes.ts");
const code = `1-3-${kSecret.match(/.{5}/g).join("-")}-${check_character({ part: 1, category: 3, secret: kSecret })}`;
const round = "2026-invited";
const bearer = hash(tag("ticket-ballot"), counted(round), counted("head-office"), counted("staff"), Buffer.from(kSecret)).toString("hex");
const comment_bearer = hash(tag("ticket-comment"), counted(round), counted("head-office"), Buffer.from(kSecret)).toString("hex");

let visits, mock, open_page;
before(async () => {
  visits = await start_visits();
  ({ mock, open_page } = visits);
});
after(() => visits?.end());

/** Types a slip's code, which brings the sheet. */
async function begin(page) {
  await page.waitForSelector("#slip-code");
  await page.fill("#slip-code", code.toLowerCase());
  await page.keyboard.press("Enter");
  await page.waitForSelector("form.keying");
}

const team_overall = (page) => page.locator("form.keying fieldset.choice").first();

for (const shape of shapes) {
  test(`the page of paper ballots, ${shape.language}: axe finds nothing, with and without a sheet`, async () => {
    const page = await open_page(`/console#/rounds/${round}/paper`, { account: kRegistrar, ...shape });
    await page.waitForSelector("#slip-code");
    await look(page, `keying ${shape.language}`);
    await begin(page);
    assert.equal(await page.locator("html").getAttribute("lang"), shape.language);
    await look(page, `sheet ${shape.language}`);
    await close(page);
  });
}

test("a wrong code is said beside the field; the code is never sent", async () => {
  const page = await open_page(`/console#/rounds/${round}/paper`, { account: kRegistrar });
  const sent = [];
  page.on("request", (request) => sent.push(request.url() + (request.postData() ?? "")));
  await page.waitForSelector("#slip-code");
  for (const [typed, words] of [["1-3-ABC", /not complete/], [code.replace("ABCDE", "ABCDF"), /check character/], [code.replace("ABCDE", "ABCU!"), /cannot be/]]) {
    await page.fill("#slip-code", typed);
    await page.keyboard.press("Enter");
    await page.waitForFunction((pattern) => new RegExp(pattern).test(document.querySelector("#slip-code-error")?.textContent ?? ""), words.source);
  }
  await begin(page);
  assert.match(await page.textContent("form.keying"), /Head office · /);
  assert.ok(sent.every((text) => !text.includes(kSecret) && !text.includes("ABCDE")));
  await close(page);
});

test("number keys answer and go on, 0 takes an answer back; what is keyed is sent as a canonical body with derived bearers", async () => {
  const page = await open_page(`/console#/rounds/${round}/paper`, { account: kRegistrar, width: 1440, height: 900 });
  await begin(page);
  await team_overall(page).locator("input").first().focus();
  for (const [key, answered] of [["2", 1], ["1", 2]]) {
    await page.keyboard.press(key);
    await page.waitForFunction((n) => document.querySelectorAll("form.keying input:checked").length === n
      && document.activeElement.closest("fieldset")?.querySelector(":checked") === null, answered);
  }
  await page.keyboard.press("9");
  assert.deepEqual(await page.locator("form.keying input:checked").evaluateAll((inputs) => inputs.length), 2, "there is no ninth option");
  await page.locator("form.keying input:checked").nth(1).focus();
  await page.keyboard.press("0");
  await page.waitForFunction(() => document.querySelectorAll("form.keying input:checked").length === 1);
  const text = page.locator("form.keying textarea").first();
  await text.fill("1 和 2 都好");
  await page.click("form.keying button[type=submit]");
  await page.waitForSelector("section .notice.success");
  const { ballot, comment, ...rest } = mock.state.keyed;
  assert.deepEqual(rest, { unit: "head-office", category: "staff", bearer, comment_bearer });
  const answers = JSON.parse(ballot);
  assert.deepEqual([Object.keys(answers), Object.values(answers.team).length], [["team"], 1]);
  assert.equal(ballot, JSON.stringify(answers));
  assert.deepEqual(Object.values(JSON.parse(comment).team), ["1 和 2 都好"]);
  assert.match(await page.textContent("section .notice.success"), /Another person/);
  await in_time(async () => assert.equal(await page.evaluate(() => document.activeElement.id), "slip-code"));
  await close(page);
});

test("the second person's entry settles the sheet or shows that it differs; a blank sheet is asked about; then it is cast", async () => {
  const page = await open_page(`/console#/rounds/${round}/paper`, { account: kRegistrar });
  await begin(page);
  await page.click("form.keying button[type=submit]");
  await page.waitForSelector("form.keying .notice.warning");
  assert.match(await page.textContent("form.keying .notice.warning"), /Nothing is answered/);
  await page.click("form.keying button[type=submit]");
  await page.locator("section .notice.warning", { hasText: "differs from the other entry" }).waitFor();
  assert.equal(mock.state.keyed.ballot, "{}");
  assert.equal(mock.state.keyed.comment, "");
  await page.waitForSelector("details[open] .failed");
  await look(page, "keyed differently");

  await page.click("section details button:has-text('Remove')");
  await page.click("#remove-sheet .button.danger");
  await page.waitForSelector(`${part("sheets")} details`, { state: "detached" });
  for (let person = 0; person < 2; person++) {
    await begin(page);
    await team_overall(page).locator("input").first().check();
    await page.click("form.keying button[type=submit]");
    await page.waitForSelector("#slip-code");
  }
  await page.click("button:has-text('Cast the ready ones')");
  await look(page, "cast the ready ones");
  await page.click("#cast-sheets .button.primary");
  await page.waitForFunction(() => /1 ballot cast and erased/.test(document.body.textContent));
  assert.deepEqual(mock.state.sheets, []);
  await close(page);
});

test("an unknown slip saves nothing and says so, and the answers stay", async () => {
  const page = await open_page(`/console#/rounds/${round}/paper`, { account: kRegistrar });
  mock.state.unknown_tickets = true;
  await begin(page);
  await team_overall(page).locator("input").first().check();
  await page.click("form.keying button[type=submit]");
  await page.waitForSelector("form.keying [role=alert]");
  assert.match(await page.textContent("form.keying [role=alert]"), /No ticket of this round/);
  assert.equal(await page.locator("form.keying input:checked").count(), 1);
  mock.state.unknown_tickets = false;
  await close(page);
});

test("closed rounds and rounds open to anybody take no paper; scrutineers find no such page", async () => {
  const closed = await open_page("/console#/rounds/2026-closed/paper", { account: kRegistrar });
  await closed.waitForSelector(".notice.warning");
  assert.equal(await closed.locator("#slip-code").count(), 0);
  await close(closed);
  const other = await open_page(`/console#/rounds/${round}/paper`, { account: 6 });
  assert.equal(await other.locator("#slip-code").count(), 0);
  await close(other);
});
