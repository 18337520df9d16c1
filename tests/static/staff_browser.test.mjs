// The staff's pages in a real browser against a stand-in server: every page at two sizes and in both languages, axe on
// each, the security headers of the real server; and what must not be lost when something goes wrong.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { close, look, shapes, small_and_dark, start_visits } from "./staff_visit.mjs";

let visits, mock, base, open_page;
before(async () => {
  visits = await start_visits();
  ({ mock, base, open_page } = visits);
});
after(() => visits?.end());

const pages = [
  ["sign-in", "/console", null], ["rounds", "/console#/", 1], ["new round", "/console#/new", 1], ["draft", "/console#/rounds/2027-plan", 1],
  ["open round", "/console#/rounds/2026-autumn", 1], ["closed round", "/console#/rounds/2026-closed", 1], ["accounts", "/console#/accounts", 1],
  ["password", "/console#/password", 3], ["results", "/results", 3], ["units", "/results#/2026-spring", 1],
  ["report", "/results#/2026-spring/head-office", 3], ["one member only", "/results#/2026-spring/north", 3],
  ["suppressed", "/results#/tree/n2", 1], ["counted together", "/results#/tree/small%3Anorth", 1],
  ["left out for an item", "/results#/answers-below-k/v2", 1], ["item types", "/results#/item-types/i1", 1],
];
for (const [name, path, account] of pages) {
  test(`${name}: axe finds nothing and nothing hangs over, on a phone and a desk, in both languages`, async () => {
    for (const shape of name === "report" || name === "draft" ? [...shapes, small_and_dark] : shapes) {
      const page = await open_page(path, { account, ...shape });
      if (path.startsWith("/results#/") && name !== "units" && name !== "suppressed") await page.waitForSelector(".bars svg");
      await look(page, `${name} ${shape.width} ${shape.language}`);
      assert.equal(await page.locator("html").getAttribute("lang"), shape.language);
      await close(page);
    }
  });
}

test("the link of the first sign-in is used once and leaves the address at once", async () => {
  const page = await open_page("/console#first=good", { account: null });
  assert.equal(await page.evaluate(() => window.location.hash), "");
  await page.fill("#password", "short");
  await page.click("button[type=submit]");
  assert.match(await page.textContent("#password-error"), /at least 12/);
  await page.fill("#password", "甲乙丙丁戊己庚辛壬癸子丑");
  await page.fill("#repeat", "甲乙丙丁戊己庚辛壬癸子丑");
  await page.click("button[type=submit]");
  await page.waitForURL(/\/results/);
  await close(page);
  const used = await open_page("/console#first=used", { account: null });
  await used.fill("#password", "correct horse battery");
  await used.fill("#repeat", "correct horse battery");
  await used.click("button[type=submit]");
  assert.match(await used.textContent("[role=alert]"), /used before, or is too old/);
  await close(used);
});

test("a wrong password is said in words, and the name stays", async () => {
  const page = await open_page("/console", { account: null });
  await page.fill("#sign-in-name", "organizer");
  await page.fill("#sign-in-password", "wrong");
  await page.click("button[type=submit]");
  assert.match(await page.textContent("[role=alert]"), /do not go together/);
  assert.equal(await page.inputValue("#sign-in-name"), "organizer");
  await close(page);
});

test("when somebody was faster, what was typed stays", async () => {
  const page = await open_page("/console#/rounds/2027-plan");
  await page.fill("#closes", "2030-01-02T03:04");
  await page.click("section[aria-labelledby=times] button[type=submit]");
  await page.waitForSelector("[role=alert]");
  assert.match(await page.textContent("[role=alert]"), /Somebody was faster/);
  assert.equal(await page.inputValue("#closes"), "2030-01-02T03:04");
  await look(page, "somebody was faster");
  await close(page);
});

