// Every item type on the respondent's page in a real browser: by keyboard alone, by touch, as a screen reader hears it, and
// as a table on wide screens.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { in_time, look, new_device, next, open_page, start, until } from "./browsing.mjs";
import { every_type, large_team } from "./sample_rounds.mjs";

const behaviour = { refuse: 0, casts: [] };
let stage;

before(async () => { stage = await start(behaviour); });
after(() => stage?.stop());

/// The first card of an open round, in the capacity of its last category.
async function first_card(round, options = {}, where = "") {
  behaviour.casts = [];
  const page = await open_page(await new_device(stage.browser, options), `${stage.base}/r/${round.id}${where}`);
  if (await page.locator("#capacity").count()) {
    await page.locator("#capacity input").last().check();
    await next(page);
  }
  await page.waitForSelector(".facts");
  await next(page);
  await page.waitForSelector("form.card");
  return page;
}

const press = async (page, ...keys) => { for (const key of keys) await page.keyboard.press(key); };
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.name || document.activeElement.textContent);

/// Tab until the focus is there; a page on which that never happens fails.
async function tab_to(page, wanted) {
  for (let i = 0; i < 40; i++) {
    if (await focused(page) === wanted) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`no way to ${wanted} by keyboard; at ${await focused(page)}`);
}

