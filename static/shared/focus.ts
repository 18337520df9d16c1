// Moves the keyboard and the reader's attention: to the heading of a new step, to a field named in an error.

/// Focuses an element that need not be focusable by itself, and scrolls it into view.
export function focus_element(element: HTMLElement | null): void {
  if (!element) return;
  if (!element.matches("a[href], button, input, textarea, select, summary, [tabindex]")) element.setAttribute("tabindex", "-1");
  element.focus();
  element.scrollIntoView({ block: "nearest" });
}

/// The top of a new step: scrolls up, and lets a screen reader begin with the heading.
export function focus_heading(root: ParentNode = document): void {
  window.scrollTo(0, 0);
  const heading = root.querySelector<HTMLElement>("main h1");
  if (!heading) return;
  heading.setAttribute("tabindex", "-1");
  heading.focus({ preventScroll: true });
}

/// The field, or the first control inside the group, that `id` names.
export function focus_field(id: string): void {
  const element = document.getElementById(id);
  if (!element) return;
  const control = element.matches("input, textarea, select, button")
    ? element : element.querySelector<HTMLElement>("input:checked, input, textarea, select, button");
  element.scrollIntoView({ block: "start" });
  (control ?? element).focus({ preventScroll: true });
}
