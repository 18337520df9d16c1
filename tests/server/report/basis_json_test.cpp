// What a tally says of its rules and scales is what it was counted by.
#include "server/report/basis_json.h"

#include <nlohmann/json.hpp>

#include "analysis/disclose.h"
#include "server/report/tally_json.h"
#include "tests/analysis/cases.h"

using namespace candor;
using analysis::Rational;
using nlohmann::json;

namespace {

Rational read(const json& text) {
  return analysis::to_rational(*forms::parse_exact_number(text.get<std::string>()));
}

/// Checks the pooled figures of one item from its counts and the scale it names. Returns how many it checked.
int recount(const json& tally, const json& item) {
  if (!item.contains("scale")) return 0;
  Rational score, favourable;
  for (const json& option : tally["scales"][item["scale"].get<std::string>()]) {
    const auto id = option["id"].get<std::string>();
    if (!option.value("scored", true)) {
      CHECK(item["pooled"]["unscored"].contains(id));
      continue;
    }
    const Rational count(item["pooled"]["counts"][id].get<std::int64_t>());
    score += count * read(option["value"]);
    if (option.value("favourable", false)) favourable += count;
  }
  const auto n = item["pooled"]["n"].get<std::int64_t>();
  if (n == 0) return 0;
  CHECK(analysis::exact_text(score / n) == item["pooled"]["exact"]);
  if (item["pooled"].contains("favourable"))
    CHECK(analysis::exact_text(Rational(100) * favourable / n) == item["pooled"]["favourable"]["exact"]);
  return 1;
}

}  // namespace

TEST_CASE("scores of every golden case follow from the counts and scales that its tally states") {
  int checked = 0;
  for (const auto& folder : tests::find_cases()) {
    CAPTURE(folder);
    const auto golden = tests::read_case(folder);
    const auto tally = json::parse(
        server::report::encode_tally_json(analysis::disclose(tests::count(*golden.round, golden.ballots))));
    CHECK(tally["rules"]["decimals"] == golden.round->rules.decimals);
    for (const auto& category : golden.round->categories)
      CHECK(read(tally["rules"]["weights"][category.id]) == analysis::to_rational(category.weight));
    if (tally["rules"]["base"] != "scored") continue;
    for (const char* part : {"units", "rollup"}) {
      for (const json& unit : tally[part]) {
        for (const json& result : unit.value("results", json::array()))
          for (const json& item : result["items"]) checked += recount(tally, item);
      }
    }
  }
  CHECK(checked > 100);
}

TEST_CASE("an item tells its weight only where it has one, a scale its values in lowest terms") {
  forms::Round round;
  round.scales = {
      {"s",
       {{"good", {}, true, *forms::parse_exact_number("50%"), true}, {"unknown", {}, false, {}, false}}}};
  round.categories = {{"A", {}, *forms::parse_exact_number("0.30"), true}};
  round.units.resize(2);
  round.units[0].id = "works";
  round.units[1].id = "shop";
  round.units[1].parent = "works";
  server::report::JsonText text;
  text.open_object();
  server::report::write_basis(text, round);
  forms::Item item;
  item.scale = "s";
  text.key("plain").open_object();
  server::report::write_item_basis(text, item);
  item.weight = *forms::parse_exact_number("2/6");
  text.close_object().key("weighed").open_object();
  server::report::write_item_basis(text, item);
  text.close_object().close_object();
  CHECK(json::parse(std::move(text).take()) == json::parse(R"({
    "rules": {"base": "scored", "empty_category": "renormalise", "decimals": 2, "weights": {"A": "3/10"}},
    "parents": {"shop": "works"},
    "scales": {"s": [{"id": "good", "value": "1/2", "favourable": true}, {"id": "unknown", "scored": false}]},
    "plain": {"scale": "s"}, "weighed": {"scale": "s", "weight": "1/3"}})"));
}
