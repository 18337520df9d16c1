// What stands against an answer, in words: beside its field, and with the question in it for a list away from the field.
import type { I18n } from "../../shared/i18n";
import { type Item, kDefaultTextLength } from "../../shared/round_file";
import type { RespondKey } from "../i18n";
import { type Answers, type Problem, answer_of, choice_limits, text_length } from "../questionnaire";

type Words = I18n<RespondKey>;

export function problem_text(i18n: Words, problem: Problem, answers: Answers): string {
  const { item } = problem;
  const value = answer_of(answers, problem.about, item);
  switch (problem.kind) {
    case "too_long": {
      const length = typeof value === "string" ? text_length(value) : 0;
      return i18n.t("too_long", { n: length - (item.max_length ?? kDefaultTextLength) });
    }
    case "too_few":
    case "too_many": {
      const { min, max } = choice_limits(item);
      const count = Array.isArray(value) ? value.length : 0;
      return problem.kind === "too_few" ? i18n.t("choices_missing", { n: min - count }) : i18n.t("choices_over", { n: count - max });
    }
    case "no_number":
      return i18n.t("number_wrong", { what: number_words(i18n, item) });
    case "required":
    case "over_quota":
      if (item.type === "multiple" && choice_limits(item).min > 1) return i18n.t("choices_missing", { n: choice_limits(item).min });
      if (item.type === "number") return i18n.t("number_missing");
      return i18n.t(item.type === "multiple" || item.type === "rank" ? "several_missing" : "required_missing");
  }
}

export function problem_line(i18n: Words, problem: Problem, answers: Answers): string {
  return i18n.t("problem_of", { problem: problem_text(i18n, problem, answers), item: i18n.text(problem.item.label) });
}

/// "a whole number from 0 to 60", "a number of 1 or more with at most 2 decimal places".
export function number_words(i18n: Words, item: Item): string {
  const { min, max } = item;
  const n = item.decimals ?? 0;
  const values = { min: String(min), max: String(max) };
  const range = min !== undefined && max !== undefined ? i18n.t("number_between", values)
    : min !== undefined ? i18n.t("number_from", values) : max !== undefined ? i18n.t("number_to", values) : "";
  return n === 0 ? i18n.t("number_whole", { range }) : i18n.t("number_decimals", { range, n });
}
