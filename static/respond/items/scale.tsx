// Items where one option is chosen: of a scale, with "don't know" apart and the quota told live; of the item's own; a
// number from 0 to 10.
import { Choice } from "../../shared/components/choice";
import type { Option } from "../../shared/round_file";
import { text_width } from "../../shared/text_width";
import { use_i18n } from "../i18n";
import type { ItemViewProps } from "./item_view";
import { Clear, Legend } from "./legend";
import { Points } from "./points";

const kMostInRow = 6;      // options that fit side by side on a wide screen
const kLongestInRow = 22;  // columns of a label there

export function ScaleItem(props: ItemViewProps) {
  const { text } = use_i18n();
  const { item, options } = props;
  return (
    <Choice
      id={props.id} value={typeof props.value === "string" ? props.value : undefined} error={props.error} required={item.required === true}
      row={fits_in_row(options.map((option) => text(option.label)))}
      legend={<Legend {...props} />}
      before={<Points text={text(item.hint)} />}
      hint={props.quota && <QuotaNote {...props} />}
      options={options.map((option) => ({ id: option.id, label: text(option.label), apart: option.scored === false }))}
      on_change={props.on_change}
    >
      <Clear {...props} />
    </Choice>
  );
}

export function fits_in_row(labels: readonly string[]): boolean {
  return labels.length <= kMostInRow && labels.every((label) => text_width(label) <= kLongestInRow);
}

const kGrades = Array.from({ length: 11 }, (_, grade) => ({ id: String(grade), label: grade }));

export function NpsItem(props: ItemViewProps) {
  const { t, text } = use_i18n();
  return (
    <Choice
      id={props.id} value={props.value === undefined ? undefined : String(props.value)} error={props.error} required={props.item.required === true} tiles
      legend={<Legend {...props} />}
      before={<Points text={text(props.item.hint)} />}
      hint={<p class="hint">{t("nps_ends")}</p>}
      options={kGrades}
      on_change={(grade) => props.on_change(Number(grade))}
    >
      <Clear {...props} />
    </Choice>
  );
}

function QuotaNote(props: ItemViewProps) {
  const { t, text } = use_i18n();
  const { quota } = props;
  if (!quota) return null;
  const option = text(find_label(props.options, quota.option));
  const left = quota.limit - quota.given_to.length;
  const over = left < 0 && props.value === quota.option;
  const rule = quota.limit === 0 ? t("quota_none", { option }) : t("quota", { option, limit: quota.limit, members: quota.members });
  const names = props.others_over_quota.join(t("comma"));
  const state = left > 0 ? t("quota_left", { n: left }) : t("quota_full");
  return (
    <p class={`hint quota${over ? " over" : ""}`} role="status">
      {rule}{t("gap")}{over ? t(names ? "quota_over" : "quota_over_here", { n: -left, names }) : quota.limit > 0 && state}
    </p>
  );
}

function find_label(options: readonly Option[], id: string) {
  const found = options.find((option) => option.id === id);
  return found ? found.label : undefined;
}
