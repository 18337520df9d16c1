// Who answers: the rater categories with their weights, and whether numbers protect them.
import { useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import type { Category } from "../../shared/round_file";
import { pick } from "../../shared/staff/format";
import { to_number } from "../../shared/staff/rational";
import { share_text } from "./consequences";
import { use_draft } from "./draft";
import { ExactField, is_exact_number } from "./exact_field";
import { Follows } from "./follows";
import { fresh_id, inserted, moved, replaced, with_optional } from "./lists";
import { category_presets } from "./presets";
import { RowActions } from "./row_actions";
import { replace_categories, units_due, with_categories, without_category } from "./rule_edits";
import { use_rules_words } from "./rules_words";
import { TextPair } from "./text_pair";
import { use_designer_words } from "./words";
import "./rules.css";

export function CategoriesPanel() {
  const { r } = use_rules_words();
  const { file, edit } = use_draft();
  const add = () => edit((old) => with_categories(old, [{ id: r.categories.stem, label: {} }]), r.categories.added);
  return (
    <section aria-labelledby="categories">
      <h2 id="categories">{r.categories.title}</h2>
      <p>{r.categories.lead}</p>
      {file.categories.length === 0 && <p class="empty">{r.categories.empty}</p>}
      <ol class="rule-list">
        {file.categories.map((category, at) => <li key={category.id}><CategoryEditor category={category} at={at} /></li>)}
      </ol>
      <div class="buttons"><Button kind={file.categories.length === 0 ? undefined : "primary"} on_click={add}>{r.categories.add}</Button></div>
      <Presets open={file.categories.length === 0} />
      <Follows causes={["categories", "min_cell", "weights"]} />
    </section>
  );
}

function CategoryEditor(props: { category: Category; at: number }) {
  const { lang, r } = use_rules_words();
  const { file, edit } = use_draft();
  const { category, at } = props;
  const name = pick(category.label, lang, r.categories.label_of(at + 1));
  const change = (next: (old: Category) => Category, words: string, joins?: string) => (
    edit((old) => ({ ...old, categories: replaced(old.categories, at, next) }), words, joins));
  const id = `category-${category.id}`;
  return (
    <fieldset class="rule-card">
      <legend>{name}</legend>
      <TextPair
        id={`${id}-label`} label={r.categories.label} value={category.label} required
        on_change={(label, language) => change((old) => ({ ...old, label: label ?? {} }), r.categories.typed, `${id}-label-${language}`)}
      />
      <WeightField category={category} on_change={(weight) => change((old) => ({ ...old, weight }), r.categories.weight_typed, `${id}-weight`)} />
      <label class="check">
        <input
          type="checkbox" checked={category.confidential === false} aria-describedby={`${id}-open-hint`}
          onChange={(event) => {
            const open = event.currentTarget.checked;
            change((old) => with_optional(old, "confidential", open ? false : undefined), open ? r.categories.opened : r.categories.protected);
          }}
        />
        <span>{r.categories.open}</span>
      </label>
      <p class="hint" id={`${id}-open-hint`}>{r.categories.open_hint}</p>
      <RowActions
        name={name} at={at} count={file.categories.length}
        on_move={(to) => edit((old) => ({ ...old, categories: moved(old.categories, at, to) }), r.categories.moved)}
        on_duplicate={() => edit((old) => ({
          ...old,
          categories: inserted(old.categories, at + 1, { ...category, id: fresh_id(old.categories.map((entry) => entry.id), category.id) }),
        }), r.categories.copied)}
        on_remove={() => edit((old) => without_category(old, category.id), r.categories.removed(name, units_due(file, category.id)))}
      />
    </fieldset>
  );
}

function WeightField(props: { category: Category; on_change: (weight: string) => void }) {
  const { lang, r } = use_rules_words();
  const { file } = use_draft();
  const weight_of = (category: Category) => to_number(category.weight ?? 1) ?? 0;
  const whole = file.categories.reduce((sum, category) => sum + weight_of(category), 0);
  const weight = weight_of(props.category);
  const told = weight <= 0 || whole <= 0 ? r.categories.no_weight : r.categories.share(share_text(weight, whole, lang));
  return (
    <ExactField
      id={`category-${props.category.id}-weight`} label={r.categories.weight} hint={`${r.categories.weight_hint} ${told}`}
      value={String(props.category.weight ?? "1")} wrong={r.number_wrong} is_valid={is_exact_number} on_change={props.on_change}
    />
  );
}

function Presets(props: { open: boolean }) {
  const { lang, r } = use_rules_words();
  const { s } = use_designer_words();
  const { edit } = use_draft();
  const [said, set_said] = useState("");
  const take = (name: string, change: Parameters<typeof edit>[0]) => {
    edit(change, r.categories.preset_used(name));
    set_said(`${s.done}: ${name}`);
  };
  return (
    <details open={props.open}>
      <summary>{r.categories.presets}</summary>
      <ul class="rule-list">
        {category_presets.map((preset) => {
          const name = pick(preset.name, lang, preset.id);
          return (
            <li key={preset.id} class="preset">
              <p><strong>{name}</strong></p>
              <p class="quiet">{pick(preset.note, lang)}</p>
              <div class="row-actions">
                <Button kind="plain" label={r.categories.preset_add_of(name)} on_click={() => take(name, (old) => with_categories(old, preset.categories))}>
                  {r.categories.preset_add}
                </Button>
                <Button kind="plain" label={r.categories.preset_replace_of(name)} on_click={() => take(name, (old) => replace_categories(old, preset.categories))}>
                  {r.categories.preset_replace}
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
      <p class="visually-hidden" role="status">{said}</p>
    </details>
  );
}
