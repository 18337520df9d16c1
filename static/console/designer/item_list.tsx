// A list of questions: one line each, one of them open. Of a section, or of a unit's own.
import { useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import type { Item, ItemType } from "../../shared/round_file";
import { pick } from "../../shared/staff/format";
import { SelectField } from "../../shared/staff/select_field";
import { use_draft } from "./draft";
import { mended_items } from "./integrity";
import { ItemAdder } from "./item_adder";
import { duplicate_of, kItemTypes, kMostItems } from "./item_edits";
import { ItemEditor } from "./item_editor";
import { inserted, moved, removed, replaced } from "./lists";
import { use_focus_soon, use_told } from "./questions_edit";
import { use_question_words, words_with } from "./questions_words";
import { RowActions } from "./row_actions";
import { gaps } from "./text_pair";
import { use_designer_words } from "./words";
import "./questions.css";

export type ItemsChange = (items: readonly Item[], words: string, joins?: string, removes?: boolean) => void;

export interface MoveTarget {
  id: string;
  label: string;
}

export interface ItemListProps {
  owner: string;               ///< begins the ids of its fields; unlike any other list's on the page
  name: string;                ///< what the list belongs to, for screen readers
  items: readonly Item[];
  empty: string;
  open: string | null;         ///< `owner-item-id`
  on_open: (key: string | null) => void;
  types?: readonly ItemType[];  ///< that can be added; all where it is left out
  numbering?: (at: number) => string;
  weight_words?: (item: Item) => string;  ///< what a weight comes to; left out where items have none
  targets?: readonly MoveTarget[];
  on_move_to?: (at: number, target: MoveTarget) => void;
  on_change: ItemsChange;
}

export type ItemsEditorProps = Omit<ItemListProps, "open" | "on_open" | "weight_words" | "targets" | "on_move_to">;

/// A list by itself, whose items have no weight: a unit's own. What hangs on a changed item is put right in the same edit;
/// what the rules say of it is up to `mended` of integrity.ts.
export function ItemsEditor(props: ItemsEditorProps) {
  const { q, lang } = use_question_words();
  const { file } = use_draft();
  const [open, set_open] = useState<string | null>(null);
  const { tell, line } = use_told();
  const change: ItemsChange = (items, words, joins, removes) => {
    const { value, losses } = mended_items(items, file.scales);
    const said = words_with(q, lang, words, losses);
    if (removes || losses.length > 0) tell(said);
    props.on_change(value, said, joins, removes);
  };
  return <div class="questions"><ItemList {...props} open={open} on_open={set_open} on_change={change} />{line}</div>;
}

export function ItemList(props: ItemListProps) {
  const { q } = use_question_words();
  const { languages } = use_draft();
  const focus = use_focus_soon();
  const { items, owner, on_change } = props;
  const key_of = (item: Item) => `${owner}-${item.id}`;
  const take = (added: readonly Item[], words: string, joins?: string) => {
    const [first] = added;
    if (!first) return;
    on_change([...items, ...added].slice(0, kMostItems), words, joins);
    props.on_open(added.length === 1 ? key_of(first) : null);
    focus(added.length === 1 ? `${key_of(first)}-label-${languages[0] ?? ""}` : `${key_of(first)}-open`);
  };
  return (
    <>
      {items.length === 0 && <p class="quiet">{props.empty}</p>}
      <ol class="item-list" aria-label={q.item.list_of(props.name)}>
        {items.map((item, at) => <ItemRow key={item.id} {...props} item={item} at={at} id={key_of(item)} focus={focus} />)}
      </ol>
      {items.length >= kMostItems ? <p class="quiet">{q.adder.full(kMostItems)}</p> : (
        <ItemAdder owner={owner} name={props.name} types={props.types ?? kItemTypes} weighted={props.weight_words !== undefined} on_add={take} />
      )}
    </>
  );
}

interface ItemRowProps extends ItemListProps {
  item: Item;
  at: number;
  id: string;
  focus: (id: string) => void;
}

function ItemRow(props: ItemRowProps) {
  const { q, lang } = use_question_words();
  const { items, item, at, id, on_change } = props;
  const is_open = props.open === id;
  const name = pick(item.label, lang, q.item.untitled);
  const move = (to: number) => on_change(moved(items, at, to), q.item.words.moved(name));
  const on_key = (event: KeyboardEvent) => {
    const to = event.altKey && event.key === "ArrowUp" ? at - 1 : event.altKey && event.key === "ArrowDown" ? at + 1 : at;
    if (to === at || to < 0 || to >= items.length) return;
    event.preventDefault();
    move(to);
    props.focus(`${id}-open`);
  };
  const opener = (
    <button
      id={`${id}-open`} type="button" class="item-opener" aria-expanded={is_open} onKeyDown={on_key}
      onClick={() => props.on_open(is_open ? null : id)}
    >
      <span class="item-number">{number_of(props, at)}</span>
      <span class="item-text">
        <span class="item-name">{name}</span>
        <ItemMarks item={item} weighted={props.weight_words !== undefined} />
      </span>
    </button>
  );
  return (
    <li class={`item-row${is_open ? " open" : ""}`}>
      <div class="item-line">
        {opener}
        {!is_open && <RowActions name={name} at={at} count={items.length} on_move={move} />}
      </div>
      {is_open && <OpenItem {...props} name={name} move={move} />}
    </li>
  );
}

function number_of(props: ItemListProps, at: number): string {
  return props.numbering ? props.numbering(at) : String(at + 1);
}

function OpenItem(props: ItemRowProps & { name: string; move: (to: number) => void }) {
  const { q } = use_question_words();
  const { file } = use_draft();
  const { items, item, at, id, name, on_change } = props;
  const remove = () => {
    const next = items[at + 1] ?? items[at - 1];
    on_change(removed(items, at), q.item.words.removed(name), undefined, true);
    props.on_open(null);
    props.focus(next ? `${props.owner}-${next.id}-open` : `${props.owner}-add`);
  };
  const duplicate = () => {
    const copy = duplicate_of(file, item);
    on_change(inserted(items, at + 1, copy), q.item.words.copied(name));
    props.on_open(`${props.owner}-${copy.id}`);
    props.focus(`${props.owner}-${copy.id}-open`);
  };
  const close = () => {
    props.on_open(null);
    props.focus(`${id}-open`);
  };
  return (
    <div class="item-form">
      <ItemEditor
        id={id} item={item} at={at} items={items} types={props.types ?? kItemTypes} numbering={(place) => number_of(props, place)}
        weight_words={props.weight_words}
        on_change={(change, words, joins, removes) => on_change(replaced(items, at, change), words, joins, removes)}
      />
      <MoveToSection {...props} />
      <div class="item-foot">
        <Button label={q.item.close_of(name)} on_click={close}>{q.item.close}</Button>
        <RowActions
          name={name} at={at} count={items.length} on_move={props.move} on_remove={remove}
          on_duplicate={items.length < kMostItems ? duplicate : undefined}
        />
      </div>
    </div>
  );
}

function MoveToSection({ id, at, name, targets, on_move_to }: ItemRowProps & { name: string }) {
  const { q } = use_question_words();
  const [chosen, set_chosen] = useState("");
  if (!targets || targets.length === 0 || !on_move_to) return null;
  const target = targets.find((candidate) => candidate.id === chosen);
  return (
    <div class="move-to">
      <SelectField id={`${id}-to`} label={q.item.move_to} value={target ? chosen : ""} empty={q.item.move_stay} options={targets} on_change={set_chosen} />
      {target && <Button label={q.item.move_of(name, target.label)} on_click={() => on_move_to(at, target)}>{q.item.move}</Button>}
    </div>
  );
}

/// Type, weight, "required", and the languages that lack a text.
function ItemMarks({ item, weighted }: { item: Item; weighted: boolean }) {
  const { q } = use_question_words();
  const { d } = use_designer_words();
  const { languages } = use_draft();
  const texts = [item.label, ...(item.options ?? []).map((option) => option.label)];
  const missing = languages.filter((language) => (
    texts.some((text) => gaps(text, languages, true).includes(language)) || gaps(item.hint, languages, false).includes(language)));
  const weight = weighted && item.weight !== undefined && !/^0(\.0*)?%?$/.test(String(item.weight)) ? String(item.weight) : "";
  return (
    <span class="item-marks">
      <span>{q.item.types[item.type]}</span>
      {weight && <span>{q.item.weight_mark(weight)}</span>}
      {item.required && <span>{q.item.required_mark}</span>}
      {item.show_if && <span>{q.item.conditional_mark}</span>}
      {missing.map((language) => <span key={language} class="gap">{q.item.missing_mark(d.language(language))}</span>)}
    </span>
  );
}
