// The frame of a page for everybody: skip link, language switch, main landmark. Its words come from the page.
import type { ComponentChildren } from "preact";
import { focus_element } from "../focus";
import { language_name } from "../i18n";
import { Button } from "./button";

export interface LightFrameProps {
  skip: string;
  language_label: string;
  language: string;
  languages: readonly string[];
  choose: (language: string) => void;
  children: ComponentChildren;
}

export function LightFrame(props: LightFrameProps) {
  const others = props.languages.filter((candidate) => candidate !== props.language);
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); focus_element(document.getElementById("main")); }}>
        {props.skip}
      </a>
      <header class="bar">
        <nav class="languages" aria-label={props.language_label}>
          {others.map((other) => (
            <span key={other} lang={other}><Button kind="plain" on_click={() => props.choose(other)}>{language_name(other)}</Button></span>
          ))}
        </nav>
      </header>
      <main id="main">{props.children}</main>
    </>
  );
}
