// A right to vote as the text of a link and as a file, for another device. Knows no component.
//
// Bytes: version (1), revision of the ballot, revision of the comment or 255 where there is none, category number (u16),
// M (32); then for the ballot, and for the comment: d, x, y, prefix (32 each), signature (256). base64url of them.
import { type Bytes, base64url_of, concat, hex_of, parse_base64url, parse_base64url_of, parse_hex, u16 } from "../../shared/bytes";
import { kBlindBytes } from "../../shared/credential";
import type { Right, RightHalf } from "../../shared/device_record";

const kVersion = 1;
const kHeadBytes = 37;
const kWord = 32;
const kHalfBytes = 4 * kWord + kBlindBytes;
const kNoComment = 255;

function half_bytes(half: RightHalf): Bytes {
  const words = [half.d, half.x, half.y, half.prefix].map((text) => parse_base64url_of(text, kWord));
  const signature = parse_base64url_of(half.signature, kBlindBytes);
  if (!signature || words.some((word) => word === null)) throw new RangeError("not a right to vote");
  return concat(...words as Bytes[], signature);
}

/// `category`: its number in the round, from 1. Throws on what is no right.
export function encode_right(right: Right, category: number): string {
  const { ballot, comment } = right;
  const head = Uint8Array.of(kVersion, ballot.revision, comment ? comment.revision : kNoComment);
  const m = parse_hex(right.manifest, 32);
  if (!m) throw new RangeError("M has 32 bytes");
  return base64url_of(concat(head, u16(category), m, half_bytes(ballot), comment ? half_bytes(comment) : new Uint8Array(0)));
}

function read_half(bytes: Bytes, revision: number): RightHalf {
  const word = (at: number): string => base64url_of(bytes.slice(at * kWord, (at + 1) * kWord));
  return { kid: "", d: word(0), x: word(1), y: word(2), prefix: word(3), signature: base64url_of(bytes.slice(4 * kWord)), revision };
}

export interface Carried { manifest: string; category: number; ballot: RightHalf; comment: RightHalf | null }

/// Null if it is not of that form; whether it is genuine, claim/right.ts finds out. `kid` is left empty.
export function decode_right(payload: string): Carried | null {
  const bytes = parse_base64url(payload);
  if (!bytes || bytes[0] !== kVersion) return null;
  const [, ballot = 0, comment = kNoComment, high = 0, low = 0] = bytes;
  const halves = comment === kNoComment ? 1 : 2;
  if (bytes.length !== kHeadBytes + halves * kHalfBytes) return null;
  const half = (at: number, revision: number): RightHalf => (
    read_half(bytes.slice(kHeadBytes + at * kHalfBytes, kHeadBytes + (at + 1) * kHalfBytes), revision));
  return {
    manifest: hex_of(bytes.slice(5, kHeadBytes)), category: high * 256 + low,
    ballot: half(0, ballot), comment: halves === 2 ? half(1, comment) : null,
  };
}
