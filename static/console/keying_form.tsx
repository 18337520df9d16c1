// One paper sheet: every question of its unit on one page, in the order of the questionnaire, for fast keying. Number keys
// choose and go on. Broken rules are keyed as they stand: they are judged at counting, as on any paper.
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { Notice } from "../shared/components/notice";
import { I18nProvider } from "../respond/i18n";
import { type Answers, type Block, type Step, ballot_body, comment_body, is_blank, make_steps, visible_items, with_answer } from "../respond/questionnaire";
import { pick } from "../shared/staff/format";
import { ProblemNotice } from "../shared/staff/problem_notice";
import type { Calling } from "../shared/staff/use_call";
import type { RoundFile } from "../shared/staff/types";
import { KeyedItem, too_long_by } from "./keyed_item";
import type { Sheet } from "./keying_desk";
import { press_number } from "./number_keys";
import { sheet_mark } from "./sheet_mark";
import { use_words } from "./use_words";

export interface KeyingFormProps {
  file: RoundFile;
  sheet: Sheet;
  calling: Calling;
  /** Canonical bodies; the comment is empty where nothing was written. */
  on_save: (ballot: string, comment: string) => void;
  on_cancel: () => void;
}

export function KeyingForm(props: KeyingFormProps) {
  const { s, c, lang } = use_words();
  const { file, sheet, calling } = props;
  const [steps] = useState(() => make_steps(file, sheet.unit));
  const [answers, set_answers] = useState<Answers>({});
  const [blank, set_blank] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const save = (event: Event) => {
    event.preventDefault();
    if (steps.some((step) => items_of(step, answers).some((item) => too_long_by(item, answers[step.about]?.[item.id]) > 0))) return;
    if (is_blank(steps, answers) && !blank) return set_blank(true);
    props.on_save(ballot_body(steps, answers), comment_body(steps, answers) ?? "");
  };
  const words = calling.problem?.kind === "not_found" ? c.paper.not_found : undefined;
  return (
    <form class="keying" onSubmit={save} onKeyDown={press_number} noValidate autocomplete="off">
      <h2 tabIndex={-1} ref={heading}>{c.paper.sheet(sheet_mark(sheet.bearer))}</h2>
      <p><strong>{pick(sheet.unit.name, lang, sheet.unit.id)} · {pick(sheet.category.label, lang, sheet.category.id)}</strong> <span class="quiet">{c.paper.compare}</span></p>
      <p class="quiet">{c.paper.keys_hint}</p>
      <I18nProvider languages={[lang]}>
        {steps.map((step) => (
          <StepPart
            key={step.id} file={file} sheet={sheet} step={step} answers={answers}
            on_answers={(next) => { set_blank(false); set_answers(next); }}
          />
        ))}
      </I18nProvider>
      <ProblemNotice problem={calling.problem} attempt={calling.attempt} words={words} />
      <div role="status">{blank && <Notice kind="warning"><p>{c.paper.blank}</p></Notice>}</div>
      <div class="buttons">
        <Button kind="primary" type="submit" disabled={calling.busy}>{calling.busy ? s.working : blank ? c.paper.blank_confirm : c.paper.save}</Button>
        <Button kind="plain" disabled={calling.busy} on_click={props.on_cancel}>{c.paper.cancel}</Button>
      </div>
    </form>
  );
}

function items_of(step: Step, answers: Answers) {
  return step.blocks.reduce<ReturnType<typeof visible_items>>((all, block) => [...all, ...visible_items(block, answers, step.about)], []);
}

interface StepProps {
  file: RoundFile;
  sheet: Sheet;
  step: Step;
  answers: Answers;
  on_answers: (answers: Answers) => void;
}

function StepPart(props: StepProps) {
  const { lang } = use_words();
  const { step, sheet } = props;
  const title = (block: Block | undefined) => pick(block?.section ? block.section.title : sheet.unit.name, lang, sheet.unit.id);
  const head = step.member ? pick(step.member.name, lang, step.member.id) : title(step.blocks[0]);
  const post = step.member ? pick(step.member.post, lang) : "";
  return (
    <section class="keying-step" aria-label={head}>
      <h3>{head}{post && <span class="quiet"> · {post}</span>}</h3>
      {step.blocks.map((block) => visible_items(block, props.answers, step.about).map((item) => (
        <KeyedItem
          key={`${step.about}.${item.id}`} file={props.file} about={step.about} item={item} value={props.answers[step.about]?.[item.id]}
          on_change={(value) => props.on_answers(with_answer(props.answers, step.about, item.id, value))}
        />
      )))}
    </section>
  );
}
