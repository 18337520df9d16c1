// An answer as it is read back: labels of options, their order, what was typed.
import { type Item, options_of, type RoundFile } from "../../shared/round_file";
import { use_i18n } from "../i18n";
import type { Value } from "../questionnaire";

export function AnswerText(props: { round: RoundFile; item: Item; value: Value }) {
  const { t, text } = use_i18n();
  const { item, value } = props;
  const label = (id: Value) => {
    const option = options_of(props.round, item).find((candidate) => candidate.id === id);
    return option ? text(option.label) : String(id);
  };
  if (!Array.isArray(value)) return <>{label(value)}</>;
  const labels = (value as readonly string[]).map(label);
  return <>{item.type === "rank" ? labels.map((one, at) => <span key={one} class="line">{at + 1}. {one}</span>) : labels.join(t("comma"))}</>;
}
