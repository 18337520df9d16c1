// What every question has: its words with the mark of a required one, and the way to take an answer back.
import { Button } from "../../shared/components/button";
import { use_i18n } from "../i18n";
import type { ItemViewProps } from "./item_view";

export function Legend(props: ItemViewProps) {
  const { t, text } = use_i18n();
  const { item } = props;
  return <>{text(item.label)} {item.required && <span class="mark">{t("required_mark")}</span>}</>;
}

/// There before it is needed, so that nothing jumps under the thumb.
export function Clear(props: ItemViewProps) {
  const { t, text } = use_i18n();
  return (
    <div class="clear">
      {props.value !== undefined && (
        <Button kind="plain" label={t("clear_of", { item: text(props.item.label) })} on_click={() => props.on_change(undefined)}>
          {t("clear")}
        </Button>
      )}
    </div>
  );
}
