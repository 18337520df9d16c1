// What is inside a zip archive (PKWARE APPNOTE 4.3), for files by strangers: nothing is unpacked before its size was
// weighed, and never more than what it said. Knows nothing of spreadsheets.
import { Inflate } from "fflate";
import { unreadable } from "./sheets";

export interface Entry {
  name: string;
  method: number;         ///< 0 stored, 8 deflated
  packed: Uint8Array;
  size: number;           ///< unpacked, as the directory says
}

const kEndSignature = 0x06054b50;
const kDirectorySignature = 0x02014b50;
const kLocalSignature = 0x04034b50;
const kEndBytes = 22;
const kLongestComment = 0xffff;
const kEncrypted = 1;
const kMaxEntries = 10_000;
const kStepBytes = 16 * 1024;   // of packed input: at most about 16 MB of output between two looks at the size

/// The archive's files. Throws Unreadable: `damaged`, `locked` (encrypted).
export function list_entries(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = find_end(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > kMaxEntries) throw unreadable("damaged");
  const entries: Entry[] = [];
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== kDirectorySignature) throw unreadable("damaged");
    entries.push(read_entry(bytes, view, at));
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function find_end(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - kEndBytes - kLongestComment);
  for (let at = view.byteLength - kEndBytes; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) === kEndSignature) return at;
  }
  throw unreadable("damaged");
}

function read_entry(bytes: Uint8Array, view: DataView, at: number): Entry {
  const flags = view.getUint16(at + 8, true);
  if (flags & kEncrypted) throw unreadable("locked");
  const packed_size = view.getUint32(at + 20, true);
  const name_length = view.getUint16(at + 28, true);
  const local = view.getUint32(at + 42, true);
  if (local + 30 > bytes.length || view.getUint32(local, true) !== kLocalSignature) throw unreadable("damaged");
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + packed_size > bytes.length) throw unreadable("damaged");
  return {
    name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name_length)),
    method: view.getUint16(at + 10, true),
    packed: bytes.subarray(start, start + packed_size),
    size: view.getUint32(at + 24, true),
  };
}

/// The entry's bytes. Throws Unreadable `damaged` where they are not as many as it said, and stops there.
export function unpack(entry: Entry): Uint8Array {
  if (entry.method === 0) {
    if (entry.packed.length !== entry.size) throw unreadable("damaged");
    return entry.packed;
  }
  if (entry.method !== 8) throw unreadable("damaged");
  const out = new Uint8Array(entry.size);
  let length = 0;
  const inflate = new Inflate((chunk) => {
    if (length + chunk.length > out.length) throw unreadable("damaged");
    out.set(chunk, length);
    length += chunk.length;
  });
  for (let at = 0; at < entry.packed.length; at += kStepBytes) {
    inflate.push(entry.packed.subarray(at, at + kStepBytes), at + kStepBytes >= entry.packed.length);
  }
  if (length !== out.length) throw unreadable("damaged");
  return out;
}
