// The little language of a flag's `when`: "favourable < 60%", "option:poor > 1/3", "score < 60".
// Knows neither scales nor counts.
#pragma once

#include <string>
#include <string_view>

#include "forms/result.h"
#include "forms/round.h"

namespace candor::forms {

struct FlagCondition {
  FlagOperand operand = FlagOperand::favourable;
  std::string option;  ///< with FlagOperand::option
  Comparison comparison = Comparison::less;
  ExactNumber threshold;
};

/// `favourable` and `option:<id>` stand against a fraction or percentage within [0, 1], `score` against a
/// number. Errors: `malformed`, saying what was expected.
[[nodiscard]] Result<FlagCondition> parse_flag_condition(std::string_view when);

}  // namespace candor::forms
