// What of a text is selected by mouse or finger. It is remembered when the selection goes, as a finger on a button takes
// it away before the button hears of it; a touch elsewhere forgets it.
import { useEffect, useState } from "preact/hooks";
import type { Span } from "../../shared/staff/reading";
import { selected_span } from "./selection";

/// `box`: id of the text's element; `keep`: id of what uses the selection.
export function use_selection(box: string, keep: string): [Span | null, () => void] {
  const [span, set_span] = useState<Span | null>(null);
  useEffect(() => {
    const look = () => {
      const element = document.getElementById(box);
      const found = element && selected_span(element, document.getSelection());
      if (found) set_span((old) => (old && old[0] === found[0] && old[1] === found[1] ? old : found));
    };
    const forget = (event: Event) => {
      const inside = (id: string) => event.target instanceof Node && document.getElementById(id)?.contains(event.target);
      if (!inside(keep)) set_span(null);
    };
    document.addEventListener("selectionchange", look);
    document.addEventListener("pointerdown", forget);
    return () => {
      document.removeEventListener("selectionchange", look);
      document.removeEventListener("pointerdown", forget);
    };
  }, [box, keep]);
  return [span, () => set_span(null)];
}
