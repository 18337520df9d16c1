// Claim hashes (docs/protocol.md): pasted from the registrar's file, or made here of a printed code where the server made
// the codes and nobody has a file. A code is never sent.
import { concat, hex_of, u16, utf8 } from "../shared/bytes";
import { parse_typed_code } from "../shared/codes";
import { sha256 } from "../shared/protocol";
import type { RoundFile } from "../shared/staff/types";

export interface Claim {
  hash: string;
  /** Known where a code was typed. */
  unit: string | null;
  category: string | null;
}

function counted(text: string): Uint8Array {
  const bytes = utf8(text);
  return concat(u16(bytes.length), bytes);
}

/** H(T("claim") ‖ L(round) ‖ L(unit) ‖ L(category) ‖ secret), hex. */
export async function claim_hash(round: string, unit: string, category: string, secret: string): Promise<string> {
  return hex_of(await sha256(utf8("candor/1/claim\0"), counted(round), counted(unit), counted(category), utf8(secret)));
}

export function parse_claim_hash(text: string): string | null {
  const hash = text.trim().toLowerCase();
  return /^[0-9a-f]{64}$/.test(hash) ? hash : null;
}

/** A hash, or (`codes`: where these may be typed here) a printed code of this round; null for anything else. */
export async function read_claim(text: string, round: string, file: RoundFile, codes: boolean): Promise<Claim | null> {
  const hash = parse_claim_hash(text);
  if (hash) return { hash, unit: null, category: null };
  const code = codes ? parse_typed_code(text) : "incomplete";
  if (typeof code === "string") return null;
  const unit = file.units[code.part - 1];
  const category = file.categories[code.category - 1];
  if (!unit || !category) return null;
  return { hash: await claim_hash(round, unit.id, category.id, code.secret), unit: unit.id, category: category.id };
}

export type Lines = { ok: true; hashes: string[] } | { ok: false; line: number; twice: boolean };

/** One claim a line; empty lines are passed over. Codes must belong to the place. `line` counts from 1. */
export async function read_claims(
  text: string, round: string, file: RoundFile, codes: boolean, place: { unit: string; category: string },
): Promise<Lines> {
  const hashes: string[] = [];
  const lines = text.split(/\r?\n/);
  for (let i = 0; i < lines.length; i++) {
    const line = (lines[i] ?? "").trim();
    if (line === "") continue;
    const claim = await read_claim(line, round, file, codes);
    const misplaced = claim !== null && claim.unit !== null && (claim.unit !== place.unit || claim.category !== place.category);
    if (claim === null || misplaced) return { ok: false, line: i + 1, twice: false };
    if (hashes.indexOf(claim.hash) >= 0) return { ok: false, line: i + 1, twice: true };
    hashes.push(claim.hash);
  }
  return { ok: true, hashes };
}
