#include "analysis/statistics/intervals.h"

#include <algorithm>
#include <cmath>

namespace candor::analysis {
namespace {

constexpr double kTail = 0.025;
constexpr double kLargestZ = 8.0;  ///< beyond, p is below 1.3e-15
constexpr double kSmallestP = 1e-15;

double rate_of(Sample sample) {
  return static_cast<double>(sample.positive) / static_cast<double>(sample.size);
}

double log_choose(std::uint64_t n, std::uint64_t k) {
  const auto whole = static_cast<double>(n);
  const auto part = static_cast<double>(k);
  return std::lgamma(whole + 1) - std::lgamma(part + 1) - std::lgamma(whole - part + 1);
}

/// Drawing `sample.size` out of `population`, of whom `positive` are positive.
struct Draw {
  std::uint64_t population, positive, size;

  [[nodiscard]] std::uint64_t least() const {
    const std::uint64_t negative = population - positive;
    return size > negative ? size - negative : 0;
  }
  [[nodiscard]] std::uint64_t most() const { return std::min(size, positive); }
  [[nodiscard]] double mean() const {
    return static_cast<double>(size) * static_cast<double>(positive) / static_cast<double>(population);
  }
  [[nodiscard]] double probability(std::uint64_t found) const {
    return std::exp(log_choose(positive, found) + log_choose(population - positive, size - found) -
                    log_choose(population, size));
  }
  /// P(found + 1) / P(found).
  [[nodiscard]] double ratio(std::uint64_t found) const {
    const auto up = static_cast<double>(positive - found) * static_cast<double>(size - found);
    const auto down =
        static_cast<double>(found + 1) * static_cast<double>(population - positive - (size - found - 1));
    return up / down;
  }
};

/// P(found) + P(found + step) + …, as long as terms matter. They fall: `found` lies on that side of the mean.
double sum_from(const Draw& draw, std::uint64_t found, bool upwards) {
  double term = draw.probability(found);
  double sum = term;
  while (term > sum * 1e-18 && found != (upwards ? draw.most() : draw.least())) {
    term = upwards ? term * draw.ratio(found) : term / draw.ratio(found - 1);
    upwards ? ++found : --found;
    sum += term;
  }
  return std::min(sum, 1.0);
}

/// P(X >= from), from whichever side has falling terms: the others' first ones may be too small for a double.
double upper_tail(const Draw& draw, std::uint64_t from) {
  if (from <= draw.least()) return 1;
  if (from > draw.most()) return 0;
  return static_cast<double>(from) > draw.mean() ? sum_from(draw, from, true)
                                                 : 1 - sum_from(draw, from - 1, false);
}

/// P(X <= to), likewise.
double lower_tail(const Draw& draw, std::uint64_t to) {
  if (to >= draw.most()) return 1;
  if (to < draw.least()) return 0;
  return static_cast<double>(to) < draw.mean() ? sum_from(draw, to, false) : 1 - sum_from(draw, to + 1, true);
}

/// The first of [low, high] for which `holds` is true; it is false before and true after. `high` holds.
template <class Predicate>
std::uint64_t first_that(std::uint64_t low, std::uint64_t high, const Predicate& holds) {
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (holds(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

double two_sided(double z) {
  return std::max(std::erfc(z / std::sqrt(2.0)), kSmallestP);
}

}  // namespace

std::optional<Interval> wilson_interval(Sample sample, double z) {
  if (sample.size == 0) return std::nullopt;
  const auto n = static_cast<double>(sample.size);
  const double rate = rate_of(sample);
  const double scale = 1 + z * z / n;
  const double centre = (rate + z * z / (2 * n)) / scale;
  const double half = z * std::sqrt(rate * (1 - rate) / n + z * z / (4 * n * n)) / scale;
  // The ends are exact where everybody or nobody is positive; rounding would miss them by a hair.
  return Interval{sample.positive == 0 ? 0 : std::max(centre - half, 0.0),
                  sample.positive == sample.size ? 1 : std::min(centre + half, 1.0)};
}

std::optional<CountRange> hypergeometric_range(Sample sample, std::uint64_t population) {
  if (sample.size == 0 || sample.size > population) return std::nullopt;
  const std::uint64_t least = sample.positive;
  const std::uint64_t most = population - (sample.size - sample.positive);
  const auto draw = [&](std::uint64_t positive) { return Draw{population, positive, sample.size}; };
  const std::uint64_t low = first_that(least, most, [&](std::uint64_t positive) {
    return upper_tail(draw(positive), sample.positive) > kTail;
  });
  const std::uint64_t beyond = first_that(low, most + 1, [&](std::uint64_t positive) {
    return positive > most || lower_tail(draw(positive), sample.positive) <= kTail;
  });
  return CountRange{low, std::max(beyond, low + 1) - 1};
}

std::optional<Interval> newcombe_difference(Sample first, Sample second, double z) {
  const auto one = wilson_interval(first, z);
  const auto two = wilson_interval(second, z);
  if (!one || !two) return std::nullopt;
  const double rate1 = rate_of(first);
  const double rate2 = rate_of(second);
  const double difference = rate1 - rate2;
  return Interval{difference - std::hypot(rate1 - one->low, two->high - rate2),
                  difference + std::hypot(one->high - rate1, rate2 - two->low)};
}

std::optional<double> newcombe_p_value(Sample first, Sample second) {
  if (first.size == 0 || second.size == 0) return std::nullopt;
  const auto holds_zero = [&](double z) {
    const auto interval = *newcombe_difference(first, second, z);
    return interval.low <= 0 && interval.high >= 0;
  };
  if (rate_of(first) == rate_of(second)) return 1;
  double low = 0;
  double high = kLargestZ;
  if (!holds_zero(high)) return kSmallestP;
  for (int i = 0; i < 100; ++i) {
    const double middle = (low + high) / 2;
    (holds_zero(middle) ? high : low) = middle;
  }
  return two_sided(high);
}

}  // namespace candor::analysis
