// Lines pasted in: the text, and which language a single column is in.
import { useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import type { Text } from "../../shared/i18n";
import { AreaField } from "../../shared/staff/area_field";
import { SelectField } from "../../shared/staff/select_field";
import { use_draft } from "./draft";
import { pasted_lines } from "./item_edits";
import { use_question_words } from "./questions_words";
import { use_designer_words } from "./words";

export interface Pasted {
  lines: readonly Text[];
  clear: () => void;
  lines_field: ComponentChildren;
  language_field: ComponentChildren;  ///< null where the round has one language
}

export function use_pasted(id: string, error?: string): Pasted {
  const { q, lang } = use_question_words();
  const { d } = use_designer_words();
  const { languages } = use_draft();
  const [text, set_text] = useState("");
  const [language, set_language] = useState(languages.includes(lang) ? lang : languages[0] ?? "");
  const lines = pasted_lines(text, languages, language);
  return {
    lines, clear: () => set_text(""),
    lines_field: (
      <AreaField
        id={`${id}-lines`} label={q.adder.paste_lines} hint={q.adder.paste_hint(languages.map(d.language))} rows={6} value={text}
        error={lines.length === 0 ? error : undefined} on_input={set_text}
      />
    ),
    language_field: languages.length > 1 ? (
      <SelectField
        id={`${id}-language`} label={q.adder.paste_language} value={language} empty={q.choose}
        options={languages.map((one) => ({ id: one, label: d.language(one) }))} on_change={(chosen) => { if (chosen) set_language(chosen); }}
      />
    ) : null,
  };
}
