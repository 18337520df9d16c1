// Ranks of units: shared ones, missing ones, marked ones.
#include "analysis/ranks.h"

#include "tests/analysis/builder.h"

using namespace candor;

TEST_CASE("equal scores share a rank, partial ones have none, other groups are marked") {
  auto round = tests::make_round({tests::make_item("a"), tests::make_item("b")});
  round->categories.push_back({"B", {}, forms::exact_integer(1), true});
  round->units.clear();
  for (const char* id : {"fair", "good", "also", "poor", "partial", "hidden", "mixed"}) {
    round->units.emplace_back().id = id;
  }
  std::vector<forms::Ballot> ballots;
  const auto add = [&](std::uint32_t unit, std::uint32_t category, int times,
                       const std::vector<int>& choices) {
    for (int i = 0; i < times; ++i) ballots.push_back(tests::vote(*round, unit, category, choices));
  };
  for (const std::uint32_t category : {0u, 1u}) {
    add(0, category, 3, {1, 1});
    add(1, category, 3, {0, 0});
    add(2, category, 4, {0, 0});
    add(3, category, 3, {2, 2});
    add(4, category, 3, {0, -1});
    add(5, category, 1, {0, 0});
    add(6, category, 2, {1, 2});  // 30: merged into one group
  }
  const auto ranks = analysis::rank_units(tests::disclosed(*round, ballots));
  REQUIRE(ranks.size() == 5);
  const struct {
    std::uint32_t unit, rank;
    bool differs;
  } expected[] = {{1, 1, false}, {2, 1, false}, {0, 3, false}, {6, 4, true}, {3, 5, false}};
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    CAPTURE(i);
    CHECK(ranks[i].unit == expected[i].unit);
    CHECK(ranks[i].rank == expected[i].rank);
    CHECK(ranks[i].groups_differ == expected[i].differs);
  }
}
