// Ways to a new question: by what it is for, a ready one, or a list of lines.
import { useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import type { Item, ItemType } from "../../shared/round_file";
import { pick } from "../../shared/staff/format";
import { SelectField } from "../../shared/staff/select_field";
import { use_draft } from "./draft";
import { item_ids } from "./integrity";
import { item_in_languages, new_item, new_items } from "./item_edits";
import { use_pasted } from "./item_paste";
import { fresh_id, without } from "./lists";
import { item_presets } from "./presets";
import { use_question_words } from "./questions_words";
import { type Added, scale_name, with_grades, with_some_scale } from "./scale_edits";

export interface ItemAdderProps {
  owner: string;
  name: string;
  types: readonly ItemType[];
  weighted: boolean;
  on_add: (items: readonly Item[], words: string, joins?: string) => void;
}

/// A question may need a scale that is not there yet: both come in one step.
function use_scale_for(): (find: (file: Added["file"]) => Added, words: string, joins: string) => string {
  const { edit, keeper } = use_draft();
  return (find, words, joins) => {
    const { file, id } = find(keeper.state.file);
    if (file !== keeper.state.file) edit((old) => find(old).file, words, joins);
    return id;
  };
}

export function ItemAdder(props: ItemAdderProps) {
  const { q } = use_question_words();
  const [open, set_open] = useState(false);
  const on_add: ItemAdderProps["on_add"] = (items, words, joins) => {
    set_open(false);
    props.on_add(items, words, joins);
  };
  return (
    <details class="adder" open={open} onToggle={(event) => set_open(event.currentTarget.open)}>
      <summary id={`${props.owner}-add`} aria-label={q.adder.title_of(props.name)}>{q.adder.title}</summary>
      {open && (
        <>
          <TypeButtons {...props} on_add={on_add} />
          <details>
            <summary>{q.adder.ready}</summary>
            <ReadyItems {...props} on_add={on_add} />
          </details>
          <details>
            <summary>{q.adder.paste}</summary>
            <PasteItems {...props} on_add={on_add} />
          </details>
        </>
      )}
    </details>
  );
}

function TypeButtons(props: ItemAdderProps) {
  const { q } = use_question_words();
  const { file } = use_draft();
  const scale_for = use_scale_for();
  const add = (type: ItemType) => {
    const words = q.item.words.added(q.item.types[type]);
    const joins = `add-${fresh_id(item_ids(file), "q")}`;
    const scale = type === "scale" ? scale_for(with_some_scale, words, joins) : undefined;
    props.on_add([new_item(file, type, scale)], words, joins);
  };
  return (
    <div role="group" aria-labelledby={`${props.owner}-what`}>
      <p id={`${props.owner}-what`}>{q.adder.what}</p>
      <ul class="type-list">
        {props.types.map((type) => (
          <li key={type}>
            <button type="button" class="button" aria-describedby={`${props.owner}-type-${type}`} onClick={() => add(type)}>{q.item.types[type]}</button>
            <p id={`${props.owner}-type-${type}`}>
              {q.item.type_notes[type][0]} <span class="quiet">{q.adder.example(q.item.type_notes[type][1] ?? "")}</span>
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}

function ReadyItems(props: ItemAdderProps) {
  const { q, lang } = use_question_words();
  const { file, languages } = use_draft();
  const scale_for = use_scale_for();
  const take = (preset: (typeof item_presets)[number]) => {
    const id = fresh_id(item_ids(file), preset.item.id);
    const words = q.item.words.added(pick(preset.name, lang, preset.id));
    const { grades } = preset;
    const scale = grades === undefined ? undefined : scale_for((old) => with_grades(old, grades), words, `add-${id}`);
    const kept = props.weighted ? preset.item : without(preset.item, "weight");
    props.on_add([{ ...item_in_languages(kept, languages), id, ...(scale !== undefined && { scale }) }], words, `add-${id}`);
  };
  return (
    <ul class="ready-list">
      {item_presets.filter(({ item }) => props.types.includes(item.type)).map((preset) => (
        <li key={preset.id}>
          <Button kind="plain" on_click={() => take(preset)}>{pick(preset.name, lang, preset.id)}</Button>
          <span class="quiet">{pick(preset.item.label, lang)}</span>
        </li>
      ))}
    </ul>
  );
}

function PasteItems(props: ItemAdderProps) {
  const { q, lang } = use_question_words();
  const { file } = use_draft();
  const scale_for = use_scale_for();
  const [type, set_type] = useState<ItemType>(props.types[0] ?? "text");
  const [scale, set_scale] = useState("");
  const [tried, set_tried] = useState(false);
  const id = `${props.owner}-paste`;
  const { lines, lines_field, language_field } = use_pasted(id, tried ? q.adder.paste_none : undefined);
  const scales = Object.entries(file.scales ?? {});
  const add = () => {
    set_tried(true);
    if (lines.length === 0) return;
    const words = q.item.words.pasted(lines.length);
    const joins = `add-${fresh_id(item_ids(file), "q")}`;
    const used = type !== "scale" ? undefined : scales.some(([one]) => one === scale) ? scale : scale_for(with_some_scale, words, joins);
    props.on_add(new_items(file, type, used, lines), words, joins);
  };
  return (
    <div class="paste">
      {lines_field}
      <div class="field-row">
        <SelectField
          id={`${id}-type`} label={q.adder.paste_type} value={type} empty={q.choose}
          options={props.types.map((one) => ({ id: one, label: q.item.types[one] }))}
          on_change={(chosen) => set_type(props.types.find((one) => one === chosen) ?? type)}
        />
        {type === "scale" && scales.length > 1 && (
          <SelectField
            id={`${id}-scale`} label={q.item.scale} value={scale || (scales[0]?.[0] ?? "")} empty={q.choose} on_change={set_scale}
            options={scales.map(([one, { options }]) => ({ id: one, label: scale_name(options, lang, one) }))}
          />
        )}
        {language_field}
      </div>
      <Button on_click={add}>{q.adder.paste_add(lines.length)}</Button>
    </div>
  );
}
