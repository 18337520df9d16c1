// The words of the reading page.
import { use_language } from "../../shared/staff/language";
import { reading_en } from "../../shared/strings/reading-en";
import type { ReadingWords } from "../../shared/strings/reading-en";
import { reading_zh_cn } from "../../shared/strings/reading-zh-CN";
import type { StaffStrings } from "../../shared/strings/staff-en";

export function use_reading_words(): { lang: string; s: StaffStrings; r: ReadingWords } {
  const { lang, s } = use_language();
  return { lang, s, r: lang === "en" ? reading_en : reading_zh_cn };
}
