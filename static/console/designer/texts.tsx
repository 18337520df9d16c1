// Texts that people read before and after they answer, and the languages they can be read in.
import { useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { TextField } from "../../shared/components/field";
import { language_name } from "../../shared/i18n";
import type { RoundFile } from "../../shared/round_file";
import { pick } from "../../shared/staff/format";
import { use_draft } from "./draft";
import { with_optional } from "./lists";
import { use_rules_words } from "./rules_words";
import { TextPair } from "./text_pair";
import "./rules.css";

type TextKey = "asked_by" | "intro" | "use_of_answers" | "thanks";

export function TextsPanel() {
  const { r } = use_rules_words();
  const { file, edit } = use_draft();
  const { texts: t } = r;
  const pair = (key: TextKey, rows: number, hint?: string) => (
    <TextPair
      id={`text-${key}`} label={t[key]} hint={hint} rows={rows} required={key !== "thanks"} value={file[key]}
      on_change={(text, language) => edit((old) => with_optional(old, key, text), t.typed(t[key]), `${key}-${language}`)}
    />
  );
  return (
    <section aria-labelledby="texts">
      <h2 id="texts">{t.title}</h2>
      <p>{t.lead}</p>
      <TextPair
        id="text-title" label={t.round_title} required value={file.title}
        on_change={(text, language) => edit((old) => ({ ...old, title: text ?? {} }), t.typed(t.round_title), `title-${language}`)}
      />
      {pair("asked_by", 1)}
      {pair("intro", 4, t.intro_hint)}
      {pair("use_of_answers", 4, t.use_hint)}
      <Wordings />
      <TextField
        id="text-contact" label={t.contact} hint={t.contact_hint} value={file.contact ?? ""}
        on_input={(text) => edit((old) => with_optional(old, "contact", text || undefined), t.typed(t.contact), "contact")}
      />
      {pair("thanks", 2)}
      <Languages />
      <p class="quiet">{t.id}<code>{file.id}</code>{t.id_hint}</p>
    </section>
  );
}

/// Takes up every language of the round that the wording has.
function Wordings() {
  const { lang, r } = use_rules_words();
  const { edit, languages } = use_draft();
  const { texts: t } = r;
  const take = (wording: { [language: string]: string }) => edit((old) => {
    const taken: Record<string, string> = { ...old.use_of_answers };
    for (const language of languages) {
      const text = wording[language];
      if (text) taken[language] = text;
    }
    return { ...old, use_of_answers: taken };
  }, t.wording_words);
  return (
    <details>
      <summary>{t.wording}</summary>
      <ul class="rule-list">
        {t.wordings.map((wording) => (
          <li key={wording["en"]} class="preset">
            <p>{pick(wording, lang)}</p>
            <Button kind="plain" label={`${t.wording}: ${pick(wording, lang)}`} on_click={() => take(wording)}>{t.wording}</Button>
          </li>
        ))}
      </ul>
    </details>
  );
}

export function with_language(file: RoundFile, tag: string): RoundFile {
  return { ...file, languages: [...file.languages, tag] };
}

export function is_new_language(file: RoundFile, tag: string): boolean {
  return /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag) && !file.languages.includes(tag);
}

function Languages() {
  const { r } = use_rules_words();
  const { file, edit } = use_draft();
  const { texts: t } = r;
  const [tag, set_tag] = useState("");
  const [tried, set_tried] = useState(false);
  const add = (event: Event) => {
    event.preventDefault();
    const trimmed = tag.trim();
    set_tried(true);
    if (!is_new_language(file, trimmed)) return;
    edit((old) => with_language(old, trimmed), t.languages_added(language_name(trimmed)));
    set_tag("");
    set_tried(false);
  };
  const remove = (gone: string) => (
    edit((old) => ({ ...old, languages: old.languages.filter((language) => language !== gone) }), t.languages_removed(language_name(gone))));
  return (
    <fieldset class="rule-group">
      <legend>{t.languages}</legend>
      <p>{t.languages_lead}</p>
      <ul class="rule-list">
        {file.languages.map((language) => (
          <li key={language}>
            {language_name(language)} <span class="quiet">{language}</span>{" "}
            {file.languages.length > 1 && <Button kind="plain" on_click={() => remove(language)}>{t.languages_remove(language_name(language))}</Button>}
          </li>
        ))}
      </ul>
      <form class="narrow" onSubmit={add} noValidate>
        <TextField
          id="language-tag" label={t.languages_add} value={tag} on_input={set_tag} error={tried && !is_new_language(file, tag.trim()) ? t.languages_wrong : undefined}
          attributes={{ autocapitalize: "none", spellcheck: false, maxLength: 20 }}
        />
        <Button type="submit">{t.languages_add_button}</Button>
      </form>
      <p class="hint">{t.languages_note}</p>
    </fieldset>
  );
}
