// A stand-in for the server of a round by credentials: signs blind with real keys, checks casts, gives receipts, seals.
// A second writing of the formulas with Node's own crypto, on purpose; shares nothing with static/.
import {
  constants, createPublicKey, createVerify, generateKeyPairSync, privateDecrypt, sign as sign_with, verify as verify_with,
} from "node:crypto";
import { canonical, hash, merkle_root, page_of, tag } from "./support.mjs";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const spki_der = (key) => key.export({ type: "spki", format: "der" });
const rsa = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
let shared_keys = null;  // making them takes a while; most tests do not mind whose they are
const b64 = (bytes) => Buffer.from(bytes).toString("base64url");
const raw_ecdsa = { dsaEncoding: "ieee-p1363" };

export function short_code_of(entry) {
  const leaf = hash(Buffer.from([0]), entry);
  const bits = [...leaf].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return Array.from({ length: 4 }, (_, group) => (
    Array.from({ length: 5 }, (_, i) => alphabet[parseInt(bits.slice(25 * group + 5 * i, 25 * group + 5 * i + 5), 2)]).join(""))).join("-");
}

export function spki_of_point(x, y) {
  return Buffer.concat([Buffer.from("3059301306072a8648ce3d020106082a8648ce3d03010703420004", "hex"), x, y]);
}

const problem = (status, kind, detail = "") => ({ status, body: { type: "about:blank", title: kind, status, kind, detail } });

/// `round`: a round file; `codes`: the secrets that may claim. Every unit and category has the same key pair, comments another:
/// what is tested is the browser.
export class CredentialBox {
  constructor(round, codes, { tickets = 0, with_box_key = true, own_keys = false } = {}) {
    this.round = round;
    this.codes = new Set(codes);
    shared_keys = shared_keys ?? { ballots: rsa(), comments: rsa() };
    this.keys = own_keys ? { ballots: rsa(), comments: rsa() } : { ...shared_keys };
    this.box_key = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.opening = {
      key: () => b64(spki_der(this.keys.ballots.publicKey)), comment_key: () => b64(spki_der(this.keys.comments.publicKey)),
      box_key: with_box_key ? b64(spki_der(this.box_key.publicKey)) : null, tickets, codes_by: "registrar",
    };
    this.claims = new Map();
    this.entries = { ballots: new Map(), comments: new Map() };
    this.log = [];
    this.state = { state: "open", takes_ballots: true, takes_claims: true, sealed: false, signs_receipts: true, refuse: [] };
    this.m = Buffer.from(page_of(round, 1, this.opening).manifest_hash, "hex");
  }

  page(part) {
    if (part > this.round.units.length) return problem(404, "not_found");
    const { state, takes_ballots, takes_claims } = this.state;
    const page = { ...page_of(this.round, part, this.opening), state, takes_ballots, takes_claims, casts_until: null, retain_until: null, box_url: this.box_url ?? null };
    return { status: 200, body: page };
  }

  /// One of `refuse`, in turn, instead of an answer: a status, or "lost" for an answer that never arrives.
  answer(what, message) {
    this.log.push({ what, message });
    const refusal = this.state.refuse.find((one) => one.what === what);
    if (refusal) {
      this.state.refuse.splice(this.state.refuse.indexOf(refusal), 1);
      if (refusal.lost) this.perform(what, message);
      return refusal.lost ? null : problem(refusal.status, refusal.kind);
    }
    return this.perform(what, message);
  }

  perform(what, message) {
    return what === "claims" ? this.claim(message) : this.cast(what, message);
  }

  claim({ manifest, secret, ballot, comment }) {
    if (manifest !== this.m.toString("hex")) return problem(409, "conflict");
    if (!this.codes.has(secret)) return problem(404, "not_found");
    const asked = ballot + comment;
    const known = this.claims.get(secret);
    if (known && known.asked !== asked) return problem(409, "conflict");
    if (known) return { status: 200, body: known.answer };
    if (!this.state.takes_claims) return problem(410, "expired");
    const signed = (key, text) => b64(privateDecrypt({ key: key.privateKey, padding: constants.RSA_NO_PADDING }, Buffer.from(text, "base64url")));
    const { spoilt } = this.state;  // instead of a signature, other bytes of its length
    const answer = { ballot: spoilt ?? signed(this.keys.ballots, ballot), comment: spoilt ?? signed(this.keys.comments, comment) };
    this.claims.set(secret, { asked, answer });
    return { status: 200, body: answer };
  }

