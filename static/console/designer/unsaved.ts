// Drafts that have not reached the server yet, kept on this device until they have: each tab's own, under the account that
// wrote them. Storage may be refused or full: then work lasts as long as the page.
import type { RoundFile } from "../../shared/staff/types";

export interface UnsavedCopy {
  version: number;  ///< of the draft that it was made from
  file: RoundFile;
}

interface Stored extends UnsavedCopy {
  kept_at_ms: number;
  left: boolean;  ///< the page that wrote it is gone
}

export interface UnsavedCopies {
  keep: (round: string, copy: UnsavedCopy, left: boolean) => void;
  forget: (round: string) => void;
  /// Takes what other, closed pages of this account left behind: it is this page's to keep from now on.
  take_left: (round: string) => readonly UnsavedCopy[];
}

const kPrefix = "candor_draft/";
/// A page that is alive writes more often than that, even in the background.
const kSurelyGone_ms = 3 * 60_000;

/// `page`: unlike any other page's, also of the same account. `now_ms`: since 1970.
export function unsaved_on(storage: () => Storage, account: string, page: string, now_ms: () => number): UnsavedCopies {
  const guarded = <T>(run: (store: Storage) => T, otherwise: T): T => {
    try {
      return run(storage());
    } catch {
      return otherwise;
    }
  };
  const of_round = (round: string) => `${kPrefix}${encodeURIComponent(account)}/${round}/`;
  return {
    keep: (round, copy, left) => guarded((store) => {
      const stored: Stored = { ...copy, kept_at_ms: now_ms(), left };
      store.setItem(of_round(round) + page, JSON.stringify(stored));
    }, undefined),
    forget: (round) => guarded((store) => store.removeItem(of_round(round) + page), undefined),
    take_left: (round) => guarded((store) => take_left(store, of_round(round), page, now_ms()), []),
  };
}

function take_left(store: Storage, prefix: string, page: string, now_ms: number): readonly UnsavedCopy[] {
  const names = Array.from({ length: store.length }, (_, at) => store.key(at) ?? "")
    .filter((name) => name.startsWith(prefix) && name !== prefix + page);
  const found: Stored[] = [];
  for (const name of names) {
    const copy = JSON.parse(store.getItem(name) ?? "null") as Stored | null;
    if (copy && !copy.left && now_ms - copy.kept_at_ms < kSurelyGone_ms) continue;
    if (copy) found.push(copy);
    store.removeItem(name);
  }
  return found.sort((a, b) => b.kept_at_ms - a.kept_at_ms);
}
