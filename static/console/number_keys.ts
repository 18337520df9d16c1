// Number keys on a form of radio groups: 1–9 choose an option, 0 takes the choice back; both go on to the next question.
// Works on whatever such groups there are, and leaves fields for text alone.

const kGroups = "fieldset.choice";
const kQuestions = `${kGroups}, textarea`;

/** What a key means in a group of so many options: an index, "clear", or nothing. */
export function meaning_of(key: string, options: number): number | "clear" | null {
  if (key === "0") return "clear";
  if (!/^[1-9]$/.test(key)) return null;
  return Number(key) <= options ? Number(key) - 1 : null;
}

export function press_number(event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey || !(event.target instanceof Element)) return;
  const group = event.target.closest(kGroups);
  const form = event.target.closest("form");
  if (!group || !form) return;
  const radios = group.querySelectorAll<HTMLInputElement>("input[type=radio]");
  const meaning = meaning_of(event.key, radios.length);
  if (meaning === null) return;
  event.preventDefault();
  if (meaning === "clear") group.querySelector<HTMLButtonElement>(".clear button")?.click();
  else radios[meaning]?.click();
  // An answer may show or hide the questions after it: look for the next one when that is drawn.
  window.setTimeout(() => focus_next(form, group), 0);
}

function focus_next(form: Element, group: Element): void {
  const questions = Array.from(form.querySelectorAll(kQuestions));
  const next = questions[questions.indexOf(group) + 1];
  const save = form.querySelector<HTMLElement>("button[type=submit]");
  const target = next instanceof HTMLTextAreaElement ? next
    : next?.querySelector<HTMLElement>("input:checked") ?? next?.querySelector<HTMLElement>("input") ?? save;
  target?.focus();
  target?.scrollIntoView({ block: "center" });
}
