// Exact fractions: small ones, ones too big for two words, and their texts.
#include "analysis/rational.h"

#include <random>

#include "tests/catch.h"

using candor::analysis::decimal_text;
using candor::analysis::exact_text;
using candor::analysis::Int128;
using candor::analysis::Rational;
using candor::analysis::sum_of;

namespace {

Rational parse(const char* text) {
  return candor::analysis::to_rational(*candor::forms::parse_exact_number(text));
}

/// 10^digits, beyond two words from 19 on.
Rational power_of_ten(int digits) {
  Rational value(1);
  for (int i = 0; i < digits; ++i) value *= Rational(10);
  return value;
}

}  // namespace

TEST_CASE("a fraction is kept in lowest terms") {
  CHECK(exact_text(Rational::fraction(560, 6)) == "280/3");
  CHECK(exact_text(Rational::fraction(-6, 4)) == "-3/2");
  CHECK(exact_text(Rational::fraction(0, 7)) == "0");
  CHECK(exact_text(Rational::fraction(100, 1)) == "100");
  CHECK(Rational::fraction(2, 6) == Rational::fraction(1, 3));
}

TEST_CASE("decimals are rounded once, half away from zero") {
  const struct {
    const char* value;
    int decimals;
    const char* text;
  } rows[] = {{"665/8", 2, "83.13"},
              {"-665/8", 2, "-83.13"},
              {"1/3", 2, "0.33"},
              {"2/3", 2, "0.67"},
              {"1/2", 0, "1"},
              {"-1/2", 0, "-1"},
              {"49/100", 0, "0"},
              {"-1/1000", 2, "0.00"},
              {"-5/1000", 2, "-0.01"},
              {"100", 2, "100.00"},
              {"0", 3, "0.000"},
              {"1/8", 9, "0.125000000"},
              {"999999/1000000", 2, "1.00"},
              {"7", 0, "7"},
              {"-1/400", 2, "0.00"}};
  for (const auto& row : rows) {
    CAPTURE(row.value, row.decimals);
    CHECK(decimal_text(parse(row.value), row.decimals) == row.text);
  }
}

TEST_CASE("numbers beyond two machine words stay exact and come back") {
  const Rational big = power_of_ten(40);
  CHECK(exact_text(big) == "1" + std::string(40, '0'));
  CHECK(exact_text(big + Rational::fraction(1, 3)) == "3" + std::string(39, '0') + "1/3");
  CHECK(decimal_text(big + Rational::fraction(1, 2), 0) == "1" + std::string(39, '0') + "1");
  CHECK(decimal_text(Rational(0) - big - Rational::fraction(1, 8), 2) == "-1" + std::string(40, '0') + ".13");
  CHECK(big - big == Rational(0));
  CHECK(exact_text(big / (big * Rational(7))) == "1/7");
  CHECK(big > Rational(5));
  CHECK(Rational(0) - big < Rational(-5));
  CHECK_FALSE(big.is_zero());
  CHECK((big - big).is_zero());
  CHECK(exact_text(Rational(INT64_MAX) + Rational(1)) == "9223372036854775808");
  CHECK(exact_text(Rational::fraction(Int128{INT64_MAX} * 4, 6)) == "18446744073709551614/3");
}

TEST_CASE("what was added, or multiplied, can be taken away again") {
  constexpr unsigned kSeed = 7;
  CAPTURE(kSeed);
  std::mt19937 random(kSeed);
  const auto draw = [&](std::int64_t below) {
    return std::uniform_int_distribution<std::int64_t>(-below, below)(random);
  };
  for (int i = 0; i < 500; ++i) {
    const std::int64_t size = i % 2 == 0 ? 1000 : INT64_MAX / 2;
    const Rational a = Rational::fraction(draw(size), 1 + std::abs(draw(size)));
    const Rational b = Rational::fraction(draw(size), 1 + std::abs(draw(size)));
    CHECK(a + b - b == a);
    CHECK((a < b) == (a - b < Rational(0)));
    if (!b.is_zero()) CHECK(a * b / b == a);
  }
}

TEST_CASE("a long sum is the same in any order") {
  std::vector<Rational> terms;
  Rational one_by_one;
  for (int i = 1; i <= 200; ++i) {
    terms.push_back(Rational::fraction(i % 2 == 0 ? -1 : 1, i));
    one_by_one += terms.back();
  }
  CHECK(sum_of(terms) == one_by_one);
  CHECK(sum_of({}) == Rational(0));
  CHECK(decimal_text(sum_of(terms), 4) == "0.6907");  // alternating harmonic series, 200 terms
}
