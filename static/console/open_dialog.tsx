// Opening a round: says what freezing means, has every unprotected category confirmed by name, asks for spare tickets.
import { useState } from "preact/hooks";
import { TextField } from "../shared/components/field";
import { round_path } from "../shared/staff/api";
import { Confirm } from "../shared/staff/confirm";
import { pick } from "../shared/staff/format";
import { use_language } from "../shared/staff/language";
import { use_call } from "../shared/staff/use_call";
import type { FullRound, SmallCategory } from "../shared/staff/types";
import type { RoundProps } from "./round_props";

const kSpareDefault = "10";
const kWithoutDueDefault = "20";

/** A whole number within limits; null for anything else. */
export function whole_number(text: string, low: number, high: number): number | null {
  if (!/^\d{1,9}$/.test(text.trim())) return null;
  const value = Number(text);
  return value >= low && value <= high ? value : null;
}

export function OpenDialog(props: RoundProps & { on_close: () => void }) {
  const { s, lang } = use_language();
  const { meta, file, small_categories } = props.full;
  const calling = use_call();
  const [spare, set_spare] = useState(kSpareDefault);
  const [without_due, set_without_due] = useState(kWithoutDueDefault);
  const [confirmed, set_confirmed] = useState<{ [key: string]: boolean }>({});
  const [tried, set_tried] = useState(false);
  const tickets = meta.access === "ticket";
  const asks_without = tickets && file.units.some((u) => !u.due);
  const spare_percent = whole_number(spare, 0, 100);
  const without = whole_number(without_due, 1, 10000);
  const unconfirmed = small_categories.some((c) => !confirmed[key_of(c)]);
  const open = async () => {
    set_tried(true);
    if (unconfirmed || (tickets && spare_percent === null) || (asks_without && without === null)) return;
    const confirm = small_categories.map((c) => ({ unit: c.unit, category: c.category }));
    const json = { confirm, spare_percent: spare_percent ?? 0, without_due: without ?? Number(kWithoutDueDefault) };
    const request = { method: "POST" as const, json, if_match: props.tag };
    if (!await calling.run(round_path(meta.id, "/open"), request)) return;
    props.on_close();
    await props.refresh(s.opening.opened);
  };
  return (
    <Confirm
      id="open-round" title={s.opening.dialog(pick(meta.title, lang, meta.id))} confirm={s.opening.confirm} calling={calling}
      on_confirm={() => void open()} on_close={props.on_close} on_reload={() => { props.on_close(); void props.refresh(); }}
    >
      <ul>
        <li>{s.opening.freeze}</li>
        {tickets && <li>{s.opening.tickets}</li>}
        <li>{s.opening.manifest}</li>
      </ul>
      {small_categories.length > 0 && (
        <SmallCategories
          full={props.full} confirmed={confirmed} error={tried && unconfirmed}
          on_change={(key, on) => set_confirmed({ ...confirmed, [key]: on })}
        />
      )}
      {tickets && (
        <TextField
          id="spare" label={s.opening.spare} hint={s.opening.spare_hint} value={spare} on_input={set_spare}
          attributes={{ inputMode: "numeric" }} error={tried && spare_percent === null ? s.opening.spare_wrong : undefined}
        />
      )}
      {asks_without && (
        <TextField
          id="without-due" label={s.opening.without_due} value={without_due} on_input={set_without_due}
          attributes={{ inputMode: "numeric" }} error={tried && without === null ? s.opening.without_due_wrong : undefined}
        />
      )}
    </Confirm>
  );
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
  const { s, lang } = use_language();
  const { file, small_categories } = props.full;
  const unit = (id: string) => pick(file.units.filter((u) => u.id === id)[0]?.name, lang, id);
  const category = (id: string) => pick(file.categories.filter((c) => c.id === id)[0]?.label, lang, id);
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
          <span>{s.opening.small_line(unit(c.unit), category(c.category), c.due)}</span>
        </label>
      ))}
    </fieldset>
  );
}
