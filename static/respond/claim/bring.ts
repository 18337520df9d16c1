// A right to vote that was made on another device: read from a link, from pasted text or from a file, checked against
// this round. Knows no component.
import { hex_of, parse_hex } from "../../shared/bytes";
import { parse_right_fragment } from "../../shared/codes";
import { kid_of } from "../../shared/credential";
import type { Right, RightHalf } from "../../shared/device_record";
import { decode_right } from "../carry/payload";
import type { LoadedRound } from "../load_round";
import { keys_of } from "./claim";
import { is_right } from "./right";

/// Text of a file, a link, or the end of a link. `part`: where it belongs, if that can be told without the round.
export type Brought = { part: number; right: Right } | { part: number | null; payload: string };

export function read_brought(text: string): Brought | null {
  const trimmed = text.trim();
  if (trimmed.startsWith("{")) return read_file(trimmed);
  const link = parse_right_fragment(trimmed.slice(trimmed.indexOf("#")));
  if (link) return { part: link.part, payload: link.payload };
  return /^[A-Za-z0-9_-]{40,}$/.test(trimmed) ? { part: null, payload: trimmed } : null;
}

function read_file(text: string): Brought | null {
  try {
    const right = JSON.parse(text) as Right;
    const right_form = right.candor_right === 1 && Number.isInteger(right.part) && right.part > 0
      && typeof right.manifest === "string" && parse_hex(right.manifest, 32) !== null && typeof right.ballot === "object";
    return right_form ? { part: right.part, right } : null;
  } catch {
    return null;
  }
}

/// Null if it is no right of this round and unit.
export async function check_brought(loaded: LoadedRound, brought: Brought): Promise<Right | null> {
  const right = "right" in brought ? brought.right : await named(loaded, brought.payload);
  return right && await is_right(loaded, right) ? right : null;
}

async function named(loaded: LoadedRound, payload: string): Promise<Right | null> {
  const carried = decode_right(payload);
  const category = carried && loaded.round.categories[carried.category - 1];
  const keys = carried && keys_of(loaded, carried.category);
  if (!carried || !category || !keys) return null;
  const with_kid = async (half: RightHalf, key: Parameters<typeof kid_of>[0]) => ({ ...half, kid: hex_of(await kid_of(key)) });
  return {
    candor_right: 1, manifest: carried.manifest, round: loaded.round.id, part: loaded.part, unit: loaded.unit.id, category: category.id,
    ballot: await with_kid(carried.ballot, keys.ballot),
    comment: carried.comment && keys.comment ? await with_kid(carried.comment, keys.comment) : null,
  };
}
