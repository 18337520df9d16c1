// Which units a release withholds, and why: a list that is searched by name, and a reason. Nothing is sent from here.
import { useState } from "preact/hooks";
import { Choice } from "../shared/components/choice";
import { TextField } from "../shared/components/field";
import { AreaField } from "../shared/staff/area_field";
import type { Withholding } from "../shared/staff/reading";
import { in_tree_order } from "../shared/staff/tree";
import type { RoundFile } from "../shared/staff/types";
import { unit_name } from "./names";
import { use_release_words } from "./release_words";

export interface WithholdDraft {
  units: readonly string[];
  reason: string;
}

export const kNothing: WithholdDraft = { units: [], reason: "" };

/// What is sent; null where nothing is withheld.
export function withholding_of(draft: WithholdDraft): Withholding | null {
  return draft.units.length === 0 ? null : { withhold: { units: draft.units, texts: [] }, reason: draft.reason.trim() };
}

const kListed = 30;       // units in view: ten thousand are searched, not scrolled
const kSearchedFrom = 8;  // fewer are seen at a glance

/// The chosen ones first, then those whose name or id holds what is sought, in the order of the tree.
export function listed_units(
  units: readonly { id: string; label: string }[], chosen: readonly string[], sought: string,
): { listed: { id: string; label: string }[]; more: number } {
  const words = sought.trim().toLowerCase();
  const fits = (unit: { id: string; label: string }) => unit.label.toLowerCase().includes(words) || unit.id.toLowerCase() === words;
  const first = units.filter(({ id }) => chosen.includes(id));
  const rest = units.filter((unit) => !chosen.includes(unit.id) && fits(unit));
  return { listed: [...first, ...rest.slice(0, kListed)], more: Math.max(0, rest.length - kListed) };
}

export interface WithholdFormProps {
  id: string;  ///< before the ids of its fields
  file: RoundFile;
  without: readonly string[];  ///< withheld already
  draft: WithholdDraft;
  units_error?: string | undefined;
  reason_error?: string | undefined;
  on_draft: (draft: WithholdDraft) => void;
}

export function WithholdForm(props: WithholdFormProps) {
  const { e, lang } = use_release_words();
  const [sought, set_sought] = useState("");
  const { id, file, draft } = props;
  const units = in_tree_order(file.units).filter(({ unit }) => !props.without.includes(unit.id))
    .map(({ unit }) => ({ id: unit.id, label: unit_name(file, unit.id, lang) }));
  const { listed, more } = listed_units(units, draft.units, sought);
  const toggle = (unit: string) => {
    const next = draft.units.includes(unit) ? draft.units.filter((other) => other !== unit) : [...draft.units, unit];
    props.on_draft({ ...draft, units: next });
  };
  return (
    <>
      {units.length >= kSearchedFrom && <TextField id={`${id}-find`} type="search" label={e.withhold.find} value={sought} on_input={set_sought} />}
      <div class="unit-picker">
        <Choice
          id={`${id}-units`} several legend={e.withhold.units(draft.units.length)} options={listed} value={draft.units} on_change={toggle}
          error={props.units_error}
        >
          {listed.length === 0 && <p class="quiet" role="status">{e.withhold.no_match}</p>}
          {more > 0 && <p class="quiet">{e.withhold.more(more)}</p>}
        </Choice>
      </div>
      <p>{e.withhold.consequence}</p>
      <AreaField
        id={`${id}-reason`} label={e.withhold.reason} hint={e.withhold.reason_hint} value={draft.reason} rows={2} error={props.reason_error}
        on_input={(reason) => props.on_draft({ ...draft, reason })}
      />
    </>
  );
}
