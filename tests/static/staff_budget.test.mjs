// What the console costs before charts, the keying desk and the reading of comments, compressed: these come only where they
// are used.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { build_pages } from "./support.mjs";

const kBudgetBytes = 150 * 1024;
const folder = mkdtempSync(join(tmpdir(), "candor-staff-budget-"));
after(() => rmSync(folder, { recursive: true }));

/** The page's own files, those named in `more`, and every module that these import at once. */
function files_of(html, more = []) {
  const found = new Set();
  const add = (path) => {
    if (found.has(path)) return;
    found.add(path);
    const text = readFileSync(join(folder, path), "utf8");
    for (const [, name] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) add(`assets/${name}`);
  };
  for (const [, path] of readFileSync(join(folder, html), "utf8").matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)) add(path);
  for (const path of more) add(path);
  return [...found];
}

const compressed_size = (files) => files.reduce((sum, file) => sum + brotliCompressSync(readFileSync(join(folder, file))).length, 0);

test("the console is 150 KB at most, compressed, without charts and without the questions' own components", (t) => {
  build_pages(folder);
  const files = files_of("console.html");
  const bytes = compressed_size(files);
  t.diagnostic(`${files.length} files, ${bytes} bytes`);
  assert.ok(files.length >= 3, files.join());
  assert.ok(bytes <= kBudgetBytes, String(bytes));
  assert.doesNotMatch(files.join(), /echarts|keying_desk|closed_round|reading/);
});

test("reading comments comes when it is asked for, and is small", (t) => {
  const parts = readdirSync(join(folder, "assets")).filter((name) => /^(reading|closed_round)\.[^.]+\.js$/.test(name)).map((name) => `assets/${name}`);
  assert.equal(parts.length, 2, parts.join());
  const more = compressed_size(files_of("console.html", parts)) - compressed_size(files_of("console.html"));
  t.diagnostic(`${more} bytes`);
  assert.ok(more > 4000 && more <= 24 * 1024, String(more));
});

test("with the designer it is 150 KB at most, before workbooks and XLSForm", (t) => {
  const designer = readdirSync(join(folder, "assets")).filter((name) => /^designer\.[^.]+\.js$/.test(name)).map((name) => `assets/${name}`);
  assert.equal(designer.length, 1, designer.join());
  const files = files_of("console.html", designer);
  const bytes = compressed_size(files);
  t.diagnostic(`${files.length} files, ${bytes} bytes`);
  assert.ok(bytes <= kBudgetBytes, String(bytes));
  assert.ok(bytes > compressed_size(files_of("console.html")), "the designer is part of it");
  const source = files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
  assert.doesNotMatch(source, /spreadsheetml/, "what writes workbooks comes later");
});
