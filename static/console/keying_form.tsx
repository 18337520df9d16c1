// One paper sheet: every question of its unit on one page, in the order and under the numbers of the paper, for fast
// keying. Broken rules are keyed as they stand: they are judged at counting, as on any paper. What hangs on another answer
// and does not count by it is passed over, and said so.
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { Notice } from "../shared/components/notice";
import { I18nProvider } from "../respond/i18n";
import { type Answers, ballot_body, comment_body, is_blank, make_steps, with_answer } from "../respond/questionnaire";
import { options_of } from "../shared/round_file";
import { pick } from "../shared/staff/format";
import { ProblemNotice } from "../shared/staff/problem_notice";
import type { Calling } from "../shared/staff/use_call";
import type { RoundFile } from "../shared/staff/types";
import { KeyedItem } from "./keyed_item";
import type { Sheet } from "./keying_desk";
import { press_number } from "./number_keys";
import { type SheetPart, type SheetRow, is_shown, sheet_parts } from "./sheet_layout";
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
  const { s, p, lang } = use_words();
  const { file, sheet, calling } = props;
  const [steps] = useState(() => make_steps(file, sheet.unit));
  const [parts] = useState(() => sheet_parts(file, sheet.unit));
  const form = useRef<HTMLFormElement>(null);
  const [answers, set_answers] = useState<Answers>({});
  const [blank, set_blank] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const save = (event: Event) => {
    event.preventDefault();
    const wrong = form.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    if (wrong) return wrong.focus();
    if (is_blank(steps, answers) && !blank) return set_blank(true);
    props.on_save(ballot_body(steps, answers), comment_body(steps, answers) ?? "");
  };
  const words = calling.problem?.kind === "not_found" ? p.not_found : undefined;
  return (
    <form class="keying" ref={form} onSubmit={save} onKeyDown={press_number} noValidate autocomplete="off">
      <h2 tabIndex={-1} ref={heading}>{p.sheet(sheet_mark(sheet.bearer))}</h2>
      <p><strong>{pick(sheet.unit.name, lang, sheet.unit.id)} · {pick(sheet.category.label, lang, sheet.category.id)}</strong> <span class="quiet">{p.compare}</span></p>
      <p class="quiet">{p.keys_hint}</p>
      <I18nProvider languages={[lang]}>
        {parts.map((part) => (
          <PartOfSheet
            key={part.rows[0]?.number} file={file} sheet={sheet} part={part} answers={answers}
            on_answers={(next) => { set_blank(false); set_answers(next); }}
          />
        ))}
      </I18nProvider>
      <ProblemNotice problem={calling.problem} attempt={calling.attempt} words={words} />
      <div role="status">{blank && <Notice kind="warning"><p>{p.blank}</p></Notice>}</div>
      <div class="buttons">
        <Button kind="primary" type="submit" disabled={calling.busy}>{calling.busy ? s.working : blank ? p.blank_confirm : p.save}</Button>
        <Button kind="plain" disabled={calling.busy} on_click={props.on_cancel}>{p.cancel}</Button>
      </div>
    </form>
  );
}

interface PartProps {
  file: RoundFile;
  sheet: Sheet;
  part: SheetPart;
  answers: Answers;
  on_answers: (answers: Answers) => void;
}

function PartOfSheet(props: PartProps) {
  const { p, lang } = use_words();
  const { part, sheet } = props;
  const title = part.section ? pick(part.section.title, lang) : p.own_items;
  const head = title || pick(sheet.unit.name, lang, sheet.unit.id);
  return (
    <section class="keying-step" aria-label={head}>
      <h3>{head}</h3>
      {groups_of(part).map((rows) => <Group key={rows[0]?.number} {...props} rows={rows} />)}
    </section>
  );
}

/** Rows that stand under one head on the paper: of one item, or of one member. */
function groups_of(part: SheetPart): readonly (readonly SheetRow[])[] {
  const groups: SheetRow[][] = [];
  const key = (row: SheetRow) => (part.together === "item" ? row.item.id : row.about);
  for (const row of part.rows) {
    const last = groups[groups.length - 1];
    if (last?.[0] && key(last[0]) === key(row)) last.push(row);
    else groups.push([row]);
  }
  return groups;
}

function Group(props: PartProps & { rows: readonly SheetRow[] }) {
  const { lang } = use_words();
  const { part, rows, answers } = props;
  const first = rows[0];
  if (!first) return null;
  const asked = (row: SheetRow) => pick(row.item.label, lang, row.item.id);
  const person = (row: SheetRow) => [pick(row.member?.name, lang, row.about), pick(row.member?.post, lang)].filter(Boolean).join(" · ");
  const label = (row: SheetRow) => `${row.number}  ${part.together === "item" ? person(row) : asked(row)}`;
  const head = part.together === "item" ? `${first.number.split("-")[0] ?? ""}  ${asked(first)}` : person(first);
  return (
    <>
      {part.together && <h4>{head}</h4>}
      {rows.map((row) => (is_shown(part, row, answers) ? (
        <KeyedItem
          key={row.number} id={`k.${row.about}.${row.item.id}`} file={props.file} label={label(row)} item={row.item}
          value={answers[row.about]?.[row.item.id]}
          on_change={(value) => props.on_answers(with_answer(answers, row.about, row.item.id, value))}
        />
      ) : <PassedOver key={row.number} file={props.file} row={row} label={label(row)} />))}
    </>
  );
}

function PassedOver(props: { file: RoundFile; row: SheetRow; label: string }) {
  const { p, lang } = use_words();
  const { shown_by, item } = props.row;
  if (!shown_by) return null;
  const names = options_of(props.file, shown_by.item).filter((option) => item.show_if?.is.includes(option.id))
    .map((option) => pick(option.label, lang, option.id));
  return <p class="quiet passed-over">{p.passed_over(props.label, shown_by.number, names)}</p>;
}
