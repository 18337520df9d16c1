// What the three sentences over a result may say, as values: gathered from one unit's report, in no language yet.
// Knows the tally and the rules of the round; phrases-*.ts turn it into words.
import { compare_groups, compare_items } from "./compare";
import type { Comparison } from "./compare";
import {
  favourable_count, find_item, find_unit, headline_item, is_scale, official_ratee_score, range_of, ratee, total,
} from "./model";
import type { Range } from "./model";
import { whole_percent } from "../shared/staff/format";
import type { Item, ItemResult, RateeResult, RoundFile, Unit, UnitReport, UnitResult } from "../shared/staff/types";

export interface Facts {
  returned: number;
  valid: number;
  invalid: number;
  /** People due in the shown groups; null where it is not known. */
  due: number | null;
  headline: { name: string; rate: string; n: number } | null;
  score: { score: string; weighted: boolean; range: Range | null; of_team: boolean } | null;
  /** Items compared, or the groups on the only item. */
  items: Comparison;
  groups: Comparison | null;
  members: number;
  quorum: { at_least: string; met: boolean } | null;
  /** Least and greatest share of all people due who would be favourable, whatever the silent ones think. */
  bounds: { silent: number; low: number; high: number } | null;
  dont_know: { count: number; of: number };
  merged: string[][];
  left_out: string[];
  min_cell: number;
}

export interface Names {
  item(item: Item): string;
  category(id: string): string;
  group(categories: string[]): string;
}

function sum_due(result: UnitResult): number | null {
  let sum = 0;
  for (const g of result.groups || []) {
    if (g.due === undefined) return null;
    sum += g.due;
  }
  return (result.groups || []).length > 0 ? sum : null;
}

/** The range all scored items of this ratee share; null where they differ. */
function shared_range(file: RoundFile, result: RateeResult): Range | null {
  let shared: Range | null = null;
  for (const r of result.items) {
    const item = find_item(file, r.item, result.about);
    const weight = item ? Number(item.weight || 0) : 0;
    if (!item || item.type !== "scale" || !(weight > 0)) continue;
    const range = range_of(file, item);
    if (!range) continue;
    if (shared && (shared.low !== range.low || shared.high !== range.high)) return null;
    shared = range;
  }
  return shared;
}

// Bounds are told where at least three of four people due gave a rating; wider ones say nothing.
const kRatedOfFour = 4;

function silent_bounds(file: RoundFile, item: Item, r: ItemResult, due: number | null): Facts["bounds"] {
  const base = (file.rules && file.rules.base) || "scored";
  if (due === null || base !== "scored" || (r.left_out || []).length > 0) return null;
  const n = r.pooled.n;
  const silent = due - n;
  if (silent < 0 || n * kRatedOfFour < due * (kRatedOfFour - 1)) return null;
  const good = favourable_count(file, item, r.pooled);
  return { silent, low: Math.floor((100 * good) / due), high: Math.ceil((100 * (good + silent)) / due) };
}

function dont_know(file: RoundFile, result: RateeResult): Facts["dont_know"] {
  let count = 0;
  let of = 0;
  for (const r of result.items) {
    if (!is_scale(file, r, result.about)) continue;
    const unknown = total(r.pooled.unscored);
    count += unknown;
    of += unknown + r.pooled.n;
  }
  return { count, of };
}

const kEmpty: RateeResult = { about: "team", items: [], score: { weighted: { score: null }, pooled: { score: null } } };

export function gather_facts(report: UnitReport, names: Names): Facts {
  const file = report.round_file;
  const result = report.result;
  const rules = file.rules || {};
  const unit: Unit | undefined = find_unit(file, result.unit);
  const groups = result.groups || [];
  const team = ratee(result, "team") || ratee(result, "-") || kEmpty;
  const left_out = result.left_out || [];
  const due = sum_due(result);
  const head = headline_item(file, team);
  const head_item = head ? find_item(file, head.item, team.about) : undefined;
  const score = official_ratee_score(team);
  const items = compare_items(file, unit, team, head ? head.item : null, names.item);
  const scored = team.items.filter((r) => is_scale(file, r, team.about));
  const only = scored.length === 1 ? (scored[0] as ItemResult) : null;
  const only_item = only ? find_item(file, only.item, team.about) : undefined;
  const at_least = rules.quorum ? String(rules.quorum.at_least) : "";
  const met = result.quorate;
  return {
    returned: groups.reduce((s, g) => s + g.returned, 0),
    valid: groups.reduce((s, g) => s + g.valid, 0),
    invalid: groups.reduce((s, g) => s + total(g.invalid), 0),
    due,
    headline: head && head_item && head.pooled.favourable
      ? { name: names.item(head_item), rate: head.pooled.favourable.rate, n: head.pooled.n } : null,
    score: score ? { score: score.score, weighted: score.weighted, range: shared_range(file, team), of_team: team.about === "team" } : null,
    items,
    groups: only && only_item ? compare_groups(file, unit, only_item, only, names.group) : null,
    members: report.members_shown.length,
    quorum: at_least && (met === true || met === false) ? { at_least, met } : null,
    bounds: head && head_item && left_out.length === 0 ? silent_bounds(file, head_item, head, due) : null,
    dont_know: dont_know(file, team),
    merged: groups.filter((g) => g.categories.length > 1).map((g) => g.categories.map(names.category)),
    left_out: left_out.map(names.category),
    min_cell: rules.min_cell || 5,
  };
}

/** Answered out of due in whole percent; null where nobody knows who was due. */
export function response_share(facts: Facts): number | null {
  return facts.due === null || facts.due === 0 ? null : whole_percent(facts.returned, facts.due);
}
