// Raising the smallest group that is shown, while a round is sealed: the last moment at which nobody has read a count.
import { TextField } from "../shared/components/field";
import { use_release_words } from "./release_words";

export const kMostCell = 10_000;  // as the designer's rules

/** A number above `now`; undefined where nothing is typed, null where it is no such number. */
export function raised_cell(typed: string, now: number): number | undefined | null {
  const text = typed.trim();
  if (text === "") return undefined;
  if (!/^\d{1,9}$/.test(text)) return null;
  const raised = Number(text);
  if (raised === now) return undefined;
  return raised > now && raised <= kMostCell ? raised : null;
}

export function RaiseMinCell(props: { now: number; typed: string; wrong: boolean; on_input: (typed: string) => void }) {
  const { e } = use_release_words();
  const { now } = props;
  return (
    <details class="raise-cell">
      <summary>{e.min_cell.summary(now)}</summary>
      <TextField
        id="seal-min-cell" label={e.min_cell.label} hint={e.min_cell.hint(now)} value={props.typed} on_input={props.on_input}
        error={props.wrong ? e.min_cell.wrong(now, kMostCell) : undefined} attributes={{ inputMode: "numeric", size: 6 }}
      />
      <p>{e.min_cell.consequence}</p>
      <p>{e.min_cell.why_now}</p>
    </details>
  );
}
