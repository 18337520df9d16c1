// A text item: room to write, how much of it is left, and the warning that belongs beside every free text.
import { Field } from "../../shared/components/field";
import { kDefaultTextLength } from "../../shared/round_file";
import { use_i18n } from "../i18n";
import { text_length } from "../questionnaire";
import type { ItemViewProps } from "./item_view";
import { Points } from "./points";

const kTellFrom = 100;  // characters left from which a screen reader is told, not before

/// No spelling help: some browsers send what is written to a service of theirs for it.
export function TextItem(props: ItemViewProps) {
  const { t, text } = use_i18n();
  const value = typeof props.value === "string" ? props.value : "";
  const left = (props.item.max_length ?? kDefaultTextLength) - text_length(value);
  return (
    <div class="text-item">
      <Field
        id={props.id} label={text(props.item.label)} error={props.error}
        hint={<><Points text={text(props.item.hint)} /><p class="apart-note">{t("text_apart")}</p></>}
      >
        {(control) => (
          <textarea
            {...control} rows={4} autocomplete="off" spellcheck={false} value={value}
            onInput={(event) => props.on_change(event.currentTarget.value)}
          />
        )}
      </Field>
      <p class={`counter numbers${left < 0 ? " over" : ""}`} aria-live={left < kTellFrom ? "polite" : "off"}>
        {left < 0 ? t("text_over", { n: -left }) : t("text_left", { n: left })}
      </p>
    </div>
  );
}
