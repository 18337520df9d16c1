// Intervals against published figures, and against slow counting that follows the definition.
#include "analysis/statistics/intervals.h"

#include <cmath>
#include <random>
#include <vector>

#include "tests/catch.h"

using namespace candor::analysis;

namespace {

/// P(X = found), by multiplying instead of by logarithms of factorials.
double draw_probability(std::uint64_t population, std::uint64_t positive, std::uint64_t size,
                        std::uint64_t found) {
  const std::uint64_t negative = population - positive;
  if (found > positive || found > size || size - found > negative) return 0;
  long double result = 1;
  const auto choose = [](std::uint64_t n, std::uint64_t k) {
    long double product = 1;
    for (std::uint64_t i = 1; i <= k; ++i)
      product = product * static_cast<long double>(n - k + i) / static_cast<long double>(i);
    return product;
  };
  result = choose(positive, found) * choose(negative, size - found) / choose(population, size);
  return static_cast<double>(result);
}

std::vector<std::uint64_t> not_rejected(Sample sample, std::uint64_t population) {
  std::vector<std::uint64_t> kept;
  for (std::uint64_t positive = 0; positive <= population; ++positive) {
    double upper = 0;
    double lower = 0;
    for (std::uint64_t found = 0; found <= sample.size; ++found) {
      const double p = draw_probability(population, positive, sample.size, found);
      if (found >= sample.positive) upper += p;
      if (found <= sample.positive) lower += p;
    }
    if (upper > 0.025 && lower > 0.025) kept.push_back(positive);
  }
  return kept;
}

}  // namespace

TEST_CASE("wilson_interval meets published figures and keeps to [0, 1]") {
  const auto interval = wilson_interval({81, 100});
  REQUIRE(interval);
  CHECK(interval->low == Approx(0.722212).epsilon(1e-6));
  CHECK(interval->high == Approx(0.874852).epsilon(1e-6));
  CHECK_FALSE(wilson_interval({0, 0}));
  CHECK(wilson_interval({0, 7})->low == 0);
  CHECK(wilson_interval({7, 7})->high == 1);
}

TEST_CASE("newcombe_difference meets its published example") {
  const auto interval = newcombe_difference({56, 70}, {48, 80});
  REQUIRE(interval);
  CHECK(interval->low == Approx(0.052431).epsilon(1e-5));
  CHECK(interval->high == Approx(0.333873).epsilon(2e-6));
  CHECK_FALSE(newcombe_difference({0, 0}, {1, 2}));
}

TEST_CASE("newcombe_p_value falls below a level exactly where that level's interval leaves 0 out") {
  std::mt19937 random(20261121);
  for (int i = 0; i < 2000; ++i) {
    const Sample first{0, 1 + random() % 200};
    const Sample second{0, 1 + random() % 200};
    const Sample one{random() % (first.size + 1), first.size};
    const Sample two{random() % (second.size + 1), second.size};
    CAPTURE(one.positive);
    CAPTURE(one.size);
    CAPTURE(two.positive);
    CAPTURE(two.size);
    const auto interval = *newcombe_difference(one, two);
    const double p = *newcombe_p_value(one, two);
    const bool leaves_zero_out = interval.low > 0 || interval.high < 0;
    if (std::abs(p - 0.05) > 1e-9) CHECK((p < 0.05) == leaves_zero_out);
    CHECK(p == Approx(*newcombe_p_value(two, one)).epsilon(1e-9));
    CHECK(p <= 1);
    CHECK(p > 0);
  }
  CHECK(*newcombe_p_value({5, 10}, {50, 100}) == 1);
  CHECK_FALSE(newcombe_p_value({0, 0}, {50, 100}));
}

TEST_CASE("hypergeometric_range is every number that the exact test does not reject") {
  CHECK(*hypergeometric_range({40, 60}, 80) == CountRange{48, 58});
  std::mt19937 random(7);
  for (int i = 0; i < 400; ++i) {
    const std::uint64_t population = 1 + random() % 60;
    const std::uint64_t size = 1 + random() % population;
    const Sample sample{random() % (size + 1), size};
    CAPTURE(population);
    CAPTURE(sample.size);
    CAPTURE(sample.positive);
    const auto kept = not_rejected(sample, population);
    const auto range = *hypergeometric_range(sample, population);
    CHECK(range.low == kept.front());
    CHECK(range.high == kept.back());
    CHECK(kept.size() == range.high - range.low + 1);
  }
}

TEST_CASE(
    "hypergeometric_range knows everything once everybody has answered, and nothing of the impossible") {
  CHECK(*hypergeometric_range({7, 20}, 20) == CountRange{7, 7});
  CHECK(*hypergeometric_range({0, 1}, 2) == CountRange{0, 1});
  CHECK_FALSE(hypergeometric_range({3, 5}, 4));
  CHECK_FALSE(hypergeometric_range({0, 0}, 4));
  const auto large = *hypergeometric_range({400'000, 1'000'000}, 10'000'000);
  CHECK(large.low < 4'000'000);
  CHECK(large.high > 4'000'000);
  CHECK(large.high - large.low < 20'000);
}
