// What every part of a round's page is given.
import type { FullRound } from "../shared/staff/types";

/** What the parts of a round's page share. */
export interface RoundProps {
  full: FullRound;
  /** Entity tag for edits. */
  tag: string;
  /** Takes the round as an edit gave it back. */
  take: (full: FullRound, etag: string | null, said?: string) => void;
  /** Reads the round again, then says this. */
  refresh: (said?: string) => Promise<void>;
}
