// Opening a round: says what freezing means, has every unprotected category confirmed by name, asks how many tickets are
// to be made. Rounds by credentials are open only once their keys are made.
import { useState } from "preact/hooks";
import { TextField } from "../shared/components/field";
import { round_path } from "../shared/staff/api";
import { Confirm } from "../shared/staff/confirm";
import { pick } from "../shared/staff/format";
import { use_call } from "../shared/staff/use_call";
import type { FullRound, Meta, SmallCategory } from "../shared/staff/types";
import { category_name, unit_name } from "./names";
import type { RoundProps } from "./round_props";
import { use_words } from "./use_words";

const kSpareDefault = "10";
const kWithoutDueDefault = "20";

/** A whole number within limits; null for anything else. */
export function whole_number(text: string, low: number, high: number): number | null {
  if (!/^\d{1,9}$/.test(text.trim())) return null;
  const value = Number(text);
  return value >= low && value <= high ? value : null;
}

export function OpenDialog(props: RoundProps & { on_close: () => void }) {
  const { s, lang, w } = use_words();
  const { meta, file, small_categories } = props.full;
  const calling = use_call();
  const [spare, set_spare] = useState(kSpareDefault);
  const [without_due, set_without_due] = useState(kWithoutDueDefault);
  const [paper, set_paper] = useState("0");
  const [confirmed, set_confirmed] = useState<{ [key: string]: boolean }>({});
  const [tried, set_tried] = useState(false);
  const tickets = meta.access === "ticket";
  const by_credential = meta.access === "credential";
  const asks_without = tickets && file.units.some((u) => !u.due);
  const spare_percent = whole_number(spare, 0, 100);
  const without = whole_number(without_due, 1, 10000);
  const paper_percent = whole_number(paper, 0, 100);
  const unconfirmed = small_categories.some((c) => !confirmed[key_of(c)]);
  const wrong = (tickets && spare_percent === null) || (asks_without && without === null) || (by_credential && paper_percent === null);
  const open = async () => {
    set_tried(true);
    if (unconfirmed || wrong) return;
    const confirm = small_categories.map((c) => ({ unit: c.unit, category: c.category }));
    const json = {
      confirm, spare_percent: spare_percent ?? 0, without_due: without ?? Number(kWithoutDueDefault),
      ...(by_credential && { paper_percent }),
    };
    const request = { method: "POST" as const, json, if_match: props.tag };
    const done = await calling.run<{ meta: Meta }>(round_path(meta.id, "/open"), request);
    if (!done) return;
    props.on_close();
    await props.refresh(done.value.meta.opening ? undefined : by_credential ? w.opening.opened : s.opening.opened);
  };
  return (
    <Confirm
      id="open-round" title={s.opening.dialog(pick(meta.title, lang, meta.id))} confirm={s.opening.confirm} calling={calling}
      on_confirm={() => void open()} on_close={props.on_close} on_reload={() => { props.on_close(); void props.refresh(); }}
    >
      <Consequences meta={meta} />
      {small_categories.length > 0 && (
        <SmallCategories
          full={props.full} confirmed={confirmed} error={tried && unconfirmed}
          on_change={(key, on) => set_confirmed({ ...confirmed, [key]: on })}
        />
      )}
      {tickets && (
        <NumberField id="spare" label={s.opening.spare} hint={s.opening.spare_hint} value={spare} on_input={set_spare} error={tried && spare_percent === null ? s.opening.spare_wrong : undefined} />
      )}
      {asks_without && (
        <NumberField id="without-due" label={s.opening.without_due} value={without_due} on_input={set_without_due} error={tried && without === null ? s.opening.without_due_wrong : undefined} />
      )}
      {by_credential && (
        <NumberField id="paper" label={w.opening.paper} hint={w.opening.paper_hint} value={paper} on_input={set_paper} error={tried && paper_percent === null ? w.opening.paper_wrong : undefined} />
      )}
    </Confirm>
  );
}

function Consequences({ meta }: { meta: Meta }) {
  const { s, w } = use_words();
  const by_credential = meta.access === "credential";
  return (
    <ul>
      <li>{s.opening.freeze}</li>
      {meta.access === "ticket" && <li>{s.opening.tickets}</li>}
      {by_credential && <li>{w.opening.keys}</li>}
      {by_credential && <li>{meta.codes_by === "registrar" ? w.opening.codes_registrar : w.opening.codes_server}</li>}
      {by_credential && meta.codes_by !== "registrar" && <li>{w.invited.server_risk}</li>}
      <li>{s.opening.manifest}</li>
    </ul>
  );
}

interface NumberFieldProps {
  id: string;
  label: string;
  hint?: string;
  value: string;
  error: string | undefined;
  on_input: (value: string) => void;
}

function NumberField(props: NumberFieldProps) {
  return <TextField {...props} attributes={{ inputMode: "numeric" }} />;
}

function key_of(c: SmallCategory): string {
  return `${c.unit}/${c.category}`;
}

interface SmallProps {
  full: FullRound;
  confirmed: { [key: string]: boolean };
  error: boolean;
  on_change: (key: string, on: boolean) => void;
}

function SmallCategories(props: SmallProps) {
  const { s, lang } = use_words();
  const { file, small_categories } = props.full;
  return (
    <fieldset class="confirmations" aria-describedby={props.error ? "small-error" : undefined}>
      <legend>{s.opening.small_title(small_categories.length)}</legend>
      <p>{s.opening.small(file.rules?.min_cell ?? 5)}</p>
      {props.error && <p class="error" id="small-error" role="alert">{s.opening.small_missing}</p>}
      {small_categories.map((c) => (
        <label key={key_of(c)} class={`option${props.confirmed[key_of(c)] ? " chosen" : ""}`}>
          <input
            type="checkbox" checked={props.confirmed[key_of(c)] ?? false}
            onChange={(event) => props.on_change(key_of(c), event.currentTarget.checked)}
          />
          <span>{s.opening.small_line(unit_name(file, c.unit, lang), category_name(file, c.category, lang), c.due)}</span>
        </label>
      ))}
    </fieldset>
  );
}
