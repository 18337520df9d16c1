// What of a round file is no question, as rows of key and value in the sheet `candor`: keys are JSON pointers, as in every
// message about a round file. Other tools pass over that sheet.
import { is_exact } from "./exact";
import { has_control } from "./values";

/// Parts of the file that the sheet holds, in this order; `id`, `scales`, `sections` and `units` are elsewhere.
export const kHeadParts = [
  "candor_round", "title", "languages", "asked_by", "intro", "use_of_answers", "contact", "thanks", "categories", "rules", "access",
] as const;

export interface PathRow {
  path: string;
  value: string;
}

type Tree = string | number | boolean | Tree[] | { [key: string]: Tree };

/// Every leaf as a row; empty lists and objects are "[]" and "{}".
export function to_paths(value: unknown, path: string): PathRow[] {
  if (value === null || typeof value !== "object") return [{ path, value: typeof value === "boolean" ? (value ? "yes" : "no") : String(value) }];
  const entries = Object.entries(value as object);
  if (entries.length === 0) return [{ path, value: Array.isArray(value) ? "[]" : "{}" }];
  return entries.reduce<PathRow[]>((rows, [key, inner]) => rows.concat(to_paths(inner, `${path}/${key}`)), []);
}

type Kind = "words" | "name" | "exact" | "whole" | "yes" | "list" | "object";

const kTag = "[A-Za-z][A-Za-z0-9-]*";
/// Which keys there are, what stands there, and for some which values. `#`: a place in a list; `@`: a language.
const kKinds = ([
  ["/candor_round", "whole", "1"], ["/contact", "words"], ["/access/mode", "name", "open|ticket|credential"],
  ["/languages/#", "name"], ["/languages", "list"],
  ["/(title|asked_by|intro|use_of_answers|thanks)/@", "words"], ["/(title|asked_by|intro|use_of_answers|thanks)", "object"],
  ["/categories", "list"], ["/categories/#/id", "name"], ["/categories/#/label/@", "words"], ["/categories/#/label", "object"],
  ["/categories/#/weight", "exact"], ["/categories/#/confidential", "yes"],
  ["/scales", "object"], ["/rules", "object"], ["/rules/base", "name", "scored|valid|returned"], ["/rules/empty_category", "name", "renormalise|void"],
  ["/rules/members_see", "name", "none|own|all"], ["/rules/(decimals|min_cell|min_text)", "whole"],
  ["/rules/invalid", "list"], ["/rules/invalid/#", "name", "blank_ballot|over_quota|all_same|incomplete"],
  ["/rules/quota/(scale|option)", "name"], ["/rules/quota/rounding", "name", "floor|half_up"], ["/rules/quorum/of", "name", "due"],
  ["/rules/quota/at_most", "exact"], ["/rules/quorum/at_least", "exact"],
  ["/rules/flags", "list"], ["/rules/flags/#/(id|item|when)", "name"], ["/rules/flags/#/label/@", "words"], ["/rules/flags/#/label", "object"],
] as [string, Kind, string?][]).map(([pattern, kind, names]) => ({
  pattern: new RegExp(`^${pattern.replace(/#/g, "(?:0|[1-9]\\d{0,3})").replace(/@/g, kTag)}$`), kind, names,
}));

export type PathProblem = "path_unknown" | "path_twice" | "path_gap" | "yes_or_no" | "whole_wrong" | "number_wrong" | "text_control" | "value_empty" | "value_wrong";

/// Puts the rows together again. `complain` gets the index of the row that cannot be read.
export function from_paths(rows: readonly PathRow[], complain: (at: number, kind: PathProblem, values: Record<string, string | number>) => void): Record<string, Tree> {
  const root: Record<string, Tree> = Object.create(null);
  rows.forEach(({ path, value }, at) => {
    const place = kKinds.find(({ pattern }) => pattern.test(path));
    if (!place || /(^|\/)(__proto__|constructor|prototype)(\/|$)/.test(path)) return complain(at, "path_unknown", { path });
    if (place.names !== undefined && !place.names.split("|").includes(value.trim())) {
      return complain(at, "value_wrong", { found: value, names: place.names.split("|").join(", ") });
    }
    const read = read_value(place.kind, value);
    if ("problem" in read) return complain(at, read.problem, { found: value, low: 0, high: 999_999_999, path });
    const problem = put(root, path.slice(1).split("/"), read.value);
    if (problem) complain(at, problem, { path });
    return undefined;
  });
  return root;
}

function read_value(kind: Kind, text: string): { value: Tree } | { problem: PathProblem } {
  const plain = text.trim();
  if (has_control(text)) return { problem: "text_control" };
  switch (kind) {
    case "words": return { value: text };
    case "name": return plain === "" ? { problem: "value_empty" } : { value: plain };
    case "exact": return is_exact(plain) ? { value: plain } : { problem: "number_wrong" };
    case "whole": return /^\d{1,9}$/.test(plain) ? { value: Number(plain) } : { problem: "whole_wrong" };
    case "yes": return /^(yes|no)$/i.test(plain) ? { value: plain.toLowerCase() === "yes" } : { problem: "yes_or_no" };
    case "list": return plain === "[]" ? { value: [] } : { problem: "path_unknown" };
    case "object": return plain === "{}" ? { value: {} } : { problem: "path_unknown" };
  }
}

/// Lists are filled from 0 on without gaps, which the rows of a list that was written here are.
function put(root: Record<string, Tree>, keys: readonly string[], value: Tree): PathProblem | null {
  let at: Record<string, Tree> | Tree[] = root;
  for (let depth = 0; depth < keys.length; depth += 1) {
    const key = keys[depth] ?? "";
    const slots = at as Record<string, Tree>;
    if (Array.isArray(at) && Number(key) > at.length) return "path_gap";
    if (depth === keys.length - 1) {
      if (Object.prototype.hasOwnProperty.call(slots, key)) return "path_twice";
      slots[key] = value;
      return null;
    }
    if (!Object.prototype.hasOwnProperty.call(slots, key)) slots[key] = /^\d+$/.test(keys[depth + 1] ?? "") ? [] : {};
    const next: Tree | undefined = slots[key];
    if (next === null || typeof next !== "object") return "path_twice";
    at = next;
  }
  return null;
}
