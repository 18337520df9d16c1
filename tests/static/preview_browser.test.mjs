// The preview page in a real browser: fed by its own origin alone, whatever state a draft is in, keeping place and answers,
// sending and keeping nothing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { heading, look, new_device, next, shows, start, until } from "./browsing.mjs";
import { new_watched_page } from "./chromium.mjs";
import { random_round } from "./random_round.mjs";
import { appraisal, every_type, large_team } from "./sample_rounds.mjs";

let stage;

before(async () => { stage = await start({ refuse: 0, casts: [] }); });
after(() => stage?.stop());

/// The preview, framed by a page of the same origin that notes what it is told.
async function framed(options = {}) {
  const context = await new_device(stage.browser, options);
  const page = await new_watched_page(context, /^$/);
  page.asked = [];
  page.on("request", (request) => page.asked.push(new URL(request.url()).pathname));
  await page.route("**/parent", (route) => route.fulfill({
    contentType: "text/html", body: '<!doctype html><title>parent</title><input id="field"><iframe src="/preview" width="390" height="700" title="preview"></iframe>',
  }));
  await page.addInitScript(() => {
    window.told = [];
    window.addEventListener("message", (event) => window.told.push(event.data));
  });
  await page.goto(`${stage.base}/parent`);
  await until(page, () => window.told.some((one) => one?.type === "candor-preview-ready"));
  const frame = page.frames().find((one) => one.url().endsWith("/preview"));
  const send = (message) => page.evaluate((one) => (
    document.querySelector("iframe").contentWindow.postMessage({ type: "candor-preview", ...one }, location.origin)), message);
  return { page, frame, send };
}

/// What frames are told becomes visible a moment later.
const sees = (frame, text) => frame.waitForFunction((wanted) => document.body.textContent.includes(wanted), text);

test("it shows the respondent's own page, in the language it is told, and ends with the thanks; nothing is asked of the server", async () => {
  const { page, frame, send } = await framed();
  await send({ file: appraisal, unit: "hq", category: "C", language: "zh-CN" });
  await sees(frame, "2026 年春季领导班子和领导人员民主测评");
  const asked = page.asked.length;
  await look(frame_as_page(page, frame), "preview");
  await frame.locator("main .button.primary").click();
  await frame.locator('input[name="q.team.results"][value="good"]').check();
  await frame.locator('input[name="q.team.style"][value="good"]').check();
  while (await frame.locator(".review-step").count() === 0) await frame.locator("main .button.primary").last().click();
  await frame.locator("main .button.primary").last().click();
  await frame.waitForSelector(".notice.success");
  await frame.locator("main .button").last().click();
  await frame.waitForSelector(".facts");
  assert.deepEqual(page.asked.slice(asked), []);
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, ""]);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

/// `look` takes a page: here one that stands for the frame.
function frame_as_page(page, frame) {
  return { evaluate: (...args) => frame.evaluate(...args), complaints: page.complaints };
}

