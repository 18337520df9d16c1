// Rounds by invitation in a real browser, against a stand-in that signs blind: from the link to the receipt, again and
// on another device, cut off, refused, without storage.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { look, next, open_page, shows, until } from "./browsing.mjs";
import { short_code_of } from "./credential_box.mjs";
import { answer, begin, box, device, fresh, in_cards, link, provoked, second, secret, stage, stored, welcome } from "./invited.mjs";
import { by_invitation } from "./sample_rounds.mjs";

before(begin);
after(() => stage?.stop());

for (const [language, width, colours] of [["en", 320, "dark"], ["zh-CN", 390, "light"], ["en", 1440, "light"]]) {
  test(`an invitation is answered from link to receipt, and once more (${language}, ${width} px, ${colours})`, async () => {
    fresh();
    const context = await device({ width, language, colours });
    const page = await open_page(context, link());
    await welcome(page);
    assert.equal(page.url(), `${stage.base}/b`, "the fragment is cleared");
    await look(page, "welcome");
    assert.equal(box.log.length, 0, "looking spends nothing");
    assert.equal(await stored(page), "");
    await next(page);
    await answer(page, { remark: "Fewer meetings." });
    await look(page, "done");
    assert.deepEqual(box.log.map(({ what }) => what), ["claims", "ballots", "comments"]);
    const codes = await page.locator(".codes dd").allTextContents();
    assert.deepEqual(codes, ["ballots", "comments"].map((what) => short_code_of([...box.entries[what].values()][0])));
    const kept = await stored(page);
    for (const word of [secret, "competent", "meetings", "salt", "body", "inverse"]) assert.ok(!kept.includes(word), word);

    await page.goto(`${stage.base}/b`);
    await page.waitForSelector(`a[href="/r/${by_invitation.id}"]`);
    await look(page, "code form with a right");
    await page.locator(`a[href="/r/${by_invitation.id}"]`).click();
    await page.waitForSelector("main .button.primary");
    await look(page, "held");
    assert.match(await page.locator("main").textContent(), /1/);
    await next(page);
    await welcome(page);
    await next(page);
    await answer(page, { option: "basic" });
    const [ballot] = box.entries.ballots.values();
    assert.equal(ballot.readUInt32BE(32), 2);
    assert.equal(box.entries.ballots.size, 1);
    assert.equal(box.log.at(-1).message.body, "{}", "the remarks of the first time are taken back");
    const [record] = Object.values(JSON.parse(`[${(await stored(page)).split("=").slice(1).join("=")}]`));
    assert.deepEqual(record.receipts.map(({ entry }) => parseInt(entry.slice(64, 72), 16)), [2, 2], "a new receipt replaces the old one");
    await context.close();
  });
}

test("a claim cut off by a lost answer goes on after a reload, without the code, unchanged", async () => {
  fresh();
  box.state.refuse = Array.from({ length: 20 }, () => ({ what: "claims", lost: true }));
  const context = await device();
  const page = await open_page(context, link(), provoked);
  await welcome(page);
  await next(page);
  await page.waitForSelector(".stages ~ div .notice.warning");
  await look(page, "waiting for the server");
  assert.ok((await stored(page)).includes(secret), "what is needed to go on is kept");
  box.state.refuse = [];
  await page.goto(`${stage.base}/r/${by_invitation.id}`);
  await in_cards(page);
  assert.ok(!(await stored(page)).includes(secret));
  assert.equal(new Set(box.log.map(({ message }) => JSON.stringify(message))).size, 1);
  await answer(page);
  assert.equal(box.entries.ballots.size, 1);
  await context.close();
});

test("a right that was made but not used waits on the device", async () => {
  fresh();
  const context = await device();
  const page = await open_page(context, link());
  await welcome(page);
  await next(page);
  await in_cards(page);
  await page.goto(link());
  await shows(page, "This device already holds a right to vote");
  await look(page, "somebody here");
  await page.locator("main .button").nth(1).click();
  await welcome(page);
  assert.match(await page.locator("main").textContent(), /keep this page open/, "for another person nothing is kept");
  await page.goto(link());
  await page.locator("main .button.primary").click();
  await welcome(page);
  await next(page);
  await answer(page);
  assert.equal(box.claims.size, 1);
  await context.close();
});

test("two persons on one device: the second one's right is kept in memory only", async () => {
  fresh();
  const context = await device();
  let page = await open_page(context, link());
  await welcome(page);
  await next(page);
  await answer(page);
  const before_second = await stored(page);
  await page.close();
  page = await open_page(context, link(second));
  await page.locator("main .button").nth(1).click();
  await welcome(page);
  await next(page);
  await answer(page);
  assert.equal(await stored(page), before_second);
  assert.equal(box.entries.ballots.size, 2);
  await context.close();
});

