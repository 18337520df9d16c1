// One section: what it is called, whom it is about, and its items.
import { Choice } from "../../shared/components/choice";
import type { Item, Section } from "../../shared/round_file";
import { pick } from "../../shared/staff/format";
import { SelectField } from "../../shared/staff/select_field";
import { use_draft } from "./draft";
import { ExactField } from "./exact_field";
import { mapped, member_kinds, replaced_kind } from "./integrity";
import { duplicate_section, kLongestLabel, moved_to_section, weight_of, weight_whole } from "./item_edits";
import { ItemList } from "./item_list";
import { fresh_id, inserted, moved, with_optional, without } from "./lists";
import { type MendedEdit, use_focus_soon } from "./questions_edit";
import { use_question_words } from "./questions_words";
import { RowActions } from "./row_actions";
import { kAbouts } from "./section_titles";
import { TextPair } from "./text_pair";

export interface SectionEditorProps {
  section: Section;
  at: number;
  open: string | null;  ///< the key of what is open, of a section's heading or of an item
  on_open: (key: string | null) => void;
  edit: MendedEdit;
}

export function section_key(section: Section): string {
  return `section-${section.id}`;
}

type ChangeSection = (change: (section: Section) => Section, words: string, joins?: string, removes?: boolean) => void;

export function SectionEditor(props: SectionEditorProps) {
  const { q, lang } = use_question_words();
  const { section, at, edit } = props;
  const key = section_key(section);
  const title = pick(section.title, lang);
  const name = title ? q.section.name(at + 1, title) : q.section.untitled(at + 1);
  const change: ChangeSection = (next, words, joins, removes) => (
    edit((old) => ({ ...old, sections: mapped(old.sections, (one) => (one.id === section.id ? next(one) : one)) }), words, joins, removes));
  return (
    <section class="question-section" aria-labelledby={`${key}-name`}>
      <h3 id={`${key}-name`}>{name}</h3>
      <SectionBar {...props} name={name} />
      {props.open === key && <SectionForm section={section} change={change} edit={edit} />}
      <SectionItems {...props} name={name} change={change} />
    </section>
  );
}

function SectionBar(props: SectionEditorProps & { name: string }) {
  const { q } = use_question_words();
  const { file } = use_draft();
  const focus = use_focus_soon();
  const { section, at, edit, name } = props;
  const key = section_key(section);
  const is_open = props.open === key;
  const about = q.section.about_facts[section.about];
  const neighbour = file.sections[at + 1] ?? file.sections[at - 1];
  const remove = () => {
    edit((old) => ({ ...old, sections: old.sections.filter(({ id }) => id !== section.id) }), q.section.words.removed(name), undefined, true);
    if (neighbour) focus(`${section_key(neighbour)}-edit`);
  };
  return (
    <div class="section-bar">
      <p class="quiet">{q.section.facts(section.of ? q.section.of_kind(about, section.of) : about, section.items.length)}</p>
      <div class="row-actions">
        <button
          id={`${key}-edit`} type="button" class="button plain" aria-expanded={is_open} aria-label={is_open ? q.section.close_of(name) : q.section.edit_of(name)}
          onClick={() => props.on_open(is_open ? null : key)}
        >
          {is_open ? q.section.close : q.section.edit}
        </button>
        <RowActions
          name={name} at={at} count={file.sections.length}
          on_move={(to) => edit((old) => ({ ...old, sections: moved(old.sections, at, to) }), q.section.words.moved(name))}
          on_duplicate={() => edit((old) => ({ ...old, sections: inserted(old.sections, at + 1, duplicate_section(old, section)) }), q.section.words.copied(name))}
          on_remove={remove}
        />
      </div>
    </div>
  );
}

interface SectionFormProps {
  section: Section;
  change: ChangeSection;
  edit: MendedEdit;
}

