// Intervals for rates and for their differences. Doubles do here: DESIGN 6. Pure; knows no item and no round.
#pragma once

#include <cstdint>
#include <optional>

namespace candor::analysis {

/// The 97.5 % point of the standard normal distribution: two-sided intervals of 95 %.
inline constexpr double kNormal95 = 1.959963984540054;

/// Rates, or differences of rates, as parts of one; low <= high.
struct Interval {
  double low = 0, high = 0;
};

/// Numbers of people, both ends included.
struct CountRange {
  std::uint64_t low = 0, high = 0;
  bool operator==(const CountRange&) const = default;
};

struct Sample {
  std::uint64_t positive = 0, size = 0;  ///< precondition: positive <= size
};

/// Wilson's score interval (Wilson 1927, JASA 22:209). Nullopt where the sample is empty.
[[nodiscard]] std::optional<Interval> wilson_interval(Sample sample, double z = kNormal95);

/// How many of `population` are positive, given a sample drawn without replacement: every number that an
/// exact hypergeometric test at 2.5 % on each side does not reject (Buonaccorsi 1987, American Statistician
/// 41:215). Nullopt where the sample is empty or larger than the population.
[[nodiscard]] std::optional<CountRange> hypergeometric_range(Sample sample, std::uint64_t population);

/// first − second, of two independent samples: Newcombe's hybrid of two score intervals (Newcombe 1998,
/// Statistics in Medicine 17:873, method 10). Nullopt where one is empty.
[[nodiscard]] std::optional<Interval> newcombe_difference(Sample first, Sample second, double z = kNormal95);

/// The two-sided p value that goes with newcombe_difference: the largest level at which its interval still
/// holds 0. Never below 1e-15. Nullopt where one is empty.
[[nodiscard]] std::optional<double> newcombe_p_value(Sample first, Sample second);

}  // namespace candor::analysis
