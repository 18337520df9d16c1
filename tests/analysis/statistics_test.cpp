// Statistics of people and of groups against figures worked out elsewhere. Each null where the sample does
// not carry it.
#include <cmath>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "analysis/statistics/agreement.h"
#include "analysis/statistics/moments.h"
#include "analysis/statistics/multiplicity.h"
#include "analysis/statistics/reliability.h"
#include "analysis/statistics/weighting.h"
#include "tests/analysis/cases.h"
#include "tests/catch.h"

using namespace candor::analysis;
namespace tests = candor::tests;

namespace {

constexpr std::size_t kItems = 11;

/// Lines of the leadership climate data as (company, eleven answers 1…5).
std::map<std::string, std::vector<std::vector<std::int64_t>>> read_climate() {
  std::map<std::string, std::vector<std::vector<std::int64_t>>> companies;
  std::istringstream lines(
      tests::read_file(std::filesystem::path(CANDOR_TEST_DATA) / "cases/leadership-climate/ballots.csv"));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::istringstream cells(line);
    std::vector<std::string> row;
    for (std::string cell; std::getline(cells, cell, ',');) row.push_back(cell);
    std::vector<std::int64_t> answers;
    for (std::size_t i = 4; i < row.size(); ++i) answers.push_back(std::stoll(row[i]));
    REQUIRE(answers.size() == kItems);
    companies[row[1]].push_back(answers);
  }
  return companies;
}

struct Climate {
  std::vector<Moments> items = std::vector<Moments>(kItems);  ///< over everybody
  Moments totals;
  std::vector<Moments> companies;  ///< totals by company
  double mean_agreement = 0;       ///< of r_wg(j) over companies
};

Climate count_climate() {
  Climate climate;
  const auto companies = read_climate();
  for (const auto& [name, people] : companies) {
    std::vector<Moments> own(kItems);
    Moments totals;
    for (const auto& answers : people) {
      std::int64_t total = 0;
      for (std::size_t i = 0; i < kItems; ++i) {
        own[i].add(answers[i]);
        total += answers[i];
      }
      totals.add(total);
    }
    double variance = 0;
    for (std::size_t i = 0; i < kItems; ++i) {
      climate.items[i] += own[i];
      variance += *variance_of(own[i]) / kItems;
    }
    climate.totals += totals;
    climate.companies.push_back(totals);
    climate.mean_agreement += *r_wg_j(variance, kItems, 5) / static_cast<double>(companies.size());
  }
  return climate;
}

}  // namespace

TEST_CASE("the leadership climate of 49 companies gives the published figures") {
  const Climate climate = count_climate();
  REQUIRE(climate.companies.size() == 49);
  REQUIRE(climate.totals.n == 2042);
  CHECK(*cronbach_alpha(climate.items, climate.totals) == Approx(0.902237).epsilon(1e-6));
  const auto groups = group_reliability(climate.companies);
  CHECK(*groups.icc1 == Approx(0.087956).epsilon(1e-5));
  CHECK(*groups.icc2 == Approx(0.800754).epsilon(1e-6));
  CHECK(climate.mean_agreement == Approx(0.867785).epsilon(1e-6));
}

TEST_CASE("a rate weighted by who is due, its error and its effective size") {
  const Stratum strata[] = {{300, {24, 60}}, {60, {36, 45}}, {140, {21, 35}}};
  const auto rate = weighted_rate(strata);
  REQUIRE(rate);
  CHECK(100 * rate->rate == Approx(50.4).epsilon(1e-9));
  CHECK(rate->effective_size == Approx(116.8224).epsilon(1e-6));
  CHECK(100 * *rate->standard_error == Approx(3.9996).epsilon(1e-5));
}

TEST_CASE("a weighted rate needs an answer of everybody who is due, its error two") {
  const Stratum silent[] = {{300, {24, 60}}, {60, {0, 0}}};
  CHECK_FALSE(weighted_rate(silent));
  CHECK_FALSE(weighted_rate({}));
  const Stratum nobody_due[] = {{0, {0, 0}}, {10, {2, 4}}};
  CHECK(weighted_rate(nobody_due)->rate == Approx(0.5));
  const Stratum one_for_many[] = {{10, {1, 1}}, {10, {2, 4}}};
  CHECK_FALSE(weighted_rate(one_for_many)->standard_error);
  const Stratum everybody[] = {{1, {1, 1}}, {4, {1, 4}}};
  CHECK(*weighted_rate(everybody)->standard_error == 0);
  CHECK(weighted_rate(everybody)->rate == Approx(0.4));
}

TEST_CASE("agreement: none where answers vary as much as chance or more, full where nobody differs") {
  CHECK(uniform_variance(5) == 2);
  CHECK(*r_wg(0, 5) == 1);
  CHECK(*r_wg(1, 5) == 0.5);
  CHECK(*r_wg(2, 5) == 0);
  CHECK(*r_wg(4, 5) == 0);
  CHECK_FALSE(r_wg(0, 1));
  CHECK(*r_wg_j(1, 10, 5) == Approx(10 * 0.5 / (10 * 0.5 + 0.5)));
  CHECK(*r_wg_j(3, 10, 5) == 0);
  CHECK_FALSE(r_wg_j(1, 1, 5));
}

TEST_CASE("what a sample does not carry is null, never NaN and never 0") {
  CHECK_FALSE(mean_of({}));
  Moments one;
  one.add(3);
  CHECK(*mean_of(one, 2) == 1.5);
  CHECK_FALSE(variance_of(one));
  Moments alike;
  alike.add(7, 20);
  CHECK(*variance_of(alike) == 0);
  CHECK_FALSE(cronbach_alpha(std::vector{alike, alike}, alike));
  CHECK_FALSE(cronbach_alpha(std::vector{one}, one));
  CHECK_FALSE(group_reliability(std::vector{alike}).icc1);
  CHECK_FALSE(group_reliability(std::vector{alike, alike}).icc1);
  CHECK_FALSE(group_reliability(std::vector{one, one, Moments{}}).icc2);
  Moments other;
  other.add(9, 20);
  const auto apart = group_reliability(std::vector{alike, other});
  CHECK(*apart.icc1 == 1);
  CHECK(*apart.icc2 == 1);
}

TEST_CASE("variances are exact where large values differ little") {
  Moments moments;
  for (const std::int64_t value : {1'000'000'000'001, 1'000'000'000'002, 1'000'000'000'003})
    moments.add(value);
  CHECK(*variance_of(moments) == 1);
}

TEST_CASE("adjust_holm keeps order, stays at most 1, and is never less than the value itself") {
  CHECK(adjust_holm(std::vector{0.01, 0.04, 0.03}) == std::vector{0.03, 0.06, 0.06});
  CHECK(adjust_holm({}).empty());
  std::mt19937 random(3);
  for (int run = 0; run < 200; ++run) {
    std::vector<double> values(1 + random() % 20);
    for (double& value : values) value = static_cast<double>(random() % 1000) / 1000;
    const auto adjusted = adjust_holm(values);
    for (std::size_t i = 0; i < values.size(); ++i) {
      CHECK(adjusted[i] >= values[i]);
      CHECK(adjusted[i] <= 1);
      for (std::size_t j = 0; j < values.size(); ++j) {
        if (values[i] < values[j]) CHECK(adjusted[i] <= adjusted[j]);
      }
    }
  }
}
