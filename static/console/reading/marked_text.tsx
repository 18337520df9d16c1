// A text with what is marked, found and redacted in it. What colour says, words say as well: hidden ones inside the text for
// screen readers, and a line below it for everybody.
import type { ComponentChildren } from "preact";
import type { ReadText } from "../../shared/staff/reading";
import { pieces_of, points_of } from "./ranges";
import type { Piece } from "./ranges";
import type { ReadingWords } from "../../shared/strings/reading-en";
import { use_reading_words } from "./words";

function kind_words(kind: string, r: ReadingWords): string {
  return Object.prototype.hasOwnProperty.call(r.kinds, kind) ? r.kinds[kind] as string : r.kind_other;
}

/// `id`: of the element whose contents are the text.
export function MarkedText(props: { id: string; item: ReadText }) {
  return (
    <p class="reading-text" id={props.id} dir="auto">
      {pieces_of(props.item).map((piece) => <Stretch key={piece.start} piece={piece} />)}
    </p>
  );
}

function Stretch(props: { piece: Piece }) {
  const { r } = use_reading_words();
  const { piece } = props;
  const spoken = (words: string) => <span class="visually-hidden">{words}</span>;
  let words: ComponentChildren = <span data-at={piece.start}>{piece.text}</span>;
  if (piece.found) words = <mark class="found">{words}</mark>;
  if (piece.mark) words = <mark class="marked">{piece.mark_begins && spoken(r.spoken_mark(kind_words(piece.mark.kind, r)))}{words}</mark>;
  if (!piece.redacted) return <>{words}</>;
  return <del class="redacted">{piece.redaction_begins && spoken(r.spoken_redacted)}{words}{piece.redaction_ends && spoken(r.spoken_redacted_end)}</del>;
}

/// What is marked and as what.
export function MarkList(props: { item: ReadText }) {
  const { r } = use_reading_words();
  const points = points_of(props.item.text);
  const entries = (props.item.marks ?? []).map(({ start, end, kind }) => r.marked_entry(points.slice(start, end).join(""), kind_words(kind, r)));
  if (entries.length === 0) return null;
  const once = [...new Set(entries)];
  return <p class="reading-marks">{r.marked}{once.map((entry, at) => <span key={entry}>{at > 0 && r.join}<bdi>{entry}</bdi></span>)}</p>;
}
