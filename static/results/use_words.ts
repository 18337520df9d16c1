// The results' words in the reader's language.
import { use_language } from "../shared/staff/language";
import type { StaffStrings } from "../shared/strings/staff-en";
import { words_en } from "./words_en";
import type { ResultWords } from "./words_en";
import { words_zh_cn } from "./words_zh_cn";

export function words_of(lang: string): ResultWords {
  return lang === "en" ? words_en : words_zh_cn;
}

export function use_words(): { lang: string; s: StaffStrings; w: ResultWords } {
  const { lang, s } = use_language();
  return { lang, s, w: words_of(lang) };
}
