// Why a workbook cannot be read, in words: what was found, and what to do. Loaded where there is such a problem.
import { filled } from "./filled";
import { exchange_en } from "../../shared/strings/staff-exchange-en";
import { exchange_zh_cn } from "../../shared/strings/staff-exchange-zh-CN";
import type { WorkbookProblem } from "./sheets";

/// Two sentences in `lang`.
export function workbook_problem_words(problem: WorkbookProblem, lang: string): string {
  const words = lang === "en" ? exchange_en : exchange_zh_cn;
  return words.problems[problem.kind].map((pattern) => filled(pattern, problem.values)).join(lang === "en" ? " " : "");
}
