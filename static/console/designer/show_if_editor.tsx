// When a question is shown: always, or only to those who gave certain answers to an earlier one of the same section.
import { options_of } from "../../shared/round_file";
import { pick } from "../../shared/staff/format";
import { SelectField } from "../../shared/staff/select_field";
import { use_draft } from "./draft";
import { can_show } from "./integrity";
import type { ItemEditorProps } from "./item_editor";
import { with_optional } from "./lists";
import { use_question_words } from "./questions_words";

export function ShowIfEditor(props: ItemEditorProps) {
  const { q, lang } = use_question_words();
  const { file } = use_draft();
  const { id, item, items, at } = props;
  const earlier = items.slice(0, at).map((candidate, place) => ({ candidate, place }))
    .filter(({ candidate }) => can_show(candidate) && options_of(file, candidate).length > 0);
  const choose = (chosen: string) => {
    const shower = earlier.find(({ candidate }) => candidate.id === chosen);
    const options = shower ? options_of(file, shower.candidate) : [];
    // The last grades are those that are asked about most: "what was wrong?"
    const first = options.filter((option) => option.scored !== false).pop();
    const show_if = shower && first ? { item: shower.candidate.id, is: [first.id] } : undefined;
    props.on_change((old) => with_optional(old, "show_if", show_if), q.item.words.show_if);
  };
  return (
    <fieldset class="show-if">
      <legend>{q.show_if.title}</legend>
      {earlier.length === 0 ? <p class="quiet">{q.show_if.nothing_above}</p> : (
        <SelectField
          id={`${id}-depends`} label={q.show_if.depends} value={item.show_if?.item ?? ""} empty={q.show_if.always} on_change={choose}
          options={earlier.map(({ candidate, place }) => (
            { id: candidate.id, label: q.show_if.after(props.numbering(place), pick(candidate.label, lang, q.item.untitled)) }))}
        />
      )}
      {item.show_if && <ShownBy {...props} />}
    </fieldset>
  );
}

function ShownBy({ id, item, items, on_change }: ItemEditorProps) {
  const { q, lang } = use_question_words();
  const { file } = use_draft();
  const shower = items.find((candidate) => candidate.id === item.show_if?.item);
  const options = shower ? options_of(file, shower) : [];
  const is = item.show_if?.is ?? [];
  const toggle = (option: string, on: boolean) => {
    const next = options.map((one) => one.id).filter((one) => (one === option ? on : is.includes(one)));
    on_change((old) => with_optional(old, "show_if", old.show_if && next.length > 0 ? { ...old.show_if, is: next } : undefined), q.item.words.show_if);
  };
  return (
    <div role="group" aria-labelledby={`${id}-is`} aria-describedby={`${id}-is-hint`}>
      <p class="check-title" id={`${id}-is`}>{q.show_if.is}</p>
      {options.map((option, at) => (
        <label class="check" key={option.id}>
          <input type="checkbox" checked={is.includes(option.id)} onChange={(event) => toggle(option.id, event.currentTarget.checked)} />
          <span>{pick(option.label, lang, q.options.untitled(at + 1))}</span>
        </label>
      ))}
      <p class="quiet" id={`${id}-is-hint`}>{q.show_if.is_hint}</p>
    </div>
  );
}
