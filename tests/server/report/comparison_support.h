// What the tests of comparisons share: tallies of rounds as files say them.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "analysis/statistics/comparison.h"
#include "server/report/tally_json.h"
#include "server/report/tally_reading.h"
#include "tests/analysis/builder.h"

namespace candor::tests {

inline analysis::TallyFigures read_tally(const std::string& text) {
  auto tally = server::report::parse_tally_json(text);
  if (!tally) {
    for (const auto& d : tally.error().diagnostics) UNSCOPED_INFO(d.place << ": " << d.expected.en);
  }
  REQUIRE(tally);
  return *std::move(tally);
}

/// One team item of unit "u": so many of all answer "good" (favourable), the rest "poor".
inline nlohmann::json good_of(int good, int all, const char* round_id = "r") {
  const auto round = make_round({make_item("a")});
  round->id = round_id;
  std::vector<forms::Ballot> ballots;
  for (int i = 0; i < all; ++i) ballots.push_back(vote(*round, 0, 0, {i < good ? 0 : 2}));
  return nlohmann::json::parse(server::report::encode_tally_json(disclosed(*round, ballots)));
}

inline analysis::Comparison compare(const nlohmann::json& before, const nlohmann::json& after) {
  auto comparison = analysis::compare_tallies(read_tally(before.dump()), read_tally(after.dump()));
  if (!comparison) {
    for (const auto& d : comparison.error().diagnostics) UNSCOPED_INFO(d.place << ": " << d.expected.en);
  }
  REQUIRE(comparison);
  return *std::move(comparison);
}

inline const analysis::ItemChange& only_item(const analysis::Comparison& comparison) {
  REQUIRE(comparison.units.units.size() == 1);
  REQUIRE(comparison.units.units[0].ratees.size() == 1);
  REQUIRE(comparison.units.units[0].ratees[0].items.size() == 1);
  return comparison.units.units[0].ratees[0].items[0];
}

}  // namespace candor::tests
