// Numbers as round files write them: integers, decimals, fractions, percentages; never binary floats.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "forms/result.h"

namespace candor::forms {

/// A literal of a round file with its exact value `numerator / denominator`, in lowest terms,
/// denominator > 0. `text` is kept as the author wrote it, so that a file goes out as it came in.
struct ExactNumber {
  std::string text = "0";
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;

  [[nodiscard]] bool is_zero() const { return numerator == 0; }
  [[nodiscard]] bool is_negative() const { return numerator < 0; }
  bool operator==(const ExactNumber& other) const {
    return numerator == other.numerator && denominator == other.denominator;
  }
  std::strong_ordering operator<=>(const ExactNumber& other) const;
};

/// Reads "7", "-0.25", "1/3", "20%", "33.3%". At most 15 significant digits in all, no exponent, no spaces.
/// Errors: `malformed`, with the forms that are accepted.
[[nodiscard]] Result<ExactNumber> parse_exact_number(std::string_view text);

/// For literals in code and tests: value/1.
[[nodiscard]] ExactNumber exact_integer(std::int64_t value);

}  // namespace candor::forms
