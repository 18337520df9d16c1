// A scale item: one option of a few, as large rows; "don't know" stands apart; the quota is told beside it, live.
import { Button } from "../../shared/components/button";
import { Choice } from "../../shared/components/choice";
import type { Option } from "../../shared/round_file";
import { text_width } from "../../shared/text_width";
import { use_i18n } from "../i18n";
import type { ItemViewProps } from "./item_view";
import { Points } from "./points";

const kMostInRow = 6;      // options that fit side by side on a wide screen
const kLongestInRow = 22;  // columns of a label there

export function ScaleItem(props: ItemViewProps) {
  const { t, text } = use_i18n();
  const { item, options } = props;
  const chosen = typeof props.value === "string" ? props.value : undefined;
  const label = text(item.label);
  return (
    <Choice
      id={props.id} value={chosen} error={props.error} required={item.required === true}
      row={fits_in_row(options.map((option) => text(option.label)))}
      legend={<>{label} {item.required && <span class="mark">{t("required_mark")}</span>}</>}
      before={<Points text={text(item.hint)} />}
      hint={props.quota && <QuotaNote {...props} />}
      options={options.map((option) => ({ id: option.id, label: text(option.label), apart: option.scored === false }))}
      on_change={props.on_change}
    >
      <div class="clear">
        {chosen !== undefined && (
          <Button kind="plain" label={t("clear_of", { item: label })} on_click={() => props.on_change(undefined)}>
            {t("clear")}
          </Button>
        )}
      </div>
    </Choice>
  );
}

export function fits_in_row(labels: readonly string[]): boolean {
  return labels.length <= kMostInRow && labels.every((label) => text_width(label) <= kLongestInRow);
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
