// One question of a sheet under its number: choices as respondents see them, with the mark of each option before it; what
// is written by hand as a field of its own.
import { item_views } from "../respond/items";
import { type Value, choice_limits, text_length } from "../respond/questionnaire";
import { type Item, type Option, kDefaultTextLength, options_of } from "../shared/round_file";
import { Button } from "../shared/components/button";
import { AreaField } from "../shared/staff/area_field";
import { pick } from "../shared/staff/format";
import type { RoundFile } from "../shared/staff/types";
import { KeyedField } from "./keyed_field";
import { option_mark } from "./sheet_layout";
import { use_words } from "./use_words";

export interface KeyedItemProps {
  id: string;
  file: RoundFile;
  label: string;  ///< what is asked or of whom, with the number
  item: Item;
  value: Value | undefined;
  on_change: (value: Value | undefined) => void;
}

/** Characters beyond what the item allows; 0 for anything that is no text. */
export function too_long_by(item: Item, value: Value | undefined): number {
  if (item.type !== "text" || typeof value !== "string") return 0;
  return Math.max(0, text_length(value) - (item.max_length ?? kDefaultTextLength));
}

export function KeyedItem(props: KeyedItemProps) {
  const { p, lang } = use_words();
  const { item, value, label } = props;
  const options = options_of(props.file, item);
  if (item.type === "text") {
    const over = too_long_by(item, value);
    return (
      <AreaField
        id={props.id} label={label} value={typeof value === "string" ? value : ""} on_input={props.on_change}
        error={over > 0 ? p.text_left_out(over) : undefined}
      />
    );
  }
  if (item.type === "rank" || item.type === "number" || item.type === "nps") {
    return <KeyedField id={props.id} label={label} item={item} options={options} value={value} on_change={props.on_change} />;
  }
  const View = item_views[item.type];
  return (
    <div class="keyed">
      <View
        id={props.id} item={{ ...item, label: { [lang]: label }, hint: {}, required: false }} options={options.map(marked(lang))} value={value}
        error={wrong_count(item, value) ? p.count_wrong(choice_limits(item)) : undefined}
        quota={null} others_over_quota={[]} on_change={props.on_change}
      />
      {item.type === "multiple" && value !== undefined && (
        <div class="clear"><Button kind="plain" label={p.clear_of(label)} on_click={() => props.on_change(undefined)}>{p.clear}</Button></div>
      )}
    </div>
  );
}

/** Every text in the language of the console, so that rounds in other languages show something too. */
function marked(lang: string): (option: Option, at: number) => Option {
  return (option, at) => ({ ...option, label: { [lang]: `${option_mark(at)}  ${pick(option.label, lang, option.id)}`.trim() } });
}

/** A ballot cannot hold more or fewer ticks than the item takes, on paper neither. */
function wrong_count(item: Item, value: Value | undefined): boolean {
  if (item.type !== "multiple" || !Array.isArray(value)) return false;
  const { min, max } = choice_limits(item);
  return value.length > 0 && (value.length < min || value.length > max);
}
