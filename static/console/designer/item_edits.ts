// Edits of questions: new ones, other types, copies, lists pasted in, and how much one counts. Pure; `mended` of
// integrity.ts puts right what such an edit leaves behind.
import type { Text } from "../../shared/i18n";
import type { Item, ItemType, Option, RoundFile, Section } from "../../shared/round_file";
import { to_number } from "../../shared/staff/rational";
import { item_ids, mapped, overlap } from "./integrity";
import { fresh_id, inserted, removed, without } from "./lists";

export const kItemTypes: readonly ItemType[] = ["scale", "single", "multiple", "text", "number", "rank", "nps", "info"];
export const kMostOptions = 250;
export const kMostItems = 500;
export const kMostSections = 100;
export const kLongestLabel = 2000;   ///< characters
export const kLongestAnswer = 10000;  ///< characters
export const kMostDecimals = 6;

/// Digits of a `number` answer, decimals included, that are still exact.
const kLargestScaled = 1e15;

export function has_options(type: ItemType): boolean {
  return type === "single" || type === "multiple" || type === "rank";
}

export function can_be_required(type: ItemType): boolean {
  return type !== "text" && type !== "info";
}

/// A free text never hangs on another question.
export function can_be_conditional(type: ItemType): boolean {
  return type !== "text";
}

export function fewest_options(type: ItemType): number {
  return type === "multiple" ? 1 : 2;
}

/// The texts in the round's languages alone: others would only be warned of.
export function in_languages(text: Text, languages: readonly string[]): Text {
  return text_of(Object.entries(text).filter(([language]) => languages.includes(language)));
}

function text_of(entries: readonly (readonly [string, string])[]): Text {
  return entries.reduce<Text>((text, [language, words]) => ({ ...text, [language]: words }), {});
}

export function item_in_languages(item: Item, languages: readonly string[]): Item {
  const hint = item.hint && in_languages(item.hint, languages);
  return {
    ...item, label: in_languages(item.label, languages), ...(hint && { hint }),
    ...(item.options && { options: options_in_languages(item.options, languages) }),
  };
}

export function options_in_languages(options: readonly Option[], languages: readonly string[]): readonly Option[] {
  return options.map((option) => ({ ...option, label: in_languages(option.label, languages) }));
}

/// Without a text yet. `scale`: of an item of type scale.
export function new_item(file: RoundFile, type: ItemType, scale: string | undefined, label: Text = {}): Item {
  return retyped({ id: fresh_id(item_ids(file), "q"), type: "info", label }, type, scale);
}

export function new_options(count: number): readonly Option[] {
  return Array.from({ length: count }, (_, at) => ({ id: `option-${at + 1}`, label: {} }));
}

/// Another type for a question: what both types have stays.
export function retyped(item: Item, type: ItemType, scale: string | undefined): Item {
  const { id, label, hint, required, show_if, options } = item;
  const base: Item = {
    id, type, label, ...(hint && { hint }),
    ...(can_be_required(type) && required !== undefined && { required }),
    ...(can_be_conditional(type) && show_if && { show_if }),
  };
  if (type === "scale") return { ...base, scale: scale ?? "" };
  if (has_options(type)) return { ...base, options: options && options.length >= fewest_options(type) ? options : new_options(2) };
  return type === "text" ? { ...base, max_length: 1000 } : base;
}

export function duplicate_of(file: RoundFile, item: Item): Item {
  return { ...item, id: fresh_id(item_ids(file), item.id) };
}

export function duplicate_section(file: RoundFile, section: Section): Section {
  const taken = new Set(item_ids(file));
  const renames = new Map<string, string>();
  const items = section.items.map((item) => {
    const id = fresh_id(taken, item.id);
    taken.add(id);
    renames.set(item.id, id);
    const shower = item.show_if && renames.get(item.show_if.item);
    return { ...item, id, ...(item.show_if && shower !== undefined && { show_if: { ...item.show_if, item: shower } }) };
  });
  return { ...section, id: fresh_id(file.sections.map(({ id }) => id), section.id), items };
}

