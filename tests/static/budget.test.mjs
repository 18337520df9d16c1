// What the build writes: the respondent's page within its budget (DESIGN 9), pages that a strict content security
// policy accepts, the same bytes each time.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";
import { appraisal } from "./sample_rounds.mjs";
import { build_pages, page_of, require_static } from "./support.mjs";

const kBudgetBytes = 40 * 1024;
const kScriptBytes = 33 * 1024;       // of the page itself: leaves room for a long questionnaire
const kWithWorkerBytes = 38 * 1024;   // the page's script and what blinds
const kTicketBytes = 37 * 1024;       // every script from a ticket's link to the receipt
const kCredentialBytes = 52 * 1024;   // every script from an invitation's link to the receipt

const folder = mkdtempSync(join(tmpdir(), "candor-build-"));
const again = mkdtempSync(join(tmpdir(), "candor-build-"));
after(() => [folder, again].forEach((path) => rmSync(path, { recursive: true })));
build_pages(folder);
const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
const read = (file) => readFileSync(join(folder, file), "utf8");
const pages = manifest.filter((file) => file.path.endsWith(".html"));

function brotli_size(text) {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}

test("the respondent's page is 40 KB at most, compressed, in three requests", (t) => {
  const html = read("respond.html");
  const linked = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path).filter((path) => !path.startsWith("data:"));
  assert.equal(linked.length, 1, "one script, and nothing else beside HTML and the round");
  const script = brotli_size(read(linked[0].slice(1)));
  const data = brotli_size(JSON.stringify(page_of(appraisal, 1)));
  t.diagnostic(`HTML ${brotli_size(html)} + script ${script} + round ${data} bytes`);
  assert.ok(script <= kScriptBytes, `script ${script}`);
  assert.ok(brotli_size(html) + script + data <= kBudgetBytes);
});

test("pages hold no inline script, style or handler, and name nothing from elsewhere", () => {
  assert.ok(pages.length >= 2);
  for (const { file } of pages) {
    const html = read(file);
    assert.doesNotMatch(html, /<style|style=|\son\w+=|<script>|javascript:/i, file);
    assert.doesNotMatch(html, /(?:src|href)="(?:https?:)?\/\//, file);
    for (const [, path] of html.matchAll(/(?:src|href)="(\/[^"]+)"/g)) assert.ok(manifest.some((entry) => entry.path === path), path);
  }
});

test("the respondent's tab title says nothing of the round", () => {
  assert.match(read("respond.html"), /<title>问卷 · Questionnaire<\/title>/);
});

function script(name) {
  return read(manifest.find((entry) => entry.path.startsWith(`/assets/${name}.`) && entry.path.endsWith(".js")).file);
}

const sum = (...names) => names.reduce((bytes, name) => bytes + brotli_size(script(name)), 0);

test("later scripts keep within their budgets: blinding, credentials, receipts", (t) => {
  for (const language of ["en", "zh-CN"]) {
    const after = ["after", `after-${language}`];
    const ticket = sum("respond", ...after);
    const credential = ticket + sum("claim", `claim-${language}`, "worker");
    t.diagnostic(`${language}: ticket ${ticket}, credential ${credential}, worker ${sum("worker")}, with export ${credential + sum("carry", `carry-${language}`)} bytes`);
    assert.ok(ticket <= kTicketBytes, `ticket ${ticket}`);
    assert.ok(credential <= kCredentialBytes, `credential ${credential}`);
  }
  assert.ok(sum("respond", "worker") <= kWithWorkerBytes);
  assert.ok(sum("worker") <= 6 * 1024, "of the blinding library only what blinds");
});

test("the page's own script holds neither blinding nor what writes to the device", () => {
  const text = script("respond");
  assert.doesNotMatch(text, /sessionStorage|indexedDB|document\.cookie|\beval\(|new Function/);
  assert.doesNotMatch(text, /setItem|montpowermod|generateKey/);
});

test("answers are written to no storage by any script but the one for those who choose it", () => {
  for (const name of ["respond", "claim", "after", "carry", "kiosk", "rank", "worker", "public", "preview"]) {
    assert.doesNotMatch(script(name), /sessionStorage|indexedDB|document\.cookie|\beval\(|new Function/, name);
  }
});

test("what keeps answers writes to no cookie, session or database, and sends nothing", () => {
  assert.doesNotMatch(script("keep"), /sessionStorage|indexedDB|document\.cookie|\beval\(|new Function|fetch\(|XMLHttpRequest|sendBeacon/);
});

test("rounds without rare item types fetch nothing for them", (t) => {
  t.diagnostic(`keep ${sum("keep", "keep-en")}, rank ${sum("rank", "rank-en")} bytes`);
  assert.doesNotMatch(script("respond"), /rank_hint|rank_up/);
  assert.ok(sum("rank", "rank-en") <= 2 * 1024 && sum("keep", "keep-en") <= 2 * 1024);
});

test("every script for respondents parses as ES2017", async () => {
  const { transform } = require_static("esbuild");
  for (const { file } of manifest.filter(({ file: name }) => /^assets\/(respond|claim|after|carry|kiosk|keep|rank|worker|public|how|start|preview)[.-].*\.js$/.test(name))) {
    const [now, then] = await Promise.all(["esnext", "es2017"].map((target) => transform(read(file), { charset: "utf8", target })));
    assert.ok(now.code === then.code, `${file} holds syntax newer than ES2017`);  // nothing had to be rewritten
    assert.deepEqual(then.warnings, []);
  }
});

test("the manifest lists every file with its type; only hashed names are immutable", () => {
  const present = [...readdirSync(folder), ...readdirSync(join(folder, "assets")).map((name) => `assets/${name}`)]
    .filter((name) => name !== "assets" && name !== "manifest.json").sort();
  assert.deepEqual(manifest.map((entry) => entry.file), present);
  for (const { path, file, type, immutable } of manifest) {
    assert.equal(path, `/${file}`);
    assert.match(type, /^text\/(html|javascript|css|plain); charset=utf-8$/);
    assert.equal(immutable, /\.[0-9A-Za-z]{8}\.(js|css)$/.test(file), file);
  }
});

test("the same sources give the same bytes, wherever they are written", () => {
  build_pages(again);
  for (const { file } of manifest) assert.deepEqual(readFileSync(join(again, file)), readFileSync(join(folder, file)), file);
});
