// Words of the panels about questions and scales.
import { use_language } from "../../shared/staff/language";
import { designer_questions_en } from "../../shared/strings/designer-questions-en";
import type { DesignerQuestionsWords } from "../../shared/strings/designer-questions-en";
import { designer_questions_zh_cn } from "../../shared/strings/designer-questions-zh-CN";
import { pick } from "../../shared/staff/format";
import type { Loss } from "./integrity";

export function use_question_words(): { lang: string; q: DesignerQuestionsWords } {
  const { lang } = use_language();
  return { lang, q: lang === "en" ? designer_questions_en : designer_questions_zh_cn };
}

/// What an edit does, and what went with it.
export function words_with(q: DesignerQuestionsWords, lang: string, words: string, losses: readonly Loss[]): string {
  if (losses.length === 0) return words;
  return q.with_losses(words, losses.map(({ kind, label }) => q.losses[kind](pick(label, lang, q.item.untitled))));
}
