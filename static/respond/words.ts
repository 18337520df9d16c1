// Strings of a later script, in the language that the page shows. They come as scripts of their own, one a language
// (build.mjs); until the other one has come after a switch, the one that is there is shown. Pages that carry such strings
// themselves give them here.
import { type Values, format } from "../shared/i18n";
import { use_i18n } from "./i18n";

export type WordsLanguage = "en" | "zh-CN";

export function words_language(language: string): WordsLanguage {
  return language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

type Strings = Readonly<Record<string, string>>;

const given: Record<string, Strings> = {};

export function give_words(name: string, strings: Readonly<Record<WordsLanguage, Strings>>): void {
  for (const tag of Object.keys(strings) as WordsLanguage[]) given[`${name}.${tag}`] = strings[tag];
}

export function create_words<Key extends string>(name: string) {
  return function use_words(): (key: Key, values?: Values) => string {
    const { language } = use_i18n();
    const kept = (tag: WordsLanguage) => (given[`${name}.${tag}`] ?? window.candor?.[`${name}.${tag}`]) as Readonly<Record<Key, string>> | undefined;
    const strings = kept(words_language(language)) ?? kept("en") ?? kept("zh-CN");
    return (key, values) => format(strings ? strings[key] : "", values);
  };
}
