// Closing a round: stops casting at once.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { round_path } from "../shared/staff/api";
import { Confirm } from "../shared/staff/confirm";
import { date_time, pick } from "../shared/staff/format";
import { use_language } from "../shared/staff/language";
import { use_call } from "../shared/staff/use_call";
import type { Meta } from "../shared/staff/types";
import type { RoundProps } from "./round_props";

/** When casting ends: after the grace in rounds by credentials. */
export function end_of_casting(meta: Meta): string | null {
  return meta.casts_until ?? meta.closes_at;
}

/** Past the end of casting a round waits only for being closed, whose button then is the primary one. */
export function is_over(meta: Meta): boolean {
  const end = end_of_casting(meta);
  return end !== null && Date.parse(end) <= Date.now();
}

export function Closing(props: RoundProps) {
  const { s, lang } = use_language();
  const calling = use_call();
  const [asking, set_asking] = useState(false);
  const { meta } = props.full;
  const over = is_over(meta);
  const close = async () => {
    if (!await calling.run(round_path(meta.id, "/close"), { method: "POST", json: {} })) return;
    set_asking(false);
    await props.refresh(s.close.done);
  };
  return (
    <section class={`part${over ? " action" : ""}`} aria-labelledby="closing">
      <h2 id="closing">{s.close.title}</h2>
      <p>{s.close.text}</p>
      <Button kind={over ? "primary" : undefined} on_click={() => set_asking(true)}>{s.close.start}</Button>
      {asking && (
        <Confirm
          id="close" title={s.close.dialog(pick(meta.title, lang, meta.id))} confirm={s.close.confirm} calling={calling}
          on_confirm={() => void close()} on_close={() => set_asking(false)}
        >
          {meta.closes_at && !over && <p>{s.close.early(date_time(end_of_casting(meta), lang))}</p>}
          <p>{s.close.text}</p>
        </Confirm>
      )}
    </section>
  );
}
