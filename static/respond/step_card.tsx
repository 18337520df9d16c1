// One card of the questionnaire: the team, one person, or general questions. Everything comes in as props and goes out
// as calls, so that the designer's preview can show the same card. No network, nothing kept.
import type { ComponentChildren } from "preact";
import type { I18n } from "../shared/i18n";
import { type Item, type RoundFile, type Unit, options_of } from "../shared/round_file";
import { type RespondKey, use_i18n } from "./i18n";
import { fits_in_grid } from "./items/grid";
import { page_views } from "./items/on_page";
import { problem_text } from "./items/problem_words";
import { type Answers, type Block, type Problem, type Step, type Value, runs_of, value_of, visible_items } from "./questionnaire";
import { quota_state } from "./quota";

export interface StepCardProps {
  round: RoundFile;
  unit: Unit;
  steps: readonly Step[];
  index: number;
  answers: Answers;
  problems: readonly Problem[];  ///< to be shown beside their fields
  on_answer: (about: string, item: string, value: Value | undefined) => void;
  children?: ComponentChildren;  ///< below the heading: an error summary
}

export function field_id(about: string, item: string): string {
  return `q.${about}.${item}`;
}

/// What a card is called in headings, links and the review.
export function step_title(i18n: I18n<RespondKey>, unit: Unit, step: Step): string {
  if (step.member) return i18n.text(step.member.name);
  return i18n.text(step.blocks[0]?.section?.title) || i18n.text(unit.name);
}

export function StepCard(props: StepCardProps) {
  const i18n = use_i18n();
  const step = props.steps[props.index];
  if (!step) return null;
  return (
    <form class="card" autocomplete="off" onSubmit={(event) => event.preventDefault()}>
      <CardHead unit={props.unit} step={step} />
      {props.children}
      {step.blocks.map((block, index) => (
        <section key={block.section?.id ?? "own"} aria-label={block_title(i18n, props.unit, block)}>
          {(index > 0 || step.member) && step.blocks.length > 1 && <h2>{block_title(i18n, props.unit, block)}</h2>}
          {block.section?.hint && <p class="hint">{i18n.text(block.section.hint)}</p>}
          <BlockItems card={props} step={step} block={block} />
        </section>
      ))}
    </form>
  );
}

function block_title(i18n: I18n<RespondKey>, unit: Unit, block: Block): string {
  return i18n.text(block.section ? block.section.title : unit.name);
}

function CardHead(props: { unit: Unit; step: Step }) {
  const i18n = use_i18n();
  const { unit, step } = props;
  const post = step.member ? i18n.text(step.member.post) : "";
  const above = step.member ? i18n.text(step.blocks[0]?.section?.title) : i18n.text(unit.name);
  const title = step_title(i18n, unit, step);
  return (
    <header class="card-head">
      {above !== title && <p class="eyebrow">{above}</p>}
      <h1 tabIndex={-1}>{title}</h1>
      {post && <p class="post">{post}</p>}
    </header>
  );
}

/// Successive questions on one scale stand in a grid where the screen is wide (respond.css): the same questions, with the
/// options' names once more above them. Which ones belong together does not hang on answers, so that nothing is drawn
/// anew, and no focus lost, when a question appears.
function BlockItems(props: { card: StepCardProps; step: Step; block: Block }) {
  const { text } = use_i18n();
  const { card, step, block } = props;
  const visible = visible_items(block, card.answers, step.about);
  const draw = (items: readonly Item[]) => items.filter((item) => visible.includes(item))
    .map((item) => <CardItem key={item.id} card={card} step={step} item={item} />);
  return (
    <>
      {runs_of(block.items).map((run) => {
        const labels = options_of(card.round, run[0] as Item).map((option) => text(option.label));
        return (
          <div key={run[0]?.id} class={run.length > 1 && fits_in_grid(labels) ? "grid" : ""}>
            {run.length > 1 && fits_in_grid(labels) && (
              <div class="grid-head" aria-hidden="true">{labels.map((label, at) => <span key={at}>{label}</span>)}</div>
            )}
            {draw(run)}
          </div>
        );
      })}
    </>
  );
}

function CardItem(props: { card: StepCardProps; step: Step; item: Item }) {
  const i18n = use_i18n();
  const { card, step, item } = props;
  const View = page_views[item.type];
  const value = value_of(card.answers, step.about, item.id);
  const problem = card.problems.find((candidate) => candidate.about === step.about && candidate.item.id === item.id
    && candidate.kind !== "over_quota");
  const limited = step.member !== null && item.scale === card.round.rules?.quota?.scale;
  const quota = limited ? quota_state(card.round, card.unit, card.steps, card.answers, item.id) : null;
  const others = quota ? quota.given_to.filter((index) => index !== card.index) : [];
  return (
    <View
      id={field_id(step.about, item.id)} item={item} options={options_of(card.round, item)} value={value}
      error={problem && problem_text(i18n, problem, card.answers)} quota={quota}
      others_over_quota={others.map((index) => i18n.text(card.steps[index]?.member?.name))}
      on_change={(changed) => card.on_answer(step.about, item.id, changed)}
    />
  );
}