test("where storage is refused the page says so before anything is spent, and can go on without", async () => {
  fresh();
  const context = await device({ init: () => { Storage.prototype.setItem = () => { throw new DOMException("QuotaExceededError"); }; } });
  const page = await open_page(context, link());
  await shows(page, "This browser keeps nothing");
  await look(page, "no storage");
  assert.equal(await page.locator("#link").inputValue(), link());
  assert.equal(box.log.length, 0);
  await page.locator("main .button").last().click();
  await welcome(page);
  await look(page, "welcome without storage");
  await next(page);
  await answer(page);
  assert.match(await page.locator("main").textContent(), /It exists on this page only/);
  assert.equal(await stored(page), "");
  await context.close();
});

test("where storage is full nothing is spent before the page says so; it goes on without storage", async () => {
  fresh();
  const context = await device({ init: () => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function full(name, value) {
      if (value.length > 100) throw new DOMException("QuotaExceededError");
      set.call(this, name, value);
    };
  } });
  const page = await open_page(context, link());
  await welcome(page);
  await next(page);
  await shows(page, "This browser has no room left");
  await look(page, "storage full");
  assert.equal(box.log.length, 0);
  assert.equal(await page.locator("#link").inputValue(), link());
  await page.locator("main .button").last().click();
  await answer(page);
  assert.match(await page.locator("main").textContent(), /It exists on this page only/);
  assert.equal(await stored(page), "");
  await context.close();
});

/// The right that the device holds is one's own.
async function mine(page) {
  await next(page);
  await welcome(page);
  await next(page);
}

test("two tabs that claim with one invitation at the same time hold one right", async () => {
  fresh();
  const context = await device();
  const pages = [await open_page(context, link()), await open_page(context, link())];
  for (const page of pages) await welcome(page);
  await Promise.all(pages.map(next));
  for (const page of pages) {
    // A tab that comes when the other has done asks whose right it is that the device holds now.
    await page.waitForSelector("form.card, main .buttons .button + .button", { timeout: 20_000 });
    if (await page.locator("form.card").count() === 0) await mine(page);
    await in_cards(page);
  }
  assert.equal(new Set(box.log.map(({ message }) => JSON.stringify(message))).size, 1, "the same words, if the second tab asked at all");
  const [text] = await pages[0].evaluate(() => Object.values(localStorage));
  assert.deepEqual([JSON.parse(text).rights.length, JSON.parse(text).claims.length], [1, 0]);
  await context.close();
});

test("a tab that begins when another has claimed in its place asks whose right it is, and spends nothing", async () => {
  fresh();
  const context = await device();
  const [first, late] = [await open_page(context, link()), await open_page(context, link())];
  await welcome(late);
  await welcome(first);
  await next(first);
  await in_cards(first);
  await next(late);
  await shows(late, "This device already holds a right to vote");
  assert.equal(box.log.length, 1);
  await mine(late);
  await answer(late);
  assert.deepEqual([box.claims.size, box.entries.ballots.size], [1, 1]);
  await context.close();
});

test("without workers, without keys, without WebCrypto: said before anything is spent", async () => {
  const without = [
    ["workers", () => { window.Worker = class { constructor() { throw new Error("refused"); } }; }, "This browser cannot make your right to vote"],
    ["P-256", () => { SubtleCrypto.prototype.generateKey = () => Promise.reject(new Error("refused")); }, "This browser cannot make your right to vote"],
    ["WebCrypto", () => { Object.defineProperty(Crypto.prototype, "subtle", { value: undefined }); }, "This page cannot protect your answers here"],
  ];
  for (const [what, init, title] of without) {
    fresh();
    const context = await device({ init });
    const page = await open_page(context, link());
    if (what !== "WebCrypto") {
      await welcome(page);
      await next(page);
    }
    await shows(page, title);
    await look(page, `without ${what}`);
    assert.equal(box.log.length, 0, what);
    assert.ok(!(await stored(page)).includes(secret), what);
    await context.close();
  }
});

test("unknown, used and late codes, a busy server and a false signature are each told with the way out", async () => {
  const cases = [
    ["The server does not know this code", () => box.codes.clear()],
    ["This code has been used", () => box.claims.set(secret, { asked: "x", answer: {} })],
    ["Invitations can no longer be used", () => { box.state.refuse = [{ what: "claims", status: 410, kind: "expired" }]; }],
    ["Invitations can no longer be used", () => { box.state.takes_claims = false; }],
    ["The signature is not genuine", () => { box.state.spoilt = Buffer.alloc(256, 7).toString("base64url"); }],
  ];
  for (const [title, prepare] of cases) {
    fresh();
    prepare();
    const context = await device();
    const page = await open_page(context, link(), provoked);
    if (box.state.takes_claims) {
      await welcome(page);
      await next(page);
    }
    await shows(page, title);
    await look(page, title);
    assert.equal(box.entries.ballots.size, 0);
    await context.close();
  }
});

