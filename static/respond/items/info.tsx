// An info item: words between questions, nothing to answer.
import { use_i18n } from "../i18n";
import type { ItemViewProps } from "./item_view";

export function InfoItem(props: ItemViewProps) {
  const { text } = use_i18n();
  const hint = text(props.item.hint);
  return (
    <div class="info-item" id={props.id}>
      <p>{text(props.item.label)}</p>
      {hint && <p class="hint">{hint}</p>}
    </div>
  );
}