test("every type is answered by keyboard alone, and cast in its form", async () => {
  const page = await first_card(every_type, { width: 1440 });
  await tab_to(page, "q.team.direction");
  await press(page, "Space", "ArrowRight");
  await tab_to(page, "Next");
  await press(page, "Enter");
  await page.waitForSelector(".rank");
  await tab_to(page, "q.team.tenure");
  await press(page, "ArrowDown");
  await tab_to(page, "q.team.worries");
  await press(page, "Space", "Tab", "Tab", "Space");
  await tab_to(page, "q.team.pay_what");
  await press(page, "Space");
  await tab_to(page, "q.team.hours");
  await page.keyboard.type("２．５０");
  await tab_to(page, "q.team.order-add-listens");
  await press(page, "Enter");
  await in_time(async () => assert.equal(await focused(page), "q.team.order-add-fair", "the next one still to be ranked"));
  await press(page, "Enter");
  await press(page, "Enter");
  await in_time(async () => assert.equal(await focused(page), "q.team.order-add-honest"));
  await tab_to(page, "Next").catch(() => undefined);
  await page.locator('[id="q.team.order-up-fair"]').focus();
  await press(page, "Enter");
  await in_time(async () => assert.equal(await focused(page), "q.team.order-down-fair", "at the top only down is left, and the focus stays with it"));
  await press(page, "Enter");
  await in_time(async () => assert.equal(await focused(page), "q.team.order-down-fair"));
  await page.locator('[id="q.team.order-out-able"]').focus();
  await press(page, "Enter");
  await in_time(async () => assert.equal(await focused(page), "q.team.order-add-able"));
  await tab_to(page, "q.team.recommend");
  await press(page, "ArrowLeft");
  await tab_to(page, "q.team.words");
  await page.keyboard.type("Thanks");
  await tab_to(page, "Next");
  await press(page, "Enter");
  await page.waitForSelector(".review-step");
  await tab_to(page, "Hand in");
  await press(page, "Enter");
  await page.waitForSelector(".notice.success", { timeout: 15_000 });
  assert.deepEqual(JSON.parse(behaviour.casts[0].message.body).team, {
    direction: "good", hours: "2.5", order: ["listens", "fair"], pay_what: "level", recommend: 10, tenure: "some", worries: ["pay", "training"],
  });
  assert.equal(behaviour.casts[1].message.body, '{"team":{"words":"Thanks"}}');
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

for (const [language, width, colours] of [["en", 390, "light"], ["zh-CN", 390, "light"], ["zh-CN", 320, "dark"], ["en", 1440, "dark"]]) {
  test(`what is wrong is told beside the field and on top, before anything is sent; axe finds nothing (${language}, ${width} px, ${colours})`, async () => {
    const page = await first_card(every_type, { width, language, colours });
    await page.locator('input[name="q.team.direction"]').first().check();
    await look(page, "grid");
    await next(page);
    await page.waitForSelector(".rank");
    await look(page, "every type");
    for (const option of ["pay", "tools", "training", "canteen"]) await page.locator(`input[value="${option}"]`).check();
    assert.equal(await page.locator(".quota.over").count(), 1, "told at once");
    await page.locator('[id="q.team.hours"]').fill("24.1");
    await next(page);
    await until(page, () => document.activeElement.className === "error-summary");
    assert.equal(await page.locator(".error-summary li").count(), 4);
    assert.match(await page.locator(".error-summary").textContent(), language === "en" ? /a number from 0 to 24 with 1 decimal/ : /0 至 24 之间的数（最多 1 位小数）/);
    const described = await page.locator('[id="q.team.hours"]').evaluate((input) => (
      input.getAttribute("aria-describedby").split(" ").map((id) => document.getElementById(id)?.textContent).join(" ")));
    assert.match(described, /24/);
    assert.equal(await page.locator('[id="q.team.hours"]').getAttribute("aria-invalid"), "true");
    await look(page, "refused");
    await page.locator(".error-summary a").nth(1).click();
    await in_time(async () => assert.equal(await focused(page), "q.team.worries"));
    await page.locator('input[value="canteen"]').uncheck();
    await page.locator('[id="q.team.hours"]').fill("24");
    await page.locator('input[value="some"]').check();
    await page.locator(".rank button.option").first().click();
    await next(page);
    await page.waitForSelector(".review-step");
    await look(page, "review");
    await page.context().close();
  });
}

test("by touch on a phone: tiles, ticks and ranks are large enough and do what they say", async () => {
  const context = await stage.browser.newContext({ viewport: { width: 390, height: 844 }, locale: "zh-CN", hasTouch: true, isMobile: true });
  const page = await open_page(context, `${stage.base}/r/${every_type.id}`);
  await page.locator("#capacity .option").last().tap();
  await page.locator("main .button.primary").tap();
  await page.waitForSelector(".facts");
  await page.locator("main .button.primary").tap();
  await page.locator('[id="q.team.direction"] .option').first().tap();
  await page.locator("main .button.primary").tap();
  await page.waitForSelector(".rank");
  await page.locator('[id="q.team.tenure"] .option').nth(2).tap();
  await page.locator('[id="q.team.worries"] .option').nth(4).tap();
  for (let i = 0; i < 4; i++) await page.locator('[id="q.team.order"] button.option').first().tap();
  await page.locator('[id="q.team.order"] li').nth(3).locator(".button").first().tap();
  await page.locator('[id="q.team.recommend"] .option').nth(7).tap();
  const small = await page.evaluate(() => [...document.querySelectorAll("main .option, main .button, main input[inputmode], main textarea")]
    .filter((one) => !one.closest("li.option") || one.matches(".button")).map((one) => [one.textContent || one.id, one.getBoundingClientRect()])
    .filter(([, box]) => box.height > 0 && (box.width < 44 || box.height < 44)).map(([name, box]) => `${name} ${box.width}×${box.height}`));
  assert.deepEqual(small, []);
  assert.deepEqual(await page.locator(".ranked .what").allTextContents(), ["诚实", "能力", "公正", "倾听"]);
  assert.ok(await page.locator('input[name="q.team.recommend"][value="7"]').isChecked());
  await context.close();
});

test("a screen reader hears each question, its rule, its options and where each stands", async () => {
  const page = await first_card(every_type, { width: 390 });
  const direction = await page.locator('[id="q.team.direction"]').ariaSnapshot();
  assert.match(direction, /radiogroup "Direction: is it clear where the unit is heading, and why\? \(required\)"/);
  for (const name of ["Excellent", "Good", "Fair", "Poor", "Don't know"]) assert.match(direction, new RegExp(`radio "${name}"`));
  await page.locator('input[name="q.team.direction"]').first().check();
  await next(page);
  await page.waitForSelector(".rank");
  const worries = await page.locator('[id="q.team.worries"]').ariaSnapshot();
  assert.match(worries, /group "What should be put right first\?"/);
  assert.match(worries, /status: Choose at most 3\./);
  assert.match(worries, /checkbox "Pay"/);
  assert.match(await page.locator('[id="q.team.hours"]').ariaSnapshot(), /textbox "How many hours of training did you have this year\?"/);
  const nps = await page.locator('[id="q.team.recommend"]').ariaSnapshot();
  assert.match(nps, /radiogroup "How likely.*"/);
  assert.equal((nps.match(/radio "\d+"/g) ?? []).length, 11);
  assert.match(nps, /0: not at all · 10: very much so/);
  await page.locator('[id="q.team.order-add-able"]').click();
  await page.locator('[id="q.team.order-add-fair"]').click();
  await page.locator('[id="q.team.order-up-fair"]').click();
  const rank = await page.locator('[id="q.team.order"]').ariaSnapshot();
  assert.match(rank, /group "What matters most to you in those who lead\? \(required\)"/);
  for (const name of ["Down: Fairness", "Take out: Fairness", "Up: Ability", "Honesty, rank it number 3", "Listening, rank it number 3"]) {
    assert.match(rank, new RegExp(`button "${name}"`));
  }
  assert.match(rank, /button "Up: Fairness" \[disabled\]/);
  assert.match(rank, /status: "?Fairness: number 1 of 2"?/);
  await page.context().close();
});

const is_table = (page) => page.evaluate(() => {
  const box = (id) => document.getElementById(id).querySelector("input").getBoundingClientRect();
  const [one, other] = [box("q.team.direction"), box("q.team.integrity")];
  const [first, last] = [...document.getElementById("q.team.direction").querySelectorAll("input")].filter((_, at) => at % 4 === 0).map((input) => input.getBoundingClientRect());
  return { columns: Math.abs(one.left - other.left) < 1 && Math.abs(first.top - last.top) < 1, head: document.querySelector(".grid-head").offsetHeight > 0,
    same: first.top === last.top };
});

test("questions on one scale are a table from 700 px on, and never below; its columns fit their heads; nothing else changes", async () => {
  const page = await first_card(every_type, { width: 1440 });
  const heard = await page.locator("form.card").ariaSnapshot();
  for (const [width, table] of [[1440, true], [1024, true], [768, true], [700, true], [699, false], [390, false], [320, false]]) {
    await page.setViewportSize({ width, height: 900 });
    const found = await is_table(page);
    assert.equal(found.head, table, `${width} px`);
    assert.equal(found.columns && found.same, table, `${width} px`);
    assert.equal(await page.locator("form.card").ariaSnapshot(), heard, `${width} px: heard as before`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${width} px: wider than the screen`);
    if (!table) continue;
    const off = await page.evaluate(() => {
      const heads = [...document.querySelectorAll(".grid-head span")];
      const inputs = [...document.getElementById("q.team.direction").querySelectorAll("input")];
      return heads.map((head, at) => {
        const [a, b] = [head.getBoundingClientRect(), inputs[at].getBoundingClientRect()];
        return { apart: Math.abs(a.left + a.width / 2 - b.left - b.width / 2), spills: head.scrollWidth > head.clientWidth };
      });
    });
    assert.ok(off.every(({ apart, spills }) => apart < 2 && !spills), `${width} px: ${JSON.stringify(off)}`);
  }
  await page.context().close();
});

test("a question that appears in a table takes nobody's focus", async () => {
  const page = await first_card({ id: "open-house" }, { width: 1024 }, "#1.1").catch(() => null) ?? await first_card({ id: "open-house" }, { width: 1024 });
  const style = page.locator('input[name="q.team.style"][value="poor"]');
  await style.focus();
  await page.keyboard.press("Space");
  await page.waitForSelector('[id="q.team.why_poor"]');
  await in_time(async () => assert.equal(await focused(page), "q.team.style"));
  await page.context().close();
});

test("twenty members, and the longest names, stay readable at 320 px and in both languages", async () => {
  for (const language of ["en", "zh-CN"]) {
    const page = await first_card(large_team, { width: 320, language });
    for (let at = 1; at <= 20; at++) {
      await page.waitForSelector(`[id="q.m${at}.overall"]`);
      assert.match(await page.locator(".progress .numbers").textContent(), language === "en" ? new RegExp(`^${at} of 21$`) : new RegExp(`${at} 页，共 21 页`));
      if (at <= 8) await page.locator(`input[name="q.m${at}.overall"][value="excellent"]`).check();
      if (at === 7) await look(page, "long name");
      await next(page);
    }
    await page.waitForSelector(".review-step");
    await next(page);
    assert.equal(await page.locator(".error-summary li").count(), 8);
    await look(page, "review of twenty");
    await page.context().close();
  }
});

test("a printed card and a printed review show questions and answers, and no buttons", async () => {
  const page = await first_card(every_type, { width: 1024 });
  await page.locator('input[name="q.team.direction"][value="good"]').check();
  await next(page);
  await page.waitForSelector(".rank");
  await page.locator("textarea").fill("line\n".repeat(20));
  await page.emulateMedia({ media: "print" });
  const card = await page.evaluate(() => ({
    buttons: [...document.querySelectorAll(".button, .bar, .counter")].filter((one) => one.offsetHeight > 0).length,
    cut: [...document.querySelectorAll("textarea")].some((one) => one.scrollHeight > one.clientHeight + 2),
    labels: [...document.querySelectorAll("legend, .field > label")].every((one) => one.offsetHeight > 0),
  }));
  assert.deepEqual(card, { buttons: 0, cut: false, labels: true });
  await page.context().close();
});
