// Statistics beside a tally: over which people, and null where these do not carry a figure.
#include "analysis/statistics/round_statistics.h"

#include "tests/analysis/builder.h"

using namespace candor;
using namespace candor::tests;

namespace {

struct Category {
  const char* id;
  int due, answered, good;  ///< `due` < 0: no due
};

/// One unit, one item; `good` of those who answered say "good", the rest "poor".
std::unique_ptr<forms::Round> round_of(const std::vector<Category>& categories) {
  auto round = make_round({make_item("a")});
  round->categories.clear();
  for (const Category& category : categories) {
    round->categories.push_back({category.id, {}, forms::exact_integer(1), true});
    if (category.due < 0) continue;
    if (!round->units[0].due) round->units[0].due.emplace();
    (*round->units[0].due)[category.id] = category.due;
  }
  return round;
}

std::vector<forms::Ballot> ballots_of(const forms::Round& round, const std::vector<Category>& categories) {
  std::vector<forms::Ballot> ballots;
  for (std::uint32_t c = 0; c < categories.size(); ++c) {
    for (int i = 0; i < categories[c].answered; ++i)
      ballots.push_back(vote(round, 0, c, {i < categories[c].good ? 0 : 2}));
  }
  return ballots;
}

analysis::ItemStatistics first_item(const forms::Round& round, const std::vector<forms::Ballot>& ballots,
                                    bool full = false) {
  analysis::CompleteBallots sums(round);
  for (const auto& ballot : ballots) REQUIRE(sums.add(ballot.unit, ballot.category, ballot.answers));
  const auto complete = std::move(sums).finish();
  const auto raw = count(round, ballots);
  const auto statistics = full ? analysis::make_full_statistics(analysis::list_in_full(raw), complete)
                               : analysis::make_statistics(analysis::disclose(raw), complete);
  return statistics.units.at(0).results.at(0).items.at(0);
}

}  // namespace

TEST_CASE("a rate weighted by who is due meets the published example, from ballots on") {
  const std::vector<Category> people{{"A", 300, 60, 24}, {"B", 60, 45, 36}, {"C", 140, 35, 21}};
  const auto round = round_of(people);
  const auto item = first_item(*round, ballots_of(*round, people));
  REQUIRE(item.response_weighted);
  CHECK(100 * item.response_weighted->rate == Approx(50.4).epsilon(1e-9));
  CHECK(item.response_weighted->effective_size == Approx(116.8224).epsilon(1e-6));
  CHECK(100 * *item.response_weighted->standard_error == Approx(3.9996).epsilon(1e-5));
}

TEST_CASE("no weighted rate where it is not known who is due, more answered than are, or a group is silent") {
  const std::vector<Category> bad[] = {
      {{"A", -1, 10, 5}, {"B", -1, 10, 5}}, {{"A", 8, 10, 5}, {"B", 20, 10, 5}}, {{"A", 0, 10, 5}}};
  for (const auto& people : bad) {
    const auto round = round_of(people);
    CHECK_FALSE(first_item(*round, ballots_of(*round, people)).response_weighted);
  }
  const std::vector<Category> silent{{"A", 20, 10, 5}, {"B", 20, 10, 5}};
  const auto round = round_of(silent);
  auto ballots = ballots_of(*round, silent);
  for (auto& ballot : ballots) {
    if (ballot.category == 1) ballot = vote(*round, 0, 1, {-1});
  }
  CHECK_FALSE(first_item(*round, ballots).response_weighted);
}

TEST_CASE("a category that is left out is in no population, in a full listing neither") {
  // A declares itself open; C is below k and alone: left out.
  const std::vector<Category> people{{"A", 10, 8, 6}, {"C", 40, 2, 0}};
  auto round = round_of(people);
  round->categories[0].confidential = false;
  const auto ballots = ballots_of(*round, people);
  for (const bool full : {false, true}) {
    CAPTURE(full);
    const auto item = first_item(*round, ballots, full);
    REQUIRE(item.favourable);
    CHECK(item.favourable->kind == analysis::IntervalKind::hypergeometric);
    CHECK(item.favourable->percent.low == Approx(60));
    CHECK(item.favourable->percent.high == Approx(80));
    CHECK(item.response_weighted->rate == Approx(0.75));
  }
}

TEST_CASE("with another base the interval is that of the rate which is published") {
  const std::vector<Category> people{{"A", -1, 10, 9}};
  const auto round = round_of(people);
  round->rules.base = forms::Base::valid;
  auto ballots = ballots_of(*round, people);
  for (int i = 0; i < 30; ++i) ballots.push_back(vote(*round, 0, 0, {-1}));
  const auto interval = first_item(*round, ballots).favourable->percent;
  const auto expected = *analysis::wilson_interval({9, 40});
  CHECK(interval.low == Approx(100 * expected.low));
  CHECK(interval.high == Approx(100 * expected.high));
}
