// A screen that says one thing: what happened, and what to do next.
import type { ComponentChildren } from "preact";
import { PageHead } from "../shared/components/page_head";
import { Frame } from "./frame";

export function MessageScreen(props: { title: string; children?: ComponentChildren }) {
  return (
    <Frame>
      <PageHead title={props.title} />
      {props.children}
    </Frame>
  );
}
