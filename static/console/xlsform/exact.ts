// Exact numbers of the round file as XPath writes numbers, and back. As forms/exact_number.h: "7", "-0.25", "1/3", "20%".

export function is_exact(text: string): boolean {
  const found = /^(-?)(\d+)(?:\.(\d+)|\/(\d+))?(%?)$/.exec(text);
  if (!found) return false;
  const [, , whole = "", decimals = "", denominator, percent] = found;
  if (denominator !== undefined && (percent || /^0+$/.test(denominator))) return false;
  return [whole + decimals, denominator ?? ""].every((digits) => digits.replace(/^0+/, "").length <= 15);
}

/// "20%" → "20 div 100", "1/3" → "1 div 3"; decimals stay.
export function to_xpath(exact: string): string {
  if (exact.endsWith("%")) return `${exact.slice(0, -1)} div 100`;
  return exact.replace("/", " div ");
}

/// null where it is no number of this kind. "1 div 3" → "1/3".
export function from_xpath(text: string): string | null {
  const found = /^(-?\s*\d+(?:\.\d+)?)(?:\s+div\s+(\d+))?$/.exec(text.trim());
  if (!found) return null;
  const number = (found[1] ?? "").replace(/\s+/g, "");
  if (found[2] === undefined) return is_exact(number) ? number : null;
  return /^-?\d+$/.test(number) && is_exact(`${number}/${found[2]}`) ? `${number}/${found[2]}` : null;
}
