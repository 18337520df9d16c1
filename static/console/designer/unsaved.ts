// Drafts that have not reached the server yet, kept on this device until they have. Storage may be refused or full: then
// work lasts as long as the page.
import type { RoundFile } from "../../shared/staff/types";

export interface UnsavedCopy {
  version: number;  ///< of the draft that it was made from
  file: RoundFile;
}

export interface UnsavedCopies {
  keep: (round: string, copy: UnsavedCopy) => void;
  find: (round: string) => UnsavedCopy | null;
  forget: (round: string) => void;
}

const kPrefix = "candor_draft_";

export function unsaved_on(storage: () => Storage): UnsavedCopies {
  const guarded = <T>(run: (store: Storage) => T, otherwise: T): T => {
    try {
      return run(storage());
    } catch {
      return otherwise;
    }
  };
  return {
    keep: (round, copy) => guarded((store) => store.setItem(kPrefix + round, JSON.stringify(copy)), undefined),
    find: (round) => guarded((store) => {
      const text = store.getItem(kPrefix + round);
      return text === null ? null : (JSON.parse(text) as UnsavedCopy);
    }, null),
    forget: (round) => guarded((store) => store.removeItem(kPrefix + round), undefined),
  };
}
