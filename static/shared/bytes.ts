// Bytes and their spellings: UTF-8, hex, base64url, big-endian integers.

// The buffer is named because WebCrypto takes no shared memory.
export type Bytes = Uint8Array<ArrayBuffer>;

export function utf8(text: string): Bytes {
  return new Uint8Array(new TextEncoder().encode(text));
}

export function concat(...parts: readonly Uint8Array[]): Bytes {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}

export function hex_of(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/// Null unless `text` is lower-case hex of exactly `size` bytes.
export function parse_hex(text: string, size: number): Bytes | null {
  if (text.length !== size * 2 || !/^[0-9a-f]*$/.test(text)) return null;
  const out = new Uint8Array(size);
  for (let i = 0; i < size; i++) out[i] = parseInt(text.slice(i * 2, i * 2 + 2), 16);
  return out;
}

/// Unpadded base64url; null if it is not that.
export function parse_base64url(text: string): Bytes | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/// Unpadded base64url.
export function base64url_of(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/// base64url of exactly `size` bytes; null if it is not that.
export function parse_base64url_of(text: unknown, size: number): Bytes | null {
  const bytes = typeof text === "string" ? parse_base64url(text) : null;
  return bytes && bytes.length === size ? bytes : null;
}

export function u16(value: number): Bytes {
  return Uint8Array.of(value >>> 8, value & 255);
}

export function u32(value: number): Bytes {
  return Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}
