// Units: the tree, one unit at a time beside it, and tables in and out.
import { useEffect, useMemo, useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { TextField } from "../../shared/components/field";
import type { Unit } from "../../shared/round_file";
import { use_draft } from "./draft";
import { added_unit } from "./unit_edits";
import { UnitEditor } from "./unit_editor";
import { all_rows, found_rows, shown_rows } from "./unit_rows";
import { UnitTree } from "./unit_tree";
import { use_unit_words } from "./unit_words";
import { UnitsTable } from "./units_table";
import "./units.css";

const kFoldFrom = 200;  // units: more of them begin folded

export function UnitsPanel() {
  const { u } = use_unit_words();
  const { file, edit } = use_draft();
  const { units } = file;
  const rows = useMemo(() => all_rows(units), [units]);
  const [folded, set_folded] = useState<ReadonlySet<string>>(() => (units.length > kFoldFrom ? parents_of(units) : new Set()));
  const [search, set_search] = useState("");
  const [chosen, set_chosen] = useState<string | null>(null);
  const shown = useMemo(() => (search.trim() ? found_rows(rows, search) : shown_rows(rows, folded)), [rows, search, folded]);
  const [said, set_said] = useState("");
  const unit = chosen === null ? undefined : units.find((candidate) => candidate.id === chosen);
  useEffect(() => { if (chosen !== null && !unit) set_chosen(null); }, [chosen, unit]);
  const fold = (id: string, fold_it: boolean) => {
    const next = new Set(folded);
    if (fold_it) next.add(id);
    else next.delete(id);
    set_folded(next);
  };
  const add = (parent: string | null) => {
    // Chosen before the edit: ids depend on the file as it is now.
    const made = added_unit(file, null, parent);
    edit((old) => added_unit(old, null, parent).file, u.added);
    if (parent !== null) fold(parent, false);
    set_search("");
    set_chosen(made.id);
  };
  return (
    <section aria-labelledby="units">
      <h2 id="units">{u.title}</h2>
      <p>{u.lead}</p>
      {units.length === 0 ? <p class="empty">{u.empty}</p> : <Summary units={units} />}
      {units.length === 0 && <UnitsTable key="table" />}
      <div class="buttons"><Button kind={units.length === 0 ? undefined : "primary"} on_click={() => add(null)}>{u.add}</Button></div>
      {units.length > 0 && (
        <div class="unit-columns">
          <div>
            <TextField id="unit-search" label={u.search} type="search" value={search} on_input={set_search} />
            <p class="hint" role="status">{search.trim() ? u.found(shown.length) : u.row_key}</p>
            <UnitTree rows={shown} chosen={chosen} on_choose={set_chosen} on_fold={fold} />
            <div class="row-actions">
              <Button kind="plain" on_click={() => set_folded(parents_of(units))}>{u.fold_all}</Button>
              <Button kind="plain" on_click={() => set_folded(new Set())}>{u.unfold_all}</Button>
            </div>
          </div>
          {unit ? <UnitEditor key={unit.id} unit={unit} on_choose={set_chosen} on_add={add} on_told={set_said} /> : <p class="quiet">{u.choose}</p>}
        </div>
      )}
      <p class="visually-hidden" role="status">{said}</p>
      {units.length > 0 && <UnitsTable key="table" />}
    </section>
  );
}

function parents_of(units: readonly Unit[]): ReadonlySet<string> {
  return new Set(units.map((unit) => unit.parent).filter((parent): parent is string => typeof parent === "string"));
}

function Summary(props: { units: readonly Unit[] }) {
  const { u } = use_unit_words();
  const [members, due] = useMemo(() => {
    let count = 0;
    let sum: number | null = 0;
    for (const unit of props.units) {
      count += unit.members?.length ?? 0;
      if (!unit.due) sum = null;
      else if (sum !== null) sum += Object.values(unit.due).reduce((all, one) => all + one, 0);
    }
    return [count, sum] as const;
  }, [props.units]);
  return <p>{u.count(props.units.length, members, due)}</p>;
}