/// To the end of another section; both by their places.
export function moved_to_section(file: RoundFile, from: number, at: number, to: number): RoundFile {
  const item = file.sections[from]?.items[at];
  if (!item || from === to || !file.sections[to]) return file;
  const sections = mapped(file.sections, (section, place) => {
    if (place === from) return { ...section, items: removed(section.items, at) };
    return place === to ? { ...section, items: inserted(section.items, section.items.length, item) } : section;
  });
  return { ...file, sections };
}

const kListMark = /^\s*(?:[-–—•·*●○]\s+|[(（]\d{1,3}[)）]\s*|\d{1,3}(?:[、．)）]|\.(?!\d))\s*|[一二三四五六七八九十]{1,3}、\s*)/;

/// Each line that says something, without number or bullet; control characters, which no round may hold, go. Columns
/// parted by tabs are the round's languages in their order; a single column is in `language`.
export function pasted_lines(text: string, languages: readonly string[], language: string): readonly Text[] {
  return text.split(/\r\n|\r|\n/).map((line) => {
    const columns = line.split("\t").map((column) => column.replace(/[\u0000-\u001f\u007f]/g, "").replace(kListMark, "").trim().slice(0, kLongestLabel));
    const tags = columns.length > 1 ? languages : [language];
    return text_of(tags.map((tag, at) => [tag, columns[at] ?? ""] as const).filter(([, words]) => words !== ""));
  }).filter((label) => Object.keys(label).length > 0);
}

export function new_items(file: RoundFile, type: ItemType, scale: string | undefined, labels: readonly Text[]): readonly Item[] {
  const taken = new Set(item_ids(file));
  return labels.map((label) => {
    const id = fresh_id(taken, "q");
    taken.add(id);
    return { ...new_item(file, type, scale, label), id };
  });
}

export function added_options(options: readonly Option[], labels: readonly Text[]): readonly Option[] {
  const taken = new Set(options.map(({ id }) => id));
  const added = labels.map((label) => {
    const id = fresh_id(taken, "option");
    taken.add(id);
    return { id, label };
  });
  return [...options, ...added].slice(0, kMostOptions);
}

/// What a scale item's weight is part of: all weight that is asked about one ratee. `low` and `high` differ where some
/// kinds of members have questions of their own.
export function weight_whole(file: RoundFile, section: Section): { low: number; high: number } {
  const weight_in = (one: Section) => one.items.reduce((sum, item) => sum + weight_of(item), 0);
  const peers = file.sections.filter((other) => overlap(other, section));
  const common = peers.filter((other) => !other.of || other.of === section.of).reduce((sum, other) => sum + weight_in(other), 0);
  if (section.about !== "member" || section.of) return { low: common, high: common };
  const kinds = [...new Set(peers.map(({ of }) => of).filter((of) => of !== undefined))];
  const own = kinds.map((kind) => peers.filter(({ of }) => of === kind).reduce((sum, other) => sum + weight_in(other), 0));
  return { low: common, high: common + Math.max(0, ...own) };
}

export function weight_of(item: Item): number {
  return item.type === "scale" ? to_number(item.weight ?? 0) ?? 0 : 0;
}

/// "7", "-0.25", "1/3", "20%", of at most 15 digits: a number as round files hold it.
export function is_signed_number(text: string): boolean {
  const match = /^-?(\d+)(?:(\.\d+)?%?|\/(\d+))$/.exec(text);
  if (!match || to_number(text) === null) return false;
  const [, whole = "", decimals = ".", under = ""] = match;
  return whole.length + decimals.length - 1 <= 15 && under.length <= 15;
}

/// Bounds that leave something to answer; undefined: none.
export function are_bounds(min: string | undefined, max: string | undefined, decimals: number): boolean {
  const [low, high] = [bound(min, -Infinity), bound(max, Infinity)];
  const most = Math.floor(kLargestScaled / 10 ** decimals);
  const fits = (value: number) => !isFinite(value) || Math.abs(value) <= most;
  return low <= high && fits(low) && fits(high);
}

function bound(text: string | undefined, none: number): number {
  return text === undefined || text === "" ? none : to_number(text) ?? NaN;
}

/// Without keys whose value says nothing.
export function with_required(item: Item, required: boolean): Item {
  return required ? { ...item, required } : without(item, "required");
}
