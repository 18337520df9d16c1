// What the page's address says: a code in the fragment of /b, a right to vote carried over from another device, a round
// in the path of /r/<round>. Read once; the fragment is cleared at once, so that neither history nor a shared screen
// keeps a code.
import { type Ticket, is_round_id, parse_open_fragment, parse_right_fragment, parse_ticket_fragment } from "../shared/codes";
import { kRights, names_on_device } from "./kept_names";

export type Address =
  | { kind: "ticket"; ticket: Ticket }
  | { kind: "right"; round: string; part: number; payload: string }                 ///< made on another device
  | { kind: "code"; round: string }                                                 ///< to be typed
  | { kind: "round"; round: string; place: { part?: number; category?: number }; kiosk: boolean };

const kKiosk = "#kiosk";

export function parse_address(path: string, fragment: string, query: string): Address {
  const match = /^\/r\/([^/]+)\/?$/.exec(path);
  const round = match ? decodeURIComponent(match[1] ?? "") : "";
  if (is_round_id(round)) return { kind: "round", round, place: parse_open_fragment(fragment), kiosk: fragment === kKiosk };
  const ticket = parse_ticket_fragment(fragment);
  if (ticket) return { kind: "ticket", ticket };
  const right = parse_right_fragment(fragment);
  if (right) return { kind: "right", ...right };
  const named = /[?&]round=([^&]+)/.exec(query);
  return { kind: "code", round: named ? decodeURIComponent(named[1] ?? "") : "" };
}

/// Keeps "#kiosk", which says nothing of anybody and must outlive a reload.
export function take_address(): Address {
  const { pathname, hash, search } = window.location;
  if (hash !== "" && hash !== kKiosk) history.replaceState(null, "", pathname + search);
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

/// Rounds of which this device keeps something (claim/store.ts): a right to vote, or the making of one.
export function rounds_on_device(): readonly string[] {
  try {
    return names_on_device(kRights).map((name) => {
      const { round, rights, claims } = JSON.parse(localStorage.getItem(name) ?? "") as Record<string, unknown>;
      return typeof round === "string" && is_round_id(round) && [rights, claims].some((list) => Array.isArray(list) && list.length > 0)
        ? round : "";
    }).filter((round) => round !== "");
  } catch {
    return [];
  }
}
