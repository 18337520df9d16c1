// What the build writes: the respondent's page within its budget (DESIGN 9), pages that a strict content security
// policy accepts, the same bytes each time.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";
import { appraisal } from "./sample_rounds.mjs";
import { build_pages, page_of } from "./support.mjs";

const kBudgetBytes = 40 * 1024;
const kScriptBytes = 28 * 1024;  // leaves room for a long questionnaire

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

test("the respondent's script stores nothing on the device and evaluates no text", () => {
  const { file } = manifest.find((entry) => /^\/assets\/respond\..*\.js$/.test(entry.path));
  assert.doesNotMatch(read(file), /localStorage|sessionStorage|indexedDB|document\.cookie|\beval\(|new Function/);
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
