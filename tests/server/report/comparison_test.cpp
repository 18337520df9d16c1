// Two tallies held against each other: what is told, what is only marked, what is refused.
#include "analysis/statistics/comparison.h"

#include <algorithm>

#include "analysis/statistics/multiplicity.h"
#include "server/report/comparison_csv.h"
#include "server/report/comparison_json.h"
#include "tests/server/report/comparison_support.h"

using namespace candor;
using namespace candor::tests;
using analysis::Change;
using analysis::exact_text;
using nlohmann::json;

namespace {

/// A tally whose team answers three items: shares of 80 that are good.
json three_items(int first, int second, int third) {
  const auto round = make_round({make_item("a"), make_item("b"), make_item("c")});
  std::vector<forms::Ballot> ballots;
  for (int i = 0; i < 80; ++i)
    ballots.push_back(vote(*round, 0, 0, {i < first ? 0 : 2, i < second ? 0 : 2, i < third ? 0 : 2}));
  return json::parse(server::report::encode_tally_json(disclosed(*round, ballots)));
}

Error refusal(const json& before, const json& after) {
  const auto comparison = analysis::compare_tallies(read_tally(before.dump()), read_tally(after.dump()));
  REQUIRE_FALSE(comparison);
  CHECK(comparison.error().kind == ErrorKind::invalid);
  REQUIRE_FALSE(comparison.error().diagnostics.empty());
  return comparison.error();
}

/// hq with units u and v below it; `of_v` ballots in v.
json tree(int of_u, int of_v) {
  const auto round = make_round({make_item("a")});
  round->units[0].id = "hq";
  for (const char* id : {"u", "v"}) {
    forms::Unit unit;
    unit.id = id;
    unit.parent = "hq";
    round->units.push_back(unit);
  }
  std::vector<forms::Ballot> ballots;
  for (int i = 0; i < of_u; ++i) ballots.push_back(vote(*round, 1, 0, {0}));
  for (int i = 0; i < of_v; ++i) ballots.push_back(vote(*round, 2, 0, {1}));
  return json::parse(server::report::encode_tally_json(disclosed(*round, ballots)));
}

}  // namespace

TEST_CASE("the published example: 48 of 80, then 56 of 70, is better by 20 points, 5.24 to 33.39") {
  const auto comparison = compare(good_of(48, 80, "2025"), good_of(56, 70, "2026"));
  CHECK(comparison.before == "2025");
  CHECK(comparison.after == "2026");
  const auto& favourable = *only_item(comparison).favourable;
  CHECK(exact_text(*favourable.difference) == "20");
  CHECK(favourable.test->percent.low == Approx(5.2431).margin(5e-5));
  CHECK(favourable.test->percent.high == Approx(33.3873).margin(5e-5));
  CHECK(favourable.test->change == Change::better);
  CHECK(favourable.test->adjusted_p == favourable.test->p);
  const auto back = compare(good_of(56, 70), good_of(48, 80));
  CHECK(only_item(back).favourable->test->change == Change::worse);
}

TEST_CASE("differences of scores are taken before rounding and rounded once") {
  // 1/3 and 2/3 of 100: 33.33 and 66.67 differ by 33.33, not by 33.34.
  const auto comparison = compare(good_of(1, 3), good_of(2, 3));
  CHECK(exact_text(*only_item(comparison).pooled.difference) == "100/3");
  const auto text = json::parse(server::report::encode_comparison_json(comparison));
  const json& score = text["units"]["compared"][0]["results"][0]["items"][0]["score"]["pooled"];
  CHECK(score["before"]["value"] == "33.33");
  CHECK(score["after"]["value"] == "66.67");
  CHECK(score["difference"] == json({{"value", "33.33"}, {"exact", "100/3"}}));
}

TEST_CASE("the words of one ratee are judged together: Holm over its items") {
  const auto comparison = compare(three_items(40, 40, 40), three_items(53, 70, 40));
  const auto& items = comparison.units.units[0].ratees[0].items;
  std::vector<double> p_values;
  for (const auto& item : items) p_values.push_back(item.favourable->test->p);
  const auto adjusted = analysis::adjust_holm(p_values);
  for (std::size_t i = 0; i < items.size(); ++i) CHECK(items[i].favourable->test->adjusted_p == adjusted[i]);
  // By itself the first would pass for a change, and its interval leaves 0 out; among three it does not.
  CHECK(p_values[0] < 0.05);
  CHECK(adjusted[0] > 0.05);
  CHECK(items[0].favourable->test->change == Change::no_clear_change);
  CHECK(items[1].favourable->test->change == Change::better);
  CHECK(items[2].favourable->test->change == Change::no_clear_change);
}

