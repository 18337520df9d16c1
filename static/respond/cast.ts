// Makes the messages of a respondent who has a ticket, or needs none, and sends any respondent's messages until they
// are acknowledged. A message is made once and sent as often as it takes: the server answers the same message the same
// way. Knows no component.
import { type Accepted, type Answer, type Failure, post_message } from "../shared/api";
import { type Bytes, hex_of, utf8 } from "../shared/bytes";
import { ballot_bearer, comment_bearer, make_entry, random32 } from "../shared/protocol";

export interface Message {
  kind: "ballots" | "comments";
  text: string;   ///< the request's body
  entry: string;  ///< hex of E: what the answer must say
  /// The same answers under the next revision, for when the box holds others already; null: there is no next one.
  /// Absent where nothing can be replaced.
  renew?: () => Promise<Message | null>;
}

/// Makes the messages of one hand-in: ballot first, the comment only if there is one.
export type Caster = (ballot: string, comment: string | null) => Promise<readonly Message[]>;

export interface Sender {
  round: string;
  m: Bytes;
  unit: string;
  category: string;
  secret: string | null;  ///< null in open rounds: bearers are drawn
}

/// `receipt`: as it came, looked into by nobody yet. `replaced`: something of the same right had been there before.
export type Sent =
  | { ok: true; entry: string; receipt: unknown; replaced: boolean }
  | { ok: false; failure: Failure }
  | { ok: false; mismatch: true };

type Post = (round: string, kind: Message["kind"], text: string) => Promise<Answer<Accepted>>;

const kRevision = 1;
const kPadTo = 1024;  // bytes of a request, so that its length tells little
const kLongestWaitS = 30;

export async function make_messages(sender: Sender, ballot: string, comment: string | null): Promise<readonly Message[]> {
  const { round, unit, category, secret } = sender;
  const bearer = secret === null ? random32() : await ballot_bearer(round, unit, category, secret);
  const messages = [await make_message(sender, "ballots", { unit, category }, bearer, ballot)];
  if (comment !== null) {
    const other = secret === null ? random32() : await comment_bearer(round, unit, secret);
    messages.push(await make_message(sender, "comments", { unit }, other, comment));
  }
  return messages;
}

async function make_message(
  sender: Sender, kind: Message["kind"], place: Readonly<Record<string, string>>, bearer: Bytes, body: string,
): Promise<Message> {
  const salt = random32();
  const entry = await make_entry(sender.m, bearer, kRevision, salt, body);
  const fields = {
    manifest: hex_of(sender.m), ...place, bearer: hex_of(bearer), revision: kRevision, salt: hex_of(salt), body,
  };
  return { kind, text: padded(fields), entry: hex_of(entry) };
}

/// The request with a `pad` that brings its bytes to a multiple of kPadTo.
export function padded(fields: Readonly<Record<string, string | number>>): string {
  const size = utf8(JSON.stringify({ ...fields, pad: "" })).length;
  return JSON.stringify({ ...fields, pad: "x".repeat((kPadTo - (size % kPadTo)) % kPadTo) });
}

/// Whether sending again may help: nothing was reached, or somebody is busy.
export function may_try_again(failure: Failure): boolean {
  return failure.kind === "unreachable" || failure.status === 429 || (failure.status >= 500 && failure.status !== 501
    && failure.status !== 507);
}

/// Seconds before attempt number `attempt` (from 1) is repeated.
export function wait_s(attempt: number, failure: Failure): number {
  return Math.max(Math.min(2 ** (attempt - 1), kLongestWaitS), Math.min(failure.retry_after_s ?? 0, kLongestWaitS));
}

/// Sends until there is an answer. `pause` waits the seconds it is told, or less if somebody asks to try now.
export async function send(
  round: string, first: Message, pause: (seconds: number, attempt: number) => Promise<void>, post: Post = post_message,
): Promise<Sent> {
  let message = first;
  for (let attempt = 1; ; attempt++) {
    const answer = await post(round, message.kind, message.text);
    if (answer.ok) {
      const { entry, receipt } = answer.value;
      return entry === message.entry ? { ok: true, entry, receipt, replaced: message !== first } : { ok: false, mismatch: true };
    }
    const next = answer.failure.kind === "conflict" && message.renew ? await message.renew() : null;
    if (next) message = next;
    else if (!may_try_again(answer.failure)) return { ok: false, failure: answer.failure };
    else await pause(wait_s(attempt, answer.failure), attempt);
  }
}
