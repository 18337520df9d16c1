// The grades of a scale: what each is called, its value, whether it is favourable, or "don't know".
import { Button } from "../../shared/components/button";
import type { Option } from "../../shared/round_file";
import { pick } from "../../shared/staff/format";
import { use_draft } from "./draft";
import { ExactField } from "./exact_field";
import { is_signed_number, kLongestLabel, kMostOptions } from "./item_edits";
import { fresh_id, inserted, moved, removed, replaced, with_optional } from "./lists";
import type { MendedEdit } from "./questions_edit";
import { use_question_words } from "./questions_words";
import { RowActions } from "./row_actions";
import { can_remove, is_scored, new_option, with_scale_options, with_scored } from "./scale_edits";
import { TextPair } from "./text_pair";

export interface ScaleOptionsProps {
  id: string;
  options: readonly Option[];
  edit: MendedEdit;
  focus: (id: string) => void;
}

export function ScaleOptions(props: ScaleOptionsProps) {
  const { q } = use_question_words();
  const { languages } = use_draft();
  const { id, options, edit, focus } = props;
  const add = () => {
    const option = new_option(options);
    edit((old) => with_scale_options(old, id, (list) => inserted(list, first_unscored(list), new_option(list))), q.scales.words.grade_added);
    focus(`scale-${id}-option-${option.id}-label-${languages[0] ?? ""}`);
  };
  return (
    <>
      <p class="quiet">{q.scales.value_hint}</p>
      <ol class="option-list">
        {options.map((option, at) => <li key={option.id}><Grade {...props} option={option} at={at} /></li>)}
      </ol>
      {options.length < kMostOptions && <div class="buttons"><Button id={`scale-${id}-add`} on_click={add}>{q.scales.add_grade}</Button></div>}
    </>
  );
}

/// "Don't know" stays last.
function first_unscored(options: readonly Option[]): number {
  const at = options.findIndex((option) => !is_scored(option));
  return at < 0 ? options.length : at;
}

type ChangeOption = (change: (option: Option) => Option, words: string, joins?: string) => void;

function Grade(props: ScaleOptionsProps & { option: Option; at: number }) {
  const { q, lang } = use_question_words();
  const { options, option, at, edit } = props;
  const id = `scale-${props.id}-option-${option.id}`;
  const name = pick(option.label, lang, q.scales.grade(at + 1));
  const change_list = (next: (list: readonly Option[]) => readonly Option[], words: string, joins?: string, removes?: boolean) => (
    edit((old) => with_scale_options(old, props.id, next), words, joins, removes));
  const change: ChangeOption = (next, words, joins) => change_list((list) => replaced(list, at, next), words, joins);
  const remove = () => {
    change_list((list) => removed(list, at), q.scales.words.grade_removed(name), undefined, true);
    props.focus(`scale-${props.id}-add`);
  };
  return (
    <fieldset class="grade">
      <legend class="visually-hidden">{name}</legend>
      <TextPair
        id={`${id}-label`} label={q.scales.grade(at + 1)} value={option.label} required max_length={kLongestLabel}
        on_change={(label, language) => change((old) => ({ ...old, label: label ?? {} }), q.scales.words.label, `${id}-label-${language}`)}
      />
      <GradeValue id={id} option={option} alone={options.filter(is_scored).length === 1} change={change} />
      <RowActions
        name={name} at={at} count={options.length} on_move={(to) => change_list((list) => moved(list, at, to), q.scales.words.grade_moved)}
        on_duplicate={() => change_list((list) => inserted(list, at + 1, { ...option, id: fresh_id(list.map((one) => one.id), option.id) }), q.scales.words.grade_copied)}
        on_remove={can_remove(options, at) ? remove : undefined}
      />
    </fieldset>
  );
}

/// `alone`: the only scored grade; a scale needs one.
function GradeValue({ id, option, alone, change }: { id: string; option: Option; alone: boolean; change: ChangeOption }) {
  const { q } = use_question_words();
  const scored = is_scored(option);
  return (
    <div class="grade-value">
      {scored && (
        <>
          <ExactField
            id={`${id}-value`} label={q.scales.value} value={String(option.value ?? "")} wrong={q.number_wrong} is_valid={is_signed_number}
            on_change={(value) => change((old) => ({ ...old, value }), q.scales.words.value, `${id}-value`)}
          />
          <label class="check">
            <input
              type="checkbox" checked={option.favourable === true}
              onChange={(event) => {
                const favourable = event.currentTarget.checked;
                change((old) => with_optional(old, "favourable", favourable || undefined), q.scales.words.favourable);
              }}
            />
            <span>{q.scales.favourable}</span>
          </label>
        </>
      )}
      {!(scored && alone) && (
        <label class="check">
          <input
            type="checkbox" checked={!scored}
            onChange={(event) => {
              const unscored = event.currentTarget.checked;
              change((old) => with_scored(old, !unscored), q.scales.words.scored);
            }}
          />
          <span>{q.scales.unscored}</span>
        </label>
      )}
    </div>
  );
}