test("place and answers stay while the draft changes around them; what is gone is gone; nobody's focus is taken", async () => {
  const { page, frame, send } = await framed();
  const file = structuredClone(every_type);
  await send({ file, language: "en", start_at: 2 });
  await shows(frame, "Other kinds of questions");
  await frame.locator('input[value="some"]').check();
  await frame.locator('input[value="pay"]').check();
  await page.focus("#field");
  file.sections.unshift({ id: "new", about: "team", title: { en: "A new one" }, items: [{ id: "n1", type: "nps", label: { en: "Why?" } }] });
  file.sections[2].items[0].label.en = "How many years?";
  await send({ file, language: "en", start_at: 2 });
  await sees(frame, "How many years?");
  assert.match(await frame.locator(".progress").textContent(), /3 of 4/);
  assert.ok(await frame.locator('input[value="some"]').isChecked());
  file.sections[2].items[0].options = file.sections[2].items[0].options.filter((option) => option.id !== "some");
  await send({ file, language: "en", start_at: 2 });
  await frame.waitForFunction(() => !document.querySelector('input[value="some"]'));
  assert.ok(await frame.locator('input[value="pay"]').isChecked());
  assert.equal(await page.evaluate(() => document.activeElement.id), "field", "whoever types in the designer goes on typing");
  await send({ file, language: "zh-CN", start_at: 2 });
  await shows(frame, "其他题型");
  file.sections = file.sections.slice(0, 1);
  await send({ file, language: "zh-CN", start_at: 1 });
  await sees(frame, "A new one");
  assert.equal(await page.evaluate(() => history.length), 2, "the framing page's Back is its own");
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test("only the framing page of the same origin is listened to", async () => {
  const { page, frame, send } = await framed();
  await frame.evaluate((file) => window.postMessage({ type: "candor-preview", file }, location.origin), large_team);
  await send({ type: "other", file: large_team });
  await send({ file: appraisal, language: "en" });
  await shows(frame, appraisal.title.en);
  assert.equal(await frame.evaluate(() => document.body.textContent.includes("large-team")), false);
  await page.context().close();
});

const broken = [
  ["nothing", undefined], ["null", null], ["a text", "x"], ["a list", []], ["an empty object", {}],
  ["lists that are none", { languages: "en", scales: [], sections: {}, categories: 3, units: "u", rules: [] }],
  ["entries that are none", { sections: [null, 3, "x", {}, { id: "a", about: "moon", items: [null, {}, { id: "q" }, { id: "r", type: "dance" }] }], units: [null], categories: [null] }],
  ["a scale that is missing", { languages: ["en"], sections: [{ id: "s", about: "team", items: [{ id: "q", type: "scale", scale: "gone" }, { id: "r", type: "scale" }] }] }],
  ["options that are missing", { sections: [{ id: "s", about: "team", items: ["single", "multiple", "rank", "number", "nps", "text", "info"].map((type) => ({ id: type, type })) }] }],
  ["a quota that is none", { rules: { quota: { scale: "s", option: "o", at_most: "half" } }, units: [{ id: "u", members: [{ id: "m" }, { id: "m" }] }],
    sections: [{ id: "s", about: "member", items: [{ id: "q", type: "scale", scale: "s" }] }], scales: { s: { options: [{ id: "o" }] } } }],
  ["conditions that are none", { sections: [{ id: "s", about: "team", items: [{ id: "q", type: "nps", show_if: { item: "gone", is: ["x"] } }, { id: "r", type: "nps", show_if: 3 }] }] }],
  ["bounds that are none", { sections: [{ id: "s", about: "team", items: [{ id: "q", type: "number", min: "x", max: {}, decimals: -1 }, { id: "t", type: "text", max_length: "long" },
    { id: "m", type: "multiple", min: 9, max: "3", options: [{ id: "o" }] }] }] }],
];

for (const [what, file] of broken) {
  test(`a draft with ${what} can be walked through without an error`, async () => {
    const { page, frame, send } = await framed();
    await send({ file });
    await frame.waitForSelector(".facts");
    for (let card = 0; card < 4 && await frame.locator(".review-step, .page-head + .buttons").count() === 0; card++) {
      const skip = frame.locator(".step-buttons .button.plain");
      await (await skip.count() ? skip : frame.locator("main .button.primary").last()).click();
    }
    assert.notEqual(await heading(frame), "Preview", "not the screen that tells of an error");
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });
}

test("labels that are missing stand in the other language, else as the id", async () => {
  const { page, frame, send } = await framed();
  const items = [{ id: "q1", type: "single", label: { "zh-CN": "只有中文" }, options: [{ id: "opt1" }, { id: "opt2", label: { en: "Two" } }] }];
  await send({ file: { languages: ["en", "zh-CN"], sections: [{ id: "sec1", about: "team", items }] }, language: "en", start_at: 1 });
  await shows(frame, "sec1");
  const heard = await frame.locator("form.card").ariaSnapshot();
  for (const part of ['radiogroup "只有中文"', 'radio "opt1"', 'radio "Two"']) assert.ok(heard.includes(part), `${part} in ${heard}`);
  await page.context().close();
});

test("random drafts with pieces torn out of them never break the preview", async (t) => {
  const { page, frame, send } = await framed();
  const seed = Number(process.env.CANDOR_SEED ?? 7);
  t.diagnostic(`seed ${seed}`);
  for (let turn = 0; turn < 25; turn++) {
    const file = tear(random_round(seed + turn), seed + turn);
    await send({ file, start_at: turn % 5 });
    await frame.waitForTimeout(30);
    assert.equal(await frame.locator(".notice.warning", { hasText: /cannot be shown|无法显示/ }).count(), 0, `seed ${seed + turn}`);
    assert.deepEqual(page.complaints, [], `seed ${seed + turn}`);
  }
  await page.context().close();
});

/// Every so often a value goes, or becomes something else.
function tear(value, seed) {
  let state = seed + 1;
  const chance = () => { state = (state * 48271) % 2147483647; return state / 2147483647; };
  const walk = (one) => {
    if (chance() < 0.04) return [null, 3, "x", [], {}, undefined][Math.floor(chance() * 6)];
    if (Array.isArray(one)) return one.map(walk);
    return one && typeof one === "object" ? Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, walk(inner)])) : one;
  };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
}
