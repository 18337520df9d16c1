// Addresses inside an application: the part behind "#/". Knows no page.
import { useEffect, useState } from "preact/hooks";
import { focus_heading } from "../focus";

/** "#/rounds/a%20b" → ["rounds", "a b"]; anything unreadable counts as the start. */
export function segments_of(hash: string): string[] {
  if (hash.slice(0, 2) !== "#/") return [];
  try {
    return hash.slice(2).split("/").filter((part) => part !== "").map(decodeURIComponent);
  } catch {
    return [];
  }
}

export function href(...segments: string[]): string {
  return `#/${segments.map(encodeURIComponent).join("/")}`;
}

let navigated = false;

export function use_route(): string[] {
  const [hash, set_hash] = useState(window.location.hash);
  useEffect(() => {
    const changed = () => { navigated = true; set_hash(window.location.hash); };
    window.addEventListener("hashchange", changed);
    return () => window.removeEventListener("hashchange", changed);
  }, []);
  return segments_of(hash);
}

/** The page's title; after a way through the application the reader starts at the heading. `ready`: it is there. */
export function use_page_title(title: string, ready: boolean): void {
  useEffect(() => { document.title = title; }, [title]);
  useEffect(() => {
    if (ready && navigated) {
      navigated = false;
      focus_heading();
    }
  }, [ready]);
}
