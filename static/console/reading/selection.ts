// What is selected inside a text on the page, as a span of code points. Each stretch of the text stands in an element of
// its own that says where it begins (`data-at`); words for screen readers between them do not count.
import type { Span } from "../../shared/staff/reading";
import { points_before } from "./ranges";

/// Null where nothing of the text is selected.
export function selected_span(box: HTMLElement, selection: Selection | null): Span | null {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  let span: [number, number] | null = null;
  for (const stretch of Array.from(box.querySelectorAll<HTMLElement>("[data-at]"))) {
    const words = stretch.firstChild;
    if (!(words instanceof Text) || !range.intersectsNode(words)) continue;
    const from = range.startContainer === words ? range.startOffset : 0;
    const to = range.endContainer === words ? range.endOffset : words.data.length;
    if (from >= to) continue;
    const at = Number(stretch.dataset["at"]);
    const [start, end] = [at + points_before(words.data, from), at + points_before(words.data, to)];
    span = span ? [Math.min(span[0], start), Math.max(span[1], end)] : [start, end];
  }
  return span;
}
