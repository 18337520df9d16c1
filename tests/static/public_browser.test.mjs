// /public/<round> and /how in a real browser against a stand-in, and the worker's blinding there against RFC 9474.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { look, new_device, open_page, start, until } from "./browsing.mjs";
import { CredentialBox, short_code_of } from "./credential_box.mjs";
import { by_invitation } from "./sample_rounds.mjs";
import { hash, read_vectors } from "./support.mjs";

const behaviour = { refuse: 0, casts: [], boxes: [] };
const conflict = /status of (409|404)/;
let stage;
let box;

before(async () => { stage = await start(behaviour); });
after(() => stage?.stop());

const entry_of = (name, revision, body) => Buffer.concat([hash(name), Buffer.from([0, 0, 0, revision]), hash(body)]);

function fresh() {
  box = new CredentialBox(by_invitation, []);
  for (let i = 0; i < 12; i++) box.entries.ballots.set(`b${i}`, entry_of(`b${i}`, 1, `c${i}`));
  box.entries.ballots.set("mine", entry_of("mine", 2, "second"));
  box.state.sealed = true;
  behaviour.boxes = [box];
}

const url = () => `${stage.base}/public/${by_invitation.id}`;
const receipt_of = (name, revision, body) => box.receipt("ballots", entry_of(name, revision, body));
const main = (page) => page.locator("main").textContent();

async function give_file(page, ...receipts) {
  const text = JSON.stringify({ candor_receipts: 1, round: by_invitation.id, receipts });
  await page.setInputFiles("#file", { name: "receipt.json", mimeType: "application/json", buffer: Buffer.from(text) });
}

test("before sealing it is said when it will be possible, and M can be compared", async () => {
  for (const language of ["en", "zh-CN"]) {
    fresh();
    box.state.sealed = false;
    const context = await new_device(stage.browser, { width: 320, language });
    const page = await open_page(context, url(), conflict);
    await page.waitForSelector("#compare");
    await until(page, () => document.querySelector(".notice"));
    await look(page, "not sealed");
    assert.match(await main(page), language === "en" ? /some time after December 5, 2026/ : /2026年12月5日/);
    const m = box.m.toString("base64url");
    await page.fill("#compare", m);
    await page.waitForSelector(".notice.success");
    await page.fill("#compare", `${m.startsWith("x") ? "y" : "x"}${m.slice(1)}`);
    await page.waitForSelector(".notice.warning");
    await look(page, "M differs");
    await context.close();
  }
});

