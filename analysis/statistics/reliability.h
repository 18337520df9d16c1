// How reliable a scale and the means of groups are: Cronbach's alpha, ICC(1), ICC(2). Pure; what is summed
// comes in.
#pragma once

#include <optional>
#include <span>

#include "analysis/statistics/moments.h"

namespace candor::analysis {

/// Cronbach 1951 (Psychometrika 16:297): J/(J − 1)·(1 − Σ s²_i / s²_total). `items`: of each item over the
/// same ballots; `totals`: of these ballots' sums. Nullopt below two items or two ballots, or where no sum
/// differs.
[[nodiscard]] std::optional<double> cronbach_alpha(std::span<const Moments> items, const Moments& totals);

struct GroupReliability {
  std::optional<double> icc1, icc2;
};

/// One-way random effects, Bliese 2000 (in Klein & Kozlowski, ch. 8), with the mean size of groups k = N/G:
/// ICC(1) = (MSB − MSW) / (MSB + (k − 1)·MSW), ICC(2) = (MSB − MSW) / MSB. May be negative. Empty groups are
/// left out. Null below two groups, where no group has two members, or where a divisor is 0.
[[nodiscard]] GroupReliability group_reliability(std::span<const Moments> groups);

}  // namespace candor::analysis
