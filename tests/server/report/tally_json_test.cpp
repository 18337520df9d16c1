// JSON of tallies beyond the golden cases: scores that cover part of the weight, filters, roll-ups, names.
#include "server/report/tally_json.h"

#include <nlohmann/json.hpp>

#include "server/report/json_text.h"
#include "tests/analysis/builder.h"

using namespace candor;
using nlohmann::json;
using tests::make_item;
namespace report = candor::server::report;

namespace {

/// Three ballots on "u" with one member; nobody answers the second item about the team.
std::vector<forms::Ballot> three(const forms::Round& round, std::uint32_t unit = 0) {
  return std::vector<forms::Ballot>(3, tests::vote(round, unit, 0, {0, -1, 1}));
}

std::unique_ptr<forms::Round> make_round_with_member() {
  auto round = tests::make_round({make_item("a"), make_item("b")}, {make_item("m")});
  round->units[0].members = {tests::member("boss")};
  return round;
}

}  // namespace

TEST_CASE("a score that does not cover all of the weight says so, and only then") {
  const auto round = make_round_with_member();
  const auto unit = json::parse(report::unit_result_json(tests::disclosed(*round, three(*round)), 0));
  CHECK(unit["results"][0]["score"]["weighted"] == json({{"score", "100.00"},
                                                         {"exact", "100"},
                                                         {"partial", true},
                                                         {"covered", {{"weight", "1"}, {"of", "2"}}}}));
  CHECK(unit["results"][1]["score"]["pooled"] == json({{"score", "60.00"}, {"exact", "60"}}));
}

TEST_CASE("a filter leaves out what a reader may not see") {
  const auto round = make_round_with_member();
  const auto tally = tests::disclosed(*round, three(*round));
  const auto seen = [&](const report::RateeFilter& shows) {
    std::vector<std::string> names;
    const auto unit = json::parse(report::unit_result_json(tally, 0, shows));
    for (const auto& ratee : unit["results"]) names.push_back(ratee["about"]);
    return names;
  };
  CHECK(seen({}) == std::vector<std::string>{"team", "boss"});
  CHECK(seen([](int ratee) { return ratee == forms::kAboutTeam; }) == std::vector<std::string>{"team"});
  CHECK(seen([](int ratee) { return ratee == 0; }) == std::vector<std::string>{"boss"});
  CHECK(report::unit_result_json(tally, 0, [](int) { return false; }).find("boss") == std::string::npos);
}

TEST_CASE("a unit that is not shown is told in one word, its figures nowhere") {
  const auto round = make_round_with_member();
  const std::vector<forms::Ballot> two(2, tests::vote(*round, 0, 0, {0, 1, 1}));
  CHECK(report::unit_result_json(tests::disclosed(*round, two), 0) == R"({"unit":"u","suppressed":true})");
}

TEST_CASE("a roll-up whose units are all hidden is empty and says how many") {
  const auto round = make_round_with_member();
  forms::Unit child;
  child.id = "v";
  child.parent = "u";
  child.members = {tests::member("boss")};
  round->units.push_back(child);
  CHECK(json::parse(report::rollup_result_json(tests::disclosed(*round, {}), 0)) ==
        json({{"unit", "u"},
              {"units_shown", 0},
              {"units_not_shown", 2},
              {"valid", 0},
              {"results", json::array()}}));
  const auto shown = json::parse(report::rollup_result_json(tests::disclosed(*round, three(*round, 1)), 0));
  CHECK(shown["units_shown"] == 1);
  CHECK(shown["results"][0]["items"][0]["weighted"]["exact"] == "100");
  CHECK(shown["results"][0]["items"][1]["weighted"] == json({{"score", nullptr}}));
}