  cast(what, message) {
    const nullifier = message.bearer
      ? hash(tag("nullifier"), this.m, Buffer.from(message.bearer, "hex")) : this.check_credential(what, message);
    if (typeof nullifier === "string") return problem(422, "invalid", nullifier);
    const commitment = hash(tag("body"), Buffer.from(message.salt, "hex"), message.body);
    const entry = Buffer.concat([nullifier, Buffer.from([0, 0, 0, message.revision]), commitment]);
    if (message.spki && !this.is_signed_cast(message, entry)) return problem(422, "invalid", "body_signature");
    const held = this.entries[what].get(nullifier.toString("hex"));
    if (held && !held.equals(entry) && held.readUInt32BE(32) >= message.revision) return problem(409, "conflict");
    this.entries[what].set(nullifier.toString("hex"), entry);
    return { status: 200, body: { accepted: true, entry: entry.toString("hex"), receipt: this.receipt(what, entry) } };
  }

  check_credential(what, message) {
    const kind = what === "ballots" ? "ballot" : "comment";
    const key = spki_der(this.keys[what].publicKey);
    const spki = Buffer.from(message.spki, "base64url");
    if (message.kid !== hash(key).toString("hex")) return "kid";
    if (spki.length !== 91) return "spki";
    const prepared = Buffer.concat([Buffer.from(message.prefix, "base64url"), tag(kind), this.m, hash(key), hash(spki)]);
    const options = { key: createPublicKey({ key, type: "spki", format: "der" }), padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
    if (!verify_with("sha384", prepared, options, Buffer.from(message.signature, "base64url"))) return "signature";
    return hash(tag("nullifier"), this.m, hash(key), spki);
  }

  is_signed_cast(message, entry) {
    const key = createPublicKey({ key: Buffer.from(message.spki, "base64url"), type: "spki", format: "der" });
    return createVerify("sha256").update(tag("cast")).update(entry).verify({ key, ...raw_ecdsa }, Buffer.from(message.body_signature, "base64url"));
  }

  receipt(what, entry) {
    if (!this.state.signs_receipts || this.opening.box_key === null) return null;
    const kind = what === "ballots" ? "ballot" : "comment";
    const text = Buffer.concat([tag("receipt"), this.m, Buffer.from([kind === "ballot" ? 1 : 2]), entry]);
    return { candor_receipt: 1, manifest: this.m.toString("hex"), kind, entry: entry.toString("hex"), signature: this.sign(text) };
  }

  sign(text) {
    return b64(sign_with("sha256", text, { key: this.box_key.privateKey, ...raw_ecdsa }));
  }

  file_of_entries(what) {
    return Buffer.concat([...this.entries[what].values()].sort(Buffer.compare));
  }

  /// Files of the public record, by name; null before the round is sealed.
  record(name) {
    if (!this.state.sealed) return null;
    const side = (what) => {
      const entries = [...this.entries[what].values()].sort(Buffer.compare);
      return { size: entries.length, root: merkle_root(entries.map((entry) => hash(Buffer.from([0]), entry))).toString("hex") };
    };
    const seal = canonical({
      candor_seal: 1, manifest: this.m.toString("hex"), ballots: side("ballots"), comments: side("comments"), index: "00".repeat(32),
    });
    const { manifest, core } = page_of(this.round, 1, this.opening);
    const files = {
      "manifest.json": manifest, "core.json": core, "seal.json": seal,
      "seal.sig": Buffer.from(this.sign(Buffer.concat([tag("seal"), hash(seal)])), "base64url"),
      "ballots.bin": this.file_of_entries("ballots"), "comments.bin": this.file_of_entries("comments"),
    };
    return this.alter?.[name] ?? files[name] ?? null;
  }
}
