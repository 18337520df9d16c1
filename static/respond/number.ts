// Answers to `number` items: what a person types, and the shortest decimal string that is cast. Exact, on integers that a
// double holds (forms/scaled_number.cpp allows 15 digits); knows no component and no language.
import type { Item } from "../shared/round_file";

const kMaxScaled = 1e15;  // of |value|·10^decimals, as the server has it

/// Digits and signs of Chinese keyboards as plain ones; no white space around.
export function plain_digits(raw: string): string {
  return raw.trim().replace(/[\uff10-\uff19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[\uff0e\u3002]/g, ".").replace(/[\uff0d\u2212\ufe63]/g, "-").replace(/\uff0b/g, "+");
}

/// The shortest form of what was typed: "7", "-0.5"; null where it is no number that the item takes.
export function number_answer(item: Item, raw: string): string | null {
  const text = plain_digits(raw);
  const match = /^([+-]?)0*(\d*)(?:\.(\d*))?$/.exec(text);
  if (!match || !/\d/.test(text)) return null;
  const decimals = item.decimals ?? 0;
  const fraction = (match[3] ?? "").replace(/0+$/, "");
  const whole = match[2] || "0";
  const size = Number(whole + fraction + "0".repeat(Math.max(0, decimals - fraction.length)));
  if (fraction.length > decimals || whole.length > 16 || size > kMaxScaled) return null;
  const scaled = match[1] === "-" ? -size : size;
  const { min, max } = item;
  if (min !== undefined && scaled < scaled_bound(min, decimals, true)) return null;
  if (max !== undefined && scaled > scaled_bound(max, decimals, false)) return null;
  return (scaled < 0 ? "-" : "") + whole + (fraction && `.${fraction}`);
}

/// A bound ("5", "-0.25", "1/3", "20%") times 10^decimals, as the nearest integer within it. Digit by digit, and by adding
/// remainders up, so that no product can lose any.
export function scaled_bound(bound: string | number, decimals: number, lower: boolean): number {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:(%)|\/(\d+))?$/.exec(String(bound));
  if (!match) return lower ? -Infinity : Infinity;
  const point = match[3] ?? "";
  const top = Number(`${match[2]}${point}`);
  const bottom = Number(match[5] ?? `1${"0".repeat(point.length + (match[4] ? 2 : 0))}`);
  let whole = Math.floor(top / bottom);
  let rest = top % bottom;
  for (let i = 0; i < decimals; i++) {
    let digit = 0;
    let sum = 0;
    for (let j = 0; j < 10; j++) {
      sum += rest;
      if (sum >= bottom) {
        sum -= bottom;
        digit += 1;
      }
    }
    whole = whole * 10 + digit;
    rest = sum;
  }
  const up = rest > 0 && (match[1] === "-") !== lower;
  return (match[1] === "-" ? -1 : 1) * (whole + (up ? 1 : 0)) + 0;
}

/// Whether a keyboard of digits alone will do: on some phones it has no minus.
export function is_never_negative(item: Item): boolean {
  return item.min !== undefined && !String(item.min).startsWith("-");
}
