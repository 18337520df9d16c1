// The head of a page: its one h1, and a line beneath it.
import type { ComponentChildren } from "preact";

export function PageHead(props: { title: ComponentChildren; children?: ComponentChildren }) {
  return (
    <div class="page-head">
      <h1 tabIndex={-1}>{props.title}</h1>
      {props.children && <p>{props.children}</p>}
    </div>
  );
}
