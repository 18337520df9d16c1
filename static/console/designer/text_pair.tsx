// One text in every language of the round, side by side where there is room. A language that lacks it while another has it
// is marked. An empty text is no text: its key goes.
import type { Text } from "../../shared/i18n";
import { Field } from "../../shared/components/field";
import { use_draft } from "./draft";
import { use_designer_words } from "./words";

export interface TextPairProps {
  id: string;
  label: string;
  hint?: string;
  value: Text | undefined;
  rows?: number;        ///< more than one: a field for several lines
  required?: boolean;   ///< then it is marked also where every language lacks it
  max_length?: number;  ///< characters
  /// Undefined where every language is empty.
  on_change: (value: Text | undefined, language: string) => void;
}

export function with_text(value: Text | undefined, language: string, text: string): Text | undefined {
  const { [language]: _, ...rest } = value ?? {};
  const next = text === "" ? rest : { ...rest, [language]: text };
  return Object.keys(next).length > 0 ? next : undefined;
}

/// The languages that lack the text.
export function gaps(value: Text | undefined, languages: readonly string[], required: boolean): readonly string[] {
  const missing = languages.filter((language) => !(value?.[language] ?? "").trim());
  return missing.length === languages.length && !required ? [] : missing;
}

export function TextPair(props: TextPairProps) {
  const { languages } = use_draft();
  const { d } = use_designer_words();
  const missing = gaps(props.value, languages, props.required === true);
  return (
    <div class="text-pair" role="group" aria-label={props.label}>
      {languages.map((language) => (
        <Field
          key={language} id={`${props.id}-${language}`} hint={props.hint}
          label={<>{props.label} <span class="quiet">{d.language(language)}</span>{missing.includes(language) && <span class="gap"> {d.missing}</span>}</>}
        >
          {(control) => <Input {...props} control={control} language={language} />}
        </Field>
      ))}
    </div>
  );
}

function Input(props: TextPairProps & { language: string; control: { id: string; "aria-describedby": string | undefined } }) {
  const { language } = props;
  const shared = {
    id: props.control.id, "aria-describedby": props.control["aria-describedby"], lang: language, autocomplete: "off",
    spellcheck: false, maxLength: props.max_length, value: props.value?.[language] ?? "",
    onInput: (event: { currentTarget: { value: string } }) => (
      props.on_change(with_text(props.value, language, event.currentTarget.value), language)),
  };
  return (props.rows ?? 1) > 1 ? <textarea {...shared} rows={props.rows} /> : <input type="text" {...shared} />;
}
