// Clearing at once what is listed, undecided, and holds nothing marked: with a question that says how many.
import { useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { round_path } from "../../shared/staff/api";
import { Confirm } from "../../shared/staff/confirm";
import type { ReadText } from "../../shared/staff/reading";
import { use_call } from "../../shared/staff/use_call";
import { kBatch, unmarked_of } from "./queue";
import { use_reading_words } from "./words";

export interface BatchProps {
  round: string;
  items: readonly ReadText[];
  on_done: (said: string) => Promise<void>;
}

export function Batch(props: BatchProps) {
  const { r } = use_reading_words();
  const calling = use_call();
  const [asking, set_asking] = useState(false);
  const texts = unmarked_of(props.items);
  const clear = async () => {
    let [changed, stale] = [0, 0];
    for (let at = 0; at < texts.length; at += kBatch) {
      const ids = texts.slice(at, at + kBatch).map(({ id, version }) => ({ id, version }));
      const done = await calling.run<{ changed: number; stale: string[] }>(
        round_path(props.round, "/reading/batch"), { method: "POST", json: { ids, state: "cleared" } },
      );
      if (!done && at === 0) return;
      if (!done) break;  // what went through is told; the rest is listed again
      changed += done.value.changed;
      stale += done.value.stale.length;
    }
    set_asking(false);
    await props.on_done(r.batch_done(changed, stale));
  };
  if (texts.length === 0 && !asking) return null;
  return (
    <>
      <p><Button on_click={() => set_asking(true)}>{r.batch(texts.length)}</Button></p>
      {asking && (
        <Confirm
          id="batch" title={r.batch_dialog(texts.length)} confirm={r.batch_confirm(texts.length)} calling={calling}
          on_confirm={() => void clear()} on_close={() => set_asking(false)}
        >
          <p>{r.batch_text}</p>
        </Confirm>
      )}
    </>
  );
}
