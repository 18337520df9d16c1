// The whole path through the real program in a real browser, on a phone and a desk, in both languages: an organizer
// makes, opens, closes and releases a round, people answer, a leader and a member read. Every page on the way is
// looked at with axe; no page complains or asks another server.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { launchBrowser, measureTraffic, readTables, waitForCharts } from "./support/browser.mjs";
import { ballotBearer, codesOnSheet, makeMessage, post } from "./support/cast.mjs";
import { makeDirectory, startServer } from "./support/server.mjs";
import { kPassword, makeFirstLink, makeVisitor as makeVisitorOf, signInFirst } from "./support/visitor.mjs";
import { answersOf, kBallots, kCategories, kMembers, kScaleItems, kUnits, linkOf } from "./support/walk_round.mjs";

const kShapes = [
  { language: "zh-CN", width: 390, height: 844 },
  { language: "en", width: 390, height: 844 },
  { language: "zh-CN", width: 1440, height: 900 },
  { language: "en", width: 1440, height: 900 },
];
const kMaxBytes = 40 * 1024;
const kMaxRequests = 3;
const kWords = {
  en: { title: "Appraisal of the workshop, spring", head: "Chen Guoping", others: ["Lin Yue", "Zhou Mingde"], tab: "Questionnaire", all: "All groups" },
  "zh-CN": { title: "分厂领导班子春季测评", head: "陈国平", others: ["林悦", "周明德"], tab: "问卷", all: "全部群体" },
};

let directory, server, browser;
before(async () => {
  directory = makeDirectory("candor-walk-");
  server = await startServer(directory.path);
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  directory?.remove();
});

const makeVisitor = (shape, who, expected) => makeVisitorOf(browser, server.url, shape, who, expected);
const firstLink = (name, role) => makeFirstLink(server, directory, name, role);

const callApi = (page, path) => page.evaluate(async (address) => (await fetch(`/api/v1${address}`)).json(), path);
const part = (name) => `section[aria-labelledby=${name}]`;

async function makeRound({ page, look }, id) {
  await page.waitForSelector("h1");
  await look("rounds");
  await page.locator('a[href="#/new"]').click();
  await page.waitForSelector("#round-id");
  await page.click("form .button.primary");
  await page.waitForSelector("#round-id-error");
  await look("new round with mistakes");
  await page.check('input[name=template][value="team-and-members"]');
  await page.fill("#round-id", id);
  for (const language of ["zh-CN", "en"]) {
    await page.fill(`#title-${language}`, kWords[language].title);
    await page.fill(`#asked-by-${language}`, language === "en" ? "Personnel office" : "组织人事部");
  }
  await page.fill("#contact", "+86 10 5555 0100");
  await look("new round");
  await page.click("form .button.primary");
  await page.waitForSelector("#units-file");
  await page.setInputFiles("#units-file", { name: "units.csv", mimeType: "text/csv", buffer: Buffer.from(kUnits.replace(",m2,", ",m1,")) });
  await page.click(`${part("units")} button[type=submit]`);
  await page.waitForSelector(`${part("units")} .diagnostic`);
  await look("units with a mistake");
  await page.setInputFiles("#units-file", { name: "units.csv", mimeType: "text/csv", buffer: Buffer.from(kUnits) });
  await page.click(`${part("units")} button[type=submit]`);
  await page.waitForSelector(".notice.success");
  await page.click(`${part("units")} details summary`);
  await look("draft");
}

/** Opens the round and the sheet; gives the codes that stand on it, with the round's M. */
async function openRound({ page, context, look }, id) {
  await page.click(".action .button.primary");
  await page.click("#open-round .button.primary");
  await page.waitForSelector("#small-error");
  await look("small categories unconfirmed");
  const boxes = page.locator("#open-round input[type=checkbox]");
  assert.equal(await boxes.count(), 2);
  for (const box of await boxes.all()) await box.check();
  await page.click("#open-round .button.primary");
  await page.waitForSelector("#tickets");
  await page.waitForSelector("#turnout ~ * table");
  assert.match(await page.textContent("#turnout ~ * table"), /5/, "turnout below five is not told");
  await look("open round");

  const [sheet] = await Promise.all([context.waitForEvent("page"), page.click(`${part("tickets")} a[target=_blank]`)]);
  await sheet.waitForLoadState();
  await look("ticket sheet", sheet);
  const codes = codesOnSheet(await sheet.content());
  await sheet.close();
  assert.equal(codes.length, [3, 9, 24, 4].reduce((sum, due) => sum + due + Math.ceil(due / 10), 0), "due and a tenth to spare");
  const { meta } = await callApi(page, `/rounds/${id}`);
  return codes.map((code) => ({ ...code, round: id, manifest: meta.manifest_hash }));
}

