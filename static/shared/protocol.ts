// The hashes of the anonymity protocol (docs/protocol.md) that every round needs: bearers, entries, M, audit paths.
// SHA-256 is the browser's own; nothing here talks to a server or keeps anything.
import { type Bytes, concat, hex_of, parse_hex, u16, u32, utf8 } from "./bytes";

export async function sha256(...parts: readonly Uint8Array[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", concat(...parts)));
}

/// T(x): what the hash is for.
export function tag(name: string): Bytes {
  return utf8(`candor/1/${name}\0`);
}

/// L(s): a text with its length before it.
function counted(text: string): Bytes {
  const bytes = utf8(text);
  return concat(u16(bytes.length), bytes);
}

export function random32(): Bytes {
  return crypto.getRandomValues(new Uint8Array(32));
}

/// `secret`: 20 upper-case Crockford characters.
export function ballot_bearer(round: string, unit: string, category: string, secret: string): Promise<Bytes> {
  return sha256(tag("ticket-ballot"), counted(round), counted(unit), counted(category), utf8(secret));
}

export function comment_bearer(round: string, unit: string, secret: string): Promise<Bytes> {
  return sha256(tag("ticket-comment"), counted(round), counted(unit), utf8(secret));
}

/// M: stands for everything that opening froze.
export function manifest_hash(manifest: string): Promise<Bytes> {
  return sha256(tag("manifest"), utf8(manifest));
}

/// E = N ‖ revision ‖ c, 68 bytes: what the public record will show of a ballot.
export async function make_entry(m: Bytes, bearer: Bytes, revision: number, salt: Bytes, body: string): Promise<Bytes> {
  return entry_of(await sha256(tag("nullifier"), m, bearer), revision, salt, body);
}

export async function entry_of(nullifier: Bytes, revision: number, salt: Bytes, body: string): Promise<Bytes> {
  const commitment = await sha256(tag("body"), salt, utf8(body));
  return concat(nullifier, u32(revision), commitment);
}

export function merkle_leaf(data: Uint8Array): Promise<Bytes> {
  return sha256(Uint8Array.of(0), data);
}

/// RFC 9162, 2.1.3.2. `index` from 0; `path`: hex of siblings from leaf to root; `size` < 2^31.
export async function is_in_tree(
  leaf: Bytes, index: number, size: number, path: readonly string[], root: string,
): Promise<boolean> {
  if (leaf.length !== 32 || !(index >= 0 && index < size)) return false;
  let position = index;
  let last = size - 1;
  let hash = leaf;
  for (const text of path) {
    const sibling = parse_hex(text, 32);
    if (!sibling || last === 0) return false;
    if (position % 2 === 1 || position === last) {
      hash = await sha256(Uint8Array.of(1), sibling, hash);
      while (position % 2 === 0 && position !== 0) {
        position >>>= 1;
        last >>>= 1;
      }
    } else {
      hash = await sha256(Uint8Array.of(1), hash, sibling);
    }
    position >>>= 1;
    last >>>= 1;
  }
  return last === 0 && hex_of(hash) === root;
}
