// Sums from which means and variances follow, exact: the order in which ballots come changes nothing. Values
// are integers (option values over a common denominator); what is made of them is a double. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analysis/rational.h"

namespace candor::analysis {

/// Of one variable. Room for 2^32 values of up to 2^45.
struct Moments {
  std::uint64_t n = 0;
  Int128 sum = 0;
  Int128 squares = 0;

  void add(std::int64_t value, std::uint64_t times = 1) {
    n += times;
    sum += Int128{value} * static_cast<std::int64_t>(times);
    squares += Int128{value} * value * static_cast<std::int64_t>(times);
  }
  Moments& operator+=(const Moments& other) {
    n += other.n;
    sum += other.sum;
    squares += other.squares;
    return *this;
  }
};

/// In units of 1 / `denominator`. Nullopt where n = 0.
[[nodiscard]] std::optional<double> mean_of(const Moments& moments, std::int64_t denominator = 1);
/// Divided by n − 1. Nullopt where n < 2.
[[nodiscard]] std::optional<double> variance_of(const Moments& moments, std::int64_t denominator = 1);

}  // namespace candor::analysis