TEST_CASE("ranks stand beside the units, equal ones shared; the full listing has none") {
  const auto round = tests::make_round({make_item("a")});
  round->units[0].id = "good";
  for (const char* id : {"also", "poor", "hidden"}) round->units.emplace_back().id = id;
  std::vector<forms::Ballot> ballots;
  for (const std::uint32_t unit : {0u, 1u, 2u}) {
    for (int i = 0; i < 3; ++i) ballots.push_back(tests::vote(*round, unit, 0, {unit == 2 ? 2 : 0}));
  }
  const auto raw = tests::count(*round, ballots);
  const auto tally = json::parse(report::encode_tally_json(analysis::disclose(raw)));
  CHECK(tally["ranking"] == json::parse(R"([{"unit":"good","rank":1,"groups_differ":false},
      {"unit":"also","rank":1,"groups_differ":false},{"unit":"poor","rank":3,"groups_differ":false}])"));
  CHECK_FALSE(json::parse(report::encode_full_tally_json(analysis::list_in_full(raw))).contains("ranking"));
  const auto none = json::parse(report::encode_tally_json(tests::disclosed(*round, {})));
  CHECK_FALSE(none.contains("ranking"));
}

TEST_CASE("a figure says what it is divided by where that is not n, a mean how many ballots it is over") {
  auto round = tests::make_round({make_item("a"), make_item("b")});
  round->rules.base = forms::Base::valid;
  round->categories.push_back({"B", {}, tests::exact("0.5"), true});
  forms::Unit child;
  child.id = "v";
  child.parent = "u";
  round->units.push_back(child);
  std::vector<forms::Ballot> ballots(3, tests::vote(*round, 0, 0, {0, -1}));
  ballots.push_back(tests::vote(*round, 0, 0, {3, -1}));  // "unknown"
  for (int i = 0; i < 4; ++i) ballots.push_back(tests::vote(*round, 1, 0, {0, 0}));
  const auto tally = tests::disclosed(*round, ballots);
  const auto item = json::parse(report::unit_result_json(tally, 0))["results"][0]["items"][0];
  CHECK(item["pooled"]["n"] == 3);
  CHECK(item["pooled"]["base"] == 4);
  CHECK(item["groups"][0]["base"] == 4);
  CHECK(item["weighted"] == json({{"score", "75.00"}, {"exact", "75"}, {"weight", "1"}}));
  const auto all = json::parse(report::unit_result_json(tally, 1))["results"][0]["items"][0];
  CHECK_FALSE(all["pooled"].contains("base"));
  const auto rollup = json::parse(report::rollup_result_json(tally, 0));
  CHECK(rollup["valid"] == 8);
  const auto& items = rollup["results"][0]["items"];
  CHECK_FALSE(items[0]["weighted"].contains("valid"));
  CHECK(items[1]["weighted"] == json({{"score", "100.00"}, {"exact", "100"}, {"valid", 4}}));
  const auto& score = rollup["results"][0]["score"]["weighted"];
  CHECK(score["partial"] == true);
  CHECK(score["covered"] == json({{"weight", "1"}, {"of", "2"}}));
  CHECK_FALSE(score.contains("valid"));
}

TEST_CASE("a small: unit is named after its parent and lists its units") {
  const auto round = tests::make_round({make_item("a")});
  forms::Unit sibling = round->units[0];
  sibling.id = "v";
  round->units.push_back(sibling);
  const std::vector<forms::Ballot> ballots{tests::vote(*round, 0, 0, {0}), tests::vote(*round, 1, 0, {0}),
                                           tests::vote(*round, 1, 0, {2})};
  const auto tally = tests::disclosed(*round, ballots);
  REQUIRE(tally.tables().units.size() == 3);
  const auto small = json::parse(report::unit_result_json(tally, 2));
  CHECK(small["unit"] == "small:");
  CHECK(small["units"] == json({"u", "v"}));
  CHECK(small["results"][0]["score"]["weighted"]["exact"] == "200/3");
}

TEST_CASE("text that JSON cannot hold as it is gets escaped") {
  const auto text = [](std::string_view value) {
    report::JsonText json_text;
    json_text.string(value);
    return std::move(json_text).take();
  };
  const std::string bad[] = {"", "plain", "\"", "a\\b\"c", "\n\t\x01", std::string("\0x", 2), "满意"};
  for (const auto& value : bad) CHECK(json::parse(text(value)) == json(value));
}
