// The public record of a sealed round, fetched whole and checked: that the seal is the box's, that the lists of entries
// are those it names. A query for one entry would tell the server whose it is. Knows no component.
import { type Answer, type Failure, type RoundPage, get_bytes, get_round_page } from "../shared/api";
import { type Bytes, hex_of, parse_base64url, utf8 } from "../shared/bytes";
import { is_signed, kEntryBytes, kSignatureBytes, seal_message } from "../shared/credential";
import { manifest_hash, merkle_leaf, sha256 } from "../shared/protocol";
import type { RoundFile } from "../shared/round_file";

export interface EntryList {
  bytes: Bytes;                     ///< 68 each, ascending by nullifier
  leaves: readonly Bytes[] | null;  ///< null where there were too many to hash here: then the root was not worked out
}

export interface RoundHead {
  page: RoundPage;
  m: string;              ///< hex; worked out here
  box_key: Bytes | null;  ///< SPKI
  core: RoundFile | null;  ///< null where it does not fit the manifest
}

export interface Sealed { ballots: EntryList; comments: EntryList; hash: string }

/// What did not fit: the seal's signature, the round it names, a list's size, order or root.
export type BadRecord = "seal" | "round" | "entries";
export type Loaded<T> = { ok: true; value: T } | { ok: false; failure: Failure } | { ok: false; bad: BadRecord };

const kMostHashed = 50_000;  // entries of a list that a phone hashes in seconds
const kAtOnce = 1024;

interface Seal { manifest: string; ballots: { size: number; root: string }; comments: { size: number; root: string } }

export function record_path(round: string, name: string): string {
  return `/api/v1/rounds/${encodeURIComponent(round)}/record${name === "" ? "" : `/${name}`}`;
}

export async function load_head(round: string): Promise<Loaded<RoundHead>> {
  const answer = await get_round_page(round, 1);
  if (!answer.ok) return answer;
  const page = answer.value;
  try {
    const manifest = JSON.parse(page.manifest) as { round: string; core: string; box_key?: string | null };
    const fits = hex_of(await sha256(utf8(page.core))) === manifest.core;
    if (manifest.round !== round) return { ok: false, bad: "round" };
    return {
      ok: true,
      value: {
        page, m: hex_of(await manifest_hash(page.manifest)), box_key: manifest.box_key ? parse_base64url(manifest.box_key) : null,
        core: fits ? JSON.parse(page.core) as RoundFile : null,
      },
    };
  } catch {
    return { ok: false, bad: "round" };
  }
}

/// A failure with status 409: the round is not sealed yet.
export async function load_sealed(round: string, head: RoundHead): Promise<Loaded<Sealed>> {
  const names = ["seal.json", "seal.sig", "ballots.bin", "comments.bin"];
  const answers: Answer<Bytes>[] = [];
  for (const name of names) {
    const answer = await get_bytes(record_path(round, name));
    if (!answer.ok) return answer;
    answers.push(answer);
  }
  const [seal, signature, ballots, comments] = answers.map((answer) => (answer.ok ? answer.value : new Uint8Array(0)));
  if (!seal || !signature || !ballots || !comments) return { ok: false, bad: "seal" };
  return check_sealed(head, seal, signature, ballots, comments);
}

export async function check_sealed(
  head: RoundHead, seal_bytes: Bytes, signature: Bytes, ballots: Bytes, comments: Bytes,
): Promise<Loaded<Sealed>> {
  const signed = head.box_key && signature.length === kSignatureBytes
    && await is_signed(head.box_key, signature, await seal_message(seal_bytes));
  if (!signed) return { ok: false, bad: "seal" };
  const seal = JSON.parse(new TextDecoder().decode(seal_bytes)) as Seal;
  if (seal.manifest !== head.m) return { ok: false, bad: "round" };
  const lists = [await check_list(ballots, seal.ballots), await check_list(comments, seal.comments)];
  if (!lists[0] || !lists[1]) return { ok: false, bad: "entries" };
  return { ok: true, value: { ballots: lists[0], comments: lists[1], hash: hex_of(await sha256(seal_bytes)) } };
}

async function check_list(bytes: Bytes, sealed: { size: number; root: string }): Promise<EntryList | null> {
  const size = bytes.length / kEntryBytes;
  if (size !== sealed.size || !is_ascending(bytes)) return null;
  if (size > kMostHashed) return { bytes, leaves: null };
  const leaves = await in_turns(entries_of(bytes), merkle_leaf);
  return hex_of(await merkle_root(leaves)) === sealed.root ? { bytes, leaves } : null;
}

export function entries_of(bytes: Bytes): readonly Bytes[] {
  return Array.from({ length: Math.floor(bytes.length / kEntryBytes) }, (_, i) => bytes.subarray(i * kEntryBytes, (i + 1) * kEntryBytes));
}

/// By nullifier, no nullifier twice.
function is_ascending(bytes: Bytes): boolean {
  const entries = entries_of(bytes);
  return entries.every((entry, i) => {
    const before = entries[i - 1];
    return !before || hex_of(before.subarray(0, 32)) < hex_of(entry.subarray(0, 32));
  });
}

/// RFC 6962: pairs are joined level by level; who is left over goes up unchanged.
export async function merkle_root(leaves: readonly Bytes[]): Promise<Bytes> {
  if (leaves.length === 0) return sha256();
  let level = leaves;
  while (level.length > 1) {
    const pairs = Array.from({ length: Math.ceil(level.length / 2) }, (_, i) => level.slice(2 * i, 2 * i + 2));
    level = await in_turns(pairs, ([left, right]) => (
      right && left ? sha256(Uint8Array.of(1), left, right) : Promise.resolve(left as Bytes)));
  }
  return level[0] as Bytes;
}

/// So many at once that the browser is kept busy, and not so many that it is choked.
async function in_turns<In, Out>(list: readonly In[], work: (one: In) => Promise<Out>): Promise<readonly Out[]> {
  const out: Out[] = [];
  for (let i = 0; i < list.length; i += kAtOnce) out.push(...await Promise.all(list.slice(i, i + kAtOnce).map(work)));
  return out;
}