const heading = (page) => page.locator("h1").textContent();
const next = (page) => page.locator("main .button.primary").last().click();
/** Goes on to the review, card by card, each one waited for. */
async function goToReview(page) {
  while ((await page.locator(".review-step").count()) === 0) {
    const before = await heading(page);
    await next(page);
    await page.waitForFunction((text) => document.querySelector("h1").textContent !== text, before);
  }
}
const choose = (page, about, item, option) => page.locator(`[id="q.${about}.${item}"] input[value="${option}"]`).check();

/** What the respondent of the walk answers: of the three people the first is excellent, nobody else may be. */
async function answerCards({ page, look }) {
  await next(page);
  for (const item of kScaleItems) await choose(page, "team", item, item === "style" ? "unknown" : "good");
  await page.locator("textarea").fill("少开会，多到现场。Fewer meetings.");
  await look("team");
  await next(page);
  for (const member of kMembers) {
    await page.locator(`[id="q.${member}.conduct"]`).waitFor();
    assert.equal(await page.locator("main form.card").count(), 1, "one card a person");
    await choose(page, member, "conduct", "good");
    await choose(page, member, "performance", "fair");
    await choose(page, member, "overall", member === "m3" ? "competent" : "excellent");
    assert.equal(await page.locator(".quota.over").count(), member === "m2" ? 1 : 0);
    await look(`card ${member}`);
    await next(page);
  }
  await page.locator(".review-step").first().waitFor();
}

/** A ballot by the link of a slip, from the first page to thanks and back. */
async function answer(shape, code) {
  const visitor = await makeVisitor(shape, "respondent");
  const { page, look, requests } = visitor;
  const traffic = await measureTraffic(page);
  await page.goto(linkOf(server.url, code), { waitUntil: "networkidle" });
  await page.waitForSelector(".facts");
  const answers = traffic();
  assert.ok(answers.length <= kMaxRequests && requests.length <= kMaxRequests, `requests: ${requests}`);
  assert.ok(answers.some((one) => one.coding === "br"));
  assert.ok(answers.reduce((sum, one) => sum + one.bytes, 0) <= kMaxBytes, JSON.stringify(answers));
  assert.ok(answers.every((one) => one.bytes > 0));
  assert.equal(page.url(), `${server.url}/b`, "the secret leaves the address");
  assert.equal(await page.title(), kWords[shape.language].tab);
  await page.locator("details.more summary").click();
  await look("welcome");
  await answerCards(visitor);
  await look("review");
  await next(page);
  await page.waitForSelector(".error-summary");
  await look("review over the quota");
  await page.locator(".error-summary a").last().click();
  await choose(page, "m2", "overall", "competent");
  await goToReview(page);
  await next(page);
  await page.waitForSelector(".notice.success");
  await look("thanks");
  await checkNothingIsKept(page);
  await visitor.close();
}

async function checkNothingIsKept(page) {
  const thanks = await heading(page);
  for (let back = 0; back < 4; back++) {
    await page.goBack().catch(() => undefined);
    if (!page.url().startsWith(server.url)) break;
    assert.equal(await heading(page), thanks, "Back shows no answers");
    assert.equal(await page.locator("input, textarea").count(), 0);
  }
  if (!page.url().startsWith(server.url)) await page.goForward();
  await page.waitForSelector("h1");
  assert.equal(await page.locator("input:checked").count(), 0);
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, ""]);
}

/** The same slip once more, with other answers: refused in words. */
async function answerAgain(shape, code) {
  const visitor = await makeVisitor(shape, "second try", [/409.*\/ballots$/]);
  const { page, look } = visitor;
  await page.goto(linkOf(server.url, code));
  await page.waitForSelector(".facts");
  await goToReview(page);
  await next(page);
  await look("blank ballot");
  await next(page);
  await page.waitForSelector(".error-notice");
  assert.match(await page.textContent(".error-notice"), shape.language === "en" ? /slip has been used already/ : /已.*用/);
  await look("used slip");
  await visitor.close();
}

