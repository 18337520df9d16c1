// Which item (or group) came out highest and lowest, and whether the difference may be spoken of.
// A difference is called small when it is less than a twentieth of the scale, or less than twice its standard error
// (counts as a sample without replacement where the number of people due is known; item scores taken as independent,
// which for answers of the same people overstates the error: it errs on the side of silence). Pure; no language.
import { find_item, official_score, range_of, scored_options, due_of, is_scale } from "./model";
import { to_number } from "../shared/staff/rational";
import type { Cell, Item, ItemResult, RateeResult, RoundFile, Unit } from "../shared/staff/types";

/** Fewer answers than this carry no comparison between items. */
export const kMinAnswersToCompare = 10;
const kSmallPartOfScale = 1 / 20;
const kErrorsApart = 2;

export interface Standing {
  names: string[];
  score: string;
}

export type Comparison =
  | { kind: "nothing" }
  | { kind: "single"; scored: number }
  | { kind: "too_few"; count: number; answers: number }
  | { kind: "equal"; count: number; score: string }
  | { kind: "close" | "apart"; count: number; top: Standing; bottom: Standing };

interface Candidate {
  name: string;
  score: string;
  exact: string;
  value: number;
  error: number;
  n: number;
}

/** Standard error of the mean value in a cell; 0 where everybody due has answered. */
export function standard_error(file: RoundFile, item: Item, cell: Cell, due: number | null): number {
  const n = cell.n;
  if (n < 2) return Infinity;
  let mean = 0;
  const options = scored_options(file, item).map((o) => ({
    value: to_number(o.value) || 0,
    count: (cell.counts || {})[o.id] || 0,
  }));
  for (const o of options) mean += (o.value * o.count) / n;
  let squares = 0;
  for (const o of options) squares += o.count * (o.value - mean) * (o.value - mean);
  const missing = due !== null && due > 1 ? Math.max(0, due - n) / (due - 1) : 1;
  return Math.sqrt((squares / (n - 1) / n) * missing);
}

function weight_of(file: RoundFile, categories: string[]): number {
  let sum = 0;
  for (const category of file.categories) {
    if (categories.indexOf(category.id) < 0) continue;
    const weight = to_number(category.weight);
    sum += weight === null ? 1 : weight;
  }
  return sum;
}

/** Standard error of an item's official score: of the weighted mean of its groups, or of the pooled cell. */
function score_error(file: RoundFile, unit: Unit | undefined, item: Item, result: ItemResult, weighted: boolean): number {
  if (!weighted) return standard_error(file, item, result.pooled, null);
  let weights = 0;
  let squares = 0;
  for (const group of result.groups || []) {
    if (group.score === null || group.score === undefined) continue;
    const categories = group.categories || [];
    const weight = weight_of(file, categories);
    if (weight === 0) continue;
    const error = standard_error(file, item, group, due_of(unit, categories));
    weights += weight;
    squares += weight * weight * error * error;
  }
  return weights > 0 ? Math.sqrt(squares) / weights : standard_error(file, item, result.pooled, null);
}

function order(candidates: Candidate[], width: number): Comparison {
  const count = candidates.length;
  if (count === 0) return { kind: "nothing" };
  if (count === 1) return { kind: "single", scored: 1 };
  const answers = Math.min(...candidates.map((c) => c.n));
  if (answers < kMinAnswersToCompare) return { kind: "too_few", count, answers };
  const sorted = candidates.slice().sort((a, b) => b.value - a.value);
  const first = sorted[0] as Candidate;
  const last = sorted[count - 1] as Candidate;
  if (first.exact === last.exact) return { kind: "equal", count, score: first.score };
  const error = Math.sqrt(first.error * first.error + last.error * last.error);
  const apart = first.value - last.value;
  const small = apart < width * kSmallPartOfScale || apart < kErrorsApart * error;
  return {
    kind: small ? "close" : "apart",
    count,
    top: { names: sorted.filter((c) => c.exact === first.exact).map((c) => c.name), score: first.score },
    bottom: { names: sorted.filter((c) => c.exact === last.exact).map((c) => c.name), score: last.score },
  };
}

/** Items of one ratee on scales of the same width; the headline stays out where at least two others remain. */
export function compare_items(
  file: RoundFile, unit: Unit | undefined, result: RateeResult, headline: string | null, name: (item: Item) => string,
): Comparison {
  const classes: { [range: string]: { width: number; list: Candidate[] } } = {};
  const scale_items = result.items.filter((r) => is_scale(file, r, result.about) && official_score(r) !== null);
  const others = scale_items.filter((r) => r.item !== headline);
  for (const r of others.length >= 2 ? others : scale_items) {
    const item = find_item(file, r.item, result.about) as Item;
    const range = range_of(file, item);
    const score = official_score(r);
    if (!range || !score) continue;
    const key = `${range.low}:${range.high}`;
    const entry = classes[key] || (classes[key] = { width: range.high - range.low, list: [] });
    entry.list.push({
      name: name(item), score: score.score, exact: score.exact, value: to_number(score.exact) || 0,
      error: score_error(file, unit, item, r, score.weighted), n: r.pooled.n,
    });
  }
  let best: { width: number; list: Candidate[] } = { width: 0, list: [] };
  for (const key of Object.keys(classes)) {
    const entry = classes[key] as { width: number; list: Candidate[] };
    if (entry.list.length > best.list.length) best = entry;
  }
  const comparison = order(best.list, best.width);
  return comparison.kind === "single" ? { kind: "single", scored: scale_items.length } : comparison;
}

/** Groups of raters on one item. */
export function compare_groups(
  file: RoundFile, unit: Unit | undefined, item: Item, result: ItemResult, name: (categories: string[]) => string,
): Comparison {
  const range = range_of(file, item);
  const list: Candidate[] = [];
  for (const g of result.groups || []) {
    if (g.score === null || g.score === undefined) continue;
    const categories = g.categories || [];
    const exact = g.exact || g.score;
    list.push({
      name: name(categories), score: g.score, exact, value: to_number(exact) || 0, n: g.n,
      error: standard_error(file, item, g, due_of(unit, categories)),
    });
  }
  return order(list, range ? range.high - range.low : 0);
}
