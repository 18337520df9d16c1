// From welcome to review, one card at a time: which card is shown, what has been answered, and the browser's Back and
// Forward through the cards. Answers are its owner's.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { ErrorSummary } from "../shared/components/error_summary";
import { focus_field, focus_heading } from "../shared/focus";
import type { Category } from "../shared/round_file";
import { Frame } from "./frame";
import { use_i18n } from "./i18n";
import type { LoadedRound } from "./load_round";
import { type Answers, type Step, type Value, find_problems, with_answer } from "./questionnaire";
import { Review } from "./review";
import { use_rare_items } from "./items/on_page";
import { problem_line } from "./items/problem_words";
import { StepCard, field_id } from "./step_card";
import { Welcome } from "./welcome";

export interface FlowProps {
  loaded: LoadedRound;
  category: Category;
  steps: readonly Step[];
  answers: Answers;
  revisable: boolean;
  start_at: number;  ///< 0 welcome, 1… cards, then the review
  keep?: ComponentChildren;  ///< the choice to keep answers: stands on the first screen
  /// Inside another page: leaves that page's history alone and takes no focus from it; tells the position instead.
  on_place?: (position: number) => void;
  on_answers: (answers: Answers) => void;
  on_cast: () => void;
}

export function Flow(props: FlowProps) {
  const { steps, loaded } = props;
  const review = steps.length + 1;
  const [place, go, field] = use_position(props.start_at, review, props.on_place);
  const position = Math.min(place, review);
  use_rare_items(steps);
  const progress = position > 0 ? { at: position, of: review } : undefined;
  useEffect(() => {
    if (props.on_place && !document.hasFocus()) return;
    if (field) focus_field(field);
    else focus_heading();
  }, [position, field]);

  if (position === 0) {
    return (
      <Frame>
        <Welcome loaded={loaded} category={props.category} steps={steps} revisable={props.revisable} on_begin={() => go(1)}>
          {props.keep}
        </Welcome>
      </Frame>
    );
  }
  return (
    <Frame progress={progress}>
      {position === review ? (
        <Review
          round={loaded.round} unit={loaded.unit} steps={steps} answers={props.answers} revisable={props.revisable}
          on_cast={props.on_cast}
          on_edit={(step, at_field) => go(step + 1, at_field)} on_back={() => go(position - 1)}
        />
      ) : <Card key={position} flow={props} index={position - 1} go={go} />}
    </Frame>
  );
}

type Go = (position: number, field?: string) => void;

/// The position, kept in step with the browser's history: entries hold its number and nothing else.
function use_position(start: number, last: number, on_place?: (position: number) => void): [number, Go, string | undefined] {
  const [at, set_at] = useState<{ position: number; field?: string | undefined }>({ position: start });
  useEffect(() => {
    if (on_place) return undefined;
    history.replaceState({ position: start }, "");
    const on_pop = (event: PopStateEvent) => {
      const state = event.state as { position?: unknown } | null;
      const position = typeof state?.position === "number" ? state.position : 0;
      set_at({ position: Math.max(0, Math.min(position, last)) });
    };
    window.addEventListener("popstate", on_pop);
    return () => window.removeEventListener("popstate", on_pop);
  }, []);
  const go: Go = (position, field) => {
    if (on_place) on_place(position);
    else history.pushState({ position }, "");
    set_at({ position, field });
  };
  return [at.position, go, at.field];
}

function Card(props: { flow: FlowProps; index: number; go: Go }) {
  const i18n = use_i18n();
  const { flow, index, go } = props;
  const { loaded, steps, answers } = flow;
  const [attempt, set_attempt] = useState(0);
  const problems = attempt === 0 ? [] : open_problems(flow, index);
  const next = () => {
    if (open_problems(flow, index).length === 0) go(index + 2);
    else set_attempt(attempt + 1);
  };
  const on_answer = (about: string, item: string, value: Value | undefined) => {
    flow.on_answers(with_answer(answers, about, item, value));
  };
  return (
    <>
      <StepCard
        round={loaded.round} unit={loaded.unit} steps={steps} index={index} answers={answers} problems={problems}
        on_answer={on_answer}
      >
        {problems.length > 0 && (
          <ErrorSummary
            title={i18n.t("problem_title")} attempt={attempt}
            lines={problems.map((problem) => (
              { text: problem_line(i18n, problem, answers), target: field_id(problem.about, problem.item.id) }))}
          />
        )}
      </StepCard>
      {index === 0 && flow.start_at > 0 && flow.keep}
      <div class="buttons step-buttons">
        <Button kind="primary" on_click={next}>{i18n.t("next")}</Button>
        <Button on_click={() => go(index)}>{i18n.t("back")}</Button>
        {problems.some((problem) => problem.kind === "required") && (
          <Button kind="plain" on_click={() => go(index + 2)}>{i18n.t("skip_for_now")}</Button>
        )}
      </div>
    </>
  );
}

/// What this card itself must put right before going on; a quota is settled among all cards, at the review.
function open_problems(flow: FlowProps, index: number) {
  const { loaded, steps, answers } = flow;
  return find_problems(loaded.round, loaded.unit, steps, answers)
    .filter((problem) => problem.step === index && problem.kind !== "over_quota");
}