test("receipts of a file are looked up in the whole list, whatever became of the ballot", async () => {
  fresh();
  const context = await new_device(stage.browser, { colours: "dark" });
  const page = await open_page(context, url());
  await page.waitForSelector("#file");
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  const cases = [
    [receipt_of("mine", 2, "second"), "success", /Your ballot: in/], [receipt_of("mine", 1, "first"), "warning", /Revision 2/],
    [receipt_of("nobody", 1, "x"), "error-notice", /turn to the scrutineers/i],
    [{ ...receipt_of("mine", 2, "second"), signature: "A".repeat(86) }, "error-notice", /not genuine/],
    [{ ...receipt_of("mine", 2, "second"), manifest: "11".repeat(32) }, "error-notice", /another round/],
  ];
  for (const [receipt, kind, words] of cases) {
    await give_file(page, receipt);
    await until(page, (source) => new RegExp(source, "i").test(document.querySelector("main").textContent), words.source);
    assert.equal(await page.locator(`div[role=status] > .notice.${kind}`).count() > 0, true, words.source);
    await look(page, words.source);
  }
  await page.setInputFiles("#file", { name: "x.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await page.waitForSelector("#file-error");
  await look(page, "wrong file");
  assert.deepEqual(asked, [], "nothing was asked of the server for it");
  await context.close();
});

test("a receipt on this device is found by itself; a short code is looked up", async () => {
  fresh();
  const manifest = box.m.toString("hex");
  const record = { manifest, round: by_invitation.id, claims: [], rights: [], receipts: [receipt_of("mine", 2, "second")] };
  const context = await new_device(stage.browser, {});
  await context.addInitScript(([name, text]) => localStorage.setItem(name, text), [`candor.right.${manifest.slice(0, 16)}`, JSON.stringify(record)]);
  const page = await open_page(context, url());
  await until(page, () => /Your ballot: in/.test(document.querySelector("main").textContent));
  const code = short_code_of(entry_of("b3", 1, "c3"));
  await page.fill("#code", code.toLowerCase().replace(/-/g, " "));
  await page.locator("form .button").click();
  await page.waitForSelector("form .notice.success");
  await page.fill("#code", short_code_of(entry_of("b3", 1, "other")));
  await page.locator("form .button").click();
  await page.waitForSelector("form .notice.error-notice");
  await look(page, "code not in");
  await page.fill("#code", "nonsense");
  await page.locator("form .button").click();
  await page.waitForSelector("#code-error");
  await look(page, "no code");
  await context.close();
});

test("a record that does not fit its seal is told, and nothing is looked up in it", async () => {
  const cases = [
    [{ "ballots.bin": () => Buffer.alloc(68) }, /not those that were sealed/], [{ "seal.sig": () => Buffer.alloc(64) }, /not made with the key/],
    [{ "seal.json": () => Buffer.from("{}") }, /not made with the key/],
  ];
  for (const [alter, words] of cases) {
    fresh();
    box.alter = Object.fromEntries(Object.entries(alter).map(([name, make]) => [name, make()]));
    const context = await new_device(stage.browser, {});
    const page = await open_page(context, url());
    await page.waitForSelector(".notice.error-notice");
    assert.match(await main(page), words);
    assert.equal(await page.locator("#file").count(), 0);
    await look(page, words.source);
    await context.close();
  }
  const context = await new_device(stage.browser, {});
  const page = await open_page(context, `${stage.base}/public/no-such-round`, conflict);
  await page.waitForSelector(".notice.warning");
  await look(page, "no such round");
  await context.close();
});

const release = (number, withheld, texts_withheld, texts_unread, reason) => JSON.stringify({
  at: 1795000000 + number * 86_400, candor_release: 1, groups: "00".repeat(32), min_cell: 5, number, reason, texts_shown: 9, texts_unread,
  texts_withheld, withheld,
}) + "\n";

test("what was kept out of the results is told with each release's reason, and that nothing was", async () => {
  const cases = [
    ["en", [release(1, [], 0, 0, "")], /Nothing was taken out\./, 0],
    ["en", [release(1, [], 0, 3, ""), release(2, ["east"], 0, 3, "A dispute\n<b>there</b>"), release(3, ["east", "west"], 2, 3, "More")],
      /Release 1,.*never shown: 3Release 2,.*ids: eastReason: A dispute\n<b>there<\/b>Release 3,.*ids: westRemarks taken out: 2Reason: More/s, 3],
    ["zh-CN", [release(1, ["east", "west"], 0, 0, "名单有争议")], /第1次公布，.*（单位代号）：east、west理由：名单有争议/s, 1],
    ["en", ["{}\n"], /did not answer as it should/, 0], ["en", [], /did not answer as it should/, 0],
    ["en", [release(1, [], 0, 0, "").replace("1795086400", "9000000000000")], /did not answer as it should/, 0],
    ["en", [release(1, [], 0, 0, ""), release(2, ["east"], 0, 0, "x").trim()], /did not answer as it should/, 0],
  ];
  for (const [language, lines, words, releases] of cases) {
    fresh();
    box.state.state = "released";
    box.alter = { "releases.jsonl": Buffer.from(lines.join("")) };
    const context = await new_device(stage.browser, { language, width: 320 });
    const page = await open_page(context, url());
    await until(page, () => document.querySelector("section[aria-labelledby=withheld] [role=status] > *:not(p)")
      || /Nothing|as it should/.test(document.querySelector("section[aria-labelledby=withheld]")?.textContent ?? ""));
    assert.match(await page.locator("section[aria-labelledby=withheld]").textContent(), words);
    assert.equal(await page.locator("section[aria-labelledby=withheld] h3").count(), releases);
    await look(page, `withheld ${words.source}`);
    await context.close();
  }
});

test("files of the record can be saved", async () => {
  fresh();
  const context = await new_device(stage.browser, { language: "zh-CN" });
  const page = await open_page(context, url());
  await page.waitForSelector(".downloads");
  await look(page, "sealed, Chinese");
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(".downloads .button", { hasText: "ballots.bin" }).click()]);
  assert.equal(download.suggestedFilename(), `${by_invitation.id}-ballots.bin`);
  assert.deepEqual(readFileSync(await download.path()), box.file_of_entries("ballots"));
  await context.close();
});