TEST_CASE("an item without answers in one round has no difference, no test and no word") {
  const auto round = make_round({make_item("a"), make_item("b")});
  const auto tally_of = [&](int second) {
    const std::vector<forms::Ballot> ballots(5, vote(*round, 0, 0, {0, second}));
    return json::parse(server::report::encode_tally_json(disclosed(*round, ballots)));
  };
  const auto comparison = compare(tally_of(-1), tally_of(0));
  const auto& silent = comparison.units.units[0].ratees[0].items[1];
  CHECK_FALSE(silent.favourable->before);
  CHECK(silent.favourable->after->size == 5);
  CHECK_FALSE(silent.favourable->difference);
  CHECK_FALSE(silent.favourable->test);
  CHECK_FALSE(silent.pooled.difference);
  // One of the two scores covers half of the weight.
  CHECK_FALSE(comparison.units.units[0].ratees[0].pooled.difference);
  const auto text = json::parse(server::report::encode_comparison_json(comparison));
  const json& told = text["units"]["compared"][0]["results"][0]["items"][1]["favourable"];
  CHECK(told["word"].is_null());
  CHECK(told["before"].is_null());
  CHECK(told["interval"].is_null());
}

TEST_CASE("a scale without favourable options is compared by its scores alone") {
  auto before = good_of(3, 6);
  auto after = good_of(6, 6);
  for (json* tally : {&before, &after}) {
    (*tally)["scales"]["s"][0].erase("favourable");
    (*tally)["units"][0]["results"][0]["items"][0]["pooled"].erase("favourable");
  }
  const auto comparison = compare(before, after);
  CHECK_FALSE(only_item(comparison).favourable);
  CHECK(exact_text(*only_item(comparison).pooled.difference) == "50");
  CHECK(server::report::encode_comparison_json(comparison).find("word") == std::string::npos);
}

TEST_CASE("units that are hidden or stand in one tally alone are told, not dropped") {
  auto before = three_items(40, 40, 40);
  auto after = before;
  before["units"].push_back({{"unit", "closed"}, {"suppressed", true}});
  after["units"].push_back({{"unit", "new"}, {"suppressed", true}});
  before["units"].push_back({{"unit", "hidden"}, {"suppressed", true}});
  after["units"].push_back({{"unit", "hidden"}, {"suppressed", true}, {"withheld", true}});
  auto& results = after["units"][0]["results"];
  results[0]["items"].erase(2);
  results.push_back(results[0]);
  results[1]["about"] = "boss";
  const auto comparison = compare(before, after);
  CHECK(comparison.units.units.size() == 1);
  CHECK(comparison.units.units[0].ratees[0].items.size() == 2);
  CHECK(comparison.units.only_before ==
        std::vector<analysis::Unmatched>{{"closed", "", ""}, {"u", "team", "c"}});
  CHECK(comparison.units.only_after == std::vector<analysis::Unmatched>{{"u", "boss", ""}, {"new", "", ""}});
  REQUIRE(comparison.units.not_compared.size() == 1);
  CHECK(comparison.units.not_compared[0].unit == "hidden");
  // Its score is one over other items now.
  CHECK(comparison.units.units[0].ratees[0].weights_differ);
  CHECK_FALSE(comparison.units.units[0].ratees[0].pooled.difference);
  const std::string csv = server::report::encode_comparison_csv(comparison);
  CHECK(csv.find("unit,hidden,,,not_compared,both,") != std::string::npos);
  CHECK(csv.find("unit,u,team,c,only_before,") != std::string::npos);
  CHECK(csv.find("unit,u,boss,,only_after,") != std::string::npos);
}