/** Everybody else's ballots by the API: gives the answers about the team's direction. */
async function castOthers(codes) {
  const given = [];
  for (const [number, category] of kCategories.entries()) {
    const slips = codes.filter((code) => code.part === 1 && code.category === number + 1);
    for (const [i, code] of slips.slice(0, kBallots[category]).entries()) {
      const answers = answersOf(i * 3 + number);
      const bearer = ballotBearer(code.round, "workshop", category, code.secret);
      const sent = await post(server.url, code.round, "ballots", makeMessage({ manifest: code.manifest, unit: "workshop", category, bearer, answers }));
      assert.equal(sent.status, 200, await sent.text());
      given.push(answers.team.direction);
    }
  }
  return given;
}

async function closeRound({ page, look }, id) {
  await page.reload();
  await page.waitForSelector("#turnout ~ * table");
  await page.click(`${part("closing")} .button`);
  await page.waitForSelector("#close");
  await look("closing");
  await page.click("#close .button.primary");
  await page.waitForSelector(".badge.closed");
  await page.waitForSelector("#turnout ~ * table");
  const [turnout] = await readTables(page);
  assert.deepEqual(Object.values(turnout.rows)[0].slice(0, 2), ["32", "36"], "returned and due");
  await look("closed round");
  await page.click(`${part("sealing")} .button.primary`);
  await page.waitForSelector("#seal");
  await look("sealing");
  await page.click("#seal .button.primary");
  await page.waitForSelector("#seal", { state: "detached" });
  await look("sealed round");
  await page.click(`${part("results")} a.button.primary`);
  await page.waitForURL(`**/results#/${id}`);
  await page.waitForSelector("main table");
  await look("units");
  await page.click("main table tbody a >> nth=0");
  await waitForCharts(page);
  await page.goto(`${server.url}/results#/${id}/stores`);
  await page.waitForSelector("main .notice >> nth=1");
  assert.equal(await page.locator("main table").count(), 0);
  await look("unit too small");
}

async function releaseRound({ page, look }, id) {
  await page.goto(`${server.url}/console#/rounds/${id}`);
  await page.waitForSelector(".badge.closed");
  await page.click(`${part("results")} > .button`);
  await page.click("#release .button.primary");
  await page.waitForSelector(".badge.released");
  await look("released round");
}

/** The organizer adds the leader; gives the one-time link that is shown once. */
async function addLeader({ page, look }, name) {
  await page.click('nav a[href="/console#/accounts"]');
  await page.click(".head-row .button.primary");
  await page.fill("#account-name", name);
  await page.fill("#account-display", "陈国平 Chen Guoping");
  await page.locator("form input[type=checkbox]").first().check();
  await page.fill("#account-unit", "workshop");
  await page.locator(".inset input[type=checkbox]").check();
  await look("add an account");
  await page.click("form .button.primary");
  const link = (await page.textContent("#first-link-address")).trim();
  await look("first link");
  await page.click("#first-link .button.primary");
  await page.locator("#first-link").waitFor({ state: "detached" });
  await look("accounts");
  return link;
}

/** The figures about the team on the page are those of the API, and those of the ballots that were cast. */
async function checkFigures(page, language, report, direction) {
  const tables = await readTables(page);
  const team = report.result.results.find((ratee) => ratee.about === "team");
  const items = report.round_file.sections[0].items;
  const label = (id) => items.find((item) => item.id === id).label[language];
  const overview = tables.find((table) => label("direction") in table.rows);
  for (const item of kScaleItems) {
    const { weighted, pooled, groups } = team.items.find((one) => one.item === item);
    const unknown = Object.values(pooled.unscored).reduce((sum, n) => sum + n, 0);
    assert.deepEqual(overview.rows[label(item)], [
      weighted.score, pooled.score, ...groups.map((group) => group.score), `${pooled.favourable.rate}%`,
      String(pooled.n), String(unknown), String(pooled.abstained),
    ], item);
  }
  const count = (option) => direction.filter((given) => given === option).length;
  const counts = ["excellent", "good", "fair", "poor"].map(count);
  const single = tables.find((table) => kWords[language].all in table.rows && table.caption.endsWith(label("direction")));
  const rated = direction.length - count("unknown");
  assert.deepEqual(single.rows[kWords[language].all].slice(0, 6), [...counts, rated, count("unknown")].map(String));
}

