// A later release only takes away: what stays is what was, and nothing that stays tells of what went.
#include "analysis/withhold.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "server/report/tally_json.h"
#include "tests/analysis/builder.h"
#include "tests/analysis/random_round.h"

using namespace candor;

namespace {

using Json = nlohmann::json;

std::vector<std::uint32_t> pick_units(tests::RandomRound& random, const forms::Round& round) {
  std::vector<std::uint32_t> units;
  for (std::uint32_t i = 0; i < round.units.size(); ++i) {
    if (random.chance(25)) units.push_back(i);
  }
  return units;
}

Json encoded(const analysis::DisclosedTally& tally) {
  return Json::parse(server::report::encode_tally_json(tally));
}

bool is_named(const std::vector<std::uint32_t>& units, const forms::Round& round, const std::string& id) {
  return std::ranges::any_of(units, [&](std::uint32_t unit) { return round.units[unit].id == id; });
}

/// Whether `unit`, or one below it, is among them: by walking up from each, as a reader would.
bool is_above(const std::vector<std::uint32_t>& units, const forms::Round& round, const std::string& id) {
  for (const std::uint32_t unit : units) {
    for (const forms::Unit* at = &round.units[unit]; at != nullptr;
         at = at->parent.empty() ? nullptr : forms::find_unit(round, at->parent)) {
      if (at->id == id) return true;
    }
  }
  return false;
}

void check_units(const Json& before, const Json& after, const std::vector<std::uint32_t>& units,
                 const forms::Round& round) {
  std::size_t kept = 0;
  for (const Json& unit : before["units"]) {
    const bool small = unit.contains("units");
    const bool gone = small && std::ranges::any_of(unit["units"], [&](const Json& id) {
                        return is_named(units, round, id.get<std::string>());
                      });
    if (gone) continue;
    const std::string id = unit["unit"];
    if (!small && is_named(units, round, id)) {
      CHECK(after["units"].at(kept) == Json{{"unit", id}, {"suppressed", true}, {"withheld", true}});
    } else {
      CHECK(after["units"].at(kept) == unit);
    }
    ++kept;
  }
  CHECK(after["units"].size() == kept);
}

void check_rollups(const Json& before, const Json& after, const std::vector<std::uint32_t>& units,
                   const forms::Round& round) {
  REQUIRE(after["rollup"].size() == before["rollup"].size());
  for (std::size_t i = 0; i < after["rollup"].size(); ++i) {
    const Json& rollup = after["rollup"][i];
    if (is_above(units, round, rollup["unit"])) {
      CHECK(rollup["withheld"] == true);
      CHECK(rollup["results"].empty());
      CHECK(rollup["valid"] == 0);
    } else {
      CHECK(rollup == before["rollup"][i]);
    }
  }
}

}  // namespace

TEST_CASE("withhold takes units, what counts them together and what rolls them up, and nothing else") {
  std::size_t withheld = 0, small = 0;
  for (unsigned seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    tests::RandomRound random(seed);
    const auto round = random.make_round();
    const auto tally = tests::disclosed(*round, random.make_ballots(*round));
    const auto units = pick_units(random, *round);
    const auto before = encoded(tally), after = encoded(analysis::withhold(tally, units));
    check_units(before, after, units, *round);
    check_rollups(before, after, units, *round);
    withheld += units.size();
    small += before["units"].size() > round->units.size() ? 1u : 0u;
  }
  CHECK(withheld > 100);
  CHECK(small > 10);
}

TEST_CASE("withholding in two steps is withholding at once, and nothing comes back") {
  for (unsigned seed = 1; seed <= 100; ++seed) {
    CAPTURE(seed);
    tests::RandomRound random(seed);
    const auto round = random.make_round();
    const auto tally = tests::disclosed(*round, random.make_ballots(*round));
    const auto first = pick_units(random, *round), second = pick_units(random, *round);
    auto both = first;
    both.insert(both.end(), second.begin(), second.end());
    const auto stepwise = encoded(analysis::withhold(analysis::withhold(tally, first), second));
    CHECK(stepwise == encoded(analysis::withhold(tally, both)));
  }
}

TEST_CASE("groups are described the same for the same groups, and differently for others") {
  auto round = tests::make_round({tests::make_item("a")});
  round->categories.push_back({"B", {}, forms::exact_integer(1), true});
  const auto of = [&](int first, int second) {
    std::vector<forms::Ballot> ballots;
    for (int i = 0; i < first; ++i) ballots.push_back(tests::vote(*round, 0, 0, {0}));
    for (int i = 0; i < second; ++i) ballots.push_back(tests::vote(*round, 0, 1, {i % 3}));
    return analysis::describe_groups(tests::disclosed(*round, ballots));
  };
  CHECK(of(3, 4) == of(7, 3));
  CHECK(of(3, 4) != of(2, 4));  // merged
  CHECK(of(3, 4) != of(1, 1));  // not shown
  CHECK(of(3, 2) == of(2, 9));
}