function SectionForm(props: SectionFormProps) {
  const { q } = use_question_words();
  const { section, change } = props;
  const key = section_key(section);
  const set_about = (about: string) => {
    const next = kAbouts.find((known) => known === about);
    if (next) change((old) => ({ ...without(old, "of"), about: next }), q.section.words.about);
  };
  return (
    <div class="section-form">
      <TextPair
        id={`${key}-title`} label={q.section.title} value={section.title} required max_length={kLongestLabel}
        on_change={(title, language) => change((old) => ({ ...old, title: title ?? {} }), q.section.words.title, `${key}-title-${language}`)}
      />
      <TextPair
        id={`${key}-hint`} label={q.section.hint} hint={q.section.hint_hint} value={section.hint} rows={2} max_length={kLongestLabel}
        on_change={(hint, language) => change((old) => with_optional(old, "hint", hint), q.section.words.hint, `${key}-hint-${language}`)}
      />
      <Choice
        id={`${key}-about`} legend={q.section.about} value={section.about} on_change={set_about}
        options={kAbouts.map((about) => ({ id: about, label: q.section.about_options[about] }))}
      />
      {section.about === "member" && <KindFields {...props} />}
    </div>
  );
}

const kOfAll = "\u0000all";
const kOfNew = "\u0000new";

/// Which members a section asks about: all, or those of one kind, which has the same name everywhere.
function KindFields({ section, change, edit }: SectionFormProps) {
  const { q } = use_question_words();
  const { file } = use_draft();
  const focus = use_focus_soon();
  const key = section_key(section);
  const kinds = member_kinds(file);
  const { of } = section;
  const members = file.units.reduce((sum, unit) => sum + (unit.members ?? []).filter((member) => member.kind === of).length, 0);
  const choose = (chosen: string) => {
    if (chosen === "") return;
    const next = chosen === kOfAll ? undefined : chosen === kOfNew ? fresh_id(kinds, q.section.kind_stem) : chosen;
    change((old) => with_optional(old, "of", next), q.section.words.about);
    if (chosen === kOfNew) focus(`${key}-kind`);
  };
  return (
    <>
      <SelectField
        id={`${key}-of`} label={q.section.of} value={of ?? kOfAll} empty={q.choose} on_change={choose}
        options={[
          { id: kOfAll, label: q.section.of_all }, ...kinds.map((kind) => ({ id: kind, label: q.section.of_one(kind) })), { id: kOfNew, label: q.section.of_new },
        ]}
      />
      {of !== undefined && (
        <ExactField
          id={`${key}-kind`} label={q.section.kind} hint={q.section.kind_hint(members)} value={of} wrong={q.section.kind_wrong}
          is_valid={(text) => text !== "" && text.length <= 64 && (text === of || !kinds.includes(text))}
          on_change={(to) => { if (to !== of) edit((old) => replaced_kind(old, of, to), q.section.words.kind, `${key}-kind`); }}
        />
      )}
    </>
  );
}

function SectionItems(props: SectionEditorProps & { name: string; change: ChangeSection }) {
  const { q, lang } = use_question_words();
  const { file } = use_draft();
  const { section, at, edit, name } = props;
  const focus = use_focus_soon();
  const weight_words = (item: Item) => {
    if (weight_of(item) <= 0) return q.item.weight_none;
    const { low, high } = weight_whole(file, section);
    const weight = String(item.weight ?? "");
    return low === high ? q.item.weight_counts(weight, rounded(low)) : q.item.weight_range(weight, rounded(low), rounded(high));
  };
  const name_at = (place: number, other: Section) => {
    const title = pick(other.title, lang);
    return title ? q.section.name(place + 1, title) : q.section.untitled(place + 1);
  };
  const targets = file.sections.map((other, place) => ({ other, id: String(place), label: name_at(place, other) }))
    .filter(({ other }) => other !== section && other.about === section.about);
  const move_to = (from: number, target: { id: string; label: string }) => {
    const item = section.items[from];
    const other = file.sections[Number(target.id)];
    if (!item || !other) return;
    edit((old) => moved_to_section(old, at, from, Number(target.id)), q.item.words.moved_to(pick(item.label, lang, q.item.untitled), target.label));
    props.on_open(null);
    focus(`${section_key(other)}-${item.id}-open`);
  };
  return (
    <ItemList
      owner={section_key(section)} name={name} items={section.items} open={props.open} on_open={props.on_open} empty={q.section.empty}
      weight_words={weight_words} targets={targets} on_move_to={move_to}
      on_change={(items, words, joins, removes) => props.change((old) => ({ ...old, items }), words, joins, removes)}
    />
  );
}

function rounded(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
