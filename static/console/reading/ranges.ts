// Ranges of a text in code points: marks, words found, redactions; put together, taken away, and the text cut where any
// of them begins or ends. Pure; knows no component.
import { kBlackout } from "../../shared/staff/reading";
import type { Mark, ReadText, Span } from "../../shared/staff/reading";

/// A text by code points: a character beyond the basic plane is one.
export function points_of(text: string): string[] {
  return Array.from(text);
}

/// How many code points stand before a UTF-16 offset; one in the middle of a pair counts as before the pair.
export function points_before(text: string, offset: number): number {
  let count = 0;
  for (let at = 0; at < offset && at < text.length; count += 1) {
    const wide = (text.codePointAt(at) as number) > 0xffff;
    if (wide && at + 2 > offset) break;
    at += wide ? 2 : 1;
  }
  return count;
}

/// Ascending, without empty ones; those that touch or overlap are one.
export function joined(spans: readonly Span[]): Span[] {
  const sorted = spans.filter(([start, end]) => start < end).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const found: [number, number][] = [];
  for (const [start, end] of sorted) {
    const last = found[found.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else found.push([start, end]);
  }
  return found;
}

/// Where any of them begins or ends.
export function edges_of(spans: readonly Span[]): number[] {
  return [...spans.map(([start]) => start), ...spans.map(([, end]) => end)];
}

export function with_span(spans: readonly Span[], span: Span): Span[] {
  return joined([...spans, span]);
}

export function without_span(spans: readonly Span[], [from, to]: Span): Span[] {
  const before = spans.map(([start, end]): Span => [start, Math.min(end, from)]);
  return joined([...before, ...spans.map(([start, end]): Span => [Math.max(start, to), end])]);
}

export function covers(spans: readonly Span[], [from, to]: Span): boolean {
  return joined(spans).some(([start, end]) => start <= from && to <= end);
}

export function touches(spans: readonly Span[], [from, to]: Span): boolean {
  return spans.some(([start, end]) => start < to && from < end);
}

/// What leaders will read. `redactions` as `joined` gives them.
export function shown_text(text: string, redactions: readonly Span[]): string {
  const points = points_of(text);
  let at = 0;
  let shown = "";
  for (const [start, end] of redactions) {
    shown += points.slice(at, start).join("") + kBlackout;
    at = end;
  }
  return shown + points.slice(at).join("");
}

/// A stretch of the text that is alike all through. `begins` and `ends`: of the mark or the redaction it lies in.
export interface Piece {
  start: number;
  text: string;
  mark: Mark | null;
  mark_begins: boolean;
  redacted: boolean;
  redaction_begins: boolean;
  redaction_ends: boolean;
  found: boolean;
}

export function pieces_of(item: Pick<ReadText, "text" | "marks" | "redactions" | "found">): Piece[] {
  const points = points_of(item.text);
  const marks = item.marks ?? [];
  const redactions = joined(item.redactions ?? []);
  const found = item.found ?? [];
  const inside = (at: number) => at > 0 && at < points.length;
  const cuts = [...new Set([0, ...edges_of([...marks.map((m): Span => [m.start, m.end]), ...redactions, ...found]).filter(inside), points.length])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, at) => {
    const end = cuts[at + 1] as number;
    const mark = marks.find((m) => m.start <= start && end <= m.end) ?? null;
    return {
      start, text: points.slice(start, end).join(""), mark, mark_begins: mark !== null && mark.start === start,
      redacted: covers(redactions, [start, end]), redaction_begins: redactions.some((r) => r[0] === start),
      redaction_ends: redactions.some((r) => r[1] === end), found: touches(found, [start, end]),
    };
  });
}
