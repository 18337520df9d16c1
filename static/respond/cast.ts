// Makes the two messages of a respondent, ballot and comment, and sends them until they are acknowledged. A message is
// made once and sent as often as it takes: the server answers the same message the same way. Knows no component.
import { type Answer, type Failure, post_message } from "../shared/api";
import { type Bytes, hex_of, utf8 } from "../shared/bytes";
import { ballot_bearer, comment_bearer, make_entry, random32 } from "../shared/protocol";

export interface Message {
  kind: "ballots" | "comments";
  text: string;   ///< the request's body
  entry: string;  ///< hex of E: what the answer must say
}

export interface Sender {
  round: string;
  m: Bytes;
  unit: string;
  category: string;
  secret: string | null;  ///< null in open rounds: bearers are drawn
}

export type Sent = { ok: true } | { ok: false; failure: Failure } | { ok: false; mismatch: true };

const kRevision = 1;
const kPadTo = 1024;  // bytes of a request, so that its length tells little
const kLongestWaitS = 30;

/// Ballot first; the comment only if there is one.
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
  round: string, message: Message, pause: (seconds: number, attempt: number) => Promise<void>,
  post: (round: string, kind: Message["kind"], text: string) => Promise<Answer<{ entry: string }>> = post_message,
): Promise<Sent> {
  for (let attempt = 1; ; attempt++) {
    const answer = await post(round, message.kind, message.text);
    if (answer.ok) return answer.value.entry === message.entry ? { ok: true } : { ok: false, mismatch: true };
    if (!may_try_again(answer.failure)) return { ok: false, failure: answer.failure };
    await pause(wait_s(attempt, answer.failure), attempt);
  }
}
