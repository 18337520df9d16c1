// A word set apart: information, a warning, an error, a success. `live` lets screen readers speak it when it appears.
import type { ComponentChildren } from "preact";

export interface NoticeProps {
  kind?: "info" | "warning" | "error" | "success";
  title?: ComponentChildren;
  live?: boolean;
  children?: ComponentChildren;
}

const classes = { info: "", warning: " warning", error: " error-notice", success: " success" };

export function Notice(props: NoticeProps) {
  const kind = props.kind ?? "info";
  const role = props.live ? (kind === "error" ? "alert" : "status") : undefined;
  return (
    <div class={`notice${classes[kind]}`} role={role}>
      {props.title && <p class="notice-title">{props.title}</p>}
      {props.children}
    </div>
  );
}
