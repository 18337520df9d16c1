// The text with each word as a switch: pressed means that it will not be shown. Nothing is sent before it is saved.
import { useEffect, useMemo, useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { focus_element } from "../../shared/focus";
import type { ReadText, Span } from "../../shared/staff/reading";
import { covers, joined, touches } from "./ranges";
import { toggled, tokens_of } from "./tokens";
import { use_reading_words } from "./words";

export interface RedactModeProps {
  item: ReadText;
  on_save: (redactions: Span[]) => void;
  on_cancel: () => void;
}

export function RedactMode(props: RedactModeProps) {
  const { s, r } = use_reading_words();
  const { item } = props;
  const [chosen, set_chosen] = useState<readonly Span[]>(() => joined(item.redactions ?? []));
  const marks = (item.marks ?? []).map((mark): Span => [mark.start, mark.end]);
  // Not cut anew at each touch: words that join or part while they are pressed would lose the focus.
  const tokens = useMemo(() => tokens_of(item.text, [...marks, ...chosen, ...(item.redactions ?? [])]), [item.text, item.version]);
  // Somebody else was faster: what either of them redacted stays redacted.
  useEffect(() => set_chosen((mine) => joined([...mine, ...(item.redactions ?? [])])), [item.version]);
  const help = `redact-help-${item.id}`;
  useEffect(() => focus_element(document.getElementById(help)), []);
  return (
    <div class="redact-mode">
      <p id={help}>{r.redact_mode}</p>
      <div class="redact-words" role="group" aria-label={r.redact_group} aria-describedby={help} dir="auto">
        {tokens.map((token, at) => (token.space ? <span key={token.start}>{token.text}</span> : (
          <button
            key={token.start} type="button" class={`redact-word${touches(marks, [token.start, token.end]) ? " marked" : ""}`} aria-pressed={covers(chosen, [token.start, token.end])}
            onClick={() => set_chosen(toggled(tokens, chosen, at))}
          >
            {token.text}
          </button>
        )))}
      </div>
      <div class="buttons">
        <Button kind="primary" on_click={() => props.on_save(joined(chosen))}>{r.redact_save}</Button>
        <Button kind="plain" on_click={props.on_cancel}>{s.cancel}</Button>
      </div>
    </div>
  );
}
