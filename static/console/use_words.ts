// The console's own words beside those that all pages of the staff share.
import { use_language } from "../shared/staff/language";
import { check_en } from "../shared/strings/staff-check-en";
import type { CheckWords } from "../shared/strings/staff-check-en";
import { check_zh_cn } from "../shared/strings/staff-check-zh-CN";
import { invite_en } from "../shared/strings/staff-invite-en";
import type { InviteWords } from "../shared/strings/staff-invite-en";
import { invite_zh_cn } from "../shared/strings/staff-invite-zh-CN";
import { paper_en } from "../shared/strings/staff-paper-en";
import type { PaperWords } from "../shared/strings/staff-paper-en";
import { paper_zh_cn } from "../shared/strings/staff-paper-zh-CN";
import type { StaffStrings } from "../shared/strings/staff-en";

export interface ConsoleWords {
  lang: string;
  s: StaffStrings;
  /** How people get in. */
  w: InviteWords;
  /** How the round is checked. */
  c: CheckWords;
  /** Ballots on paper. */
  p: PaperWords;
}

export function use_words(): ConsoleWords {
  const { lang, s } = use_language();
  return lang === "en" ? { lang, s, w: invite_en, c: check_en, p: paper_en } : { lang, s, w: invite_zh_cn, c: check_zh_cn, p: paper_zh_cn };
}
