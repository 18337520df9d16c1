// A text cut into what can be redacted at one touch: Latin words and numbers as they stand between spaces, Chinese by
// words where the browser knows them, else by characters. Never cuts through what reads as one character (an accent of
// its own, an emoji of several). Pure.
import type { Span } from "../../shared/staff/reading";
import { covers, edges_of, points_of, with_span, without_span } from "./ranges";

export interface Token {
  start: number;  ///< code points
  end: number;
  text: string;
  space: boolean;  ///< nothing to touch: it goes with its neighbours
}

interface Segmenter { segment: (text: string) => Iterable<{ segment: string }> }
interface Intl_ { Segmenter?: new (language: string, options: { granularity: "grapheme" | "word" }) => Segmenter }

function segments(text: string, granularity: "grapheme" | "word"): string[] | null {
  const { Segmenter } = Intl as unknown as Intl_;
  return Segmenter ? Array.from(new Segmenter("zh", { granularity }).segment(text), ({ segment }) => segment) : null;
}

/// What joins the character before it: accents, variation selectors, skin tones, and whatever follows a joiner.
function joins(before: string, point: string): boolean {
  const code = point.codePointAt(0) as number;
  const between = (low: number, high: number) => code >= low && code <= high;
  return before === "\u200D" || between(0x300, 0x36f) || between(0x1ab0, 0x1aff) || between(0x20d0, 0x20ff) || code === 0x200d
    || between(0xfe00, 0xfe0f) || between(0x1f3fb, 0x1f3ff) || between(0xe0100, 0xe01ef) || between(0x3099, 0x309a);
}

/// What people see as single characters. `browser`: whether to ask the browser, which knows more of them.
export function characters_of(text: string, browser = true): string[] {
  const known = browser ? segments(text, "grapheme") : null;
  if (known) return known;
  const points = points_of(text);
  const found: string[] = [];
  points.forEach((point, at) => {
    if (at > 0 && joins(points[at - 1] as string, point)) found[found.length - 1] += point;
    else found.push(point);
  });
  return found;
}

/// Where characters begin, and the end of the text; in code points.
function character_edges(text: string): number[] {
  const edges = [0];
  for (const character of characters_of(text)) edges.push((edges[edges.length - 1] as number) + points_of(character).length);
  return edges;
}

/// The span made wider so that it cuts through no character.
export function whole_characters(text: string, [start, end]: Span): Span {
  const edges = character_edges(text);
  const before = edges.filter((edge) => edge <= start);
  return [before[before.length - 1] ?? 0, edges.find((edge) => edge >= end) ?? (edges[edges.length - 1] as number)];
}

type Kind = "space" | "narrow" | "wide";

function kind_of(character: string): Kind {
  if (/^\s/.test(character)) return "space";
  return (character.codePointAt(0) as number) >= 0x2e80 ? "wide" : "narrow";
}

/// Runs of characters of one kind; wide ones cut into words where the browser can.
function runs_of(text: string): { text: string; space: boolean }[] {
  const runs: { text: string; kind: Kind }[] = [];
  for (const character of characters_of(text)) {
    const kind = kind_of(character);
    const last = runs[runs.length - 1];
    if (last && last.kind === kind) last.text += character;
    else runs.push({ text: character, kind });
  }
  const parts: { text: string; space: boolean }[] = [];
  for (const { text: run, kind } of runs) {
    const words = kind === "wide" ? segments(run, "word") ?? characters_of(run) : [run];
    for (const word of words) parts.push({ text: word, space: kind === "space" });
  }
  return parts;
}

/// The whole text as tokens, one after the other. Cut also where `spans` begin and end, so that each lies in a span or outside.
export function tokens_of(text: string, spans: readonly Span[]): Token[] {
  const edges = new Set(edges_of(spans));
  const tokens: Token[] = [];
  let at = 0;
  for (const run of runs_of(text)) {
    const points = points_of(run.text);
    let from = 0;
    points.forEach((_, i) => {
      if (i + 1 < points.length && !edges.has(at + i + 1)) return;
      tokens.push({ start: at + from, end: at + i + 1, text: points.slice(from, i + 1).join(""), space: run.space });
      from = i + 1;
    });
    at += points.length;
  }
  return tokens;
}

/// The redactions after token `at` was touched: it joins them or leaves them; the space to a redacted neighbour goes along.
export function toggled(tokens: readonly Token[], redactions: readonly Span[], at: number): Span[] {
  const token = tokens[at];
  if (!token || token.space) return [...redactions];
  const span: Span = [token.start, token.end];
  const redacted = covers(redactions, span);
  let next = redacted ? without_span(redactions, span) : with_span(redactions, span);
  for (const step of [-1, 1]) {
    let between = at + step;
    while (tokens[between]?.space) between += step;
    const neighbour = tokens[between];
    if (!neighbour || between === at + step || !covers(redactions, [neighbour.start, neighbour.end])) continue;
    const gap: Span = step < 0 ? [neighbour.end, token.start] : [token.end, neighbour.start];
    next = redacted ? without_span(next, gap) : with_span(next, gap);
  }
  return next;
}
