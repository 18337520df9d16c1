// How a spreadsheet's number reads: it keeps binary fractions, people see 15 digits.

/// "80" of "80", "0.3" of "0.29999999999999999", "1500000" of "1.5E6"; what is no number stays.
export function number_text(raw: string): string {
  if (/^-?\d{1,15}$/.test(raw)) return String(Number(raw));
  const value = Number(raw);
  if (raw.trim() === "" || !isFinite(value)) return raw;
  const [digits, exponent] = Math.abs(value).toExponential(14).split("e");
  const figures = (digits ?? "").replace(".", "").replace(/0+$/, "") || "0";
  const point = Number(exponent) + 1;
  if (point > 21 || point < -20) return String(value);
  const plain = point <= 0 ? `0.${"0".repeat(-point)}${figures}`
    : figures.length <= point ? figures + "0".repeat(point - figures.length) : `${figures.slice(0, point)}.${figures.slice(point)}`;
  return value < 0 && figures !== "0" ? `-${plain}` : plain;
}
