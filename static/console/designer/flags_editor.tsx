// Flags: which figure of which question proposes to look closer.
import { Button } from "../../shared/components/button";
import type { Flag, Item, RoundFile } from "../../shared/round_file";
import { options_of } from "../../shared/round_file";
import { pick } from "../../shared/staff/format";
import { SelectField } from "../../shared/staff/select_field";
import { type FlagCondition, condition_text, parse_condition } from "./consequences";
import { use_draft } from "./draft";
import { ExactField, is_exact_number, is_share } from "./exact_field";
import { Follows } from "./follows";
import { fresh_id, inserted, moved, removed, replaced } from "./lists";
import { RowActions } from "./row_actions";
import { with_rule } from "./rule_edits";
import { use_rules_words } from "./rules_words";
import { TextPair } from "./text_pair";

/// Questions that a flag can watch, each id once: one id may be asked of the team and of members alike.
export function flaggable_items(file: RoundFile): readonly Item[] {
  const found = new Map<string, Item>();
  for (const section of file.sections) {
    for (const item of section.items) if (item.type === "scale" && !found.has(item.id)) found.set(item.id, item);
  }
  return [...found.values()];
}

export function FlagsEditor() {
  const { r } = use_rules_words();
  const { file, edit } = use_draft();
  const flags = file.rules?.flags ?? [];
  const items = flaggable_items(file);
  const first = items[0];
  const add = () => {
    if (!first) return;
    edit((old) => with_rule(old, "flags", [...(old.rules?.flags ?? []), {
      id: fresh_id((old.rules?.flags ?? []).map(({ id }) => id), "flag"), label: {}, item: first.id, when: "favourable < 60%",
    }]), r.flags.added);
  };
  return (
    <div class="rule-group" role="group" aria-labelledby="rule-flags">
      <h3 id="rule-flags">{r.flags.title}</h3>
      <p>{r.flags.lead}</p>
      {flags.length === 0 && <p class="quiet">{first ? r.flags.none : r.flags.nothing_to_flag}</p>}
      <ol class="rule-list">
        {flags.map((flag, at) => <li key={flag.id}><FlagEditor flag={flag} at={at} count={flags.length} items={items} /></li>)}
      </ol>
      {first && <Button on_click={add}>{r.flags.add}</Button>}
      <Follows causes={["flags"]} />
    </div>
  );
}

function FlagEditor(props: { flag: Flag; at: number; count: number; items: readonly Item[] }) {
  const { lang, r } = use_rules_words();
  const { edit } = use_draft();
  const { flag, at, items } = props;
  const id = `flag-${flag.id}`;
  const set_flags = (change: (flags: readonly Flag[]) => readonly Flag[], words: string, joins?: string) => (
    edit((old) => with_rule(old, "flags", change(old.rules?.flags ?? [])), words, joins));
  const change = (next: (old: Flag) => Flag, joins?: string) => set_flags((flags) => replaced(flags, at, next), r.flags.changed, joins);
  const condition = parse_condition(flag.when) ?? { operand: "favourable", option: "", comparison: "<", threshold: "60%" };
  const name = pick(flag.label, lang, r.flags.new_label);
  return (
    <fieldset class="rule-card">
      <legend>{name}</legend>
      <TextPair
        id={`${id}-label`} label={r.flags.label} value={flag.label} required
        on_change={(label, language) => change((old) => ({ ...old, label: label ?? {} }), `${id}-label-${language}`)}
      />
      <SelectField
        id={`${id}-item`} label={r.flags.item} value={flag.item} empty={r.rules.choose}
        options={items.map((item) => ({ id: item.id, label: pick(item.label, lang, item.id) }))}
        on_change={(item) => { if (item) change((old) => with_item(old, condition, items.find((candidate) => candidate.id === item))); }}
      />
      <Condition
        id={id} condition={condition} item={items.find((item) => item.id === flag.item)}
        on_change={(next, joins) => change((old) => ({ ...old, when: condition_text(next) }), joins)}
      />
      <RowActions
        name={name} at={at} count={props.count}
        on_move={(to) => set_flags((flags) => moved(flags, at, to), r.flags.moved)}
        on_duplicate={() => set_flags((flags) => (
          inserted(flags, at + 1, { ...flag, id: fresh_id(flags.map((entry) => entry.id), flag.id) })), r.flags.copied)}
        on_remove={() => set_flags((flags) => removed(flags, at), r.flags.removed)}
      />
    </fieldset>
  );
}

/// Another question may have other grades: the condition then asks for the favourable rate.
function with_item(flag: Flag, condition: FlagCondition, item: Item | undefined): Flag {
  if (!item) return flag;
  const when = condition.operand === "option" ? condition_text({ operand: "favourable", option: "", comparison: "<", threshold: "60%" }) : flag.when;
  return { ...flag, item: item.id, when };
}

interface ConditionProps {
  id: string;
  condition: FlagCondition;
  item: Item | undefined;
  on_change: (condition: FlagCondition, joins?: string) => void;
}

function Condition(props: ConditionProps) {
  const { lang, r } = use_rules_words();
  const { file } = use_draft();
  const { id, condition } = props;
  const grades = (props.item ? options_of(file, props.item) : []).filter((option) => option.scored !== false);
  const change_operand = (operand: string) => {
    if (operand === "score") props.on_change({ operand, option: "", comparison: condition.comparison, threshold: "60" });
    else if (operand === "favourable") props.on_change({ operand, option: "", comparison: condition.comparison, threshold: "60%" });
    else if (operand === "option" && grades[0]) props.on_change({ operand, option: grades[0].id, comparison: ">", threshold: "1/3" });
  };
  const operands = ["favourable", "option", "score"] as const;
  const comparisons = ["<", "<=", ">", ">="] as const;
  const of_rate = condition.operand !== "score";
  return (
    <div class="field-row">
      <SelectField
        id={`${id}-operand`} label={r.flags.operand} value={condition.operand} empty={r.rules.choose} on_change={change_operand}
        options={operands.map((operand) => ({ id: operand, label: r.flags.operands[operand] }))}
      />
      {condition.operand === "option" && (
        <SelectField
          id={`${id}-option`} label={r.flags.option} value={condition.option} empty={r.rules.choose}
          options={grades.map((option) => ({ id: option.id, label: pick(option.label, lang, option.id) }))}
          on_change={(option) => { if (option) props.on_change({ ...condition, option }); }}
        />
      )}
      <SelectField
        id={`${id}-comparison`} label={r.flags.comparison} value={condition.comparison} empty={r.rules.choose}
        options={comparisons.map((comparison) => ({ id: comparison, label: r.flags.comparisons[comparison] }))}
        on_change={(text) => {
          const comparison = comparisons.find((candidate) => candidate === text);
          if (comparison) props.on_change({ ...condition, comparison });
        }}
      />
      <ExactField
        id={`${id}-threshold`} label={r.flags.threshold_label} value={condition.threshold}
        wrong={of_rate ? r.flags.threshold_rate_wrong : r.number_wrong} is_valid={of_rate ? is_share : is_exact_number}
        on_change={(threshold) => props.on_change({ ...condition, threshold }, `${id}-threshold`)}
      />
    </div>
  );
}
