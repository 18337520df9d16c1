// What stays of a draft when a form is imported into it, and what of that cannot stay.
import type { Item, RoundFile, Rules, Unit } from "../../shared/round_file";
import type { Report } from "./finding";

/// `round` with the units of `current`; with `foreign` also everything that a form by another tool does not say.
export function keep_from_current(round: RoundFile, current: RoundFile | undefined, foreign: boolean, report: Report): RoundFile {
  if (!current) return round;
  const merged = foreign ? with_head_of(round, current, report) : round;
  const units = current.units.map((unit) => with_known_due(unit, merged, report));
  const scales = { ...scales_of_units(current), ...merged.scales };
  return { ...merged, ...(Object.keys(scales).length > 0 && { scales }), units };
}

/// A unit's `due` names categories; those that are gone go from it too.
function with_known_due(unit: Unit, round: RoundFile, report: Report): Unit {
  const ids = Object.keys(unit.due ?? {});
  const gone = ids.filter((id) => !round.categories.some((category) => category.id === id));
  if (gone.length === 0) return unit;
  report.note("candor", 0, null, "due_dropped", { unit: unit.id, categories: gone.join(", ") });
  const due: Record<string, number> = {};
  for (const id of ids) if (!gone.includes(id)) due[id] = unit.due?.[id] ?? 0;
  return { ...unit, due };
}

/// Units may ask items of their own by scales of the round.
function scales_of_units(current: RoundFile): NonNullable<RoundFile["scales"]> {
  const kept: Record<string, NonNullable<RoundFile["scales"]>[string]> = {};
  for (const unit of current.units) {
    for (const item of unit.items ?? []) {
      const scale = item.type === "scale" ? current.scales?.[item.scale ?? ""] : undefined;
      if (scale) kept[item.scale ?? ""] = scale;
    }
  }
  return kept;
}

function with_head_of(round: RoundFile, current: RoundFile, report: Report): RoundFile {
  const { scales: _, sections: __, ...head } = current;
  const languages = [...current.languages, ...round.languages.filter((tag) => !current.languages.includes(tag))];
  const rules = current.rules && rules_that_hold(current.rules, round, current, report);
  const title = { ...current.title, ...round.title };
  return { ...head, title, languages, ...(round.scales && { scales: round.scales }), ...(rules && { rules }), sections: round.sections };
}

/// Without the quota and the flags whose scales and items are gone.
function rules_that_hold(rules: Rules, round: RoundFile, current: RoundFile, report: Report): Rules {
  const scales = { ...scales_of_units(current), ...round.scales };
  const items = current.units.reduce<Item[]>((list, unit) => list.concat(unit.items ?? []), []);
  for (const section of round.sections) items.push(...section.items);
  const { quota, flags, ...rest } = rules;
  const kept = flags?.filter((flag) => {
    const named = items.filter((item) => item.id === flag.item);
    return named.length > 0 && named.every((item) => item.type === "scale");
  });
  const keeps_quota = quota !== undefined && quota.scale in scales;
  const lost = (flags?.length ?? 0) - (kept?.length ?? 0) + (quota && !keeps_quota ? 1 : 0);
  if (lost > 0) report.note("survey", 0, null, "rules_dropped", { n: lost });
  return { ...rest, ...(keeps_quota && { quota }), ...(kept && { flags: kept }) };
}
