// One unit: its name, where it belongs, who is due, its members, its own questions.
import { useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { TextField } from "../../shared/components/field";
import type { Unit } from "../../shared/round_file";
import { pick } from "../../shared/staff/format";
import { use_draft } from "./draft";
import { is_whole_between } from "./exact_field";
import { ItemsEditor } from "./item_list";
import { kItemTypes } from "./item_edits";
import { MembersEditor } from "./members_editor";
import { TextPair } from "./text_pair";
import { duplicated_unit, moved_among_siblings, subtree_ids, with_due, with_parent, with_unit, without_unit } from "./unit_edits";
import { all_rows, found_rows } from "./unit_rows";
import { use_unit_words } from "./unit_words";

const kMostDue = 10_000_000;
const kMatches = 8;

export interface UnitEditorProps {
  unit: Unit;
  on_choose: (id: string) => void;
  on_add: (parent: string | null) => void;
  on_told: (words: string) => void;
}

export type ChangeUnit = (change: (unit: Unit) => Unit, words: string, joins?: string) => void;

export function UnitEditor(props: UnitEditorProps) {
  const { u, lang } = use_unit_words();
  const { edit } = use_draft();
  const { unit } = props;
  const change: ChangeUnit = (next, words, joins) => edit((old) => with_unit(old, unit.id, next), words, joins && `${joins}-${unit.id}`);
  return (
    <div class="unit-editor">
      <h3 tabIndex={-1}>{pick(unit.name, lang, unit.id)} <span class="id">{u.id}{unit.id}</span></h3>
      <TextPair
        id="unit-name" label={u.name} required value={unit.name}
        on_change={(name, language) => change((old) => ({ ...old, name: name ?? {} }), u.named, `unit-name-${language}`)}
      />
      <Parent unit={unit} />
      <Due unit={unit} change={change} />
      <MembersEditor unit={unit} change={change} />
      <details open={(unit.items ?? []).length > 0}>
        <summary>{u.own_items}</summary>
        <p>{u.own_items_lead}</p>
        <ItemsEditor
          owner={`unit-items-${unit.id}`} name={u.own_items} items={unit.items ?? []} empty={u.own_items_none} types={kItemTypes}
          on_change={(items, words, joins) => change((old) => with_items(old, items), words, joins)}
        />
      </details>
      <Actions {...props} />
    </div>
  );
}

function with_items(unit: Unit, items: NonNullable<Unit["items"]>): Unit {
  const { items: _, ...rest } = unit;
  return items.length > 0 ? { ...rest, items } : rest;
}

function Actions(props: UnitEditorProps) {
  const { u, lang } = use_unit_words();
  const { file, edit } = use_draft();
  const { unit } = props;
  const name = pick(unit.name, lang, unit.id);
  const below = subtree_ids(file.units, unit.id).size - 1;
  const duplicate = () => {
    const made = duplicated_unit(file, unit.id);
    edit((old) => duplicated_unit(old, unit.id).file, u.duplicated);
    props.on_choose(made.id);
  };
  const remove = () => {
    edit((old) => without_unit(old, unit.id), u.removed(name));
    props.on_told(u.removed_told(name));
  };
  return (
    <div class="row-actions">
      <Button kind="plain" on_click={() => props.on_add(unit.id)}>{u.add_below}</Button>
      <Button kind="plain" on_click={() => edit((old) => moved_among_siblings(old, unit.id, -1), u.moved)}>{u.up}</Button>
      <Button kind="plain" on_click={() => edit((old) => moved_among_siblings(old, unit.id, 1), u.moved)}>{u.down}</Button>
      <Button kind="plain" on_click={duplicate}>{u.duplicate}</Button>
      <Button kind="plain" on_click={remove}>{u.remove(below)}</Button>
    </div>
  );
}

/// The unit above, found by searching: a list of thousands helps nobody to choose.
function Parent(props: { unit: Unit }) {
  const { u, lang } = use_unit_words();
  const { file, edit } = use_draft();
  const [searching, set_searching] = useState(false);
  const [search, set_search] = useState("");
  const { unit } = props;
  const above = unit.parent ? file.units.find((candidate) => candidate.id === unit.parent) : undefined;
  const put = (parent: string | null) => {
    edit((old) => with_parent(old, unit.id, parent), u.parented);
    set_searching(false);
    set_search("");
  };
  const own = searching ? subtree_ids(file.units, unit.id) : new Set<string>();
  const matches = search.trim() ? found_rows(all_rows(file.units), search).filter((row) => !own.has(row.unit.id)).slice(0, kMatches) : [];
  return (
    <div>
      <p>
        {u.parent_is}<strong>{above ? pick(above.name, lang, above.id) : u.parent_none}</strong>{" "}
        {file.units.length > 1 && !searching && <Button kind="plain" on_click={() => set_searching(true)}>{u.parent_change}</Button>}
        {above && <Button kind="plain" on_click={() => put(null)}>{u.parent_top}</Button>}
      </p>
      {searching && <TextField id="unit-parent" label={u.parent_search} type="search" value={search} on_input={set_search} />}
      {searching && (
        <ul class="unit-matches">
          {matches.map((row) => (
            <li key={row.unit.id}><Button kind="plain" on_click={() => put(row.unit.id)}>{u.parent_choose(pick(row.unit.name, lang, row.unit.id))}</Button></li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Due(props: { unit: Unit; change: ChangeUnit }) {
  const { u, lang } = use_unit_words();
  const { file } = use_draft();
  if (file.categories.length === 0) return <p class="quiet">{u.due_no_categories}</p>;
  return (
    <fieldset class="rule-group">
      <legend>{u.due}</legend>
      <p class="hint">{u.due_hint}</p>
      <div class="unit-due">
        {file.categories.map((category) => (
          <DueField
            key={category.id} id={category.id} label={pick(category.label, lang, category.id)}
            due={props.unit.due ? props.unit.due[category.id] ?? 0 : null}
            on_change={(due) => props.change((old) => with_due(old, category.id, due), u.due_words, `due-${category.id}`)}
          />
        ))}
      </div>
    </fieldset>
  );
}

function DueField(props: { id: string; label: string; due: number | null; on_change: (due: number | null) => void }) {
  const { u } = use_unit_words();
  const shown = props.due === null ? "" : String(props.due);
  const [typed, set_typed] = useState<string | null>(null);  // what is no number yet
  const is_number = is_whole_between(0, kMostDue);
  const on_input = (text: string) => {
    const trimmed = text.trim();
    const good = trimmed === "" || is_number(trimmed);
    set_typed(good ? null : text);
    if (good) props.on_change(trimmed === "" ? null : Number(trimmed));
  };
  return (
    <TextField
      id={`unit-due-${props.id}`} label={props.label} value={typed ?? shown} on_input={on_input} error={typed === null ? undefined : u.due_wrong}
      attributes={{ inputMode: "numeric", size: 8 }}
    />
  );
}