test("how anonymity works is told in both languages", async () => {
  for (const [language, width, colours] of [["en", 320, "light"], ["zh-CN", 1440, "dark"]]) {
    const context = await new_device(stage.browser, { language, width, colours });
    const page = await open_page(context, `${stage.base}/how`);
    await look(page, "how");
    assert.equal(await page.evaluate(() => document.documentElement.lang), language);
    await page.locator(".languages button").click();
    await until(page, (before) => document.documentElement.lang !== before, language);
    await look(page, "how, the other language");
    await context.close();
  }
});

/// r with r·inv = 1 mod n.
function inverse_of(inv, n) {
  let [a, b, x, y] = [inv, n, 1n, 0n];
  while (b !== 0n) {
    const quotient = a / b;
    [a, b] = [b, a % b];
    [x, y] = [y, x - quotient * y];
  }
  return ((x % n) + n) % n;
}

test("the worker blinds and unblinds as RFC 9474 says (A.1), in a browser without BigInt", async () => {
  const [vector] = read_vectors("rfc9474-a1.json");
  const { rfc9474 } = read_vectors("credential-vectors.json");
  const worker = readdirSync(join(stage.folder, "assets")).find((name) => name.startsWith("worker."));
  const factor = inverse_of(BigInt(`0x${vector.inv}`), BigInt(`0x${vector.n}`)).toString(16).padStart(1024, "0");
  const context = await new_device(stage.browser, { init: () => { delete globalThis.BigInt; } });
  const page = await open_page(context, `${stage.base}/how`);
  const done = await page.evaluate(async ([path, given]) => {
    if (typeof BigInt !== "undefined") throw new Error("BigInt is still there");
    const bytes = (hex) => Uint8Array.from(hex.match(/../g), (byte) => parseInt(byte, 16));
    const hex = (data) => Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");
    const answers = [];
    window.postMessage = (answer) => answers.push(answer);
    await new Promise((resolve) => document.head.appendChild(Object.assign(document.createElement("script"), { src: path, onload: resolve })));
    const fixed = [bytes(given.salt), bytes(given.factor)];  // what the library draws, in that order
    crypto.getRandomValues = (array) => { array.set(fixed.shift()); return array; };
    const call = async (data) => {
      window.onmessage({ data });
      while (answers.length === 0) await new Promise((resolve) => { setTimeout(resolve, 5); });
      return answers.shift();
    };
    const common = { key: bytes(given.spki), prepared: bytes(given.msg_prefix + given.msg) };
    const blinded = await call({ id: 1, what: "blind", ...common });
    const final = await call({ id: 2, what: "finalize", ...common, signature: bytes(given.blind_sig), inverse: bytes(given.inv) });
    const spoilt = bytes(given.blind_sig);
    spoilt[9] ^= 1;
    const refused = await call({ id: 3, what: "finalize", ...common, signature: spoilt, inverse: bytes(given.inv) });
    return { blinded: hex(blinded.blinded), inverse: hex(blinded.inverse), signature: hex(final.signature), refused };
  }, [`/assets/${worker}`, { ...vector, factor, spki: rfc9474[0].spki }]);
  assert.equal(done.blinded, vector.blinded_msg);
  assert.equal(done.inverse, vector.inv);
  assert.equal(done.signature, vector.sig);
  assert.deepEqual(done.refused, { id: 3, ok: false });
  await context.close();
});
