// Numbers, times and codes as the staff's pages write them. Pure: the time zone and the language are arguments.
// Never rounds a figure of the tally again: those arrive as strings and are shown as they are.
import type { Label } from "./types";

/** The label in `lang`, else in any language there is, else `fallback`. */
export function pick(label: Label | undefined | null, lang: string, fallback = ""): string {
  if (!label) return fallback;
  const exact = label[lang];
  if (exact) return exact;
  for (const key of Object.keys(label)) {
    const value = label[key];
    if (value) return value;
  }
  return fallback;
}

/** Whose account it is, as people read it; accounts made at the command line may have only the name for signing in. */
export function person_name(account: { name: string; display_name: string }): string {
  return account.display_name || account.name;
}

/** `part` of `whole` in percent, one decimal, half up; exact on integers; empty where there is no whole. */
export function percent_of(part: number, whole: number): string {
  if (whole <= 0) return "";
  const tenths = Math.floor((2000 * part + whole) / (2 * whole));
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

/** The same without decimals; for sentences. */
export function whole_percent(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.floor((200 * part + whole) / (2 * whole));
}

/** A hexadecimal hash in groups of four, four groups a line, as people compare them by eye. */
export function hex_lines(hex: string): string[] {
  const groups = hex.match(/.{1,4}/g) || [];
  const lines: string[] = [];
  for (let i = 0; i < groups.length; i += 4) lines.push(groups.slice(i, i + 4).join(" "));
  return lines;
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}

/** UTC instant → the value of a datetime-local input in the browser's own zone; empty for null. */
export function local_input(utc: string | null): string {
  if (!utc) return "";
  const d = new Date(utc);
  if (isNaN(d.getTime())) return "";
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}T${two(d.getHours())}:${two(d.getMinutes())}`;
}

/** The value of a datetime-local input → UTC "2026-11-21T05:30:00Z"; null for empty or unreadable. */
export function utc_instant(local: string): string | null {
  if (!local) return null;
  const d = new Date(local);
  return isNaN(d.getTime()) ? null : d.toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** Date and time for people, in the browser's zone. */
export function date_time(utc: string | null, lang: string): string {
  if (!utc) return "";
  const d = new Date(utc);
  if (isNaN(d.getTime())) return utc;
  return new Intl.DateTimeFormat(locale(lang), {
    year: "numeric", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false,
  }).format(d);
}

export function date_only(utc: string | null, lang: string): string {
  if (!utc) return "";
  const d = new Date(utc);
  if (isNaN(d.getTime())) return utc;
  return new Intl.DateTimeFormat(locale(lang), { year: "numeric", month: "long", day: "numeric" }).format(d);
}

function locale(lang: string): string {
  return lang === "en" ? "en-GB" : lang;
}

/** The zone by name and by distance from UTC, such as "Asia/Shanghai (UTC+08:00)". */
export function zone_name(): string {
  const minutes = -new Date().getTimezoneOffset();
  const size = Math.abs(minutes);
  const offset = `UTC${minutes < 0 ? "−" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return name ? `${name} (${offset})` : offset;
}

/** Minus signs of delivered figures as typography writes them. */
export function signed(figure: string): string {
  return figure.replace(/^-/, "−");
}

/** Ids as the round file wants them. */
export function is_id(text: string): boolean {
  return /^[A-Za-z0-9_.-]{1,64}$/.test(text) && text !== "team" && text !== "-";
}
