// Comparisons of two rounds as JSON and CSV: `candor compare`. Compares nothing. docs/file-formats.md,
// "Comparisons".
#pragma once

#include <string>
#include <string_view>

#include "analysis/statistics/comparison.h"

namespace candor::server::report {

/// Scores and differences exact and rounded once; tests to twelve significant digits.
[[nodiscard]] std::string encode_comparison_json(const analysis::Comparison& comparison);

/// "better", "worse", "no clear change".
[[nodiscard]] std::string_view word_of(analysis::Change change);

/// "before", "after", "both".
[[nodiscard]] std::string_view name_of(analysis::Hidden hidden);

}  // namespace candor::server::report
