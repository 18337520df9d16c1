// Codes on tickets: read from the fragment of a link, or typed by hand from "12-3-ABCDE-FGHJK-MNPQR-STVWX-Y" (part,
// category number, secret, check character). Crockford's base32: no I, L, O, U; what looks like them is put right.

export interface Code {
  part: number;      ///< from 1
  category: number;  ///< from 1, in file order
  secret: string;    ///< 20 characters
}

export interface Ticket extends Code {
  round: string;
  manifest: string | null;  ///< M as printed on paper, base64url; null if typed
}

export type CodeProblem = "incomplete" | "characters" | "mistyped";

const kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const kCheckAlphabet = `${kAlphabet}*~$=U`;
const kSecretCharacters = 20;

/// Crockford's check character over part ‖ category ‖ secret, read as one base32 number mod 37.
export function check_character(code: Code): string {
  let remainder = 0;
  for (const digit of `${code.part}${code.category}${code.secret}`) {
    remainder = (remainder * 32 + kAlphabet.indexOf(digit)) % 37;
  }
  return kCheckAlphabet.charAt(remainder);
}

/// Lower case, O for 0, I and L for 1; dashes that keyboards and word processors make of "-"; full-width forms.
function normalise(typed: string): string {
  return typed.normalize("NFKC").toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1").replace(/[‐‑‒–—―−_]/g, "-");
}

export function parse_typed_code(typed: string): Code | CodeProblem {
  const match = /^[\s-]*(\d{1,6})[\s-]+(\d{1,6})[\s-]+(.+?)[\s-]*$/.exec(normalise(typed));
  if (!match) return "incomplete";
  const characters = (match[3] ?? "").replace(/[\s-]/g, "");
  const secret = characters.slice(0, kSecretCharacters);
  const check = characters.slice(kSecretCharacters);
  if (Array.from(secret).some((character) => !kAlphabet.includes(character))) return "characters";
  if (secret.length < kSecretCharacters || check.length !== 1) return "incomplete";
  if (!kCheckAlphabet.includes(check)) return "characters";
  const code = { part: Number(match[1]), category: Number(match[2]), secret };
  if (code.part < 1 || code.category < 1) return "incomplete";
  return check === check_character(code) ? code : "mistyped";
}

export function is_round_id(text: string): boolean {
  return /^[A-Za-z0-9_.-]{1,64}$/.test(text);
}

/// "#1.<M>.<round>.<part>.<category>.<secret>"; a round's id may hold dots. Null if it is not that.
export function parse_ticket_fragment(fragment: string): Ticket | null {
  const fields = fragment.replace(/^#/, "").split(".");
  if (fields.length < 6 || fields[0] !== "1") return null;
  const manifest = fields[1] ?? "";
  const [part = "", category = "", secret = ""] = fields.slice(-3);
  const round = fields.slice(2, -3).join(".");
  const right = /^[A-Za-z0-9_-]{43}$/.test(manifest) && is_round_id(round) && is_count(part) && is_count(category)
    && secret.length === kSecretCharacters && Array.from(secret).every((character) => kAlphabet.includes(character));
  return right ? { round, part: Number(part), category: Number(category), secret, manifest } : null;
}

/// "#r1.<round>.<part>.<payload>": a right to vote, carried over from another device. Null if it is not that.
export function parse_right_fragment(fragment: string): { round: string; part: number; payload: string } | null {
  const fields = fragment.replace(/^#/, "").split(".");
  const [part = "", payload = ""] = fields.slice(-2);
  const round = fields.slice(1, -2).join(".");
  if (fields[0] !== "r1" || !is_round_id(round) || !is_count(part) || !/^[A-Za-z0-9_-]+$/.test(payload)) return null;
  return { round, part: Number(part), payload };
}

/// "#<part>.<category>" of an open round's link; absent where it says nothing.
export function parse_open_fragment(fragment: string): { part?: number; category?: number } {
  const [part = "", category = ""] = fragment.replace(/^#/, "").split(".");
  return { ...(is_count(part) && { part: Number(part) }), ...(is_count(category) && { category: Number(category) }) };
}

function is_count(text: string): boolean {
  return /^[1-9]\d{0,5}$/.test(text);
}
