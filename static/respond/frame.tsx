// The frame of every screen: skip link, language switch, progress, main landmark.
import type { ComponentChildren } from "preact";
import { Button } from "../shared/components/button";
import { focus_element } from "../shared/focus";
import { language_name } from "../shared/i18n";
import { use_i18n } from "./i18n";

export function Frame(props: { progress?: { at: number; of: number } | undefined; children: ComponentChildren }) {
  const { t } = use_i18n();
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); focus_element(document.getElementById("main")); }}>
        {t("skip")}
      </a>
      <header class="bar">
        {props.progress ? <Progress {...props.progress} /> : <span />}
        <LanguageSwitch />
      </header>
      <main id="main">{props.children}</main>
    </>
  );
}

function Progress(props: { at: number; of: number }) {
  const { t } = use_i18n();
  return (
    <div class="progress">
      <span class="numbers">{t("progress", { n: props.at, of: props.of })}</span>
      <progress max={props.of} value={props.at} aria-label={t("progress_label")} />
    </div>
  );
}

function LanguageSwitch() {
  const { t, language, languages, choose } = use_i18n();
  const others = languages.filter((candidate) => candidate !== language);
  if (others.length === 0) return null;
  return (
    <nav class="languages" aria-label={t("language")}>
      {others.map((other) => (
        <span key={other} lang={other}>
          <Button kind="plain" on_click={() => choose(other)}>{language_name(other)}</Button>
        </span>
      ))}
    </nav>
  );
}
