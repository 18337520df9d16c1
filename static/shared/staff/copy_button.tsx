// Copies a text; says so for a moment. Where the clipboard is refused, the text is there to be selected by hand.
import { useState } from "preact/hooks";
import { Button } from "../components/button";
import { use_language } from "./language";

export function CopyButton(props: { text: string; label?: string }) {
  const { s } = use_language();
  const [done, set_done] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.text);
      set_done(true);
      window.setTimeout(() => set_done(false), 2000);
    } catch {
      set_done(false);
    }
  };
  return (
    <span class="copy">
      <Button label={props.label} on_click={() => void copy()}>{s.copy}</Button>
      <span role="status" class="quiet">{done ? s.copied : ""}</span>
    </span>
  );
}
