#include "analysis/statistics/agreement.h"

#include <algorithm>

namespace candor::analysis {

double uniform_variance(std::size_t options) {
  const auto count = static_cast<double>(options);
  return (count * count - 1) / 12;
}

std::optional<double> r_wg(double variance, std::size_t options) {
  if (options < 2) return std::nullopt;
  return 1 - std::min(variance / uniform_variance(options), 1.0);
}

std::optional<double> r_wg_j(double mean_variance, std::size_t items, std::size_t options) {
  if (items < 2 || options < 2) return std::nullopt;
  const double share = std::min(mean_variance / uniform_variance(options), 1.0);
  const double agreed = static_cast<double>(items) * (1 - share);
  return agreed / (agreed + share);
}

}  // namespace candor::analysis
