// The tally and the round file read together: which item a figure belongs to, which options it has and in what order,
// which groups were merged or left out. Pure; knows no component, no language, and counts nothing again.
import { to_number } from "../shared/staff/rational";
import { kDefaultMinCell, options_of } from "../shared/round_file";
import type { Cell, Item, ItemResult, Option, RateeResult, RoundFile, Unit, UnitReport, UnitResult } from "../shared/staff/types";

/** The item of that id, wherever it stands: in a section, or among the unit's own. */
export function find_item(file: RoundFile, id: string, about: string): Item | undefined {
  const kind = about === "team" ? "team" : about === "-" ? "none" : "member";
  let anywhere: Item | undefined;
  for (const section of file.sections) {
    for (const item of section.items) {
      if (item.id !== id) continue;
      if (section.about === kind) return item;
      anywhere = anywhere || item;
    }
  }
  for (const unit of file.units) {
    for (const item of unit.items || []) if (item.id === id) return item;
  }
  return anywhere;
}

/** Scored options from the best value to the worst; equal values stay in file order. */
export function scored_options(file: RoundFile, item: Item): Option[] {
  return options_of(file, item)
    .filter((o) => o.scored !== false)
    .map((o, at) => ({ o, at, value: to_number(o.value) || 0 }))
    .sort((a, b) => b.value - a.value || a.at - b.at)
    .map((x) => x.o);
}

export function unscored_options(file: RoundFile, item: Item): Option[] {
  return options_of(file, item).filter((o) => o.scored === false);
}

/** The report by the rules as they are in force: the smallest group may have been raised when the round was sealed. */
export function in_force(report: UnitReport): UnitReport {
  const { round, round_file: file } = report;
  const min_cell = Math.max(file.rules?.min_cell ?? kDefaultMinCell, round.min_cell ?? 0);
  return { ...report, round_file: { ...file, rules: { ...file.rules, min_cell } } };
}

export interface Range {
  low: number;
  high: number;
}

/** The lowest and highest value a scale item can get; null without scored options. */
export function range_of(file: RoundFile, item: Item): Range | null {
  const values = scored_options(file, item).map((o) => to_number(o.value) || 0);
  if (values.length === 0) return null;
  return { low: Math.min(...values), high: Math.max(...values) };
}

export function find_unit(file: RoundFile, id: string): Unit | undefined {
  return file.units.filter((u) => u.id === id)[0];
}

export function ratee(result: UnitResult, about: string): RateeResult | undefined {
  return (result.results || []).filter((r) => r.about === about)[0];
}

/** The official score of an item: weighted where there is one, else pooled; null without either. */
export function official_score(result: ItemResult): { score: string; exact: string; weighted: boolean } | null {
  const weighted = result.weighted;
  if (weighted && weighted.score !== null) {
    return { score: weighted.score, exact: weighted.exact || weighted.score, weighted: true };
  }
  const pooled = result.pooled;
  if (pooled.score !== null && pooled.score !== undefined) {
    return { score: pooled.score, exact: pooled.exact || pooled.score, weighted: false };
  }
  return null;
}

/** The same for a ratee's score over all items. */
export function official_ratee_score(result: RateeResult): { score: string; weighted: boolean } | null {
  if (result.score.weighted.score !== null) return { score: result.score.weighted.score, weighted: true };
  if (result.score.pooled.score !== null) return { score: result.score.pooled.score, weighted: false };
  return null;
}

/** The item that speaks for the whole: the one called "overall", or the only scale item with a favourable rate. */
export function headline_item(file: RoundFile, result: RateeResult): ItemResult | null {
  const rated = result.items.filter((r) => is_scale(file, r, result.about) && r.pooled.favourable !== undefined);
  const overall = rated.filter((r) => r.item === "overall");
  if (overall.length > 0) return overall[0] as ItemResult;
  return rated.length === 1 ? (rated[0] as ItemResult) : null;
}

export function is_scale(file: RoundFile, result: ItemResult, about: string): boolean {
  const item = find_item(file, result.item, about);
  return item !== undefined && item.type === "scale";
}

export function total(counts: { [key: string]: number } | undefined): number {
  let sum = 0;
  for (const key of Object.keys(counts || {})) sum += (counts as { [key: string]: number })[key] || 0;
  return sum;
}

/** Who is due in these categories of the unit; null where the unit does not say. */
export function due_of(unit: Unit | undefined, categories: string[]): number | null {
  if (!unit || !unit.due) return null;
  let sum = 0;
  for (const id of categories) sum += unit.due[id] || 0;
  return sum;
}

/** Groups of an item that are put together otherwise than the unit's groups are. */
export function merged_here(result: ItemResult, unit_groups: string[][]): string[][] {
  const known: { [key: string]: boolean } = {};
  for (const g of unit_groups) known[g.join("\n")] = true;
  return (result.groups || [])
    .map((g) => g.categories || [])
    .filter((c) => c.length > 1 && !known[c.join("\n")]);
}

/** How many of these scored answers are favourable. */
export function favourable_count(file: RoundFile, item: Item, cell: Cell): number {
  let sum = 0;
  for (const o of scored_options(file, item)) if (o.favourable) sum += (cell.counts || {})[o.id] || 0;
  return sum;
}
