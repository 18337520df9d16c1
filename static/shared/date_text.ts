// Dates as people read them.
/// An instant (ISO, UTC) in words, in the reader's own time zone.
export function date_text(utc: string, language: string): string {
  const options: Intl.DateTimeFormatOptions = { year: "numeric", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit" };
  return new Date(utc).toLocaleString(language, options);
}
