// A text after the release: as leaders read it, with the one thing that is still possible, to withdraw it.
import { useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { focus_field } from "../../shared/focus";
import { round_path } from "../../shared/staff/api";
import { AreaField } from "../../shared/staff/area_field";
import { Confirm } from "../../shared/staff/confirm";
import type { ReadText, Withholding } from "../../shared/staff/reading";
import { ShownWords } from "../../shared/staff/shown_words";
import { use_call } from "../../shared/staff/use_call";
import { use_release_words } from "../release_words";
import { TextHead, heading_id } from "./text_card";
import type { TextNames } from "./text_names";
import { use_reading_words } from "./words";

export interface ShownCardProps {
  round: string;
  item: ReadText;
  names: TextNames;
  on_withdrawn: (item: ReadText) => void;
}

export function ShownCard(props: ShownCardProps) {
  const { r } = use_reading_words();
  const { item, names } = props;
  const [asking, set_asking] = useState(false);
  return (
    <article class="reading-card shown" aria-labelledby={heading_id(item.id)}>
      <TextHead item={item} names={names} />
      <p class="reading-text" dir="auto"><ShownWords text={item.text} spoken={r.spoken_blackout} /></p>
      <Button kind="plain" label={r.withdraw_of(names.heading(item))} on_click={() => set_asking(true)}>{r.withdraw}</Button>
      {asking && <Withdraw {...props} on_close={() => set_asking(false)} />}
    </article>
  );
}

function Withdraw(props: ShownCardProps & { on_close: () => void }) {
  const { r } = use_reading_words();
  const { e } = use_release_words();
  const calling = use_call();
  const [reason, set_reason] = useState("");
  const [missing, set_missing] = useState(false);
  const { item } = props;
  const withdraw = async () => {
    set_missing(reason.trim() === "");
    if (reason.trim() === "") return focus_field("withdraw-reason");
    const json: Withholding = { withhold: { units: [], texts: [item.id] }, reason: reason.trim() };
    if (!await calling.run(round_path(props.round, "/release"), { method: "POST", json })) return;
    props.on_close();
    props.on_withdrawn(item);
  };
  return (
    <Confirm
      id="withdraw" title={r.withdraw_dialog} confirm={r.withdraw_confirm} danger calling={calling}
      on_confirm={() => void withdraw()} on_close={props.on_close}
    >
      <blockquote class="reading-quote" dir="auto"><ShownWords text={item.text} spoken={r.spoken_blackout} /></blockquote>
      <p>{r.withdraw_text}</p>
      <AreaField
        id="withdraw-reason" label={e.withhold.reason} hint={e.withhold.reason_hint} value={reason} rows={2} on_input={set_reason}
        error={missing ? e.withhold.reason_missing : undefined}
      />
    </Confirm>
  );
}
