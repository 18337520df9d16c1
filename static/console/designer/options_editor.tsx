// The answers that one chooses from or puts in order: of items that bring their own.
import { Button } from "../../shared/components/button";
import type { ItemType, Option } from "../../shared/round_file";
import { pick } from "../../shared/staff/format";
import { use_draft } from "./draft";
import { added_options, fewest_options, kLongestLabel, kMostOptions } from "./item_edits";
import { use_pasted } from "./item_paste";
import { fresh_id, inserted, moved, removed, replaced } from "./lists";
import { use_focus_soon } from "./questions_edit";
import { use_question_words } from "./questions_words";
import { RowActions } from "./row_actions";
import { TextPair } from "./text_pair";

export interface OptionsEditorProps {
  id: string;
  type: ItemType;
  options: readonly Option[];
  on_change: (options: readonly Option[], words: string, joins?: string, removes?: boolean) => void;
}

export function OptionsEditor(props: OptionsEditorProps) {
  const { q } = use_question_words();
  const { languages } = use_draft();
  const focus = use_focus_soon();
  const { id, options, on_change } = props;
  const add = () => {
    const next = added_options(options, [{}]);
    on_change(next, q.options.words.added);
    focus(`${id}-option-${next[next.length - 1]?.id ?? ""}-${languages[0] ?? ""}`);
  };
  return (
    <fieldset class="options-editor">
      <legend>{q.options.title}</legend>
      <ol class="option-list">
        {options.map((option, at) => <li key={option.id}><OptionRow {...props} option={option} at={at} focus={focus} /></li>)}
      </ol>
      {options.length <= fewest_options(props.type) && <p class="quiet">{q.options.fewest(fewest_options(props.type))}</p>}
      {options.length < kMostOptions && (
        <>
          <div class="buttons"><Button id={`${id}-add-option`} on_click={add}>{q.options.add}</Button></div>
          <PasteOptions {...props} />
        </>
      )}
    </fieldset>
  );
}

function OptionRow(props: OptionsEditorProps & { option: Option; at: number; focus: (id: string) => void }) {
  const { q, lang } = use_question_words();
  const { options, option, at, on_change } = props;
  const id = `${props.id}-option-${option.id}`;
  const name = pick(option.label, lang, q.options.untitled(at + 1));
  const remove = () => {
    on_change(removed(options, at), q.options.words.removed(name), undefined, true);
    props.focus(`${props.id}-add-option`);
  };
  const duplicate = () => on_change(
    inserted(options, at + 1, { ...option, id: fresh_id(options.map((one) => one.id), option.id) }), q.options.words.copied);
  return (
    <>
      <TextPair
        id={id} label={q.options.label_of(at + 1)} value={option.label} required max_length={kLongestLabel}
        on_change={(label, language) => on_change(replaced(options, at, (old) => ({ ...old, label: label ?? {} })), q.options.words.label, `${id}-${language}`)}
      />
      <RowActions
        name={name} at={at} count={options.length} on_move={(to) => on_change(moved(options, at, to), q.options.words.moved)}
        on_duplicate={options.length < kMostOptions ? duplicate : undefined} on_remove={options.length > fewest_options(props.type) ? remove : undefined}
      />
    </>
  );
}

/// Options without a word yet make room for the pasted ones.
function PasteOptions({ id, options, on_change }: OptionsEditorProps) {
  const { q } = use_question_words();
  const { lines, clear, lines_field, language_field } = use_pasted(`${id}-paste`);
  const add = () => {
    if (lines.length === 0) return;
    const named = options.filter((option) => Object.keys(option.label).length > 0);
    const next = added_options(named.length + lines.length >= 2 ? named : options, lines);
    on_change(next, q.options.words.pasted(lines.length));
    clear();
  };
  return (
    <details>
      <summary>{q.options.paste}</summary>
      {lines_field}
      {language_field}
      <Button on_click={add}>{q.options.paste_add(lines.length)}</Button>
    </details>
  );
}
