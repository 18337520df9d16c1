// For tests of the browser side: loads TypeScript modules, builds the pages once, and makes the canonical files of a
// round as the server does. A second writing of the formulas of docs/protocol.md, on purpose: with Node's own crypto.
import { execFileSync } from "node:child_process";
import { createHash, webcrypto } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

if (!globalThis.crypto) globalThis.crypto = webcrypto;  // Node 18 has it, but not as a global

const here = dirname(fileURLToPath(import.meta.url));
export const static_folder = join(here, "..", "..", "static");
export const data_folder = join(here, "..", "data");
export const require_static = createRequire(join(static_folder, "package.json"));

/// The exports of modules under static/, for example `load("shared/codes.ts")`.
export async function load(path) {
  const { build } = require_static("esbuild");
  const result = await build({
    absWorkingDir: static_folder, entryPoints: [path], bundle: true, write: false, format: "esm", target: "es2017",
    platform: "browser", loader: { ".css": "text" }, jsx: "automatic", jsxImportSource: "preact", logLevel: "warning",
  });
  const folder = mkdtempSync(join(tmpdir(), "candor-static-"));
  const file = join(folder, "module.mjs");
  try {
    writeFileSync(file, result.outputFiles[0].text);
    return await import(pathToFileURL(file));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/// Runs the real build into `folder`; `light`: only the pages for everybody.
export function build_pages(folder, light = false) {
  execFileSync(process.execPath, [join(static_folder, "build.mjs"), "--out", folder, ...(light ? ["--light"] : [])], { stdio: "pipe" });
}

export function read_case(name) {
  return JSON.parse(readFileSync(join(data_folder, "cases", name, "round.json"), "utf8"));
}

/// A file of tests/data/vectors; its README says where each comes from.
export function read_vectors(name) {
  return JSON.parse(readFileSync(join(data_folder, "vectors", name), "utf8"));
}

export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

export function hash(...parts) {
  const state = createHash("sha256");
  for (const part of parts) state.update(part);
  return state.digest();
}

export function counted(text) {
  const bytes = Buffer.from(text, "utf8");
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
}

export function tag(name) {
  return Buffer.from(`candor/1/${name}\0`, "latin1");
}

/// RFC 6962: root and audit path, by the recursive definition.
export function merkle_root(leaves) {
  if (leaves.length === 0) return hash();
  if (leaves.length === 1) return leaves[0];
  const k = split(leaves.length);
  return hash(Buffer.from([1]), merkle_root(leaves.slice(0, k)), merkle_root(leaves.slice(k)));
}

export function merkle_path(leaves, index) {
  if (leaves.length <= 1) return [];
  const k = split(leaves.length);
  return index < k ? [...merkle_path(leaves.slice(0, k), index), merkle_root(leaves.slice(k))]
    : [...merkle_path(leaves.slice(k), index - k), merkle_root(leaves.slice(0, k))];
}

function split(n) {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

const ticket_opening = { key: () => null, comment_key: () => null, box_key: null, tickets: 10, codes_by: "server" };

/// What `GET /rounds/{r}/page?part=N` answers for a round that opened with this file. `opening`: its keys, SPKI as
/// base64url or null, and how many tickets each group has.
export function page_of(round, part, opening = ticket_opening) {
  const core = canonical({ ...round, units: [] });
  const parts = round.units.map((unit) => canonical({
    unit,
    groups: round.categories.map((category) => ({
      category: category.id, key: opening.key(unit.id, category.id), invitations: 0, claims: null, tickets: opening.tickets,
      bearers: opening.tickets > 0 ? "00".repeat(32) : null,
    })),
    comment_key: opening.comment_key(unit.id), comment_tickets: 30, comment_bearers: "00".repeat(32),
  }));
  const leaves = parts.map((text) => hash(Buffer.from([0]), text));
  const manifest = canonical({
    candor_manifest: 1, round: round.id, core: hash(core).toString("hex"), parts: parts.length,
    parts_root: merkle_root(leaves).toString("hex"), box_key: opening.box_key, codes_by: opening.codes_by,
  });
  const m = hash(tag("manifest"), manifest);
  return {
    round: round.id, state: "open", takes_ballots: true, opens_at: "2026-11-01T00:00:00Z", closes_at: "2026-12-05T10:00:00Z",
    manifest_hash: m.toString("hex"), manifest, core, server_time: "2026-11-21T06:00:00Z",
    ...(round.access.mode === "open" && { units: round.units.map((unit, i) => ({ part: i + 1, id: unit.id, name: unit.name })) }),
    part: parts[part - 1], part_number: part, proof: merkle_path(leaves, part - 1).map((node) => node.toString("hex")),
  };
}
