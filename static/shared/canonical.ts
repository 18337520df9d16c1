// Canonical JSON (RFC 8785) for what the protocol uses: ASCII keys, integers, strings, arrays, objects. Anything else
// is a mistake of the program, not of a person, and throws.

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export function encode_canonical(value: Json): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") return encode_integer(value);
  if (typeof value === "string") return encode_string(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(encode_canonical).join(",")}]`;
  const entries = value as { readonly [key: string]: Json };
  const keys = Object.keys(entries).sort(compare_ascii);
  return `{${keys.map((key) => `${encode_string(key)}:${encode_canonical(entries[key] as Json)}`).join(",")}}`;
}

/// By code units, never by locale.
function compare_ascii(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function encode_integer(value: number): string {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new RangeError("not an integer of canonical JSON");
  return String(value);
}

/// JSON.stringify escapes as RFC 8785 demands, except for lone surrogates, which have no canonical form.
function encode_string(value: string): string {
  if (value !== well_formed(value)) throw new RangeError("a lone surrogate has no canonical form");
  return JSON.stringify(value);
}

/// Lone surrogates become U+FFFD; everything else stays.
export function well_formed(value: string): string {
  return value.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF]/g, (unit) => (unit.length === 2 ? unit : "\uFFFD"));
}
