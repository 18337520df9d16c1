#include "forms/flag_condition.h"

#include <utility>

namespace candor::forms {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool read_operand(std::string_view text, FlagCondition& condition) {
  constexpr std::string_view kOption = "option:";
  if (text == "favourable") {
    condition.operand = FlagOperand::favourable;
  } else if (text == "score") {
    condition.operand = FlagOperand::score;
  } else if (text.starts_with(kOption) && text.size() > kOption.size()) {
    condition.operand = FlagOperand::option;
    condition.option = text.substr(kOption.size());
  } else {
    return false;
  }
  return true;
}

}  // namespace

Result<FlagCondition> parse_flag_condition(std::string_view when) {
  FlagCondition condition;
  const auto sign = when.find_first_of("<>");
  if (sign == std::string_view::npos || !read_operand(trim(when.substr(0, sign)), condition)) {
    return fail(
        ErrorKind::malformed,
        say({"expected `favourable`, `option:<id>` or `score`, then `<`, `<=`, `>` or `>=`, then a number",
             "应依次为：`favourable`、`option:<编号>`或`score`，`<`、`<=`、`>`或`>=`，数值"}));
  }
  const bool or_equal = when.substr(sign + 1).starts_with('=');
  const bool less = when[sign] == '<';
  condition.comparison = less ? (or_equal ? Comparison::less_equal : Comparison::less)
                              : (or_equal ? Comparison::greater_equal : Comparison::greater);
  const std::string_view literal = trim(when.substr(sign + (or_equal ? 2 : 1)));
  auto threshold = parse_exact_number(literal);
  if (!threshold) return fail(ErrorKind::malformed, threshold.error().words());
  condition.threshold = std::move(*threshold);
  const bool is_rate = condition.operand != FlagOperand::score;
  if (is_rate && (condition.threshold.is_negative() || condition.threshold > exact_integer(1))) {
    return fail(ErrorKind::malformed,
                say({"expected a percentage or fraction from 0 to 1 (\"60%\", \"2/3\") for a rate",
                     "比率应为0至1之间的百分数或分数（“60%”“2/3”）"}));
  }
  if (!is_rate && literal.ends_with('%')) {
    return fail(ErrorKind::malformed,
                say({"expected a number without a percent sign for a score", "得分应为不带百分号的数"}));
  }
  return condition;
}

}  // namespace candor::forms
