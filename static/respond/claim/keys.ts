// Key pairs of credentials: made, taken apart for keeping, put together again. The browser's own cryptography.
import { type Bytes, concat, parse_base64url_of } from "../../shared/bytes";
import { spki_of } from "../../shared/credential";

/// JWK coordinates of a P-256 key pair, base64url of 32 bytes each.
export interface KeyParts { x: string; y: string; d: string }

const kCurve = { name: "ECDSA", namedCurve: "P-256" };
const kCoordinateBytes = 32;

export async function make_key(): Promise<KeyParts> {
  const { privateKey } = await crypto.subtle.generateKey(kCurve, true, ["sign", "verify"]);
  const { x = "", y = "", d = "" } = await crypto.subtle.exportKey("jwk", privateKey);
  return { x, y, d };
}

/// Throws on what is no key.
export function signing_key({ x, y, d }: KeyParts): Promise<CryptoKey> {
  return crypto.subtle.importKey("jwk", { kty: "EC", crv: "P-256", x, y, d }, kCurve, false, ["sign"]);
}

/// Throws on what is no point.
export function spki_of_key({ x, y }: KeyParts): Bytes {
  const parts = [x, y].map((text) => parse_base64url_of(text, kCoordinateBytes));
  if (!parts[0] || !parts[1]) throw new RangeError("not a point of P-256");
  return spki_of(concat(parts[0], parts[1]));
}

/// Whether `signature` over `prepared` is of this RSA key (SPKI): RSA-PSS with SHA-384 and a salt of 48 bytes.
export async function is_pss_signed(key: Bytes, signature: Bytes, prepared: Bytes): Promise<boolean> {
  try {
    const imported = await crypto.subtle.importKey("spki", key, { name: "RSA-PSS", hash: "SHA-384" }, true, ["verify"]);
    return await crypto.subtle.verify({ name: "RSA-PSS", saltLength: 48 }, imported, signature, prepared);
  } catch {
    return false;
  }
}
