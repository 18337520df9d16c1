// Exact rational numbers. Small ones live in two machine words; what does not fit there goes to a
// big-number library that only rational.cpp names. Knows nothing of scores.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "forms/exact_number.h"

namespace candor::analysis {

__extension__ using Int128 = __int128;  // GCC and Clang both have it; -Wpedantic wants the mark

/// A fraction in lowest terms, denominator > 0; of any size, without rounding. Cheap to copy.
class Rational {
 public:
  Rational() = default;
  Rational(std::int64_t value) : numerator_(value) {}  // NOLINT: an integer is a rational
  /// Precondition: denominator > 0.
  [[nodiscard]] static Rational fraction(Int128 numerator, Int128 denominator);

  Rational& operator+=(const Rational& other);
  Rational& operator-=(const Rational& other);
  Rational& operator*=(const Rational& other);
  /// Precondition: other is not 0.
  Rational& operator/=(const Rational& other);
  friend Rational operator+(Rational left, const Rational& right) { return left += right; }
  friend Rational operator-(Rational left, const Rational& right) { return left -= right; }
  friend Rational operator*(Rational left, const Rational& right) { return left *= right; }
  friend Rational operator/(Rational left, const Rational& right) { return left /= right; }
  bool operator==(const Rational& other) const { return (*this <=> other) == 0; }
  std::strong_ordering operator<=>(const Rational& other) const;

  [[nodiscard]] bool is_zero() const { return !big_ && numerator_ == 0; }

 private:
  struct Big;
  friend struct RationalAccess;
  std::int64_t numerator_ = 0;
  std::int64_t denominator_ = 1;
  std::shared_ptr<const Big> big_;  ///< set only where the value does not fit the two words
};

[[nodiscard]] Rational to_rational(const forms::ExactNumber& number);

/// The sum, added in pairs: adding thousands of fractions one after the other would drag a common
/// denominator of hundreds of digits through every step.
[[nodiscard]] Rational sum_of(std::span<const Rational> values);

/// "280/3" in lowest terms, "100" where it is an integer.
[[nodiscard]] std::string exact_text(const Rational& value);

/// Decimal text rounded once, half away from zero, with exactly `decimals` places (0…9): "93.33".
[[nodiscard]] std::string decimal_text(const Rational& value, int decimals);

}  // namespace candor::analysis
