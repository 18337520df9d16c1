// Words of the panel of units.
import { use_language } from "../../shared/staff/language";
import { designer_units_en } from "../../shared/strings/designer-units-en";
import type { DesignerUnitsWords } from "../../shared/strings/designer-units-en";
import { designer_units_zh_cn } from "../../shared/strings/designer-units-zh-CN";

export function use_unit_words(): { lang: string; u: DesignerUnitsWords } {
  const { lang } = use_language();
  return { lang, u: lang === "en" ? designer_units_en : designer_units_zh_cn };
}
