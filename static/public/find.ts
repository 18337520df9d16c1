// Looks for one person's ballot or comment in the sealed lists: by receipt, or by a receipt's short code. Knows no
// component and no network.
import { type Bytes, base64url_of, hex_of, parse_hex } from "../shared/bytes";
import { type Receipt, is_genuine, kEntryBytes, parse_receipt, revision_of, short_code } from "../shared/credential";
import { type EntryList, type RoundHead, type Sealed, entries_of } from "./record";

/// "in": the very entry. "replaced": a later one of the same right. "absent": none, or only an earlier one.
/// "other_round", "forged": the receipt is not of this round, or not of its box.
export type Found =
  | { kind: "in" | "absent" | "other_round" | "forged" }
  | { kind: "replaced"; revision: number };

const kNullifierBytes = 32;

export async function find_receipt(head: RoundHead, sealed: Sealed, receipt: Receipt): Promise<Found> {
  if (receipt.manifest !== head.m) return { kind: "other_round" };
  if (!head.box_key || !await is_genuine(receipt, head.box_key)) return { kind: "forged" };
  const own = parse_hex(receipt.entry, kEntryBytes) as Bytes;
  const list = receipt.kind === "ballot" ? sealed.ballots : sealed.comments;
  const there = find_nullifier(list, hex_of(own.subarray(0, kNullifierBytes)));
  if (!there) return { kind: "absent" };
  if (hex_of(there) === receipt.entry) return { kind: "in" };
  return revision_of(there) > revision_of(own) ? { kind: "replaced", revision: revision_of(there) } : { kind: "absent" };
}

function find_nullifier(list: EntryList, nullifier: string): Bytes | undefined {
  return entries_of(list.bytes).find((entry) => hex_of(entry.subarray(0, kNullifierBytes)) === nullifier);
}

/// "12345 abcde…" as it was written down: hyphens and spaces do not matter, O is 0, I and L are 1. Null if it is no code.
export function parse_short_code(typed: string): string | null {
  const code = typed.normalize("NFKC").toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1").replace(/[^0-9A-Z]/g, "");
  return /^[0-9A-HJKMNP-TV-Z]{20}$/.test(code) ? (code.match(/.{5}/g) ?? []).join("-") : null;
}

export type FoundCode = { kind: "in"; what: "ballot" | "comment" } | { kind: "absent" } | { kind: "too_many" };

export async function find_code(sealed: Sealed, code: string): Promise<FoundCode> {
  for (const [what, list] of [["ballot", sealed.ballots], ["comment", sealed.comments]] as const) {
    if (list.leaves === null) return { kind: "too_many" };
    for (const entry of entries_of(list.bytes)) {
      if (await short_code(entry) === code) return { kind: "in", what };
    }
  }
  return { kind: "absent" };
}

/// Receipts in the text of a file that the respondent's page saved, or of one receipt.
export function read_receipts(text: string): readonly Receipt[] {
  try {
    const file = JSON.parse(text) as { receipts?: unknown };
    const list = Array.isArray(file.receipts) ? file.receipts : [file];
    return list.map(parse_receipt).filter((receipt): receipt is Receipt => receipt !== null);
  } catch {
    return [];
  }
}

/// M as somebody has it on paper: hex or base64url, spaces and hyphens of grouping apart.
export function same_manifest(head: RoundHead, typed: string): boolean {
  const bytes = parse_hex(head.m, 32) as Bytes;
  const given = typed.trim();
  return given === base64url_of(bytes) || given.toLowerCase().replace(/[\s-]/g, "") === head.m;
}
