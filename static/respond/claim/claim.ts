// Turns an invitation's code into the right to vote, so that nobody can join the two: keys are made and blinded here,
// signed there, unblinded here. What is needed to go on is kept before anything is asked of the server, so that a
// claim that was cut off is asked again unchanged. Knows no component.
import { type Answer, type Failure, post } from "../../shared/api";
import { type Bytes, base64url_of, concat, hex_of, parse_base64url, parse_base64url_of } from "../../shared/bytes";
import { type CastKind, credential_message, kBlindBytes, kid_of } from "../../shared/credential";
import {
  type Keeper, type Pending, type PendingHalf, type Right, type RightHalf, claim_in, with_claim, with_right, without_claim,
} from "../../shared/device_record";
import { random32 } from "../../shared/protocol";
import { may_try_again, wait_s } from "../cast";
import type { LoadedRound } from "../load_round";
import type { Blinder } from "./blinder";
import { make_key, spki_of_key } from "./keys";

export type ClaimStage = "keys" | "blinding" | "asking" | "checking";

export interface Code { part: number; category: number; secret: string }

interface Signed { ballot: string; comment?: string }

export interface ClaimTools {
  blinder: Blinder;
  keeper: Keeper;
  on_stage: (stage: ClaimStage) => void;
  pause: (seconds: number) => Promise<void>;
  post?: (round: string, text: string) => Promise<Answer<Signed>>;
}

/// "broken": what the server signed is not what it promised to sign; the claim stays, and may be asked again.
/// "unstored": there was no room to keep the claim, so nothing has been asked.
/// "held": another tab has put a right of the same place on this device meanwhile; whose, only the person knows.
export type Claimed =
  | { ok: true; right: Right }
  | { ok: false; failure: Failure }
  | { ok: false; broken: true }
  | { ok: false; unstored: true }
  | { ok: false; held: true };

const kLockMs = 30_000;  // to wait for another tab
const kAttempts = 5;  // where the server is busy or out of reach; then it is for the person to say when

/// SPKI of the keys that sign for this place; null where it has none.
export function keys_of(loaded: LoadedRound, category: number): { ballot: Bytes; comment: Bytes | null } | null {
  const key = loaded.entry.groups[category - 1]?.key;
  const ballot = key ? parse_base64url(key) : null;
  const comment = loaded.entry.comment_key ? parse_base64url(loaded.entry.comment_key) : null;
  return ballot && { ballot, comment };
}

export async function prepared_message(
  kind: CastKind, m: Bytes, key: Bytes, half: { x: string; y: string; d: string; prefix: string },
): Promise<Bytes> {
  const prefix = parse_base64url_of(half.prefix, 32);
  if (!prefix) throw new RangeError("a prefix has 32 bytes");
  return concat(prefix, await credential_message(kind, m, await kid_of(key), spki_of_key(half)));
}

/// Carries on with the claim that is kept for this code, or begins one; the device holds no right of this place when it is
/// called, but for kept claims. Of several tabs with one code the first to be
/// ready draws the keys; all of them ask with these, one after the other, and end with the same right. A tab may see late
/// what another has written: it asks once more then, with the same words, and gets the same answer.
export async function claim_right(loaded: LoadedRound, code: Code, tools: ClaimTools): Promise<Claimed> {
  const claim = await exclusively(loaded, code, async () => (
    claim_in(tools.keeper.read(), code.secret)
      ?? (holds_right(tools.keeper, loaded, code) ? "held" : keep_claim(tools.keeper, await begin(loaded, code, tools)))));
  if (claim === "held") return { ok: false, held: true };
  if (!claim) return { ok: false, unstored: true };
  return exclusively(loaded, code, () => complete(loaded, claim, tools));
}

/// Only one tab at a time works on a code, where the browser has locks. Without them, or where a tab that was put to sleep
/// does not let go, two may ask at once, with the same words. The lock's name holds the secret, as the claim does that is
/// kept meanwhile; other origins see neither.
async function exclusively<T>(loaded: LoadedRound, code: Code, work: () => Promise<T>): Promise<T> {
  const locks = typeof navigator === "undefined" ? undefined : (navigator as Partial<Navigator>).locks;
  if (!locks) return work();
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), kLockMs);
  let begun = false;
  const begin_work = (): Promise<T> => {
    begun = true;
    clearTimeout(timer);
    return work();
  };
  try {
    return await locks.request(`candor.claim.${hex_of(loaded.m)}.${code.secret}`, { signal: waiting.signal }, begin_work) as T;
  } catch (error) {
    if (begun) throw error;
    return begin_work();
  }
}

function holds_right(keeper: Keeper, loaded: LoadedRound, code: Code): boolean {
  const category = loaded.round.categories[code.category - 1]?.id;
  return keeper.on_device && keeper.read().rights.some((right) => right.part === code.part && right.category === category);
}

