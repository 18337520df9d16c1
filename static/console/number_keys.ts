// Keys on a form of questions. In a group, the mark of an option (1–9, then letters) chooses it, 0 takes the choice back;
// where one is chosen both go on to the next question, where several are, Enter does. In a field Enter goes on too.
// Works on whatever such questions there are, and leaves texts of several lines alone.
import { index_of_mark } from "./sheet_layout";

const kGroups = "fieldset.choice";
const kFields = ".keyed-field input";
const kQuestions = `${kGroups}, ${kFields}, textarea`;

/** What a key means in a group of so many options: an index, "clear", "next", or nothing. */
export function meaning_of(key: string, options: number): number | "clear" | "next" | null {
  if (key === "0") return "clear";
  if (key === "Enter") return "next";
  const index = index_of_mark(key);
  return index >= 0 && index < options ? index : null;
}

export function press_number(event: KeyboardEvent): void {
  const { target } = event;
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || !(target instanceof Element)) return;
  const form = target.closest("form");
  const group = target.closest(kGroups);
  if (form && group) press_in_group(event, form, group);
  else if (form && event.key === "Enter" && target.matches(kFields)) go_on(event, form, target);
}

function press_in_group(event: KeyboardEvent, form: Element, group: Element): void {
  const inputs = Array.from(group.querySelectorAll<HTMLInputElement>("input[type=radio], input[type=checkbox]"));
  const meaning = (event.target as Element).matches("button") ? null : meaning_of(event.key, inputs.length);
  if (meaning === null) return;
  event.preventDefault();
  if (typeof meaning === "number") inputs[meaning]?.click();
  else if (meaning === "clear") group.closest(".keyed")?.querySelector<HTMLButtonElement>(".clear button")?.click();
  if (meaning === "next" || inputs[0]?.type !== "checkbox") go_on(event, form, group);
}

/**
 * An answer may show or hide the questions after it, so the next one is looked for once that is drawn: in a microtask behind
 * that of the drawing, and before any other key arrives, however fast somebody keys.
 */
function go_on(event: KeyboardEvent, form: Element, question: Element): void {
  event.preventDefault();
  void Promise.resolve().then(() => focus_next(form, question));
}

function focus_next(form: Element, question: Element): void {
  const questions = Array.from(form.querySelectorAll(kQuestions));
  const next = questions[questions.indexOf(question) + 1];
  const save = form.querySelector<HTMLElement>("button[type=submit]");
  const target = next?.matches(kGroups) ? next.querySelector<HTMLElement>("input:checked") ?? next.querySelector<HTMLElement>("input")
    : next as HTMLElement | undefined;
  (target ?? save)?.focus();
  (target ?? save)?.scrollIntoView({ block: "center" });
}
