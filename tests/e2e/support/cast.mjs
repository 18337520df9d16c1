// Casts ballots as docs/protocol.md says, with Node's own crypto: a second implementation beside the browser's.
import { createHash, randomBytes } from "node:crypto";

export const tag = (name) => Buffer.concat([Buffer.from(`candor/1/${name}`, "ascii"), Buffer.from([0])]);
export const text16 = (text) => {
  const bytes = Buffer.from(text, "utf8");
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
};
export const sha256 = (...parts) => createHash("sha256").update(Buffer.concat(parts)).digest();

/** Codes as they are printed on the slips of a sheet, in its order. */
export function codesOnSheet(html) {
  return [...html.matchAll(/<b>(\d+)-(\d+)-((?:[0-9A-Z]{5}-){4})[0-9A-Z*~$=]<\/b>/g)].map((m) => ({
    part: Number(m[1]),
    category: Number(m[2]),
    secret: m[3].replaceAll("-", ""),
  }));
}

export function ballotBearer(round, unit, category, secret) {
  return sha256(tag("ticket-ballot"), text16(round), text16(unit), text16(category), Buffer.from(secret, "ascii"));
}
export function commentBearer(round, unit, secret) {
  return sha256(tag("ticket-comment"), text16(round), text16(unit), Buffer.from(secret, "ascii"));
}

/** RFC 8785 for what bodies hold. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

/** The message as it is sent: a multiple of 1,024 bytes. */
export function padded(message) {
  const bare = Buffer.byteLength(JSON.stringify({ ...message, pad: "" }));
  return JSON.stringify({ ...message, pad: "x".repeat((1024 - (bare % 1024)) % 1024) });
}

/** E = N ‖ u32 revision ‖ c, in hex. */
export function entryOf(nullifier, { revision, salt, body }) {
  const commitment = sha256(tag("body"), Buffer.from(salt, "hex"), Buffer.from(body, "utf8"));
  const number = Buffer.alloc(4);
  number.writeUInt32BE(revision);
  return Buffer.concat([nullifier, number, commitment]).toString("hex");
}

/** The message of a cast, padded; `category` undefined: a comment. */
export function makeMessage({ manifest, unit, category, bearer, answers, salt = randomBytes(32), body = canonical(answers) }) {
  const message = {
    manifest,
    unit,
    ...(category === undefined ? {} : { category }),
    bearer: bearer.toString("hex"),
    revision: 1,
    salt: salt.toString("hex"),
    body,
  };
  return padded(message);
}

export function makeEntry(message) {
  const { manifest, bearer, ...cast } = JSON.parse(message);
  return entryOf(sha256(tag("nullifier"), Buffer.from(manifest, "hex"), Buffer.from(bearer, "hex")), cast);
}

/**
 * Sends a message without cookie. Once more where the server has just closed the idle connection that it went out on,
 * as browsers do: every message of a respondent may be sent again.
 */
export async function postJson(address, body, headers = {}) {
  const send = () => fetch(address, { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body });
  return send().catch(send);
}

export function post(url, round, kind, message) {
  return postJson(`${url}/api/v1/rounds/${round}/${kind}`, message);
}
