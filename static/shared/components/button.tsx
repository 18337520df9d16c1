// Button. One primary button a screen; "plain" looks like a link and does something all the same.
import type { ComponentChildren } from "preact";

export interface ButtonProps {
  children: ComponentChildren;
  kind?: "primary" | "plain" | "danger";
  type?: "button" | "submit";
  disabled?: boolean;
  id?: string;
  label?: string;  ///< what it is called where its words alone do not say it; must contain them
  on_click?: (event: MouseEvent) => void;
}

export function Button(props: ButtonProps) {
  return (
    <button
      id={props.id} type={props.type ?? "button"} class={`button ${props.kind ?? ""}`} disabled={props.disabled}
      aria-label={props.label} onClick={props.on_click}
    >
      {props.children}
    </button>
  );
}
