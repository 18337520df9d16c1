// The designer's words. Parts of it bring their own beside these.
import { use_language } from "../../shared/staff/language";
import { designer_en } from "../../shared/strings/designer-en";
import type { DesignerWords } from "../../shared/strings/designer-en";
import { designer_zh_cn } from "../../shared/strings/designer-zh-CN";
import type { StaffStrings } from "../../shared/strings/staff-en";

export function use_designer_words(): { lang: string; s: StaffStrings; d: DesignerWords } {
  const { lang, s } = use_language();
  return { lang, s, d: lang === "en" ? designer_en : designer_zh_cn };
}