/// What is kept for this secret from now on: `drawn`, or what another tab kept first. Null where nothing could be kept.
function keep_claim(keeper: Keeper, drawn: Pending): Pending | null {
  if (!keeper.write(with_claim(keeper.read(), drawn))) return null;
  return claim_in(keeper.read(), drawn.secret) ?? null;
}

async function complete(loaded: LoadedRound, claim: Pending, tools: ClaimTools): Promise<Claimed> {
  const { keeper } = tools;
  const held = () => keeper.read().rights.find((right) => right.ballot.x === claim.ballot.x);
  const made = held();  // in another tab, and it may have been used since
  if (made) return { ok: true, right: made };
  tools.on_stage("asking");
  const answer = await ask(loaded, claim, tools);
  if (!answer.ok) {
    if (!may_try_again(answer.failure)) keeper.write(without_claim(keeper.read(), claim));
    return answer;
  }
  tools.on_stage("checking");
  const right = await finish(loaded, claim, answer.value, tools.blinder).catch(() => null);
  if (!right) return { ok: false, broken: true };
  const kept = held() ?? right;
  keeper.write(without_claim(with_right(keeper.read(), kept), claim));  // if it cannot, the claim stays, and is as good
  return { ok: true, right: kept };
}

async function begin(loaded: LoadedRound, code: Code, tools: ClaimTools): Promise<Pending> {
  const keys = keys_of(loaded, code.category);
  if (!keys) throw new RangeError("no key for this place");
  tools.on_stage("keys");
  const halves = [await draw_half(), keys.comment ? await draw_half() : null] as const;
  tools.on_stage("blinding");
  const ballot = await blind_half("ballot", loaded.m, keys.ballot, halves[0], tools.blinder);
  const comment = keys.comment && halves[1] ? await blind_half("comment", loaded.m, keys.comment, halves[1], tools.blinder) : null;
  return { part: code.part, category: code.category, secret: code.secret, ballot, comment };
}

async function draw_half() {
  return { ...await make_key(), prefix: base64url_of(random32()) };
}

type Drawn = Omit<PendingHalf, "blinded" | "inverse">;

async function blind_half(kind: CastKind, m: Bytes, key: Bytes, drawn: Drawn, blinder: Blinder): Promise<PendingHalf> {
  const { blinded, inverse } = await blinder.blind(key, await prepared_message(kind, m, key, drawn));
  return { ...drawn, blinded: base64url_of(blinded), inverse: base64url_of(inverse) };
}

/// The same words each time.
async function ask(loaded: LoadedRound, claim: Pending, tools: ClaimTools): Promise<Answer<Signed>> {
  const { part, category, secret, ballot, comment } = claim;
  const text = JSON.stringify({
    manifest: hex_of(loaded.m), part, category, secret, ballot: ballot.blinded, ...(comment && { comment: comment.blinded }),
  });
  const say = tools.post ?? ((round, body) => post<Signed>(`/api/v1/rounds/${encodeURIComponent(round)}/claims`, body));
  for (let attempt = 1; ; attempt++) {
    const answer = await say(loaded.round.id, text);
    if (answer.ok || attempt === kAttempts || !may_try_again(answer.failure)) return answer;
    await tools.pause(wait_s(attempt, answer.failure));
  }
}

async function finish(loaded: LoadedRound, claim: Pending, signed: Signed, blinder: Blinder): Promise<Right | null> {
  const { round, unit, m } = loaded;
  const keys = keys_of(loaded, claim.category);
  const category = round.categories[claim.category - 1];
  if (!keys || !category) return null;
  const ballot = await finish_half("ballot", m, keys.ballot, claim.ballot, signed.ballot, blinder);
  const comment = keys.comment && claim.comment
    ? await finish_half("comment", m, keys.comment, claim.comment, signed.comment, blinder) : null;
  return {
    candor_right: 1, manifest: hex_of(m), round: round.id, part: claim.part, unit: unit.id, category: category.id, ballot, comment,
  };
}

async function finish_half(
  kind: CastKind, m: Bytes, key: Bytes, half: PendingHalf, signed: string | undefined, blinder: Blinder,
): Promise<RightHalf> {
  const blind_signature = parse_base64url_of(signed, kBlindBytes);
  const inverse = parse_base64url_of(half.inverse, kBlindBytes);
  if (!blind_signature || !inverse) throw new RangeError("a blind signature has 256 bytes");
  const signature = await blinder.finalize(key, await prepared_message(kind, m, key, half), blind_signature, inverse);
  const { x, y, d, prefix } = half;
  return { kid: hex_of(await kid_of(key)), x, y, d, prefix, signature: base64url_of(signature), revision: 0 };
}
