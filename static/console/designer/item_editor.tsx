// The fields of one question, by its type.
import type { Item, ItemType } from "../../shared/round_file";
import { SelectField } from "../../shared/staff/select_field";
import { use_draft } from "./draft";
import { ExactField, is_exact_number, is_whole_between } from "./exact_field";
import {
  are_bounds, can_be_conditional, can_be_required, has_options, is_signed_number, kLongestAnswer, kLongestLabel, kMostDecimals, retyped, with_required,
} from "./item_edits";
import { with_optional } from "./lists";
import { OptionsEditor } from "./options_editor";
import { use_question_words } from "./questions_words";
import { scale_name, with_some_scale } from "./scale_edits";
import { ShowIfEditor } from "./show_if_editor";
import { TextPair } from "./text_pair";

export type ChangeItem = (change: (item: Item) => Item, words: string, joins?: string, removes?: boolean) => void;

export interface ItemEditorProps {
  id: string;  ///< begins the ids of its fields
  item: Item;
  at: number;
  items: readonly Item[];  ///< the list it stands in
  types: readonly ItemType[];
  numbering: (at: number) => string;
  weight_words: ((item: Item) => string) | undefined;
  on_change: ChangeItem;
}

export function ItemEditor(props: ItemEditorProps) {
  const { q } = use_question_words();
  const { id, item, on_change } = props;
  return (
    <>
      <TextPair
        id={`${id}-label`} label={item.type === "info" ? q.item.label_info : q.item.label} value={item.label} rows={2} required max_length={kLongestLabel}
        on_change={(label, language) => on_change((old) => ({ ...old, label: label ?? {} }), q.item.words.label, `${id}-label-${language}`)}
      />
      <TextPair
        id={`${id}-hint`} label={q.item.hint} value={item.hint} rows={2} max_length={kLongestLabel}
        on_change={(hint, language) => on_change((old) => with_optional(old, "hint", hint), q.item.words.hint, `${id}-hint-${language}`)}
      />
      <TypeField {...props} />
      <TypeFields {...props} />
      {can_be_required(item.type) && <RequiredField {...props} />}
      {can_be_conditional(item.type) && <ShowIfEditor {...props} />}
    </>
  );
}

function TypeField({ id, item, types, on_change }: ItemEditorProps) {
  const { q } = use_question_words();
  const { edit, keeper } = use_draft();
  const change = (chosen: string) => {
    const type = types.find((one) => one === chosen);
    if (!type || type === item.type) return;
    const words = q.item.words.type;
    const joins = `${id}-type`;
    const some = with_some_scale(keeper.state.file);
    if (type === "scale" && some.file !== keeper.state.file) edit((old) => with_some_scale(old).file, words, joins);
    on_change((old) => retyped(old, type, some.id), words, joins);
  };
  const listed = types.includes(item.type) ? types : [item.type, ...types];
  return (
    <SelectField
      id={`${id}-type`} label={q.item.type} hint={q.item.type_notes[item.type][0]} value={item.type} empty={q.choose} on_change={change}
      options={listed.map((type) => ({ id: type, label: q.item.types[type] }))}
    />
  );
}

function TypeFields(props: ItemEditorProps) {
  const { q } = use_question_words();
  const { type } = props.item;
  if (type === "scale") return <ScaleFields {...props} />;
  if (has_options(type)) {
    return (
      <>
        <OptionsEditor
          id={props.id} type={type} options={props.item.options ?? []}
          on_change={(options, words, joins, removes) => props.on_change((old) => ({ ...old, options }), words, joins, removes)}
        />
        {type === "multiple" && <ChoiceLimits {...props} />}
      </>
    );
  }
  if (type === "number") return <NumberFields {...props} />;
  if (type === "text") return <TextFields {...props} />;
  return type === "nps" ? <p class="quiet">{q.item.nps_note}</p> : null;
}

