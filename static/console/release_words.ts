// The words of releases.
import { use_language } from "../shared/staff/language";
import { release_en } from "../shared/strings/release-en";
import type { ReleaseWords } from "../shared/strings/release-en";
import { release_zh_cn } from "../shared/strings/release-zh-CN";
import type { StaffStrings } from "../shared/strings/staff-en";

export function use_release_words(): { lang: string; s: StaffStrings; e: ReleaseWords } {
  const { lang, s } = use_language();
  return { lang, s, e: lang === "en" ? release_en : release_zh_cn };
}
