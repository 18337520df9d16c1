// Formulas of credentials, receipts and the seal (docs/protocol.md), beside those of shared/protocol.ts. Signing and
// verifying are the browser's own; nothing here talks to a server or keeps anything. Blinding is elsewhere.
import { type Bytes, concat, parse_base64url_of, parse_hex } from "./bytes";
import { merkle_leaf, sha256, tag } from "./protocol";

export type CastKind = "ballot" | "comment";

export const kEntryBytes = 68;
export const kSignatureBytes = 64;   // of P-256: r ‖ s
export const kBlindBytes = 256;      // of RSA-2048
const kPointBytes = 64;
const kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const kSpkiHead = parse_hex("3059301306072a8648ce3d020106082a8648ce3d03010703420004", 27) as Bytes;
const kCurve = { name: "ECDSA", namedCurve: "P-256" };
const kEcdsa = { name: "ECDSA", hash: "SHA-256" };

/// SPKI of a point x ‖ y, 91 bytes.
export function spki_of(point: Bytes): Bytes {
  if (point.length !== kPointBytes) throw new RangeError("a point of P-256 has 64 bytes");
  return concat(kSpkiHead, point);
}

/// `key`: SPKI of an RSA key.
export function kid_of(key: Bytes): Promise<Bytes> {
  return sha256(key);
}

/// What gets signed blindly: T(kind) ‖ M ‖ kid ‖ H(spki).
export async function credential_message(kind: CastKind, m: Bytes, kid: Bytes, spki: Bytes): Promise<Bytes> {
  return concat(tag(kind), m, kid, await sha256(spki));
}

export function credential_nullifier(m: Bytes, kid: Bytes, spki: Bytes): Promise<Bytes> {
  return sha256(tag("nullifier"), m, kid, spki);
}

export function cast_message(entry: Bytes): Bytes {
  return concat(tag("cast"), entry);
}

export function receipt_message(m: Bytes, kind: CastKind, entry: Bytes): Bytes {
  return concat(tag("receipt"), m, Uint8Array.of(kind === "ballot" ? 1 : 2), entry);
}

export async function seal_message(seal: Bytes): Promise<Bytes> {
  return concat(tag("seal"), await sha256(seal));
}

/// The leaf's first 100 bits in four groups of five characters.
export async function short_code(entry: Bytes): Promise<string> {
  const leaf = await merkle_leaf(entry);
  let text = "";
  for (let bit = 0; bit < 100; bit += 5) {
    const pair = ((leaf[bit >> 3] ?? 0) << 8) | (leaf[(bit >> 3) + 1] ?? 0);
    text += kAlphabet.charAt((pair >> (11 - (bit & 7))) & 31);
  }
  return (text.match(/.{5}/g) ?? []).join("-");
}

/// Whether `signature` (r ‖ s) over `message` is of this key; false also for what is no key.
export async function is_signed(spki: Bytes, signature: Bytes, message: Bytes): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey("spki", spki, kCurve, true, ["verify"]);
    return await crypto.subtle.verify(kEcdsa, key, signature, message);
  } catch {
    return false;
  }
}

/// r ‖ s over `message`.
export async function sign(key: CryptoKey, message: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign(kEcdsa, key, message));
}

/// What a box signs for a cast. No time, no answer, no salt.
export interface Receipt {
  candor_receipt: 1;
  manifest: string;
  kind: CastKind;
  entry: string;
  signature: string;
}

export function parse_receipt(value: unknown): Receipt | null {
  const receipt = (value ?? {}) as Partial<Receipt>;
  const right = receipt.candor_receipt === 1 && (receipt.kind === "ballot" || receipt.kind === "comment")
    && typeof receipt.manifest === "string" && parse_hex(receipt.manifest, 32)
    && typeof receipt.entry === "string" && parse_hex(receipt.entry, kEntryBytes)
    && parse_base64url_of(receipt.signature, kSignatureBytes);
  if (!right) return null;
  const { manifest, kind, entry, signature } = receipt as Receipt;
  return { candor_receipt: 1, manifest, kind, entry, signature };
}

/// Whether the box of this round signed it. `box_key`: SPKI from the checked manifest.
export function is_genuine(receipt: Receipt, box_key: Bytes): Promise<boolean> {
  const m = parse_hex(receipt.manifest, 32) as Bytes;
  const entry = parse_hex(receipt.entry, kEntryBytes) as Bytes;
  const signature = parse_base64url_of(receipt.signature, kSignatureBytes) as Bytes;
  return is_signed(box_key, signature, receipt_message(m, receipt.kind, entry));
}

/// Revision and nullifier out of E = N ‖ u32 revision ‖ c.
export function revision_of(entry: Uint8Array): number {
  return new DataView(entry.buffer, entry.byteOffset).getUint32(32);
}
