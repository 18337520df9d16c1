// Tallies read back from their files: what was written is understood, what was changed is noticed by its
// place, and comparisons of random rounds keep their symmetries.
#include "server/report/tally_reading.h"

#include <algorithm>
#include <iostream>

#include "server/report/comparison_csv.h"
#include "server/report/comparison_json.h"
#include "tests/analysis/random_round.h"
#include "tests/server/report/comparison_support.h"

using namespace candor;
using namespace candor::tests;
using analysis::Change;
using analysis::exact_text;
using analysis::Rational;
using nlohmann::json;

namespace {

constexpr unsigned kSeed = 20261121;

struct BadTally {
  const char* what;
  void (*spoil)(json& tally);
  const char* place;
};

json& pooled(json& tally) {
  return tally["units"][0]["results"][0]["items"][0]["pooled"];
}

const BadTally kBad[] = {
    {"another kind of file", [](json& t) { t.erase("candor_tally"); }, ""},
    {"a later version", [](json& t) { t["candor_tally"] = 2; }, ""},
    {"no object",
     [](json& t) {
       t = json::array({1, 2});
     },
     ""},
    {"no scales, as before they were told", [](json& t) { t.erase("scales"); }, "/scales"},
    {"no round", [](json& t) { t["round"] = 7; }, "/round"},
    {"units of another type", [](json& t) { t["units"] = json::object(); }, "/units"},
    {"a unit of another type", [](json& t) { t["units"][0] = 7; }, "/units/0"},
    {"a unit that would steer a terminal", [](json& t) { t["units"][0]["unit"] = "a\x1b[2J"; },
     "/units/0/unit"},
    {"a round that would steer a terminal", [](json& t) { t["round"] = "a\r\nb"; }, "/round"},
    {"a unit twice", [](json& t) { t["units"].push_back(t["units"][0]); }, "/units/1/unit"},
    {"a ratee twice", [](json& t) { t["units"][0]["results"].push_back(t["units"][0]["results"][0]); },
     "/units/0/results/1/about"},
    {"an item twice",
     [](json& t) {
       auto& items = t["units"][0]["results"][0]["items"];
       items.push_back(items[0]);
     },
     "/units/0/results/0/items/1/item"},
    {"n below its counts", [](json& t) { pooled(t)["n"] = 79; }, "/units/0/results/0/items/0/pooled/n"},
    {"a negative count", [](json& t) { pooled(t)["counts"]["good"] = -48; },
     "/units/0/results/0/items/0/pooled/counts/good"},
    {"a count with a point", [](json& t) { pooled(t)["counts"]["good"] = 48.0; },
     "/units/0/results/0/items/0/pooled/counts/good"},
    {"a count beyond every round", [](json& t) { pooled(t)["counts"]["good"] = 18446744073709551615ull; },
     "/units/0/results/0/items/0/pooled/counts/good"},
    {"an option that is not in the scale", [](json& t) { pooled(t)["counts"]["great"] = 0; },
     "/units/0/results/0/items/0/pooled/counts"},
    {"an option that is missing", [](json& t) { pooled(t)["counts"].erase("fair"); },
     "/units/0/results/0/items/0/pooled/counts"},
    {"a base below n", [](json& t) { pooled(t)["base"] = 3; }, "/units/0/results/0/items/0/pooled/base"},
    {"another score", [](json& t) { pooled(t)["exact"] = "61"; }, "/units/0/results/0/items/0/pooled/score"},
    {"another rate", [](json& t) { pooled(t)["favourable"]["exact"] = "61"; },
     "/units/0/results/0/items/0/pooled/favourable"},
    {"no exact number", [](json& t) { pooled(t)["exact"] = "60,0"; },
     "/units/0/results/0/items/0/pooled/exact"},
    {"a scale that is not there", [](json& t) { t["units"][0]["results"][0]["items"][0]["scale"] = "t"; },
     "/units/0/results/0/items/0/scale"},
    {"an option without a value", [](json& t) { t["scales"]["s"][0].erase("value"); }, "/scales/s/0/value"},
    {"an option twice", [](json& t) { t["scales"]["s"][1]["id"] = "good"; }, "/scales/s/1/id"},
    {"a hundred decimals", [](json& t) { t["rules"]["decimals"] = 100; }, "/rules/decimals"},
    {"parents in a circle",
     [](json& t) {
       t["parents"] = {{"u", "v"}, {"v", "u"}};
     },
     "/parents"},
};

std::string digits(std::size_t count) {
  return std::string(count, '7');
}

void check_mirrored(const analysis::ComparedPart& forth, const analysis::ComparedPart& back) {
  CHECK(forth.only_before.size() == back.only_after.size());
  CHECK(forth.not_compared.size() == back.not_compared.size());
  REQUIRE(forth.units.size() == back.units.size());
  const auto mirrored = [](const analysis::ScoreChange& one, const analysis::ScoreChange& other) {
    CHECK(one.before == other.after);
    REQUIRE(one.difference.has_value() == other.difference.has_value());
    if (one.difference) CHECK(*one.difference + *other.difference == Rational(0));
  };
  for (std::size_t u = 0; u < forth.units.size(); ++u) {
    const auto& ratees = forth.units[u].ratees;
    for (std::size_t r = 0; r < ratees.size(); ++r) {
      const auto& other = back.units[u].ratees[r];
      mirrored(ratees[r].pooled, other.pooled);
      mirrored(ratees[r].weighted, other.weighted);
      for (std::size_t i = 0; i < ratees[r].items.size(); ++i) {
        const auto& one = ratees[r].items[i];
        const auto& two = other.items[i];
        mirrored(one.pooled, two.pooled);
        mirrored(one.weighted, two.weighted);
        CHECK(one.groups_differ == two.groups_differ);
        if (!one.favourable || !one.favourable->test) continue;
        CHECK(one.favourable->test->percent.low == -two.favourable->test->percent.high);
        CHECK(one.favourable->test->p == two.favourable->test->p);
        CHECK(one.favourable->test->adjusted_p == two.favourable->test->adjusted_p);
        CHECK((one.favourable->test->change == Change::better) ==
              (two.favourable->test->change == Change::worse));
      }
    }
  }
}

/// Returns how many items were tested.
int check_unchanged(const analysis::ComparedPart& part) {
  int tested = 0;
  for (const auto& unit : part.units) {
    CHECK_FALSE(unit.units_differ);
    for (const auto& ratee : unit.ratees) {
      CHECK_FALSE(ratee.weights_differ);
      for (const auto& item : ratee.items) {
        CHECK_FALSE(item.groups_differ);
        CHECK((!item.pooled.difference || item.pooled.difference->is_zero()));
        CHECK((!item.weighted.difference || item.weighted.difference->is_zero()));
        if (!item.favourable || !item.favourable->test) continue;
        ++tested;
        CHECK(item.favourable->difference->is_zero());
        CHECK(item.favourable->test->adjusted_p == 1);
        CHECK(item.favourable->test->change == Change::no_clear_change);
      }
    }
  }
  return tested;
}

}  // namespace

