// What is redacted in an open text, each with a way back, and how it will read then; and what can be redacted: everything
// marked, the selection, words one by one.
import { Button } from "../../shared/components/button";
import type { ReadText, Span } from "../../shared/staff/reading";
import { ShownWords } from "../../shared/staff/shown_words";
import { covers, joined, points_of, shown_text, with_span, without_span } from "./ranges";
import { whole_characters } from "./tokens";
import { use_selection } from "./use_selection";
import { use_reading_words } from "./words";

export interface RedactionsProps {
  item: ReadText;
  on_redact: (redactions: Span[]) => Promise<void>;
}

const kLongestName = 16;  // characters of a redaction that its button shows

function named(points: readonly string[], [start, end]: Span): string {
  const part = points.slice(start, end);
  return part.length <= kLongestName ? part.join("") : `${part.slice(0, kLongestName).join("")}…`;
}

export function RedactTools(props: RedactionsProps & { on_words: () => void }) {
  const { r } = use_reading_words();
  const { item, on_redact } = props;
  const redactions = joined(item.redactions ?? []);
  const open_marks = (item.marks ?? []).map((mark) => whole_characters(item.text, [mark.start, mark.end]))
    .filter((span) => !covers(redactions, span));
  const tools = `tools-${item.id}`;
  const [selected, forget] = use_selection(`words-${item.id}`, tools);
  const span = selected && whole_characters(item.text, selected);
  const redact_selected = (chosen: Span) => {
    forget();
    void on_redact(with_span(redactions, chosen));
  };
  return (
    <div class="reading-tools" id={tools}>
      {open_marks.length > 0 && (
        <Button on_click={() => void on_redact(joined([...redactions, ...open_marks]))}>{r.redact_marks(open_marks.length)}</Button>
      )}
      {span && !covers(redactions, span) && (
        <Button on_click={() => redact_selected(span)}>{r.redact_selection(named(points_of(item.text), span))}</Button>
      )}
      <Button kind="plain" on_click={props.on_words}>{r.redact_words}</Button>
    </div>
  );
}

export function Redactions(props: RedactionsProps) {
  const { r } = use_reading_words();
  const { item } = props;
  const points = points_of(item.text);
  const redactions = joined(item.redactions ?? []);
  if (redactions.length === 0) return null;
  return (
    <>
      <div class="reading-undo">
        <span class="quiet">{r.redacted}</span>
        <ul class="chips">
          {redactions.map((redaction) => (
            <li key={redaction.join()}>
              <button
                type="button" class="chip" aria-label={r.unredact(named(points, redaction))}
                onClick={() => void props.on_redact(without_span(redactions, redaction))}
              >
                {named(points, redaction)} <span aria-hidden="true">×</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      <div class="reading-preview">
        <p class="quiet small">{r.as_shown}</p>
        <p dir="auto"><ShownWords text={shown_text(item.text, redactions)} spoken={r.spoken_blackout} /></p>
      </div>
    </>
  );
}
