// Words of the panels about who answers, rules and texts.
import { use_language } from "../../shared/staff/language";
import { designer_rules_en } from "../../shared/strings/designer-rules-en";
import type { DesignerRulesWords } from "../../shared/strings/designer-rules-en";
import { designer_rules_zh_cn } from "../../shared/strings/designer-rules-zh-CN";

export function use_rules_words(): { lang: string; r: DesignerRulesWords } {
  const { lang } = use_language();
  return { lang, r: lang === "en" ? designer_rules_en : designer_rules_zh_cn };
}
