// Round files by chance, and whatever an import makes of bent workbooks, before the real `candor check`: what is taken
// is never a draft that the server would not keep.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { bent } from "../static/bent_sheets.mjs";
import { chance_of, random_round } from "../static/random_round.mjs";
import { load } from "../static/support.mjs";
import { candor, makeDirectory } from "./support/server.mjs";

const { read_xlsform } = await load("console/xlsform/read.ts");
const { write_xlsform } = await load("console/xlsform/write.ts");
const seed = Number(process.env.CANDOR_SEED ?? 20261121);

/** Lines of errors, "<name>.json: error: <place>: …", about round files by name. */
function errors_of(files) {
  const { path, remove } = makeDirectory("candor-exchange-");
  try {
    const names = [...files.keys()].map((name) => `${name}.json`);
    for (const [name, file] of files) writeFileSync(join(path, `${name}.json`), JSON.stringify(file));
    const { stdout, stderr, status } = candor(["check", ...names], { cwd: path, maxBuffer: 64 * 1024 * 1024 });
    assert.ok(status === 0 || status === 1, stderr);
    return { status, lines: `${stdout}\n${stderr}`.split("\n").filter((line) => / error: /.test(line)) };
  } finally {
    remove();
  }
}

test("every random round is one that may be opened", (t) => {
  t.diagnostic(`seed ${seed}`);
  const files = new Map(Array.from({ length: 300 }, (_, at) => [`r${at}`, random_round(seed + at)]));
  assert.deepEqual(errors_of(files), { status: 0, lines: [] });
});

test("of bent workbooks either all is taken that the server keeps, or nothing (but for the sheet `candor`, which the server checks)", (t) => {
  t.diagnostic(`seed ${seed}`);
  const files = new Map();
  let refused = 0;
  for (let n = 0; n < 1500; n += 1) {
    const chance = chance_of(seed + n);
    const round = random_round(seed + chance.below(300));
    const { file, findings } = read_xlsform(bent(write_xlsform(round), chance), chance.chance(0.5) ? round : undefined);
    assert.ok(file || findings.length > 0, `seed ${seed} + ${n}`);
    if (file) files.set(`b${n}`, file);
    else refused += 1;
  }
  t.diagnostic(`${files.size} taken, ${refused} refused`);
  assert.ok(files.size > 100 && refused > 100);
  const lines = errors_of(files).lines.filter((line) => !/ error: \/(categories|languages|rules|title|asked_by|intro|use_of_answers|thanks|contact)\b/.test(line));
  const gaps = lines.filter((line) => !/expected a text in|expected at least one (unit|item|rater category|section)|expected text without|a full ballot/.test(line));
  assert.deepEqual(gaps, []);
});
