// RSABSSA-SHA384-PSS-Randomized on the client's side (RFC 9474, 4.1, 4.2, 4.4), in plain BigInt: a second
// implementation beside the browser's library and the server's. For tests: nothing here runs in constant time.
import { constants, createHash, createPublicKey, randomBytes, verify } from "node:crypto";

const size = 256; // bytes of an RSA-2048 modulus
const hash_bytes = 48;
const sha384 = (...parts) => createHash("sha384").update(Buffer.concat(parts)).digest();
const numberOf = (bytes) => BigInt(`0x${bytes.toString("hex")}`);
const bytesOf = (number) => Buffer.from(number.toString(16).padStart(size * 2, "0"), "hex");

function power(base, exponent, modulus) {
  let result = 1n;
  for (let square = base % modulus, e = exponent; e > 0n; e >>= 1n, square = (square * square) % modulus) {
    if (e & 1n) result = (result * square) % modulus;
  }
  return result;
}

/** By the extended Euclidean algorithm. */
function inverseOf(value, modulus) {
  let [r, next_r, t, next_t] = [modulus, value % modulus, 0n, 1n];
  while (next_r > 0n) {
    const q = r / next_r;
    [r, next_r, t, next_t] = [next_r, r - q * next_r, next_t, t - q * next_t];
  }
  if (r !== 1n) throw new Error("no inverse");
  return t < 0n ? t + modulus : t;
}

function mask(seed, length) {
  const blocks = [];
  for (let counter = 0; counter * hash_bytes < length; ++counter) {
    blocks.push(sha384(seed, Buffer.from([0, 0, 0, counter])));
  }
  return Buffer.concat(blocks).subarray(0, length);
}

/** EMSA-PSS-ENCODE (RFC 8017, 9.1.1) into 2,047 bits. */
function encodePss(message, salt) {
  const hash = sha384(Buffer.alloc(8), sha384(message), salt);
  const data = Buffer.alloc(size - hash_bytes - 1);
  data[data.length - salt.length - 1] = 1;
  salt.copy(data, data.length - salt.length);
  const masked = mask(hash, data.length).map((byte, i) => byte ^ data[i]);
  masked[0] &= 0x7f;
  return Buffer.concat([masked, hash, Buffer.from([0xbc])]);
}

/** `spki`: DER of the signer's key. */
export function readSigner(spki) {
  const key = createPublicKey({ key: spki, format: "der", type: "spki" });
  return { key, spki, modulus: numberOf(Buffer.from(key.export({ format: "jwk" }).n, "base64url")) };
}

/** Randomises, encodes and blinds; `blinded` is to be sent, the rest kept. */
export function blind({ modulus }, message) {
  const prefix = randomBytes(32);
  const prepared = Buffer.concat([prefix, message]);
  const encoded = numberOf(encodePss(prepared, randomBytes(hash_bytes)));
  const factor = numberOf(randomBytes(size)) % modulus;
  const blinded = bytesOf((encoded * power(factor, 65537n, modulus)) % modulus);
  return { prefix, prepared, blinded, inverse: inverseOf(factor, modulus) };
}

/** The signature of what was prepared; throws where the answer is none. */
export function finalize({ key, modulus }, { prepared, inverse }, answer) {
  const signature = bytesOf((numberOf(answer) * inverse) % modulus);
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: hash_bytes };
  if (!verify("sha384", prepared, pss, signature)) throw new Error("the answer is no blind signature");
  return signature;
}