/** The leader signs in by the link, reads sentences, charts and tables; everybody of the team is there. */
async function readAsHead(shape, id, link, direction) {
  const visitor = await makeVisitor(shape, "leader");
  const { page, look, show } = visitor;
  await signInFirst(visitor, link);
  await page.waitForSelector(".result-entry a");
  await look("results");
  await page.locator(`a[href="#/${id}/workshop"]`).click();
  await waitForCharts(page);
  const sentences = await page.locator(".summary p").allTextContents();
  assert.equal(sentences.length, 3);
  assert.match(sentences[0], shape.language === "en" ? /32 of the 36/ : /36.*32|32.*36/);
  await show("report");
  const report = await callApi(page, `/rounds/${id}/units/workshop/results`);
  await checkFigures(page, shape.language, report, direction);
  const words = await page.textContent("main");
  for (const name of [kWords[shape.language].head, ...kWords[shape.language].others]) assert.ok(words.includes(name), name);
  await page.evaluate(() => { for (const folded of document.querySelectorAll("details")) folded.open = true; });
  await waitForCharts(page);
  await look("report unfolded");
  await visitor.close();
}

/** A plain member signs out, comes back with name and password, and sees of the members only themself. */
async function readAsMember(shape, id, name) {
  const visitor = await makeVisitor(shape, "member", [/401.*\/session$/]);
  const { page, look } = visitor;
  await signInFirst(visitor, firstLink(name, "leader:workshop:m2"));
  await page.click(".menu summary");
  await look("account menu");
  await page.click(".menu button");
  await page.waitForSelector("#sign-in-name");
  await look("sign in");
  await page.fill("#sign-in-name", name);
  await page.fill("#sign-in-password", kPassword);
  await page.click("button[type=submit]");
  await page.locator(`a[href="#/${id}/workshop"]`).click();
  await waitForCharts(page);
  const words = await page.textContent("main");
  const [own, other] = kWords[shape.language].others;
  assert.ok(words.includes(own));
  assert.ok(!words.includes(other) && !words.includes(kWords[shape.language].head), "members see only themselves");
  const report = await callApi(page, `/rounds/${id}/units/workshop/results`);
  assert.deepEqual(report.result.results.map((ratee) => ratee.about), ["team", "m2"]);
  await look("member's report");
  await visitor.close();
}

// Two walks at a time: each waits much, for charts and for the server.
describe("the walk", { concurrency: 2 }, () => {
  for (const shape of kShapes) {
    test(`the ways in without a round: start, code, an unknown round (${shape.language}, ${shape.width} px)`, async () => {
      const { page, look, close } = await makeVisitor(shape, "visitor", [/404.*\/rounds\/nowhere/]);
      await page.goto(server.url);
      await page.waitForSelector("h1");
      await look("start");
      await page.goto(`${server.url}/b`);
      await page.waitForSelector("#code");
      await next(page);
      await page.waitForSelector(".error-summary");
      await look("code missing");
      await page.goto(`${server.url}/r/nowhere`);
      await page.waitForSelector("h1:not(.loading)");
      await look("unknown round");
      await close();
    });
    test(`from an empty console to the leader's report (${shape.language}, ${shape.width} px)`, async () => {
      const key = `${shape.language === "en" ? "en" : "zh"}-${shape.width}`;
      const organizer = await makeVisitor(shape, "organizer", [/422.*\/units$/]);
      await signInFirst(organizer, firstLink(`organizer-${key}`, "organizer"));
      await makeRound(organizer, `walk-${key}`);
      const codes = await openRound(organizer, `walk-${key}`);
      const own = codes.filter((code) => code.part === 1 && code.category === 3).at(-1);
      await answer(shape, own);
      await answerAgain(shape, own);
      const direction = [...(await castOthers(codes)), "good"];
      await closeRound(organizer, `walk-${key}`);
      await releaseRound(organizer, `walk-${key}`);
      const link = await addLeader(organizer, `leader-${key}`);
      await readAsHead(shape, `walk-${key}`, link, direction);
      await readAsMember(shape, `walk-${key}`, `member-${key}`);
      await organizer.close();
    });
  }
});
