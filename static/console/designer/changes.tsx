// Differences between two versions of a draft, in words: where, what was there, what is there.
import { use_designer_words } from "./words";
import { place_words } from "../../shared/staff/place_words";
import type { RoundFile } from "../../shared/staff/types";
import type { Data, Difference, Path } from "./merge";

const kMostShown = 40;
const kMostCharacters = 80;

/// The JSON pointer of a path as merging names it (entries of lists by id) in this file.
export function pointer_of(file: RoundFile, path: Path): string {
  let at: unknown = file;
  return path.map((step) => {
    const index = Array.isArray(at) ? (at as { id?: string }[]).findIndex((entry) => entry?.id === step) : -1;
    const key = index >= 0 ? String(index) : step;
    at = at && typeof at === "object" ? (at as Record<string, unknown>)[key] : undefined;
    return `/${key.replace(/~/g, "~0").replace(/\//g, "~1")}`;
  }).join("");
}

/// A value as one reads it: texts as they are; things by their label, name or title; others as in the file.
export function value_words(value: Data | undefined, lang: string): string {
  if (value === undefined) return "";
  if (typeof value !== "object" || value === null) return shortened(String(value));
  if (Array.isArray(value)) return shortened(value.map((entry: Data) => value_words(entry, lang)).join(lang === "en" ? ", " : "、"));
  const fields = value as { [key: string]: Data | undefined };
  const label = fields.label ?? fields.name ?? fields.title;
  if (label !== undefined) return value_words(label, lang);
  const text = fields[lang] ?? fields.en ?? fields["zh-CN"];
  if (typeof text === "string") return shortened(text);
  return Object.keys(fields).length === 0 ? "" : shortened(JSON.stringify(value));
}

function shortened(text: string): string {
  const characters = Array.from(text);
  return characters.length <= kMostCharacters ? text : `${characters.slice(0, kMostCharacters).join("")} …`;
}

/// `before`, `after`: the files, to name the places.
export function ChangeList(props: { before: RoundFile; after: RoundFile; changes: readonly Difference[] }) {
  const { d, lang } = use_designer_words();
  if (props.changes.length === 0) return <p>{d.changes.none}</p>;
  const more = props.changes.length - kMostShown;
  return (
    <ul class="changes">
      {props.changes.slice(0, kMostShown).map((change, at) => {
        const file = change.kind === "removed" ? props.before : props.after;
        return (
          <li key={at}>
            {place_words(file, pointer_of(file, change.path), lang)}{lang === "en" ? ": " : "："}
            {d.changes[change.kind]}{details(change, d.changes.from_to, lang)}
          </li>
        );
      })}
      {more > 0 && <li>{d.changes.more(more)}</li>}
    </ul>
  );
}

function details(change: Difference, from_to: (before: string, after: string) => string, lang: string): string {
  if (change.kind === "moved") return "";
  const [open, close] = lang === "en" ? [" “", "”"] : ["“", "”"];
  if (change.kind === "changed") return ` ${from_to(value_words(change.before, lang), value_words(change.after, lang))}`;
  return `${open}${value_words(change.kind === "added" ? change.after : change.before, lang)}${close}`;
}
