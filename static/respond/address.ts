// What the page's address says: a ticket in the fragment of /b, a round in the path of /r/<round>. Read once; the
// fragment is cleared at once, so that neither history nor a shared screen keeps a code.
import { type Ticket, is_round_id, parse_open_fragment, parse_ticket_fragment } from "../shared/codes";

export type Address =
  | { kind: "ticket"; ticket: Ticket }
  | { kind: "code"; round: string }                                                 ///< to be typed
  | { kind: "round"; round: string; place: { part?: number; category?: number } };

export function parse_address(path: string, fragment: string, query: string): Address {
  const match = /^\/r\/([^/]+)\/?$/.exec(path);
  const round = match ? decodeURIComponent(match[1] ?? "") : "";
  if (is_round_id(round)) return { kind: "round", round, place: parse_open_fragment(fragment) };
  const ticket = parse_ticket_fragment(fragment);
  if (ticket) return { kind: "ticket", ticket };
  const named = /[?&]round=([^&]+)/.exec(query);
  return { kind: "code", round: named ? decodeURIComponent(named[1] ?? "") : "" };
}

export function take_address(): Address {
  const { pathname, hash, search } = window.location;
  if (hash !== "") history.replaceState(null, "", pathname + search);
  try {
    return parse_address(pathname, hash, search);
  } catch {
    return { kind: "code", round: "" };  // an address that is not even well escaped
  }
}

/// WebCrypto exists only on HTTPS and localhost; without it nothing could be checked or derived.
export function is_protected(): boolean {
  return typeof crypto !== "undefined" && crypto.subtle !== undefined;
}

/// After a reload nothing is left in memory, and somebody may wonder where the answers are.
export function was_reloaded(): boolean {
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return entry?.type === "reload";
}
