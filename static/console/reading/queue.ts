// The queue of texts as far as it was loaded: what is asked for, pages put together, and what a decision changes in the
// numbers beside it. Pure.
import type { ReadText, ReadingPage, ReadingTotals, TextState } from "../../shared/staff/reading";

/// What of the queue is listed; empty: all.
export interface Filter {
  state: string;
  unit: string;
  item: string;
  tag: string;
  q: string;
  marked: boolean;
}

export const kEverything: Filter = { state: "", unit: "", item: "", tag: "", q: "", marked: false };
export const kUnread: Filter = { ...kEverything, state: "unread" };
export const kPage = 50;
export const kBatch = 200;  ///< texts in one request

export function query_of(filter: Filter, after: string | null, limit = kPage): string {
  const query = new URLSearchParams();
  for (const key of ["state", "unit", "item", "tag"] as const) if (filter[key]) query.set(key, filter[key]);
  if (filter.q.trim()) query.set("q", filter.q.trim());
  if (filter.marked) query.set("mark", "any");
  if (after) query.set("after", after);
  query.set("limit", String(limit));
  return `/reading?${query.toString()}`;
}

/// The query that gives exactly this text, if it is still there: what follows the id before it.
export function query_of_one(id: string): string {
  return query_of(kEverything, id_before(id), 1);
}

/// The numbers beside the queue without a text in it: nothing follows the last id. Whoever asks so has read nothing, and the
/// server does not note that they did.
export const kNumbersOnly = query_of(kEverything, "f".repeat(32), 1);

/// The hexadecimal number before `id`; null before 0.
export function id_before(id: string): string | null {
  const zeros = /0*$/.exec(id)?.[0].length ?? 0;
  const last = id.length - zeros - 1;
  if (last < 0) return null;
  const digit = (parseInt(id.charAt(last), 16) - 1).toString(16);
  return id.slice(0, last) + digit + "f".repeat(zeros);
}

/// `matches` stays what it was at first: of what is listed, some may fit the filter no more since it was decided.
export function with_page(before: ReadingPage, more: ReadingPage): ReadingPage {
  const known = new Set(before.items.map(({ id }) => id));
  const items = [...before.items, ...more.items.filter(({ id }) => !known.has(id))];
  return { ...more, items, matches: more.next === null ? items.length : Math.max(before.matches, items.length + 1) };
}

/// The page without a text that was withdrawn.
export function without_text(page: ReadingPage, id: string): ReadingPage {
  const items = page.items.filter((item) => item.id !== id);
  return { ...page, items, matches: page.matches - (page.items.length - items.length) };
}

function moved(totals: ReadingTotals, from: TextState, to: TextState): ReadingTotals {
  if (from === to || from === "shown" || to === "shown") return totals;
  return { ...totals, [from]: Math.max(0, totals[from] - 1), [to]: totals[to] + 1 };
}

function tags_after(page: ReadingPage, old: ReadText, item: ReadText): ReadingPage["tags"] {
  const counts = new Map(page.tags.map(({ tag, texts }) => [tag, texts]));
  for (const tag of old.tags ?? []) counts.set(tag, (counts.get(tag) ?? 1) - 1);
  for (const tag of item.tags ?? []) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].filter(([, texts]) => texts > 0).map(([tag, texts]) => ({ tag, texts }));
}

/// The page after the server gave this text anew. Words found stay marked: the answer to a decision does not name them.
export function with_text(page: ReadingPage, item: ReadText): ReadingPage {
  const old = page.items.find(({ id }) => id === item.id);
  if (!old) return page;
  const fewer = (old.state === "unread" ? 1 : 0) - (item.state === "unread" ? 1 : 0);
  return {
    ...page, totals: moved(page.totals, old.state, item.state), tags: tags_after(page, old, item),
    items: page.items.map((entry) => (entry.id === item.id ? { ...item, found: item.found ?? entry.found } : entry)),
    units: page.units.map((unit) => (unit.unit === item.unit ? { ...unit, unread: Math.max(0, unit.unread - fewer) } : unit)),
  };
}

/// What may be cleared together: nobody has decided it, and nothing in it is marked.
export function unmarked_of(items: readonly ReadText[]): ReadText[] {
  return items.filter((item) => item.state === "unread" && (item.marks ?? []).length === 0);
}

/// The next text after `id` that still waits for a decision; null where none is loaded.
export function next_unread(items: readonly ReadText[], id: string): string | null {
  const at = items.findIndex((item) => item.id === id);
  return items.slice(at + 1).find((item) => item.state === "unread")?.id ?? null;
}

/// Why a tag is not taken; null where it is.
export function tag_problem(tag: string, tags: readonly string[]): "empty" | "long" | "twice" | "many" | null {
  if (tag === "") return "empty";
  if (Array.from(tag).length > 40) return "long";
  if (tags.includes(tag)) return "twice";
  return tags.length >= 10 ? "many" : null;
}
