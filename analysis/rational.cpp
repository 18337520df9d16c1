#include "analysis/rational.h"

#include <boost/multiprecision/cpp_int.hpp>
#include <limits>
#include <numeric>
#include <utility>

namespace candor::analysis {

using BigInteger = boost::multiprecision::cpp_int;
using BigRational = boost::multiprecision::cpp_rational;

struct Rational::Big {
  BigRational value;
};

/// What the free functions below need of the inside.
struct RationalAccess {
  static bool is_small(const Rational& r) { return !r.big_; }
  static std::int64_t numerator(const Rational& r) { return r.numerator_; }
  static std::int64_t denominator(const Rational& r) { return r.denominator_; }

  static BigRational to_big(const Rational& r) {
    if (r.big_) return r.big_->value;
    return BigRational(BigInteger(r.numerator_), BigInteger(r.denominator_));
  }

  static Rational from_big(BigRational value) {
    const BigInteger over = boost::multiprecision::numerator(value);
    const BigInteger under = boost::multiprecision::denominator(value);
    constexpr auto kMax = std::numeric_limits<std::int64_t>::max();
    Rational result;
    if (abs(over) <= kMax && under <= kMax) {
      result.numerator_ = static_cast<std::int64_t>(over);
      result.denominator_ = static_cast<std::int64_t>(under);
    } else {
      result.big_ = std::make_shared<const Rational::Big>(Rational::Big{std::move(value)});
    }
    return result;
  }

  static Rational from_words(std::int64_t numerator, std::int64_t denominator) {
    Rational result;
    result.numerator_ = numerator;
    result.denominator_ = denominator;
    return result;
  }
};

namespace {

using Access = RationalAccess;
__extension__ using Unsigned128 = unsigned __int128;

Unsigned128 gcd_of(Unsigned128 a, Unsigned128 b) {
  constexpr Unsigned128 kWord = std::numeric_limits<std::uint64_t>::max();
  while (b != 0) {
    if (a <= kWord && b <= kWord)
      return std::gcd(static_cast<std::uint64_t>(a), static_cast<std::uint64_t>(b));
    a = std::exchange(b, a % b);
  }
  return a;
}

Unsigned128 magnitude(Int128 value) {
  return value < 0 ? Unsigned128{0} - static_cast<Unsigned128>(value) : static_cast<Unsigned128>(value);
}

BigInteger to_big_integer(Unsigned128 value) {
  BigInteger big = static_cast<std::uint64_t>(value >> 64);
  big <<= 64;
  return big + static_cast<std::uint64_t>(value);
}

}  // namespace

Rational Rational::fraction(Int128 numerator, Int128 denominator) {
  constexpr Unsigned128 kMax = std::numeric_limits<std::int64_t>::max();
  const Unsigned128 divisor = gcd_of(magnitude(numerator), magnitude(denominator));
  const Unsigned128 over = magnitude(numerator) / divisor;
  const Unsigned128 under = magnitude(denominator) / divisor;
  if (over <= kMax && under <= kMax) {
    const auto size = static_cast<std::int64_t>(over);
    return Access::from_words(numerator < 0 ? -size : size, static_cast<std::int64_t>(under));
  }
  BigInteger big_over = to_big_integer(over);
  if (numerator < 0) big_over = -big_over;
  return Access::from_big(BigRational(big_over, to_big_integer(under)));
}

// Products of two words fit 127 bits and so does the sum of two of them: the small paths cannot overflow.
Rational& Rational::operator+=(const Rational& other) {
  if (big_ || other.big_) return *this = Access::from_big(Access::to_big(*this) + Access::to_big(other));
  if (denominator_ == 1 && other.denominator_ == 1) {
    return *this = fraction(Int128{numerator_} + other.numerator_, 1);
  }
  return *this = fraction(Int128{numerator_} * other.denominator_ + Int128{other.numerator_} * denominator_,
                          Int128{denominator_} * other.denominator_);
}

Rational& Rational::operator-=(const Rational& other) {
  if (big_ || other.big_) return *this = Access::from_big(Access::to_big(*this) - Access::to_big(other));
  return *this = fraction(Int128{numerator_} * other.denominator_ - Int128{other.numerator_} * denominator_,
                          Int128{denominator_} * other.denominator_);
}

Rational& Rational::operator*=(const Rational& other) {
  if (big_ || other.big_) return *this = Access::from_big(Access::to_big(*this) * Access::to_big(other));
  return *this = fraction(Int128{numerator_} * other.numerator_, Int128{denominator_} * other.denominator_);
}

Rational& Rational::operator/=(const Rational& other) {
  if (big_ || other.big_) return *this = Access::from_big(Access::to_big(*this) / Access::to_big(other));
  const Int128 over = Int128{numerator_} * other.denominator_;
  const Int128 under = Int128{denominator_} * other.numerator_;
  return *this = under < 0 ? fraction(-over, -under) : fraction(over, under);
}

std::strong_ordering Rational::operator<=>(const Rational& other) const {
  if (big_ || other.big_) {
    const int order = Access::to_big(*this).compare(Access::to_big(other));
    return order <=> 0;
  }
  const Int128 left = Int128{numerator_} * other.denominator_;
  const Int128 right = Int128{other.numerator_} * denominator_;
  return left < right ? std::strong_ordering::less
                      : (left > right ? std::strong_ordering::greater : std::strong_ordering::equal);
}

Rational to_rational(const forms::ExactNumber& number) {
  return Rational::fraction(number.numerator, number.denominator);
}

Rational sum_of(std::span<const Rational> values) {
  if (values.empty()) return {};
  if (values.size() == 1) return values.front();
  const std::size_t half = values.size() / 2;
  return sum_of(values.first(half)) + sum_of(values.subspan(half));
}

std::string exact_text(const Rational& value) {
  if (Access::is_small(value)) {
    const std::string over = std::to_string(Access::numerator(value));
    return Access::denominator(value) == 1 ? over : over + "/" + std::to_string(Access::denominator(value));
  }
  const BigRational big = Access::to_big(value);
  const BigInteger under = boost::multiprecision::denominator(big);
  const std::string over = boost::multiprecision::numerator(big).str();
  return under == 1 ? over : over + "/" + under.str();
}

std::string decimal_text(const Rational& value, int decimals) {
  std::int64_t scale = 1;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  // Half away from zero: floor(|x|·scale + 1/2).
  std::string digits;
  const bool negative = value < Rational();
  if (Access::is_small(value)) {
    const Unsigned128 over = magnitude(Access::numerator(value));
    const Unsigned128 under = magnitude(Access::denominator(value));
    const Unsigned128 rounded = (over * static_cast<std::uint64_t>(scale) * 2 + under) / (under * 2);
    constexpr Unsigned128 kWord = std::numeric_limits<std::uint64_t>::max();
    digits = rounded <= kWord ? std::to_string(static_cast<std::uint64_t>(rounded))
                              : to_big_integer(rounded).str();
  } else {
    const BigRational big = Access::to_big(value);
    const BigInteger over = abs(boost::multiprecision::numerator(big));
    const BigInteger under = boost::multiprecision::denominator(big);
    digits = BigInteger((over * scale * 2 + under) / (under * 2)).str();
  }
  const bool is_nothing = digits == "0";
  const auto places = static_cast<std::size_t>(decimals);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  if (places > 0) digits.insert(digits.size() - places, 1, '.');
  return (negative && !is_nothing ? "-" : "") + digits;
}

}  // namespace candor::analysis
