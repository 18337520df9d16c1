// The page believes only what hashes to M: the oracle's files pass, every change of them is noticed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { appraisal, open_survey } from "./sample_rounds.mjs";
import { load, page_of, read_vectors } from "./support.mjs";

const { check_page } = await load("respond/load_round.ts");
const example = read_vectors("protocol-example.json");
const base64url = (hex) => Buffer.from(hex, "hex").toString("base64url");
const example_page = () => ({
  round: "2026-spring", state: "open", takes_ballots: true, opens_at: null, closes_at: null, manifest_hash: example.manifest_hash,
  manifest: example.files["manifest.json"], core: example.files["core.json"], part: example.files["parts/0001.json"], part_number: 1,
  proof: example.audit_path_of_part_1,
});
const printed = base64url(example.manifest_hash);

test("the oracle's canonical files pass, compared with paper", async () => {
  const loaded = await check_page(example_page(), "2026-spring", 1, printed);
  assert.equal(loaded.ok, true);
  assert.equal(loaded.value.compared, true);
  assert.equal(loaded.value.unit.id, "u1");
  assert.equal(loaded.value.round.categories[1].id, "B");
});

test("without paper M is the server's own, and that is known", async () => {
  const loaded = await check_page(example_page(), "2026-spring", 1, null);
  assert.equal(loaded.ok, true);
  assert.equal(loaded.value.compared, false);
});

test("every part of a round is found under its own number", async () => {
  for (let part = 1; part <= appraisal.units.length; part++) {
    const page = page_of(appraisal, part);
    const loaded = await check_page(page, appraisal.id, part, base64url(page.manifest_hash));
    assert.equal(loaded.value.unit.id, appraisal.units[part - 1].id);
  }
});

test("whatever is changed on the way is noticed", async () => {
  const page = example_page();
  const other = page_of(appraisal, 1);
  const cases = [
    ["manifest", { manifest: page.manifest.replace('"parts":3', '"parts":4') }],
    ["manifest", { manifest: `${page.manifest} ` }],
    ["manifest", { manifest: other.manifest }],
    ["manifest", { manifest: other.manifest, manifest_hash: other.manifest_hash, core: other.core, part: other.part, proof: other.proof }],
    ["core", { core: page.core.replace('"min_cell":5', '"min_cell":3') }],
    ["core", { core: page.core.replace('"required":false', '"required":true') }],
    ["core", { core: "" }],
    ["part", { part: page.part.replace("Li Ming", "Li Ning") }],
    ["part", { part: example.files["parts/0002.json"] }],
    ["part", { part: undefined }],
    ["part", { proof: [] }],
    ["part", { proof: undefined }],
    ["part", { proof: [...page.proof].reverse() }],
    ["part", { proof: [...page.proof, page.proof[0]] }],
  ];
  for (const [mismatch, change] of cases) {
    assert.deepEqual(await check_page({ ...page, ...change }, "2026-spring", 1, printed), { ok: false, mismatch }, JSON.stringify(change).slice(0, 80));
  }
});

test("another round, another part or another M than asked for is noticed", async () => {
  assert.deepEqual(await check_page(example_page(), "2026-autumn", 1, printed), { ok: false, mismatch: "manifest" });
  assert.deepEqual(await check_page(example_page(), "2026-spring", 2, printed), { ok: false, mismatch: "part" });
  assert.deepEqual(await check_page(example_page(), "2026-spring", 1, base64url("00".repeat(32))), { ok: false, mismatch: "manifest" });
  assert.deepEqual(await check_page(example_page(), "2026-spring", 1, "?"), { ok: false, mismatch: "manifest" });
  const open = page_of(open_survey, 1);
  assert.deepEqual(await check_page({ ...open, manifest_hash: "xyz" }, open_survey.id, 1, null), { ok: false, mismatch: "manifest" });
});
