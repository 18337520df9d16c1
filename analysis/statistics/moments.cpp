#include "analysis/statistics/moments.h"

namespace candor::analysis {

std::optional<double> mean_of(const Moments& moments, std::int64_t denominator) {
  if (moments.n == 0) return std::nullopt;
  return static_cast<double>(moments.sum) / static_cast<double>(moments.n) / static_cast<double>(denominator);
}

std::optional<double> variance_of(const Moments& moments, std::int64_t denominator) {
  if (moments.n < 2) return std::nullopt;
  // (n·Σx² − (Σx)²) / (n·(n − 1)): the numerator is exact, so nothing cancels.
  const Int128 spread = static_cast<Int128>(moments.n) * moments.squares - moments.sum * moments.sum;
  const auto n = static_cast<double>(moments.n);
  const auto scale = static_cast<double>(denominator);
  return static_cast<double>(spread) / n / (n - 1) / scale / scale;
}

}  // namespace candor::analysis
