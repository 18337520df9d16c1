// A multiple item: any of its options, or as many as it says. Too many may be ticked for a moment: what is to be taken
// back is said, and nothing is switched off or taken back by itself.
import { Choice } from "../../shared/components/choice";
import { type RespondKey, use_i18n } from "../i18n";
import { choice_limits } from "../questionnaire";
import type { ItemViewProps } from "./item_view";
import { fits_in_row } from "./scale";
import { Legend } from "./legend";
import { Points } from "./points";

export function MultipleItem(props: ItemViewProps) {
  const { t, text } = use_i18n();
  const { item, options } = props;
  const chosen = Array.isArray(props.value) ? props.value as readonly string[] : [];
  const { min, max } = choice_limits(item);
  const key = choice_key(min, max, options.length);
  const over = props.error ? 0 : chosen.length - max;  // told once
  const toggle = (id: string) => {
    const next = options.map((option) => option.id).filter((other) => chosen.includes(other) !== (other === id));
    props.on_change(next.length > 0 ? next : undefined);
  };
  return (
    <Choice
      id={props.id} several value={chosen} error={props.error} required={item.required === true}
      row={fits_in_row(options.map((option) => text(option.label)))}
      legend={<Legend {...props} />}
      before={<Points text={text(item.hint)} />}
      hint={(
        <p class={`hint quota${over > 0 ? " over" : ""}`} role="status">
          {t(key, { min, max })}{over > 0 && t("gap") + t("choices_over", { n: over })}
        </p>
      )}
      options={options.map((option) => ({ id: option.id, label: text(option.label) }))}
      on_change={toggle}
    />
  );
}

/// How many may be chosen, in words.
export function choice_key(min: number, max: number, options: number): RespondKey {
  if (min === max) return "choices_exactly";
  if (max < options) return min > 1 ? "choices_between" : "choices_most";
  return min > 1 ? "choices_least" : "choices_any";
}
