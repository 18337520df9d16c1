// Ballots on paper: which unit's, for whom, in which language; then the sheet itself, in a tab of its own.
import { useState } from "preact/hooks";
import { round_path } from "../shared/staff/api";
import { SelectField } from "../shared/staff/select_field";
import type { FullRound } from "../shared/staff/types";
import { category_options, unit_options } from "./names";
import { PrintLink } from "./tickets";
import { use_words } from "./use_words";

/** Address of one unit's ballot; empty category: for any; empty language: in two. */
export function ballot_path(round: string, unit: string, category: string, language: string): string {
  const query = [["unit", unit], ["category", category], ["language", language]]
    .filter(([, value]) => value !== "").map(([name, value]) => `${name}=${encodeURIComponent(value ?? "")}`);
  return round_path(round, `/paper-ballot?${query.join("&")}`);
}

export function PrintBallot(props: { full: FullRound }) {
  const { p, lang } = use_words();
  const { file, meta } = props.full;
  const [unit, set_unit] = useState(file.units[0]?.id ?? "");
  const [category, set_category] = useState("");
  const [language, set_language] = useState("");
  const units = unit_options(file, lang);
  const chosen = units.some((one) => one.id === unit) ? unit : "";
  if (units.length === 0) return null;
  const languages = file.languages.map((tag) => ({ id: tag, label: p.languages[tag] ?? tag }));
  return (
    <div class="print-ballot">
      <p>{p.print_lead}</p>
      <SelectField id="ballot-unit" label={p.unit} value={chosen} empty={p.print_unit} options={units} on_change={set_unit} />
      <SelectField
        id="ballot-category" label={p.print_category} hint={p.print_category_hint} value={category} empty={p.print_any}
        options={category_options(file, lang)} on_change={set_category}
      />
      {languages.length > 1 && (
        <SelectField id="ballot-language" label={p.print_language} value={language} empty={p.print_both} options={languages} on_change={set_language} />
      )}
      {chosen && <p><PrintLink to={ballot_path(meta.id, chosen, category, language)}>{meta.state === "draft" ? p.print_draft : p.print}</PrintLink></p>}
    </div>
  );
}
