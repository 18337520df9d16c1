// Edits that keep the file whole, and a line that tells what went, with the way back.
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { use_draft } from "./draft";
import { mended } from "./integrity";
import type { Change } from "./keeper";
import { use_question_words, words_with } from "./questions_words";

export type Tell = (words: string) => void;
/// `removes`: then it is told too, beside what went with an edit.
export type MendedEdit = (change: Change, words: string, joins?: string, removes?: boolean) => void;

export function use_mended_edit(tell: Tell): MendedEdit {
  const { edit, keeper } = use_draft();
  const { q, lang } = use_question_words();
  return (change, words, joins, removes) => {
    const { value, losses } = mended(change(keeper.state.file));
    const said = words_with(q, lang, words, losses);
    if (removes || losses.length > 0) tell(said);
    edit(() => value, said, joins);
  };
}

/// `line` stands until something else is done.
export function use_told(): { tell: Tell; line: ReturnType<typeof ToldLine> } {
  const [told, set_told] = useState("");
  return { tell: set_told, line: <ToldLine words={told} /> };
}

function ToldLine(props: { words: string }) {
  const { keeper, history } = use_draft();
  const { q } = use_question_words();
  const last = history.past[history.past.length - 1];
  const shown = props.words !== "" && last?.words === props.words;
  return (
    <div class={`told${shown ? " shown" : ""}`}>
      <p role="status">{shown && q.removed_told(props.words)}</p>
      {shown && <Button kind="plain" on_click={() => { keeper.undo(); }}>{q.undo}</Button>}
    </div>
  );
}

/// Focuses what an edit is about to bring: called with its id, before or after the edit, in the same event.
export function use_focus_soon(): (id: string) => void {
  const wanted = useRef<string | null>(null);
  const [, redraw] = useState(0);
  useEffect(() => {
    if (wanted.current === null) return;
    document.getElementById(wanted.current)?.focus();
    wanted.current = null;
  });
  return (id) => {
    wanted.current = id;
    redraw((count) => count + 1);
  };
}
