// Language: which one is shown, the strings of an application in it, and texts of a round in it. Each application
// brings its own strings (shared/strings/*), so that none carries another's.
import { type ComponentChildren, createContext } from "preact";
import { useContext, useEffect, useMemo, useState } from "preact/hooks";

/// A text by language tag, as in round files.
export type Text = Readonly<Record<string, string>>;
export type Values = Readonly<Record<string, string | number>>;

export interface I18n<Key extends string> {
  language: string;              ///< what is shown now
  languages: readonly string[];  ///< what may be chosen
  choose: (language: string) => void;
  /// The string, with `{name}` replaced; "one|many" chooses by `values.n` where a language needs it.
  t: (key: Key, values?: Values) => string;
  /// A round's text in the language shown, else in the first of `languages` that has it, else "".
  text: (label: Text | undefined) => string;
}

export type Dictionaries<Key extends string> = Readonly<Record<"en" | "zh-CN", Readonly<Record<Key, string>>>>;

/// The best of `offered` for somebody who reads `wanted` (both language tags, best first).
export function match_language(wanted: readonly string[], offered: readonly string[]): string {
  const primary = (tag: string) => tag.toLowerCase().split("-")[0];
  for (const tag of wanted) {
    const exact = offered.find((candidate) => candidate.toLowerCase() === tag.toLowerCase());
    const near = exact ?? offered.find((candidate) => primary(candidate) === primary(tag));
    if (near) return near;
  }
  return offered[0] ?? "en";
}

export function format(pattern: string, values: Values = {}): string {
  const forms = pattern.split("|");
  const chosen = forms.length === 2 && values.n !== 1 ? forms[1] : forms[0];
  return (chosen ?? "").replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

export function text_in(label: Text | undefined, language: string, languages: readonly string[]): string {
  if (!label) return "";
  const found = [language, ...languages].find((candidate) => label[candidate]);
  return (found && label[found]) || "";
}

/// A language's own name, for the switch.
export function language_name(tag: string): string {
  const known: Record<string, string> = { en: "English", "zh-CN": "中文" };
  return known[tag] ?? tag;
}

export function create_i18n<Key extends string>(dictionaries: Dictionaries<Key>) {
  const context = createContext<I18n<Key> | null>(null);

  function make(language: string, languages: readonly string[], choose: (language: string) => void): I18n<Key> {
    const strings = dictionaries[language.toLowerCase().startsWith("zh") ? "zh-CN" : "en"];
    return {
      language, languages, choose,
      t: (key, values) => format(strings[key], values),
      text: (label) => text_in(label, language, languages),
    };
  }

  /// `language`: what is shown instead of the browser's best, until somebody chooses; a new one is a new choice.
  function I18nProvider(props: { languages: readonly string[]; language?: string; children: ComponentChildren }) {
    const [chosen, set_chosen] = useState<string | null>(props.language ?? null);
    useEffect(() => { if (props.language !== undefined) set_chosen(props.language); }, [props.language]);
    const language = chosen !== null && props.languages.includes(chosen)
      ? chosen : match_language(navigator.languages ?? [navigator.language], props.languages);
    useEffect(() => { document.documentElement.lang = language; }, [language]);
    const value = useMemo(() => make(language, props.languages, set_chosen), [language, props.languages.join(" ")]);
    return <context.Provider value={value}>{props.children}</context.Provider>;
  }

  function use_i18n(): I18n<Key> {
    const value = useContext(context);
    if (!value) throw new Error("use_i18n outside its provider");
    return value;
  }

  return { I18nProvider, use_i18n };
}
