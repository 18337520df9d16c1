// One scale: a line that says what it is and who uses it; open, its grades, how people see it, and the way to be rid of it.
import { useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { Choice } from "../../shared/components/choice";
import { Notice } from "../../shared/components/notice";
import type { Option } from "../../shared/round_file";
import { pick } from "../../shared/staff/format";
import { SelectField } from "../../shared/staff/select_field";
import { fits_in_row } from "../../respond/items/scale";
import { use_draft } from "./draft";
import { without_scale } from "./integrity";
import type { MendedEdit } from "./questions_edit";
import { use_question_words } from "./questions_words";
import { RowActions } from "./row_actions";
import { is_scored, scale_faults, scale_name, users_of, with_scale } from "./scale_edits";
import { ScaleOptions } from "./scale_options";

export interface ScaleEditorProps {
  id: string;
  options: readonly Option[];
  open: boolean;
  on_open: (open: boolean) => void;
  edit: MendedEdit;
  focus: (id: string) => void;
}

export function ScaleEditor(props: ScaleEditorProps) {
  const { q, lang } = use_question_words();
  const { file } = use_draft();
  const { id, options, open } = props;
  const name = scale_name(options, lang, q.scales.untitled);
  const values = options.filter(is_scored).map(({ value }) => value ?? "").join(" / ");
  return (
    <>
      <div class="item-line">
        <button id={`scale-${id}-open`} type="button" class="item-opener" aria-expanded={open} onClick={() => props.on_open(!open)}>
          <span class="item-text">
            <span class="item-name">{name}</span>
            <span class="item-marks"><span>{values}</span><span>{q.scales.used(users_of(file, id).length)}</span></span>
          </span>
        </button>
      </div>
      {open && (
        <div class="item-form">
          <Faults options={options} />
          <ScaleOptions id={id} options={options} edit={props.edit} focus={props.focus} />
          <Picture id={id} options={options} />
          <Users id={id} />
          <Leaving {...props} name={name} />
        </div>
      )}
    </>
  );
}

function Faults({ options }: { options: readonly Option[] }) {
  const { q } = use_question_words();
  const faults = scale_faults(options);
  if (faults.length === 0) return null;
  return (
    <Notice kind="warning" title={q.scales.fault_title}>
      {faults.map((fault) => <p key={fault}>{q.scales.faults[fault]}</p>)}
    </Notice>
  );
}

function Picture({ id, options }: { id: string; options: readonly Option[] }) {
  const { q, lang } = use_question_words();
  const [chosen, set_chosen] = useState<string | undefined>(undefined);
  const labels = options.map((option, at) => pick(option.label, lang, q.scales.grade(at + 1)));
  return (
    <div class="scale-picture">
      <Choice
        id={`scale-${id}-picture`} legend={q.scales.picture} hint={<p class="hint">{q.scales.picture_hint}</p>} value={chosen} on_change={set_chosen}
        row={fits_in_row(labels)} options={options.map((option, at) => ({ id: option.id, label: labels[at] ?? option.id, apart: !is_scored(option) }))}
      />
    </div>
  );
}

function Users({ id }: { id: string }) {
  const { q, lang } = use_question_words();
  const { file } = use_draft();
  const users = users_of(file, id);
  if (users.length === 0) return <p class="quiet">{q.scales.used(0)}</p>;
  return (
    <details>
      <summary>{q.scales.used(users.length)}</summary>
      <ul>{users.map((item, at) => <li key={at}>{pick(item.label, lang, q.item.untitled)}</li>)}</ul>
    </details>
  );
}

function Leaving({ id, name, options, on_open, edit, focus }: ScaleEditorProps & { name: string }) {
  const { q, lang } = use_question_words();
  const { file } = use_draft();
  const others = Object.entries(file.scales ?? {}).filter(([other]) => other !== id);
  const [target, set_target] = useState("");
  const used = users_of(file, id).length > 0;
  const to = others.some(([other]) => other === target) ? target : others[0]?.[0];
  const remove = (replacement: string | undefined) => {
    const words = replacement === undefined ? q.scales.words.removed(name) : q.scales.words.replaced(name);
    edit((old) => without_scale(old, id, replacement), words, undefined, true);
    focus(others[0] ? `scale-${others[0][0]}-open` : "scale-add");
  };
  const close = () => {
    on_open(false);
    focus(`scale-${id}-open`);
  };
  return (
    <>
      {used && (others.length === 0 ? <p class="quiet">{q.scales.used_alone}</p> : (
        <div class="scale-leaving">
          <p class="quiet">{q.scales.keep}</p>
          <SelectField
            id={`scale-${id}-to`} label={q.scales.move_first} value={to ?? ""} empty={q.choose} on_change={set_target}
            options={others.map(([other, scale]) => ({ id: other, label: scale_name(scale.options, lang, other) }))}
          />
          <Button on_click={() => remove(to)}>{q.scales.move_remove}</Button>
        </div>
      ))}
      <div class="item-foot">
        <Button label={q.scales.close_of(name)} on_click={close}>{q.scales.close}</Button>
        <RowActions
          name={name} at={0} count={1} on_duplicate={() => edit((old) => with_scale(old, id, options).file, q.scales.words.copied)}
          on_remove={used ? undefined : () => remove(undefined)}
        />
      </div>
    </>
  );
}
