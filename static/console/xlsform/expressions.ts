// The few expressions of XLSForm that mean something here: which options show an item, and simple bounds.
import { from_xpath, to_xpath } from "./exact";

export interface Condition {
  name: string;                ///< of the question looked at
  options: string[];
  uses_equals: boolean;        ///< "${x} = 'a'" somewhere, which says something else of a select_multiple
}

const kTerm = /^(?:\$\{\s*([^{}\s]+)\s*\}\s*=\s*(?:'([^']*)'|"([^"]*)"|(\d+))|selected\(\s*\$\{\s*([^{}\s]+)\s*\}\s*,\s*(?:'([^']*)'|"([^"]*)")\s*\))$/;

/// `${x} = 'a' or selected(${x}, 'b')`, all of one question; null for anything else.
export function parse_relevant(text: string): Condition | null {
  const terms = split_at(without_brackets(text), "or");
  const condition: Condition = { name: "", options: [], uses_equals: false };
  for (const term of terms) {
    const found = kTerm.exec(without_brackets(term));
    const name = found?.[1] ?? found?.[5];
    const option = found?.[2] ?? found?.[3] ?? found?.[4] ?? found?.[6] ?? found?.[7];
    if (!name || option === undefined || (condition.name && condition.name !== name)) return null;
    condition.name = name;
    condition.options.push(option);
    condition.uses_equals = condition.uses_equals || found?.[1] !== undefined;
  }
  return terms.length > 0 ? condition : null;
}

export function write_relevant(name: string, options: readonly string[], of_several: boolean): string {
  return options.map((option) => (of_several ? `selected(\${${name}}, '${option}')` : `\${${name}} = '${option}'`)).join(" or ");
}

export interface Bounds {
  min?: string;
  max?: string;
}

export type Subject = "value" | "count" | "length";
const kSubjects: Readonly<Record<Subject, string>> = { value: ".", count: "count-selected(.)", length: "string-length(.)" };

/// `. >= 0 and . <= 100`; `whole`: of integers, where `. > 0` means from 1 on. null for anything else.
export function parse_constraint(text: string, subject: Subject, whole: boolean): Bounds | null {
  const bounds: Bounds = {};
  for (const part of split_at(without_brackets(text), "and")) {
    const [, left = "", sign = "", right = ""] = /^(.*?)(>=|<=|>|<)(.*)$/.exec(without_brackets(part)) ?? [];
    const is_first = squeezed(left) === kSubjects[subject];
    if (!is_first && squeezed(right) !== kSubjects[subject]) return null;
    const number = from_xpath(is_first ? right : left);
    const is_lower = (sign[0] === ">") === is_first;
    const key = is_lower ? "min" : "max";
    const bound = number === null ? null : sign.length === 2 ? number : next_whole(number, is_lower, whole);
    if (bound === null || bounds[key] !== undefined) return null;
    bounds[key] = bound;
  }
  return bounds;
}

function next_whole(number: string, up: boolean, whole: boolean): string | null {
  return whole && /^-?\d{1,14}$/.test(number) ? String(Number(number) + (up ? 1 : -1)) : null;
}

export function write_constraint(subject: Subject, min: string | undefined, max: string | undefined): string {
  const words = kSubjects[subject];
  return [min !== undefined && `${words} >= ${to_xpath(min)}`, max !== undefined && `${words} <= ${to_xpath(max)}`].filter(Boolean).join(" and ");
}

const squeezed = (text: string) => text.replace(/\s+/g, "");

/// Parts between the word `by`, outside of quotes and brackets.
function split_at(text: string, by: "and" | "or"): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = "";
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? "";
    if (quote) quote = letter === quote ? "" : quote;
    else if (letter === "'" || letter === '"') quote = letter;
    else if ("({".includes(letter)) depth += 1;
    else if (")}".includes(letter)) depth -= 1;
    const word = at + 1;
    if (quote || depth !== 0 || !/[\s)]/.test(letter) || !text.startsWith(by, word) || !/[\s(]/.test(text[word + by.length] ?? "")) continue;
    parts.push(text.slice(start, word));
    start = word + by.length;
    at = start - 1;
  }
  return [...parts, text.slice(start)].map((part) => part.trim());
}

/// Without brackets around the whole of it.
function without_brackets(text: string): string {
  let inner = text.trim();
  while (inner.startsWith("(") && closing_of(inner) === inner.length - 1) inner = inner.slice(1, -1).trim();
  return inner;
}

function closing_of(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "(") depth += 1;
    if (text[at] === ")") depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}