test("an unknown code may be that of a paper slip, and casts as one", async () => {
  fresh({ tickets: 3 }, []);
  const context = await device();
  const page = await open_page(context, link(), provoked);
  await welcome(page);
  await next(page);
  await page.waitForSelector(".notice.error-notice");
  await look(page, "paper?");
  await page.locator("main .button").last().click();
  await answer(page);
  const { message } = box.log.at(-1);
  assert.equal(typeof message.bearer, "string");
  assert.equal(message.spki, undefined);
  assert.equal(await stored(page), "");
  await context.close();
});

test("a right is carried to another device by link and by file, and replaces there what was handed in here", async () => {
  fresh();
  const here = await device();
  await here.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await open_page(here, link());
  await welcome(page);
  await next(page);
  await answer(page);
  await page.locator("main .button", { hasText: "answer on another device" }).click();
  await page.waitForSelector(".qr");
  await look(page, "export");
  const box_of = await page.locator(".qr").boundingBox();
  assert.ok(box_of.width >= 280, "large enough to scan");
  await page.locator("main .button", { hasText: "Copy as a link" }).click();
  await until(page, () => document.body.textContent.includes("Copied."));
  const carried = await page.evaluate(() => navigator.clipboard.readText());
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("main .button", { hasText: "Save as file" }).last().click()]);
  const file = readFileSync(await download.path(), "utf8");
  await here.close();

  const there = await device({ width: 320 });
  const other = await open_page(there, carried);
  await welcome(other);
  assert.equal(other.url(), `${stage.base}/b`);
  await next(other);
  await answer(other, { option: "excellent" });
  assert.equal([...box.entries.ballots.values()][0].readUInt32BE(32), 2);
  await there.close();

  const third = await device();
  const last = await open_page(third, `${stage.base}/r/${by_invitation.id}`);
  await last.locator("details.more summary").click();
  await look(last, "import");
  await last.fill("#bring", "nonsense");
  await last.locator("form .button").click();
  await last.waitForSelector("#bring-error");
  await look(last, "import refused");
  await last.setInputFiles("#bring-file", { name: "right.json", mimeType: "application/json", buffer: Buffer.from(file) });
  await welcome(last);
  await next(last);
  await answer(last, { option: "incompetent" });
  assert.match(await last.locator("main").textContent(), /has replaced it with this one/, "the file did not know of the second time");
  assert.equal([...box.entries.ballots.values()][0].readUInt32BE(32), 3);
  assert.equal(box.entries.ballots.size, 1);
  await third.close();
});

test("forgetting leaves nothing on the device", async () => {
  fresh();
  const context = await device();
  const page = await open_page(context, link());
  await welcome(page);
  await next(page);
  await answer(page);
  assert.notEqual(await stored(page), "");
  await page.locator("main .button", { hasText: "Forget everything" }).click();
  await page.waitForSelector(".button.danger");
  await look(page, "forget?");
  await page.locator(".button.danger").click();
  await until(page, () => localStorage.length === 0);
  await look(page, "forgotten");
  await context.close();
});

test("on a shared device one forgets one's own, or knows how many rights go with everything", async () => {
  fresh();
  const context = await device();
  const first = await open_page(context, link());  // in another capacity than the second: both are kept here
  await welcome(first);
  await next(first);
  await answer(first, { remark: "Mine." });
  const theirs = await stored(first);
  await first.close();
  const page = await open_page(context, link(second, 1));
  await welcome(page);
  await next(page);
  await answer(page, { remark: "And mine." });
  const rights = () => page.evaluate(() => Object.values(localStorage).map((text) => JSON.parse(text)));
  assert.deepEqual((await rights()).map((kept) => [kept.rights.length, kept.receipts.length]), [[2, 4]]);
  await page.locator("main .button", { hasText: "Forget everything" }).click();
  await page.waitForSelector(".button.danger");
  assert.match(await page.locator(".after").textContent(), /All 2 are removed, other people's too/);
  await look(page, "forget all?");
  await page.close();
  const again = await open_page(context, link(second, 1));
  await again.locator("main .button.primary").click();
  await welcome(again);
  await next(again);
  await answer(again);
  await again.locator("main .button", { hasText: "Forget my right" }).click();
  await again.waitForSelector(".button.danger");
  await look(again, "forget mine?");
  await again.locator(".button.danger").click();
  await until(again, () => /no longer holds what was yours/.test(document.body.textContent));
  await look(again, "mine forgotten");
  assert.equal(await stored(again), theirs, "right and receipts of the other person are as they were");
  await again.locator("main .button", { hasText: "Forget everything" }).click();
  await again.locator(".button.danger").click();
  await until(again, () => localStorage.length === 0);
  await context.close();
});
