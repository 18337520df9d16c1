// What was kept out of the results, read from the public record (`releases.jsonl`). Knows no component.

export interface Withholding {
  number: number;  ///< of the release, from 1
  at_s: number;    ///< UTC seconds since 1970
  units: readonly string[];  ///< ids, no longer shown from this release on
  texts: number;   ///< taken out by this release
  unread: number;  ///< left undecided at the first release, and so never shown
  reason: string;
}

const kLastSecond = 8.64e12;  // that a Date can hold

interface Line { number: number; at: number; withheld: string[]; texts_withheld: number; texts_unread: number; reason: string }

/// Each release that kept something out, with what it added; null if the file is none of releases.
export function withholdings_in(file: string): Withholding[] | null {
  const lines: Line[] = [];
  if (!file.endsWith("\n")) return null;
  try {
    for (const line of file.split("\n").slice(0, -1)) lines.push(JSON.parse(line) as Line);
    if (!lines.every(is_line)) return null;
  } catch {
    return null;
  }
  return lines.map((line, index): Withholding => {
    const before = lines[index - 1];
    const known = new Set(before?.withheld);
    return {
      number: line.number, at_s: line.at, reason: line.reason.trim(),
      units: line.withheld.filter((unit) => !known.has(unit)),
      texts: line.texts_withheld - (before?.texts_withheld ?? 0), unread: before ? 0 : line.texts_unread,
    };
  }).filter(({ units, texts, unread }) => units.length > 0 || texts > 0 || unread > 0);
}

function is_line(line: Line): boolean {
  const counts = [line.number, line.at, line.texts_withheld, line.texts_unread];
  return counts.every((count) => Number.isSafeInteger(count) && count >= 0) && line.at <= kLastSecond && Array.isArray(line.withheld)
    && line.withheld.every((unit) => typeof unit === "string") && typeof line.reason === "string";
}
