#include "analysis/statistics/weighting.h"

#include <cmath>

namespace candor::analysis {
namespace {

/// Of a stratum's rate, for drawing without replacement; nullopt where one answer must speak for several
/// people.
std::optional<double> variance_of_rate(const Stratum& stratum, double rate) {
  if (stratum.sample.size >= stratum.population) return 0;
  if (stratum.sample.size < 2) return std::nullopt;
  const auto size = static_cast<double>(stratum.sample.size);
  return (1 - size / static_cast<double>(stratum.population)) * rate * (1 - rate) / (size - 1);
}

}  // namespace

std::optional<WeightedRate> weighted_rate(std::span<const Stratum> strata) {
  double population = 0;
  for (const Stratum& stratum : strata) population += static_cast<double>(stratum.population);
  if (population <= 0) return std::nullopt;
  WeightedRate result;
  double squared_weights = 0;
  std::optional<double> variance = 0;
  for (const Stratum& stratum : strata) {
    if (stratum.population == 0) continue;
    if (stratum.sample.size == 0) return std::nullopt;
    const auto size = static_cast<double>(stratum.sample.size);
    const double share = static_cast<double>(stratum.population) / population;
    const double weight = static_cast<double>(stratum.population) / size;
    const double rate = static_cast<double>(stratum.sample.positive) / size;
    result.rate += share * rate;
    squared_weights += size * weight * weight;
    const auto part = variance_of_rate(stratum, rate);
    variance = variance && part ? std::optional(*variance + share * share * *part) : std::nullopt;
  }
  result.effective_size = population * population / squared_weights;
  if (variance) result.standard_error = std::sqrt(*variance);
  return result;
}

}  // namespace candor::analysis
