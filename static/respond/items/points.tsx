// What to look at when answering: folded in where it is long, so that a card stays a card.
import { text_width } from "../../shared/text_width";
import { use_i18n } from "../i18n";

const kShortHint = 60;  // columns that still read as part of the question

export function Points(props: { text: string }) {
  const { t } = use_i18n();
  if (props.text === "") return null;
  if (text_width(props.text) <= kShortHint) return <p class="hint">{props.text}</p>;
  return (
    <details class="points">
      <summary>{t("points")}</summary>
      <p>{props.text}</p>
    </details>
  );
}
