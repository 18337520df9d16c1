// A respondent of a round by credentials as docs/protocol.md says, in plain Node: reads the frozen files, claims,
// casts, checks receipts. A second implementation beside the browser's.
import assert from "node:assert/strict";
import { createPublicKey, generateKeyPairSync, randomBytes, sign, verify } from "node:crypto";

import { blind, finalize, readSigner } from "./blind.mjs";
import { canonical, entryOf, padded, postJson, sha256, tag, text16 } from "./cast.mjs";

const raw = { dsaEncoding: "ieee-p1363" };
const fromB64 = (text) => Buffer.from(text, "base64url");
const b64 = (bytes) => bytes.toString("base64url");
export const kinds = { ballot: 1, comment: 2 };

export function claimHash(round, unit, category, secret) {
  return sha256(tag("claim"), text16(round), text16(unit), text16(category), Buffer.from(secret, "ascii"));
}

export function drawSecret() {
  return [...randomBytes(20)].map((byte) => "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[byte & 31]).join("");
}

/** The root that an RFC 6962 audit path leads to; `count` leaves, index from 0. */
function rootOf(leaf, index, count, path) {
  let hash = leaf;
  for (let last = count - 1, at = index; last > 0; last >>= 1, at >>= 1) {
    if (at % 2 === 1) hash = sha256(Buffer.from([1]), path.shift(), hash);
    else if (at < last) hash = sha256(Buffer.from([1]), hash, path.shift());
  }
  return hash;
}

/** One part of an open round, compared with M as the paper says it: questions, keys, the key of receipts. */
export async function enterRound(url, round, part, manifestHex) {
  const answer = await fetch(`${url}/api/v1/rounds/${round}/page?part=${part}`);
  assert.equal(answer.status, 200);
  const page = await answer.json();
  assert.equal(sha256(tag("manifest"), Buffer.from(page.manifest)).toString("hex"), manifestHex);
  const manifest = JSON.parse(page.manifest);
  assert.equal(sha256(Buffer.from(page.core)).toString("hex"), manifest.core);
  const leaf = sha256(Buffer.from([0]), Buffer.from(page.part));
  const path = page.proof.map((hash) => Buffer.from(hash, "hex"));
  assert.equal(rootOf(leaf, part - 1, manifest.parts, path).toString("hex"), manifest.parts_root);
  const { groups, comment_key } = JSON.parse(page.part);
  return {
    url,
    round,
    part,
    page,
    manifest: manifestHex,
    boxKey: createPublicKey({ key: fromB64(manifest.box_key), format: "der", type: "spki" }),
    signers: groups.map(({ key }) => (key === null ? null : readSigner(fromB64(key)))),
    commentSigner: comment_key === null ? null : readSigner(fromB64(comment_key)),
  };
}

/** A new key pair and what the server is to sign of it. `spki`: anything else to be signed, for attackers. */
export function blindKey(entered, kind, signer, { spki } = {}) {
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const point = spki ?? pair.publicKey.export({ format: "der", type: "spki" });
  const kid = sha256(signer.spki);
  const message = Buffer.concat([tag(kind), Buffer.from(entered.manifest, "hex"), kid, sha256(point)]);
  return { kind, manifest: entered.manifest, kid, spki: point, key: pair.privateKey, signer, blinded: blind(signer, message) };
}

/** Everything of a claim before it is sent; send it as often as it takes. `code`: part, category, secret. */
export function prepareClaim(entered, code, change = {}) {
  const ballot = blindKey(entered, "ballot", entered.signers[code.category - 1], change);
  const comment = entered.commentSigner === null ? null : blindKey(entered, "comment", entered.commentSigner);
  const request = {
    manifest: entered.manifest,
    part: code.part,
    category: code.category,
    secret: code.secret,
    ballot: b64(ballot.blinded.blinded),
    ...(comment === null ? {} : { comment: b64(comment.blinded.blinded) }),
  };
  return { ballot, comment, request };
}

export function postClaim(url, round, request, headers = {}) {
  const body = typeof request === "string" ? request : JSON.stringify(request);
  return postJson(`${url}/api/v1/rounds/${round}/claims`, body, headers);
}

/** Credentials from the answer to a claim. */
export function finishClaim({ ballot, comment }, answer) {
  const credentialOf = (half, text) => {
    const { kind, manifest, kid, spki, key, blinded, signer } = half;
    return { kind, manifest, kid, spki, key, prefix: blinded.prefix, signature: finalize(signer, blinded, fromB64(text)) };
  };
  return { ballot: credentialOf(ballot, answer.ballot), comment: comment && credentialOf(comment, answer.comment) };
}

export async function claim(entered, code) {
  const prepared = prepareClaim(entered, code);
  const answer = await postClaim(entered.url, entered.round, prepared.request);
  assert.equal(answer.status, 200, await answer.clone().text());
  return { ...finishClaim(prepared, await answer.json()), request: prepared.request };
}

export function nullifierOf({ manifest, kid, spki }) {
  return sha256(tag("nullifier"), Buffer.from(manifest, "hex"), kid, spki);
}

/** The message of a cast as an object: to be spoiled by attackers, or sent by `padded`. */
export function makeCast(credential, { answers, body = canonical(answers), revision = 1, salt = randomBytes(32) }) {
  const cast = { revision, salt: salt.toString("hex"), body };
  const entry = Buffer.from(entryOf(nullifierOf(credential), cast), "hex");
  return {
    manifest: credential.manifest,
    kid: credential.kid.toString("hex"),
    spki: b64(credential.spki),
    prefix: b64(credential.prefix),
    signature: b64(credential.signature),
    ...cast,
    body_signature: b64(sign("sha256", Buffer.concat([tag("cast"), entry]), { key: credential.key, ...raw })),
  };
}

export function makeCastMessage(credential, what) {
  return padded(makeCast(credential, what));
}

/** E of a message that was sent, in hex. */
export function castEntry(message) {
  const { manifest, kid, spki, ...cast } = JSON.parse(message);
  return entryOf(nullifierOf({ manifest, kid: Buffer.from(kid, "hex"), spki: fromB64(spki) }), cast);
}

export function receiptHolds(entered, { manifest, kind, entry, signature }) {
  const message = Buffer.concat([tag("receipt"), Buffer.from(manifest, "hex"), Buffer.from([kinds[kind]]), Buffer.from(entry, "hex")]);
  return verify("sha256", message, { key: entered.boxKey, ...raw }, fromB64(signature));
}

/** Looks at everything that a browser looks at; gives the receipt. */
export function checkAccepted(entered, kind, entry, { accepted, entry: told, receipt }) {
  assert.equal(accepted, true);
  assert.equal(told, entry);
  assert.deepEqual({ ...receipt, signature: "" }, { candor_receipt: 1, manifest: entered.manifest, kind, entry, signature: "" });
  assert.ok(receiptHolds(entered, receipt), "the box key signed the receipt");
  return receipt;
}
