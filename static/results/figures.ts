// Cells of the tally as rows of charts and tables. Pure; the words come from outside.
import { scored_options, total, unscored_options } from "./model";
import type { Drawing, Row } from "./draw";
import { pick } from "../shared/staff/format";
import type { Cell, Item, ItemResult, Option, RoundFile } from "../shared/staff/types";
import type { ResultWords } from "./words_en";

export function row_of(label: string, options: Option[], cell: Cell): Row {
  return {
    label,
    counts: options.map((o) => (cell.counts || {})[o.id] || 0),
    unknown: total(cell.unscored),
    abstained: cell.abstained,
  };
}

export function option_names(options: Option[], lang: string): string[] {
  return options.map((o) => pick(o.label, lang, o.id));
}

/** The unscored options of the scale by name; the general word where they have none; null without any. */
export function unknown_name(file: RoundFile, item: Item, lang: string, w: ResultWords): string | null {
  const options = unscored_options(file, item);
  if (options.length === 0) return null;
  return options.map((o) => pick(o.label, lang, w.dont_know)).join(" / ");
}

export function drawing_of(file: RoundFile, item: Item, rows: Row[], what: string, lang: string, w: ResultWords): Drawing {
  const list = rows.map((r) => r.label).join(lang === "en" ? ", " : "、");
  return {
    rows,
    options: option_names(scored_options(file, item), lang),
    unknown: unknown_name(file, item, lang, w) || w.dont_know,
    abstained: w.abstained,
    rated: w.of_rated,
    apart: w.of_all,
    description: w.chart_of(what, list),
  };
}

/** Scale items of a ratee by the scale they share, scales in the order of their first item. */
export function by_scale(items: { item: Item; result: ItemResult }[]): { scale: string; items: { item: Item; result: ItemResult }[] }[] {
  const found: { scale: string; items: { item: Item; result: ItemResult }[] }[] = [];
  for (const entry of items) {
    const scale = entry.item.scale || "";
    const same = found.filter((f) => f.scale === scale)[0];
    if (same) same.items.push(entry);
    else found.push({ scale, items: [entry] });
  }
  return found;
}

/** Why there is no score, or null where there is one. */
export function missing_score(result: ItemResult, w: ResultWords): string | null {
  if (result.weighted && result.weighted.score !== null) return null;
  if (result.pooled.score !== null && result.pooled.score !== undefined) return null;
  return (result.left_out || []).length > 0 && result.pooled.n === 0 ? w.no_score_why.left_out : w.no_score_why.none;
}

/** A delivered score, or words for none. Never 0 for nothing. */
export function score_text(score: string | null | undefined, w: ResultWords): string {
  return score === null || score === undefined ? w.no_score : score.replace(/^-/, "−");
}
