// Entry of the start page: what this is, and the ways in. Asks the server nothing.
import { render } from "preact";
import { useEffect } from "preact/hooks";
import { apply_styles } from "../shared/apply_styles";
import { Button } from "../shared/components/button";
import { create_i18n, language_name } from "../shared/i18n";
import { type StartKey, start_en } from "../shared/strings/start-en";
import { start_zh_cn } from "../shared/strings/start-zh-CN";
import styles from "./start.css";

const { I18nProvider, use_i18n } = create_i18n<StartKey>({ en: start_en, "zh-CN": start_zh_cn });

function Start() {
  const { t, language, languages, choose } = use_i18n();
  useEffect(() => { document.title = t("tab_title"); }, [language]);
  return (
    <>
      <header class="bar">
        <nav aria-label={t("language")}>
          {languages.filter((other) => other !== language).map((other) => (
            <span key={other} lang={other}><Button kind="plain" on_click={() => choose(other)}>{language_name(other)}</Button></span>
          ))}
        </nav>
      </header>
      <main id="main">
        <h1>{t("title")}</h1>
        <p class="lead">{t("text")}</p>
        <ul class="ways">
          <Way href="/b" name={t("code")} text={t("code_text")} primary />
          <Way href="/results" name={t("leaders")} text={t("leaders_text")} />
          <Way href="/console" name={t("staff")} text={t("staff_text")} />
        </ul>
      </main>
      <footer><a href="/assets/notices.txt">{t("notices")}</a></footer>
    </>
  );
}

function Way(props: { href: string; name: string; text: string; primary?: boolean }) {
  return (
    <li>
      <a class={`button${props.primary ? " primary" : ""}`} href={props.href}>{props.name}</a>
      <span class="quiet">{props.text}</span>
    </li>
  );
}

apply_styles(styles, STYLE_PATH);
const root = document.getElementById("app");
if (root) render(<I18nProvider languages={["en", "zh-CN"]}><Start /></I18nProvider>, root);
