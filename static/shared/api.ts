// The respondent's part of the HTTP API. No cookie and no referrer goes along; every answer is a value. Knows nothing
// of what is inside the messages.

export interface RoundPage {
  round: string;
  state: "draft" | "open" | "closed" | "released" | "void";
  takes_ballots: boolean;
  takes_claims?: boolean;            ///< rounds by credentials: new claims now
  casts_until?: string | null;
  retain_until?: string | null;      ///< answers are destroyed after that
  box_url?: string | null;           ///< origin that ballots and comments are sent to; null: this page's own
  opens_at: string | null;
  closes_at: string | null;
  manifest_hash: string;
  manifest: string;
  core: string;
  units?: readonly { part: number; id: string; name: Readonly<Record<string, string>> }[];
  part?: string;
  part_number?: number;
  proof?: readonly string[];
}

/// "unreachable": no answer at all; the rest are the kinds of the API's problem documents.
export interface Failure {
  kind: string;
  status: number;               ///< 0 where unreachable
  detail: string;               ///< in the server's words, English
  retry_after_s: number | null;
}

export type Answer<T> = { ok: true; value: T } | { ok: false; failure: Failure };

const kTimeoutMs = 20_000;
const kFileTimeoutMs = 300_000;  // a whole list of entries over a slow line

export function get_round_page(round: string, part: number): Promise<Answer<RoundPage>> {
  return call<RoundPage>(`/api/v1/rounds/${encodeURIComponent(round)}/page?part=${part}`, {});
}

/// What a box says of a cast. `receipt` is not looked into here; null where it had no key at hand.
export interface Accepted { entry: string; receipt?: unknown }

/// `origin`: "https://box.example", or "" for this page's own.
export function post_message(
  round: string, kind: "ballots" | "comments", message: string, origin = "",
): Promise<Answer<Accepted>> {
  return post<Accepted>(`${origin}/api/v1/rounds/${encodeURIComponent(round)}/${kind}`, message);
}

export function post<T>(path: string, body: string): Promise<Answer<T>> {
  return call<T>(path, { method: "POST", headers: { "Content-Type": "application/json" }, body });
}

/// The bytes of a file of the public record.
export function get_bytes(path: string): Promise<Answer<Uint8Array<ArrayBuffer>>> {
  return call(path, {}, async (response) => new Uint8Array(await response.arrayBuffer()), kFileTimeoutMs);
}

async function call<T>(
  path: string, options: RequestInit, read: (response: Response) => Promise<T> = (response) => response.json() as Promise<T>,
  timeout_ms = kTimeoutMs,
): Promise<Answer<T>> {
  const timer = new Timer(timeout_ms);
  try {
    const response = await fetch(path, {
      ...options, credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store", ...timer.options,
    });
    if (response.ok) return { ok: true, value: await read(response) };
    return { ok: false, failure: await failure_of(response) };
  } catch {
    return { ok: false, failure: { kind: "unreachable", status: 0, detail: "", retry_after_s: null } };
  } finally {
    timer.stop();
  }
}

/// Gives up a request that hangs; browsers without AbortController wait as long as they do.
class Timer {
  readonly options: RequestInit = {};
  private readonly handle: number | undefined;

  constructor(timeout_ms: number) {
    if (typeof AbortController === "undefined") return;
    const controller = new AbortController();
    this.options = { signal: controller.signal };
    this.handle = window.setTimeout(() => controller.abort(), timeout_ms);
  }

  stop(): void {
    window.clearTimeout(this.handle);
  }
}

async function failure_of(response: Response): Promise<Failure> {
  const seconds = Number(response.headers.get("Retry-After"));
  const failure = { kind: "internal", status: response.status, detail: "", retry_after_s: seconds > 0 ? seconds : null };
  try {
    const problem = (await response.json()) as { kind?: unknown; detail?: unknown };
    if (typeof problem.kind === "string") failure.kind = problem.kind;
    if (typeof problem.detail === "string") failure.detail = problem.detail;
  } catch {
    // An answer that is no problem document comes from something in between: its status says enough.
  }
  return failure;
}
