// The last look before handing in: every answer with a way back to it, what is missing, and the one button that casts.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { ErrorSummary, type SummaryLine } from "../shared/components/error_summary";
import { Notice } from "../shared/components/notice";
import { PageHead } from "../shared/components/page_head";
import { utf8 } from "../shared/bytes";
import { type Item, type RoundFile, type Unit, options_of } from "../shared/round_file";
import { use_i18n } from "./i18n";
import {
  type Answers, type Problem, type Step, answer_of, comment_body, find_problems, is_blank, step_items, value_of,
} from "./questionnaire";
import { quota_state } from "./quota";
import { AnswerText } from "./items/answer_text";
import { problem_line } from "./items/problem_words";
import { field_id, step_title } from "./step_card";

export interface ReviewProps {
  round: RoundFile;
  unit: Unit;
  steps: readonly Step[];
  answers: Answers;
  revisable: boolean;
  on_edit: (step: number, field?: string) => void;
  on_back: () => void;
  on_cast: () => void;
}

const kMaxCommentBytes = 64 * 1024;
const kBytesPerCharacter = 3;

export function Review(props: ReviewProps) {
  const { t } = use_i18n();
  const [attempt, set_attempt] = useState(0);
  const [asks_blank, set_asks_blank] = useState(false);
  const { round, unit, steps, answers } = props;
  const blank = is_blank(steps, answers);
  const problems = find_problems(round, unit, steps, answers);
  const lines = use_lines(props, problems);
  const cast = () => {
    if (lines.length > 0) set_attempt(attempt + 1);
    else if (blank && !asks_blank) set_asks_blank(true);
    else props.on_cast();
  };
  return (
    <>
      {attempt > 0 && lines.length > 0 && <ErrorSummary title={t("problem_title")} lines={lines} attempt={attempt} />}
      <PageHead title={t("review_title")}>{t(props.revisable ? "review_intro_again" : "review_intro")}</PageHead>
      <Unanswered {...props} />
      {steps.map((step, index) => <ReviewStep key={step.id} review={props} step={step} index={index} problems={problems} />)}
      {asks_blank && (
        <Notice kind="warning" title={t("blank_title")} live>
          <p>{t(comment_body(steps, answers) === null ? "blank_text" : "blank_text_comment")}</p>
        </Notice>
      )}
      <div class="buttons">
        <Button kind="primary" on_click={cast}>{t(asks_blank ? "hand_in_blank" : "hand_in")}</Button>
        <Button on_click={props.on_back}>{t(asks_blank ? "back_to_questions" : "back")}</Button>
      </div>
    </>
  );
}

function use_lines(props: ReviewProps, problems: readonly Problem[]): readonly SummaryLine[] {
  const i18n = use_i18n();
  const { steps, answers } = props;
  const lines: SummaryLine[] = problems.map((problem) => {
    const step = steps[problem.step];
    const name = step ? step_title(i18n, props.unit, step) : "";
    return {
      text: problem.kind === "over_quota" ? over_quota_text(i18n, props, problem, name)
        : `${name} · ${problem_line(i18n, problem, answers)}`,
      on_follow: () => props.on_edit(problem.step, field_id(problem.about, problem.item.id)),
    };
  });
  const excess = utf8(comment_body(steps, answers) ?? "").length - kMaxCommentBytes;
  if (excess > 0) lines.push({ text: i18n.t("too_much_text", { n: Math.ceil(excess / kBytesPerCharacter) }) });
  return lines;
}

function over_quota_text(i18n: ReturnType<typeof use_i18n>, props: ReviewProps, problem: Problem, name: string): string {
  const quota = quota_state(props.round, props.unit, props.steps, props.answers, problem.item.id);
  const option = options_of(props.round, problem.item).find((candidate) => candidate.id === quota?.option);
  return i18n.t("quota_over_line", {
    option: i18n.text(option?.label), used: quota?.given_to.length ?? 0, limit: quota?.limit ?? 0,
    item: i18n.text(problem.item.label), name,
  });
}

/// Questions one may leave open; required ones are marked where they stand.
function Unanswered(props: ReviewProps) {
  const { t } = use_i18n();
  const open = props.steps.reduce((sum, step) => sum + step_items(step, props.answers)
    .filter((item) => item.type !== "info" && !item.required && answer_of(props.answers, step.about, item) === undefined).length, 0);
  return open > 0 ? <p>{t("review_open", { n: open })}</p> : null;
}

function ReviewStep(props: { review: ReviewProps; step: Step; index: number; problems: readonly Problem[] }) {
  const i18n = use_i18n();
  const { review, step, index } = props;
  const title = step_title(i18n, review.unit, step);
  return (
    <section class="review-step" aria-label={title}>
      <div class="review-head">
        <h2>{title}</h2>
        <Button kind="plain" label={i18n.t("review_change_of", { step: title })} on_click={() => review.on_edit(index)}>
          {i18n.t("review_change")}
        </Button>
      </div>
      <dl>
        {step_items(step, review.answers).filter((item) => item.type !== "info").map((item) => (
          <div key={item.id} class={is_long(item) && answer_of(review.answers, step.about, item) !== undefined ? "long" : ""}>
            <dt>{i18n.text(item.label)}</dt>
            <ReviewAnswer
              review={review} about={step.about} item={item}
              problem={props.problems.find((problem) => problem.step === index && problem.item.id === item.id)}
            />
          </div>
        ))}
      </dl>
    </section>
  );
}

/// Read below its question, not beside it.
function is_long(item: Item): boolean {
  return item.type === "text" || item.type === "rank" || item.type === "multiple";
}

function ReviewAnswer(props: { review: ReviewProps; about: string; item: Item; problem: Problem | undefined }) {
  const { t } = use_i18n();
  const { item, problem, review: { round, answers } } = props;
  const answer = answer_of(answers, props.about, item);
  if (answer === undefined) {
    const typed = value_of(answers, props.about, item.id);  // what is no number is shown as it was typed
    return (
      <dd class={problem ? "missing" : "unanswered"}>
        {problem?.kind === "no_number" ? String(typed) : t("review_none")}{problem?.kind === "required" && ` ${t("required_mark")}`}
      </dd>
    );
  }
  return (
    <dd class={item.type === "text" ? "written" : ""}>
      <AnswerText round={round} item={item} value={answer} />
      {problem?.kind === "over_quota" && <span class="missing"> · {t("review_over")}</span>}
    </dd>
  );
}
