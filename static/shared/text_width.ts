// How wide a text is, roughly: a Chinese, Japanese or Korean character takes two columns, others one.
export function text_width(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (character >= "\u2E80" ? 2 : 1), 0);
}
