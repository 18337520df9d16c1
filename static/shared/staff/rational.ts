// Decimals, fractions and percentages of the round file and the tally as numbers, for ordering and for drawing only.
// What is shown stays the string that was delivered.

/** "0.3", "1/3", "20%", 30 → a number; null where the text is none of these. */
export function to_number(text: string | number | null | undefined): number | null {
  if (text === null || text === undefined) return null;
  if (typeof text === "number") return text;
  const match = /^(-?\d+(?:\.\d+)?)(?:\/(\d+))?(%?)$/.exec(text.trim());
  if (!match) return null;
  const value = Number(match[1]) / (match[2] ? Number(match[2]) : 1);
  if (!isFinite(value)) return null;
  return match[3] ? value / 100 : value;
}
