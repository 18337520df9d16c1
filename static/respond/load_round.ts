// Fetches a round and checks it against M: manifest, core and this unit's part (audit path). What it gives back has
// been checked; on a mismatch nothing is given back. Knows no component.
import { type Failure, type RoundPage, get_round_page } from "../shared/api";
import { type Bytes, hex_of, parse_base64url, parse_hex, utf8 } from "../shared/bytes";
import { is_in_tree, manifest_hash, merkle_leaf, sha256 } from "../shared/protocol";
import type { RoundFile, Unit } from "../shared/round_file";

export interface LoadedRound {
  round: RoundFile;
  unit: Unit;
  entry: Part;
  part: number;
  units: readonly { part: number; id: string; name: Readonly<Record<string, string>> }[];
  m: Bytes;
  box_key: Bytes | null;  ///< SPKI of what signs receipts and the seal; null in rounds opened before there was one
  compared: boolean;      ///< whether M came on paper, and not from the server alone
  page: RoundPage;
}

/// What was frozen of a unit: its questions, and the keys that sign rights to vote in it (SPKI, base64url, or null).
export interface Part {
  unit: Unit;
  groups: readonly { category: string; key: string | null; invitations: number; tickets: number }[];
  comment_key: string | null;
}

/// What did not match: "manifest" (M), "core", "part".
export type Mismatch = "manifest" | "core" | "part";
export type Loaded =
  | { ok: true; value: LoadedRound }
  | { ok: false; failure: Failure }
  | { ok: false; mismatch: Mismatch };

interface Manifest {
  candor_manifest: number; round: string; core: string; parts: number; parts_root: string; box_key?: string | null;
}

/// `printed`: M as base64url from paper, or null.
export async function load_round(round: string, part: number, printed: string | null): Promise<Loaded> {
  const answer = await get_round_page(round, part);
  if (!answer.ok) return answer;
  try {
    return await check_page(answer.value, round, part, printed);
  } catch {
    return { ok: false, mismatch: "manifest" };  // not even of the form that could be compared
  }
}

export async function check_page(page: RoundPage, round: string, part: number, printed: string | null): Promise<Loaded> {
  const m = await manifest_hash(page.manifest);
  const expected = printed === null ? parse_hex(page.manifest_hash, 32) : parse_base64url(printed);
  if (!expected || hex_of(expected) !== hex_of(m)) return { ok: false, mismatch: "manifest" };
  const manifest = JSON.parse(page.manifest) as Manifest;
  if (manifest.candor_manifest !== 1 || manifest.round !== round) return { ok: false, mismatch: "manifest" };
  if (hex_of(await sha256(utf8(page.core))) !== manifest.core) return { ok: false, mismatch: "core" };
  const leaf = await merkle_leaf(utf8(page.part ?? ""));
  const inside = await is_in_tree(leaf, part - 1, manifest.parts, page.proof ?? [], manifest.parts_root);
  if (!inside || page.part === undefined) return { ok: false, mismatch: "part" };
  const core = JSON.parse(page.core) as RoundFile;
  if (core.id !== round) return { ok: false, mismatch: "core" };
  const entry = JSON.parse(page.part) as Part;
  const units = page.units ?? [];
  const box_key = typeof manifest.box_key === "string" ? parse_base64url(manifest.box_key) : null;
  return {
    ok: true,
    value: { round: core, unit: entry.unit, entry, part, units, m, box_key, compared: printed !== null, page },
  };
}
