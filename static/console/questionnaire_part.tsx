// What a draft asks, in one line, and the way into the designer.
import { href } from "../shared/staff/route";
import type { RoundProps } from "./round_props";
import { use_words } from "./use_words";

export function QuestionnairePart(props: RoundProps) {
  const { c } = use_words();
  const { file, meta } = props.full;
  const questions = file.sections.reduce((sum, section) => sum + section.items.filter((item) => item.type !== "info").length, 0);
  return (
    <section class="part" aria-labelledby="questionnaire">
      <h2 id="questionnaire">{c.questionnaire.title}</h2>
      <p>{c.questionnaire.size(file.sections.length, questions)} {c.questionnaire.text}</p>
      <p><a class="button" href={href("rounds", meta.id, "design", "questions")}>{c.questionnaire.design}</a></p>
    </section>
  );
}
