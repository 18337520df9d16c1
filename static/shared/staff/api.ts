// Calls the staff's part of the HTTP API. Every answer is a value: what was asked for, or a problem to show.
// Knows addresses, headers, the CSRF token and the tag of the reader's language; no component and no words.
import type { Diagnostic, Session } from "./types";

export type ProblemKind =
  | "malformed" | "invalid" | "unauthenticated" | "forbidden" | "not_found" | "conflict" | "stale" | "expired"
  | "too_large" | "slow_down" | "busy" | "storage_full" | "unsupported" | "internal" | "offline";

export interface Problem {
  kind: ProblemKind;
  status: number;
  /** What the server says, in its own words; may be empty. */
  detail: string;
  diagnostics: Diagnostic[];
  /** The language of those words; a server that does not say it speaks English. */
  language?: string;
}

export type Answer<T> = { ok: true; value: T; etag: string | null } | { ok: false; problem: Problem };

const kPrefix = "/api/v1";
const kKindByStatus: { [status: number]: ProblemKind } = {
  400: "malformed", 401: "unauthenticated", 403: "forbidden", 404: "not_found", 409: "conflict", 410: "expired",
  412: "stale", 413: "too_large", 422: "invalid", 429: "slow_down", 501: "unsupported", 503: "busy", 507: "storage_full",
};

let csrf = "";
let language = "";
let on_lost_session: (() => void) | null = null;

/** The token of the session in force; an empty one when nobody is signed in. */
export function use_session(session: Session | null): void {
  csrf = session ? session.csrf : "";
}

/** The tag of the language that the server shall answer in, as far as it can; set before the first call. */
export function speak(tag: string): void {
  language = tag;
}

/** Called when the server no longer knows the session while somebody works with it. */
export function when_session_is_lost(call: (() => void) | null): void {
  on_lost_session = call;
}

export interface Request {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is, with `content_type`. */
  body?: Blob | string;
  content_type?: string;
  if_match?: string;
  /** A 401 is then an answer like any other (signing in). */
  quiet?: boolean;
}

function headers_of(request: Request): { [name: string]: string } {
  const headers: { [name: string]: string } = { Accept: "application/json" };
  if (language) headers["Accept-Language"] = language;
  const method = request.method || "GET";
  if (method !== "GET" && csrf) headers["X-CSRF-Token"] = csrf;
  if (request.json !== undefined) headers["Content-Type"] = "application/json";
  else if (request.content_type) headers["Content-Type"] = request.content_type;
  if (request.if_match) headers["If-Match"] = request.if_match;
  return headers;
}

export async function call<T>(path: string, request: Request = {}): Promise<Answer<T>> {
  let response: Response;
  try {
    response = await fetch(kPrefix + path, {
      method: request.method || "GET",
      headers: headers_of(request),
      body: request.json !== undefined ? JSON.stringify(request.json) : request.body,
      credentials: "same-origin",
      cache: "no-store",
    });
  } catch {
    return { ok: false, problem: { kind: "offline", status: 0, detail: "", diagnostics: [] } };
  }
  const text = await response.text().catch(() => "");
  if (response.ok) {
    const value = parse(text);
    return { ok: true, value: value as T, etag: response.headers.get("ETag") };
  }
  if (response.status === 401 && !request.quiet && on_lost_session) on_lost_session();
  return { ok: false, problem: problem_of(response.status, parse(text), response.headers.get("Content-Language") ?? "en") };
}

function parse(text: string): unknown {
  if (!text) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A problem document, or whatever stood in its place (a proxy's page), as a problem. */
export function problem_of(status: number, body: unknown, language = "en"): Problem {
  const document = (body && typeof body === "object" ? body : {}) as { [key: string]: unknown };
  const kind = typeof document["kind"] === "string" ? (document["kind"] as ProblemKind) : kKindByStatus[status];
  const list = Array.isArray(document["diagnostics"]) ? (document["diagnostics"] as Diagnostic[]) : [];
  return {
    kind: kind || "internal",
    status,
    detail: typeof document["detail"] === "string" ? document["detail"] : "",
    diagnostics: list,
    language,
  };
}

/** The entity tag a round's editing calls need. */
export function tag_of(answer_etag: string | null, version: number): string {
  return answer_etag || `"${version}"`;
}

export function round_path(id: string, rest = ""): string {
  return `/rounds/${encodeURIComponent(id)}${rest}`;
}

/** An address of the API for a plain link (downloads, the sheet of tickets). */
export function link_to(path: string): string {
  return kPrefix + path;
}