TEST_CASE("other groups are marked; their order is not") {
  auto before = good_of(48, 80);
  auto after = before;
  auto& groups = after["units"][0]["results"][0]["items"][0]["groups"];
  groups[0]["categories"] = {"A", "B"};
  CHECK(only_item(compare(before, after)).groups_differ);
  before["units"][0]["results"][0]["items"][0]["groups"][0]["categories"] = {"B", "A"};
  CHECK_FALSE(only_item(compare(before, after)).groups_differ);
}

TEST_CASE("other weights take away the weighted differences, and only those") {
  auto after = good_of(56, 70);
  after["rules"]["weights"]["A"] = "2";
  const auto comparison = compare(good_of(48, 80), after);
  CHECK(comparison.weights_differ);
  CHECK(only_item(comparison).pooled.difference);
  CHECK_FALSE(only_item(comparison).weighted.difference);
  CHECK_FALSE(comparison.units.units[0].ratees[0].weighted.difference);
  CHECK(comparison.units.units[0].ratees[0].pooled.difference);
  CHECK(only_item(comparison).favourable->test->change == Change::better);
}

TEST_CASE("a roll-up over other units, or a small: unit of others, has no test and says why") {
  const auto same = compare(tree(20, 10), tree(10, 20));
  REQUIRE(same.rollup.units.size() == 1);
  CHECK_FALSE(same.rollup.units[0].units_differ);
  CHECK(same.rollup.units[0].ratees[0].items[0].favourable->test);
  const auto other = compare(tree(20, 10), tree(20, 2));
  REQUIRE(other.rollup.units.size() == 1);
  CHECK(other.rollup.units[0].units_differ);
  CHECK(other.rollup.units[0].ratees[0].items[0].favourable->difference);
  CHECK_FALSE(other.rollup.units[0].ratees[0].items[0].favourable->test);
  auto small = tree(2, 2);
  REQUIRE(small["units"][3]["unit"] == "small:hq");
  auto changed = small;
  changed["units"][3]["units"] = {"u", "w"};
  changed["parents"]["w"] = "hq";
  const auto small_units = compare(small, changed);
  CHECK(small_units.units.units[0].units_differ);
  CHECK(small_units.rollup.units[0].units_differ);
  CHECK_FALSE(compare(small, small).units.units[0].units_differ);
}

TEST_CASE("rounds that asked on other scales are refused, the scale named") {
  const auto before = good_of(48, 80, "2025");
  const auto other = [&](const char* key, const json& value, std::size_t option) {
    auto after = good_of(56, 70);
    after["scales"]["s"][option][key] = value;
    return after;
  };
  // The pooled figures of these still follow from the counts.
  const json unfavourable = [&] {
    auto after = other("favourable", true, 1);
    return after;
  }();
  const json worth_more = other("value", "61", 1);
  auto renamed = good_of(56, 70);
  renamed["scales"]["s"][3]["id"] = "no_idea";
  auto turned = good_of(56, 70);
  std::swap(turned["scales"]["s"][0], turned["scales"]["s"][2]);
  for (const json& after : {unfavourable, worth_more, renamed, turned}) {
    const auto error = refusal(before, after);
    CHECK(error.diagnostics[0].place == "/scales/s");
    CHECK(error.diagnostics[0].expected.en.find("`a`") != std::string::npos);
    CHECK(error.diagnostics[0].expected.en.find("`2025`") != std::string::npos);
  }
  // Only its name differs: the same scale.
  auto named = json::parse([&] {
    auto text = good_of(56, 70).dump();
    for (auto at = text.find("\"s\""); at != std::string::npos; at = text.find("\"s\"", at + 4))
      text.replace(at, 3, "\"t\"");
    return text;
  }());
  CHECK(named["scales"].contains("t"));
  CHECK(only_item(compare(before, named)).favourable->test->change == Change::better);
}

TEST_CASE("a disclosed tally and a full one, or rates of another base, are refused") {
  auto full = good_of(56, 70);
  full["disclosed"] = false;
  CHECK(refusal(good_of(48, 80), full).diagnostics[0].place == "/disclosed");
  CHECK_FALSE(compare(full, full).disclosed);
  auto valid = good_of(56, 70);
  valid["rules"]["base"] = "valid";
  CHECK(refusal(good_of(48, 80), valid).diagnostics[0].place == "/rules/base");
}
