// Many tests at once. Pure.
#pragma once

#include <span>
#include <vector>

namespace candor::analysis {

/// Holm 1979 (Scandinavian J. Statistics 6:65): adjusted p values, at most 1, in the order of the given ones.
[[nodiscard]] std::vector<double> adjust_holm(std::span<const double> p_values);

}  // namespace candor::analysis
