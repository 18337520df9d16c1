// Entry of /how: how anonymity works here, in plain words. Asks the server nothing.
import { render } from "preact";
import { useEffect } from "preact/hooks";
import { apply_styles } from "../shared/apply_styles";
import { LightFrame } from "../shared/components/light_frame";
import { create_i18n } from "../shared/i18n";
import { type HowKey, how_en } from "../shared/strings/how-en";
import { how_zh_cn } from "../shared/strings/how-zh-CN";
import styles from "./how.css";

const { I18nProvider, use_i18n } = create_i18n<HowKey>({ en: how_en, "zh-CN": how_zh_cn });

interface Part { title: HowKey; before?: HowKey; lines: readonly HowKey[]; ordered?: boolean }

const parts: readonly Part[] = [
  { title: "works_title", before: "works", lines: ["works_1", "works_2", "works_3", "works_4"], ordered: true },
  { title: "paper_title", before: "paper", lines: [] },
  { title: "never_title", lines: ["never_1", "never_2", "never_3", "never_4", "never_5"] },
  { title: "shown_title", lines: ["shown_1", "shown_2", "shown_3", "shown_4"] },
  { title: "check_title", lines: ["check_1", "check_2", "check_3"] },
  { title: "limits_title", before: "limits", lines: [
    "limits_1", "limits_2", "limits_3", "limits_4", "limits_5", "limits_6", "limits_7", "limits_8"] },
  { title: "yours_title", lines: ["yours_1", "yours_2", "yours_3", "yours_4"] },
];

function How() {
  const { t, language, languages, choose } = use_i18n();
  useEffect(() => { document.title = t("tab_title"); }, [language]);
  return (
    <LightFrame skip={t("skip")} language_label={t("language")} language={language} languages={languages} choose={choose}>
      <h1>{t("title")}</h1>
      <p>{t("lead")}</p>
      {parts.map((part) => <HowPart key={part.title} part={part} />)}
    </LightFrame>
  );
}

function HowPart(props: { part: Part }) {
  const { t } = use_i18n();
  const { title, before, lines, ordered } = props.part;
  const items = lines.map((line) => <li key={line}>{t(line)}</li>);
  return (
    <section aria-labelledby={title}>
      <h2 id={title}>{t(title)}</h2>
      {before && <p>{t(before)}</p>}
      {items.length > 0 && (ordered ? <ol>{items}</ol> : <ul>{items}</ul>)}
    </section>
  );
}

apply_styles(styles, STYLE_PATH);
const root = document.getElementById("app");
if (root) render(<I18nProvider languages={["en", "zh-CN"]}><How /></I18nProvider>, root);
