// One question of a sheet: closed ones as respondents see them, with the number of each option before it; texts plain.
import { item_views } from "../respond/items";
import { type Value, text_length } from "../respond/questionnaire";
import { type Item, type Option, kDefaultTextLength, options_of } from "../shared/round_file";
import { AreaField } from "../shared/staff/area_field";
import { pick } from "../shared/staff/format";
import type { RoundFile } from "../shared/staff/types";
import { use_words } from "./use_words";

export interface KeyedItemProps {
  file: RoundFile;
  about: string;
  item: Item;
  value: Value | undefined;
  on_change: (value: Value | undefined) => void;
}

/** Characters beyond what the item allows; 0 for anything that is no text. */
export function too_long_by(item: Item, value: Value | undefined): number {
  if (item.type !== "text" || typeof value !== "string") return 0;
  return Math.max(0, text_length(value) - (item.max_length ?? kDefaultTextLength));
}

/** Every text in the language of the console, so that rounds in other languages show something too. */
function in_language(label: Option["label"] | undefined, lang: string): Option["label"] {
  return { [lang]: pick(label, lang) };
}

export function KeyedItem(props: KeyedItemProps) {
  const { c, lang } = use_words();
  const { item, value } = props;
  const id = `k.${props.about}.${item.id}`;
  if (item.type === "info") return null;
  if (item.type === "text") {
    const over = too_long_by(item, value);
    return (
      <AreaField
        id={id} label={pick(item.label, lang, item.id)} value={typeof value === "string" ? value : ""} on_input={props.on_change}
        error={over > 0 ? c.paper.text_left_out(over) : undefined}
      />
    );
  }
  const View = item_views[item.type];
  if (!View) return null;
  const options = options_of(props.file, item).map((option, at) => ({
    ...option, label: { [lang]: `${at + 1}  ${pick(option.label, lang, option.id)}` },
  }));
  return (
    <View
      id={id} item={{ ...item, label: in_language(item.label, lang), hint: {}, required: false }} options={options} value={value} error={undefined}
      quota={null} others_over_quota={[]} on_change={props.on_change}
    />
  );
}
