// The words of this part beside those that all pages of the staff share.
import { use_language } from "../../shared/staff/language";
import { exchange_en } from "../../shared/strings/staff-exchange-en";
import type { ExchangeWords } from "../../shared/strings/staff-exchange-en";
import { exchange_zh_cn } from "../../shared/strings/staff-exchange-zh-CN";
import type { StaffStrings } from "../../shared/strings/staff-en";

export function use_exchange_words(): { lang: string; s: StaffStrings; x: ExchangeWords } {
  const { lang, s } = use_language();
  return { lang, s, x: lang === "en" ? exchange_en : exchange_zh_cn };
}