test("a session that ends asks for the password again, over the page", async () => {
  const page = await open_page("/console#/rounds/2027-plan");
  await page.fill("#closes", "2030-01-02T03:04");
  await page.route("**/api/v1/rounds/*/times", (route) => route.fulfill({ status: 401, body: "{}" }), { times: 1 });
  await page.click("section[aria-labelledby=times] button[type=submit]");
  await page.waitForSelector("#sign-in-again");
  await look(page, "sign in again");
  await page.fill("#sign-in-password", "correct horse battery");
  await page.click("#sign-in-again button[type=submit]");
  await page.waitForSelector("#sign-in-again", { state: "detached" });
  assert.equal(await page.inputValue("#closes"), "2030-01-02T03:04");
  await close(page);
});

test("every mistake in a file of units is listed, and nothing is said to be changed", async () => {
  const page = await open_page("/console#/rounds/2027-plan");
  await page.setInputFiles("#units-file", { name: "units.csv", mimeType: "text/csv", buffer: Buffer.from("x") });
  await page.click("section[aria-labelledby=units] button[type=submit]");
  await page.waitForSelector("section[aria-labelledby=units] .diagnostic");
  assert.equal(await page.locator("section[aria-labelledby=units] .diagnostic").count(), 2);
  assert.match(await page.textContent("section[aria-labelledby=units] [role=alert]"), /Nothing was changed\..*line 4, column due\.staff/s);
  await look(page, "mistakes");
  await close(page);
});

test("a round opens only when every small category is confirmed by name", async () => {
  const page = await open_page("/console#/rounds/2027-plan", { language: "zh-CN" });
  await page.click(".action .button.primary");
  await page.click("#open-round .button.primary");
  assert.match(await page.textContent("#small-error"), /逐一确认/);
  await look(page, "opening");
  assert.equal(await page.locator("#open-round input[type=checkbox]").count(), 2);
  for (const box of await page.locator("#open-round input[type=checkbox]").all()) await box.check();
  const [request] = await Promise.all([
    page.waitForRequest((r) => r.url().endsWith("/open")), page.click("#open-round .button.primary"),
  ]);
  assert.deepEqual(request.postDataJSON(), {
    confirm: [{ unit: "shenzhen", category: "superiors" }, { unit: "shenzhen", category: "managers" }], spare_percent: 10, without_due: 20,
  });
  assert.equal(request.headers()["x-csrf-token"], "token");
  await page.waitForSelector("#tickets");
  await close(page);
});

test("closing and releasing ask first, and a dialog closed by Escape does nothing", async () => {
  const page = await open_page("/console#/rounds/2026-closed");
  await page.click("text=Release the results …");
  await page.waitForSelector("#release[open]");
  await page.keyboard.press("Escape");
  await page.waitForSelector("#release", { state: "detached" });
  assert.equal(mock.state.rounds["2026-closed"].meta.state, "closed");
  await page.click("text=Release the results …");
  await page.click("#release .button.primary");
  await page.waitForSelector(".badge.released");
  await close(page);
});

test("a leader who comes to the console is sent to the results", async () => {
  const page = await open_page("/console", { account: 3 });
  await page.waitForURL(/\/results/);
  await close(page);
});

test("charts are loaded only with a report", async () => {
  const page = await open_page("/console#/");
  const loaded = () => page.evaluate(() => performance.getEntriesByType("resource").filter((e) => e.name.includes("echarts")).length);
  assert.equal(await loaded(), 0);
  await page.goto(`${base}/results#/2026-spring/head-office`);
  await page.waitForSelector(".bars svg");
  assert.equal(await loaded(), 1);
  await close(page);
});

test("the choice of language outlives the page", async () => {
  const page = await open_page("/console#/", { language: "en" });
  await page.click(".language-switch button[lang=zh-CN]");
  await page.reload();
  await page.waitForSelector("h1");
  assert.equal(await page.textContent("h1"), "测评");
  await close(page);
});

test("a printed report opens its tables", async () => {
  const page = await open_page("/results#/2026-spring/head-office", { account: 3 });
  await page.waitForSelector(".bars svg");
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  assert.equal(await page.locator("article details:not([open])").count(), 0);
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  assert.ok(await page.locator("article details:not([open])").count() > 0);
  await close(page);
});