TEST_CASE("a tally that was changed, cut or made up is refused by place") {
  for (const BadTally& bad : kBad) {
    CAPTURE(bad.what);
    auto tally = good_of(48, 80);
    bad.spoil(tally);
    const auto read = server::report::parse_tally_json(tally.dump());
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == ErrorKind::invalid);
    REQUIRE_FALSE(read.error().diagnostics.empty());
    CHECK(read.error().diagnostics[0].place == bad.place);
    CHECK_FALSE(read.error().diagnostics[0].remedy.zh.empty());
  }
}

TEST_CASE("what is no JSON, or JSON made to hurt, is refused by line and column") {
  const std::string good = good_of(48, 80).dump();
  const std::string bad[] = {"",
                             "null",
                             good.substr(0, good.size() / 2),
                             good + good,
                             std::string(200'000, '['),
                             "{\"candor_tally\":1,\"candor_tally\":1}",
                             good + '\0',
                             "\xff" + good};
  for (const std::string& text : bad) {
    CAPTURE(text.substr(0, 40));
    CHECK_FALSE(server::report::parse_tally_json(text));
  }
}

TEST_CASE("exact numbers are read at any size that a tally writes, and nothing else") {
  using server::report::parse_exact_text;
  CHECK(*parse_exact_text("280/3") == Rational::fraction(280, 3));
  CHECK(*parse_exact_text("-7/2") == Rational::fraction(-7, 2));
  CHECK(*parse_exact_text("0") == Rational(0));
  const std::string large = digits(400) + "/1" + std::string(500, '0');
  CHECK(exact_text(*parse_exact_text(large)) == large);
  for (const char* bad :
       {"", "-", "/", "1/", "/2", "1/0", "1/-2", "+1", " 1", "1.5", "1e9", "0x1", "1/2/3"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_exact_text(bad));
  }
  CHECK_FALSE(parse_exact_text(digits(20'001)));
}

TEST_CASE("every golden tally is read back, disclosed and in full, and held against itself changes nowhere") {
  int tested = 0;
  for (const auto& folder : find_cases()) {
    CAPTURE(folder);
    const auto golden = read_case(folder);
    const auto raw = count(*golden.round, golden.ballots);
    for (const std::string& text : {server::report::encode_tally_json(analysis::disclose(raw)),
                                    server::report::encode_full_tally_json(analysis::list_in_full(raw))}) {
      const auto tally = read_tally(text);
      const auto comparison = analysis::compare_tallies(tally, tally);
      REQUIRE(comparison);
      tested += check_unchanged(comparison->units) + check_unchanged(comparison->rollup);
    }
  }
  CHECK(tested > 50);
}

TEST_CASE("random rounds, asked twice: swapping mirrors everything, order of units is order alone") {
  std::cout << "seeds from " << kSeed << '\n';
  int words = 0;
  for (unsigned seed = kSeed; seed < kSeed + 300; ++seed) {
    CAPTURE(seed);
    RandomRound random(seed);
    const auto round = random.make_round();
    const auto tally_again = [&] {
      auto ballots = random.make_ballots(*round);
      auto more = ballots;
      for (int i = random.pick(6); i > 0; --i) more.insert(more.end(), ballots.begin(), ballots.end());
      return json::parse(server::report::encode_tally_json(disclosed(*round, more)));
    };
    const auto before = tally_again();
    auto after = tally_again();
    const auto forth = compare(before, after);
    const auto back = compare(after, before);
    check_mirrored(forth.units, back.units);
    check_mirrored(forth.rollup, back.rollup);
    const std::string told = server::report::encode_comparison_json(forth);
    CHECK(json::accept(told));
    if (told.find("better") != std::string::npos) ++words;
    auto ordered = json::parse(told);
    std::ranges::reverse(after["units"]);
    auto turned = json::parse(server::report::encode_comparison_json(compare(before, after)));
    std::ranges::reverse(turned["units"]["compared"]);
    CHECK(turned["units"]["compared"] == ordered["units"]["compared"]);
    CHECK(turned["rollup"] == ordered["rollup"]);
  }
  CHECK(words > 20);
}
