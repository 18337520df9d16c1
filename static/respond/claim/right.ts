// The right to vote once it is there: checked, used, replaced by a later use. Knows no component.
import { type Bytes, base64url_of, hex_of, parse_base64url_of, parse_hex } from "../../shared/bytes";
import {
  type CastKind, cast_message, credential_nullifier, is_signed, kBlindBytes, kid_of, sign,
} from "../../shared/credential";
import type { Right, RightHalf } from "../../shared/device_record";
import { entry_of, random32 } from "../../shared/protocol";
import { type Caster, type Message, padded } from "../cast";
import type { LoadedRound } from "../load_round";
import { keys_of, prepared_message } from "./claim";
import { is_pss_signed, signing_key, spki_of_key } from "./keys";

const kLastRevision = 99;
const kEmptyBody = "{}";

/// The number of its category in the round, from 1; 0 if it has none.
export function category_number(loaded: LoadedRound, right: Right): number {
  return loaded.round.categories.findIndex((category) => category.id === right.category) + 1;
}

/// Whether it is a right of this round and unit: signed by the keys of the opening, with private keys that fit.
export async function is_right(loaded: LoadedRound, right: Right): Promise<boolean> {
  const { m, round, unit } = loaded;
  const keys = keys_of(loaded, category_number(loaded, right));
  const named = right.candor_right === 1 && right.manifest === hex_of(m) && right.round === round.id && right.unit === unit.id;
  if (!named || !keys || (keys.comment === null) !== (right.comment === null)) return false;
  const ballot = await is_half("ballot", m, keys.ballot, right.ballot);
  return ballot && (!keys.comment || !right.comment || is_half("comment", m, keys.comment, right.comment));
}

async function is_half(kind: CastKind, m: Bytes, key: Bytes, half: RightHalf): Promise<boolean> {
  try {
    const signature = parse_base64url_of(half.signature, kBlindBytes);
    const revised = Number.isInteger(half.revision) && half.revision >= 0 && half.revision <= kLastRevision;
    if (!signature || !revised || half.kid !== hex_of(await kid_of(key))) return false;
    const probe = cast_message(random32());
    const fits = await is_signed(spki_of_key(half), await sign(await signing_key(half), probe), probe);
    return fits && await is_pss_signed(key, signature, await prepared_message(kind, m, key, half));
  } catch {
    return false;
  }
}

/// Makes messages under the next revision. The revision is noted in `held.right` and kept before anything is sent.
export function right_caster(loaded: LoadedRound, held: { right: Right }, keep: (right: Right) => void): Caster {
  const make = async (kind: CastKind, body: string): Promise<Message | null> => {
    const half = held.right[kind];
    if (!half || half.revision >= kLastRevision) return null;
    const next = { ...half, revision: half.revision + 1 };
    held.right = { ...held.right, [kind]: next };
    keep(held.right);
    return { ...await make_message(loaded.m, kind, next, body), renew: () => make(kind, body) };
  };
  return async (ballot, comment) => {
    const sent_before = held.right.comment !== null && held.right.comment.revision > 0;
    const text = comment ?? (sent_before ? kEmptyBody : null);  // else the old remarks would stay
    const messages = [await make("ballot", ballot), text === null ? null : await make("comment", text)];
    return messages.filter((message): message is Message => message !== null);
  };
}

async function make_message(m: Bytes, kind: CastKind, half: RightHalf, body: string): Promise<Message> {
  const salt = random32();
  const spki = spki_of_key(half);
  const kid = half.kid;
  const nullifier = await credential_nullifier(m, parse_hex(kid, 32) as Bytes, spki);
  const entry = await entry_of(nullifier, half.revision, salt, body);
  const fields = {
    manifest: hex_of(m), kid, spki: base64url_of(spki), prefix: half.prefix, signature: half.signature, revision: half.revision,
    salt: hex_of(salt), body, body_signature: base64url_of(await sign(await signing_key(half), cast_message(entry))),
  };
  return { kind: kind === "ballot" ? "ballots" : "comments", text: padded(fields), entry: hex_of(entry) };
}
