// Questions that are keyed as one line of characters: a number, a grade from 0 to 10, the marks of options in the order in
// which they were ranked. Below the field stands what was understood.
import { useState } from "preact/hooks";
import { number_answer, plain_digits } from "../respond/number";
import type { Value } from "../respond/questionnaire";
import { TextField } from "../shared/components/field";
import type { Item, Option } from "../shared/round_file";
import { pick } from "../shared/staff/format";
import { index_of_mark, option_mark } from "./sheet_layout";
import { use_words } from "./use_words";

export interface KeyedFieldProps {
  id: string;
  label: string;
  item: Item;
  options: readonly Option[];
  value: Value | undefined;
  on_change: (value: Value | undefined) => void;
}

/** What was keyed as an answer; undefined: nothing, null: nothing that the item takes. */
export function read_keyed(item: Item, options: readonly Option[], typed: string): Value | undefined | null {
  const text = plain_digits(typed.normalize("NFKC"));
  if (text === "") return undefined;
  if (item.type === "number") return number_answer(item, text) === null ? null : text;
  if (item.type === "nps") return /^(\d|10)$/.test(text) ? Number(text) : null;
  const places = Array.from(text.replace(/[\s,、，;.]/g, ""), index_of_mark);
  const known = places.every((place) => place >= 0 && place < options.length);
  return known && new Set(places).size === places.length ? places.map((place) => (options[place] as Option).id) : null;
}

/** What stands in the field for an answer that is given already. */
export function keyed_text(options: readonly Option[], value: Value | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "string" || typeof value === "number") return String(value);
  return value.map((id) => option_mark(options.findIndex((option) => option.id === id))).join("");
}

export function KeyedField(props: KeyedFieldProps) {
  const { p, lang } = use_words();
  const { item, options } = props;
  const [typed, set_typed] = useState(() => keyed_text(options, props.value));
  const read = read_keyed(item, options, typed);
  const input = (text: string) => {
    set_typed(text);
    props.on_change(read_keyed(item, options, text) ?? undefined);
  };
  const ranked = item.type === "rank" && Array.isArray(read) ? read as readonly string[] : [];
  const name_of = (id: string) => pick(options.find((option) => option.id === id)?.label, lang, id);
  return (
    <div class="keyed-field">
      <TextField
        id={props.id} label={props.label} hint={hint_of(props, p, lang)} value={typed} on_input={input}
        error={read === null ? (item.type === "rank" ? p.rank_wrong : p.number_wrong) : undefined}
        attributes={{ inputMode: item.type === "rank" ? "text" : "decimal", autocapitalize: "characters", spellcheck: false }}
      />
      <p class="quiet" role="status">{ranked.map((id, at) => `${at + 1}. ${name_of(id)}`).join("  ")}</p>
    </div>
  );
}

function hint_of(props: KeyedFieldProps, p: ReturnType<typeof use_words>["p"], lang: string): string {
  const { item, options } = props;
  if (item.type === "nps") return p.nps_hint;
  if (item.type === "number") return p.number_hint(item.min, item.max, item.decimals ?? 0);
  const list = options.map((option, at) => `${option_mark(at)} ${pick(option.label, lang, option.id)}`).join("  ");
  return `${p.rank_hint} ${list}`;
}
