// What people wrote, as the HTTP API gives it: texts to be read before the release, texts as they are shown, releases.
// Places in a text are counted in code points. Knows no component and no language.
import type { Item, RoundFile } from "./types";
import { kDefaultMinCell, kDefaultMinText } from "../round_file";

/// [start, end) in code points.
export type Span = readonly [number, number];

/// What stands in place of words that are not shown.
export const kBlackout = "▇▇▇";

export interface Mark {
  kind: string;  ///< "member", "telephone", "identity_number", "email"; others may come
  start: number;
  end: number;
}

export type TextState = "unread" | "cleared" | "withheld" | "shown";

/// One answer to one item about one ratee. After the release only `id`, `unit`, `about`, `item`, `text`, `tags` and `state` "shown".
export interface ReadText {
  id: string;  ///< 32 hexadecimal digits; the order of the texts
  unit: string;
  about: string;  ///< "team", "-" or a member's id
  item: string;
  text: string;
  state: TextState;
  marks?: readonly Mark[];
  redactions?: readonly Span[];
  tags?: readonly string[];
  version?: number;
  found?: readonly Span[];
}

/// Before the release, how many texts are decided how.
export interface ReadingTotals {
  unread: number;
  cleared: number;
  withheld: number;
  unreachable: number;  ///< of units whose texts nobody reads
}

/// GET /rounds/{r}/reading. After the release `totals` tells `shown` alone.
export interface ReadingPage {
  items: readonly ReadText[];
  next: string | null;
  matches: number;
  totals: ReadingTotals & { shown?: number };
  tags: readonly { tag: string; texts: number }[];
  units: readonly { unit: string; unread: number; texts: number }[];
  released: boolean;
}

/// GET /rounds/{r}/units/{u}/comments
export interface UnitComments {
  items: readonly { id?: string; about: string; item: string; text: string }[];
  withheld: boolean;
}

/// One entry of GET /rounds/{r}/releases
export interface Release {
  number: number;
  at: string;
  min_cell: number;
  withheld_units: readonly string[];
  withheld_texts: number;
  shown_texts: number;
  unread_texts: number;  ///< undecided at the first release, so never shown
  reason?: string | null;
}

/// The body of POST /rounds/{r}/release.
export interface Withholding {
  withhold: { units: readonly string[]; texts: readonly string[] };
  reason: string;
}

/// Every question that is answered in words, a unit's own among them.
export function text_items(file: RoundFile): Item[] {
  const found: Item[] = [];
  for (const { items } of [...file.sections, ...file.units]) found.push(...(items ?? []).filter((item) => item.type === "text"));
  return found;
}

/// From how many valid ballots on a unit's texts are read and shown. `raised`: the smallest group as it was raised at the sealing.
export function min_text_of(file: RoundFile, raised?: number | null): number {
  return Math.max(file.rules?.min_text ?? kDefaultMinText, file.rules?.min_cell ?? kDefaultMinCell, raised ?? 0);
}
