// A number item: one line to type in, with its range beside it.
import { Field } from "../../shared/components/field";
import { use_i18n } from "../i18n";
import { is_never_negative } from "../number";
import type { ItemViewProps } from "./item_view";
import { Legend } from "./legend";
import { Points } from "./points";
import { number_words } from "./problem_words";

export function NumberItem(props: ItemViewProps) {
  const i18n = use_i18n();
  const { item } = props;
  const keyboard = !is_never_negative(item) ? "text" : (item.decimals ?? 0) > 0 ? "decimal" : "numeric";
  return (
    <Field
      id={props.id} label={<Legend {...props} />} error={props.error}
      hint={<><Points text={i18n.text(item.hint)} />{!props.error && <p class="hint">{i18n.t("number_hint", { what: number_words(i18n, item) })}</p>}</>}
    >
      {(control) => (
        <input
          {...control} class="short" inputMode={keyboard} autocomplete="off" spellcheck={false} required={item.required}
          value={props.value === undefined ? "" : String(props.value)}
          onInput={(event) => props.on_change(event.currentTarget.value || undefined)}
        />
      )}
    </Field>
  );
}
