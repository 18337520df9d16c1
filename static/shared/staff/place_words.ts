// Where something is wrong, in words: the server names places by JSON pointer into the round file, or by line and
// column of a table. Pure: knows no component. Drafts may be incomplete, so nothing here relies on the file's shape.
import { text_in } from "../i18n";
import type { Text } from "../i18n";
import type { PlaceWords } from "../strings/place-en";
import { place_en } from "../strings/place-en";
import { place_zh_cn } from "../strings/place-zh-CN";
import type { RoundFile } from "../round_file";

const kTexts = ["title", "asked_by", "intro", "use_of_answers", "thanks", "label", "hint", "name", "post"];
const kNumbered = ["languages", "is", "invalid"];
const kLongestName = 24;

/** The parts of an RFC 6901 pointer; null for anything else. */
function split_pointer(pointer: string): string[] | null {
  if (!pointer.startsWith("/")) return null;
  return pointer.slice(1).split("/").map((part) => part.replace(/~1/g, "/").replace(/~0/g, "~"));
}

function child_of(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.prototype.hasOwnProperty.call(value, key) ? (value as { [key: string]: unknown })[key] : undefined;
}

function shortened(name: string): string {
  const characters = [...name.trim()];
  return characters.length <= kLongestName ? characters.join("") : characters.slice(0, kLongestName).join("") + "…";
}

/** What people call this entry, in the reader's language where it has one. */
function name_of(entry: unknown, language: string): string {
  for (const key of ["title", "label", "name"]) {
    const text = child_of(entry, key);
    if (typeof text !== "object" || text === null) continue;
    const words = text_in(text as Text, language, Object.keys(text));
    if (typeof words === "string" && words.trim()) return shortened(words);
  }
  return "";
}

function is_index(part: string | undefined): part is string {
  return part !== undefined && /^(0|[1-9]\d*)$/.test(part);
}

/** One word group: what `key` and perhaps the part after it stand for, and how many parts that took. */
interface Step {
  words: string;
  taken: 1 | 2;
}

function list_step(key: string, number: number, name: string, in_unit: boolean, w: PlaceWords): string | null {
  switch (key) {
    case "sections": return w.section(number, name);
    case "items": return in_unit ? w.own_item(number) : w.item(number);
    case "options": return w.option(number, name);
    case "categories": return w.category(number, name);
    case "units": return w.unit(number, name);
    case "members": return w.member(number, name);
    case "flags": return w.flag(number, name);
    default: return kNumbered.includes(key) ? w.entry(number, w.fields[key]!) : null;
  }
}

function name_of_language(tag: string, w: PlaceWords): string {
  return w.languages[tag.toLowerCase().split("-")[0]!] ?? tag;
}

function category_name(file: unknown, id: string, language: string): string {
  const categories = child_of(file, "categories");
  const found = Array.isArray(categories) ? categories.find((entry) => child_of(entry, "id") === id) as unknown : undefined;
  return name_of(found, language) || id;
}

function field_words(key: string, w: PlaceWords): string {
  return Object.prototype.hasOwnProperty.call(w.fields, key) ? w.fields[key]! : w.other(key);
}

function step_at(parts: string[], at: number, value: unknown, file: unknown, language: string, w: PlaceWords): Step {
  const key = parts[at]!;
  const next = parts[at + 1];
  if (next === undefined) return { words: field_words(key, w), taken: 1 };
  if (is_index(next)) {
    const name = name_of(child_of(child_of(value, key), next), language);
    const words = list_step(key, Number(next) + 1, name, parts[0] === "units", w);
    if (words !== null) return { words, taken: 2 };
  }
  if (key === "scales" && at === 0) return { words: w.scale(next), taken: 2 };
  if (key === "due") return { words: w.due(category_name(file, next, language)), taken: 2 };
  if (kTexts.includes(key)) return { words: w.text(name_of_language(next, w), field_words(key, w)), taken: 2 };
  return { words: field_words(key, w), taken: 1 };
}

/** "Section 2 “Members”, question 4, English label". `file` gives the names and may be absent. */
export function place_words(file: RoundFile | null | undefined, pointer: string, language: string): string {
  const w = language.toLowerCase().startsWith("zh") ? place_zh_cn : place_en;
  const line = /^line (\d+), column (\d+)$/.exec(pointer);
  if (line) return w.line(Number(line[1]), Number(line[2]));
  const parts = split_pointer(pointer);
  if (!parts) return pointer;
  const groups: string[] = [];
  let value: unknown = file;
  for (let at = 0; at < parts.length;) {
    const step = step_at(parts, at, value, file, language, w);
    groups.push(step.words);
    for (let i = 0; i < step.taken; ++i) value = child_of(value, parts[at + i]!);
    at += step.taken;
  }
  const words = groups.join(w.join);
  return w === place_en ? words.charAt(0).toUpperCase() + words.slice(1) : words;
}
