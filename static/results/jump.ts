// Moves to a place of the page without touching the address, which belongs to the route.
import { focus_element } from "../shared/focus";

export function jump(id: string): void {
  const target = document.getElementById(id);
  target?.scrollIntoView({ block: "start" });
  focus_element(target);
}
