// Figures over complete ballots, held against the counts of items, tell of nobody: where they would, they are
// not told.
#include "analysis/statistics/round_statistics.h"
#include "tests/analysis/builder.h"

using namespace candor;

namespace {

using Votes = std::vector<std::pair<std::uint32_t, std::vector<int>>>;  // category, options of items i and j

analysis::RoundStatistics statistics(const forms::Round& round, const Votes& votes) {
  std::vector<forms::Ballot> ballots;
  analysis::CompleteBallots complete(round);
  for (const auto& [category, choices] : votes) {
    ballots.push_back(tests::vote(round, 0, category, choices));
    REQUIRE(complete.add(0, category, ballots.back().answers));
  }
  return analysis::make_statistics(tests::disclosed(round, ballots), std::move(complete).finish());
}

std::unique_ptr<forms::Round> two_items(int k) {
  auto round = tests::make_round({tests::make_item("i"), tests::make_item("j")});
  round->rules.min_cell = k;
  return round;
}

bool tells_alpha(const analysis::RoundStatistics& statistics) {
  const auto& team = statistics.units.at(0).results.at(0);
  CHECK(team.alpha.has_value() == team.r_wg_j.has_value());
  CHECK(team.alpha.has_value() == statistics.team.alpha.has_value());
  return team.alpha.has_value();
}

const Votes kSix{{0, {0, 0}}, {0, {0, 1}}, {0, {1, 1}}, {0, {2, 2}}, {0, {1, 0}}, {0, {2, 1}}};

Votes with(Votes votes, std::uint32_t category, int times, const std::vector<int>& choices) {
  for (int n = 0; n < times; ++n) votes.emplace_back(category, choices);
  return votes;
}

}  // namespace

TEST_CASE("one who left an item blank is not told by the difference between counts and alpha") {
  const auto round = two_items(5);
  CHECK(tells_alpha(statistics(*round, kSix)));
  CHECK_FALSE(tells_alpha(statistics(*round, with(kSix, 0, 1, {-1, 0}))));
  CHECK_FALSE(tells_alpha(statistics(*round, with(kSix, 0, 4, {1, -1}))));
  CHECK_FALSE(tells_alpha(statistics(*round, with(with(kSix, 0, 3, {1, -1}), 0, 3, {-1, 1}))));
}

TEST_CASE("five who left the same item blank, and any number who left all, hide one another") {
  const auto round = two_items(5);
  CHECK(tells_alpha(statistics(*round, with(kSix, 0, 5, {1, -1}))));
  CHECK(tells_alpha(statistics(*round, with(kSix, 0, 1, {-1, -1}))));
  CHECK(tells_alpha(statistics(*round, with(kSix, 0, 1, {3, 3}))));  // "unknown" is not scored
}

TEST_CASE("alpha does not undo what an item merges") {
  auto round = two_items(3);
  round->categories.push_back({"B", {}, forms::exact_integer(1), true});
  const Votes others{{1, {0, 0}}, {1, {1, 1}}, {1, {2, 2}}, {1, {0, 1}}};
  CHECK(tells_alpha(statistics(*round, with(others, 0, 3, {0, 2}))));
  CHECK_FALSE(tells_alpha(statistics(*round, with(with(others, 0, 2, {0, 2}), 0, 1, {0, -1}))));
}

TEST_CASE("an open category carries no answer of a protected one that is left out") {
  auto round = two_items(3);
  round->categories.push_back({"B", {}, forms::exact_integer(1), false});
  const Votes open{{1, {0, 0}}, {1, {1, 1}}, {1, {2, 2}}, {1, {0, 1}}};
  CHECK(tells_alpha(statistics(*round, with(open, 0, 3, {0, -1}))));
  CHECK_FALSE(tells_alpha(statistics(*round, with(with(open, 0, 2, {0, -1}), 0, 1, {0, 2}))));
  CHECK(tells_alpha(statistics(*round, with(open, 1, 1, {0, -1}))));
}