function ScaleFields({ id, item, weight_words, on_change }: ItemEditorProps) {
  const { q, lang } = use_question_words();
  const { file } = use_draft();
  return (
    <>
      <SelectField
        id={`${id}-scale`} label={q.item.scale} hint={q.item.scale_hint} value={item.scale ?? ""} empty={q.choose}
        options={Object.entries(file.scales ?? {}).map(([scale, { options }]) => ({ id: scale, label: scale_name(options, lang, scale) }))}
        on_change={(scale) => { if (scale) on_change((old) => ({ ...old, scale }), q.item.words.scale); }}
      />
      {weight_words && (
        <ExactField
          id={`${id}-weight`} label={q.item.weight} hint={weight_words(item)} value={String(item.weight ?? "0")} wrong={q.weight_wrong}
          is_valid={(text) => is_exact_number(text) && is_signed_number(text)}
          on_change={(weight) => on_change((old) => ({ ...old, weight }), q.item.words.weight, `${id}-weight`)}
        />
      )}
    </>
  );
}

function ChoiceLimits({ id, item, on_change }: ItemEditorProps) {
  const { q } = use_question_words();
  const count = item.options?.length ?? 0;
  const highest = Number(item.max ?? count);
  const lowest = Math.max(1, Number(item.min ?? 1));
  const field = (key: "min" | "max", label: string, low: number, high: number) => (
    <ExactField
      id={`${id}-${key}`} label={label} hint={q.item.choices_hint} value={String(item[key] ?? "")} wrong={q.whole_wrong(low, high)}
      is_valid={(text) => text === "" || is_whole_between(low, high)(text)}
      on_change={(text) => on_change((old) => with_optional(old, key, text === "" ? undefined : Number(text)), q.item.words.limits, `${id}-${key}`)}
    />
  );
  return <div class="field-row">{field("min", q.item.min_choices, 0, highest)}{field("max", q.item.max_choices, lowest, count)}</div>;
}

function NumberFields({ id, item, on_change }: ItemEditorProps) {
  const { q } = use_question_words();
  const text_of = (key: "min" | "max") => (item[key] === undefined ? "" : String(item[key]));
  const decimals = item.decimals ?? 0;
  const is_bound = (key: "min" | "max") => (text: string) => (text === "" || is_signed_number(text))
    && are_bounds(key === "min" ? text : text_of("min"), key === "max" ? text : text_of("max"), decimals);
  const field = (key: "min" | "max", label: string) => (
    <ExactField
      id={`${id}-${key}`} label={label} hint={q.item.bound_hint} value={text_of(key)} wrong={q.bounds_wrong} is_valid={is_bound(key)}
      on_change={(text) => on_change((old) => with_optional(old, key, text === "" ? undefined : text), q.item.words.limits, `${id}-${key}`)}
    />
  );
  return (
    <div class="field-row">
      {field("min", q.item.min)}
      {field("max", q.item.max)}
      <ExactField
        id={`${id}-decimals`} label={q.item.decimals} hint={q.item.decimals_hint} value={String(decimals)} wrong={q.whole_wrong(0, kMostDecimals)}
        is_valid={(text) => is_whole_between(0, kMostDecimals)(text) && are_bounds(text_of("min"), text_of("max"), Number(text))}
        on_change={(text) => on_change((old) => with_optional(old, "decimals", text === "0" ? undefined : Number(text)), q.item.words.limits, `${id}-decimals`)}
      />
    </div>
  );
}

function TextFields({ id, item, on_change }: ItemEditorProps) {
  const { q } = use_question_words();
  return (
    <>
      <ExactField
        id={`${id}-length`} label={q.item.max_length} value={String(item.max_length ?? 1000)} wrong={q.whole_wrong(1, kLongestAnswer)}
        is_valid={is_whole_between(1, kLongestAnswer)}
        on_change={(text) => on_change((old) => ({ ...old, max_length: Number(text) }), q.item.words.limits, `${id}-length`)}
      />
      <p class="quiet">{q.item.text_note}</p>
    </>
  );
}

function RequiredField({ id, item, on_change }: ItemEditorProps) {
  const { q } = use_question_words();
  return (
    <>
      <label class="check">
        <input
          type="checkbox" checked={item.required === true} aria-describedby={`${id}-required-hint`}
          onChange={(event) => {
            const required = event.currentTarget.checked;
            on_change((old) => with_required(old, required), q.item.words.required);
          }}
        />
        <span>{q.item.required}</span>
      </label>
      <p class="hint" id={`${id}-required-hint`}>{q.item.required_hint}</p>
    </>
  );
}
