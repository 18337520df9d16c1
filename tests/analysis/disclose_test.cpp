// Disclosure as a whole: against a plain second counter, and the properties it promises.
#include "analysis/disclose.h"

#include <algorithm>
#include <type_traits>
#include <variant>

#include "server/report/tally_csv.h"
#include "server/report/tally_json.h"
#include "tests/analysis/cases.h"
#include "tests/analysis/json_difference.h"
#include "tests/analysis/oracle.h"
#include "tests/analysis/random_round.h"

using namespace candor;
using candor::tests::check_same;
using nlohmann::json;
namespace report = candor::server::report;

namespace {

constexpr unsigned kFirstSeed = 20260401;

json disclosed_json(const forms::Round& round, const std::vector<forms::Ballot>& ballots) {
  return json::parse(report::encode_tally_json(analysis::disclose(tests::count(round, ballots))));
}

std::uint64_t answers_of(const analysis::Figures& figures) {
  return std::visit([](const auto& of_type) { return std::uint64_t{of_type.n}; }, figures);
}

bool is_open(const forms::Round& round, const analysis::CategorySet& categories) {
  return std::all_of(categories.begin(), categories.end(),
                     [&](std::uint16_t category) { return !round.categories[category].confidential; });
}

template <class Tally>
concept EncodesAsDisclosed = requires(const Tally& tally) {
  report::encode_tally_json(tally);
};
template <class Tally>
concept EncodesAsDisclosedCsv = requires(const Tally& tally) {
  report::encode_tally_csv(tally);
};
template <class Tally>
concept EncodesAsFull = requires(const Tally& tally) {
  report::encode_full_tally_json(tally);
};
template <class Tally>
concept EncodesOneUnit = requires(const Tally& tally) {
  report::unit_result_json(tally, 0);
};

}  // namespace

// A report on raw counts, or the full listing where the disclosed one belongs, does not compile.
static_assert(EncodesAsDisclosed<analysis::DisclosedTally> &&
              EncodesAsDisclosedCsv<analysis::DisclosedTally>);
static_assert(EncodesOneUnit<analysis::DisclosedTally> && EncodesAsFull<analysis::FullTally>);
static_assert(!EncodesAsDisclosed<analysis::RawTally> && !EncodesAsDisclosedCsv<analysis::RawTally>);
static_assert(!EncodesAsFull<analysis::RawTally> && !EncodesOneUnit<analysis::RawTally>);
static_assert(!EncodesAsDisclosed<analysis::FullTally> && !EncodesAsDisclosedCsv<analysis::FullTally>);
static_assert(!EncodesOneUnit<analysis::FullTally> && !EncodesAsFull<analysis::DisclosedTally>);
// Nobody but disclose() and list_in_full() makes one.
static_assert(!std::is_constructible_v<analysis::DisclosedTally, analysis::TallyTables>);
static_assert(!std::is_constructible_v<analysis::FullTally, analysis::TallyTables>);
static_assert(!std::is_convertible_v<analysis::FullTally, analysis::DisclosedTally>);

TEST_CASE("made-up rounds are counted as a plain second counter counts them") {
  for (unsigned seed = kFirstSeed; seed < kFirstSeed + 400; ++seed) {
    CAPTURE(seed);
    tests::RandomRound random(seed);
    const auto round = random.make_round();
    const auto ballots = random.make_ballots(*round);
    const tests::Oracle oracle(*round, ballots);
    const auto raw = tests::count(*round, ballots);
    check_same(oracle.tally(false), json::parse(report::encode_tally_json(analysis::disclose(raw))));
    check_same(oracle.tally(true), json::parse(report::encode_full_tally_json(analysis::list_in_full(raw))));
  }
}

TEST_CASE("no protected group below min_cell is shown, of a unit or of an item") {
  for (unsigned seed = kFirstSeed; seed < kFirstSeed + 300; ++seed) {
    CAPTURE(seed);
    tests::RandomRound random(seed);
    const auto round = random.make_round();
    const auto tally = analysis::disclose(tests::count(*round, random.make_ballots(*round)));
    const auto k = static_cast<std::uint64_t>(round->rules.min_cell);
    for (const auto& unit : tally.tables().units) {
      if (unit.suppressed) CHECK((unit.groups.empty() && unit.results.empty() && unit.left_out.empty()));
      for (const auto& group : unit.groups) CHECK((is_open(*round, group.categories) || group.valid >= k));
      for (const auto& ratee : unit.results) {
        for (const auto& item : ratee.items) {
          for (const auto& group : item.groups) {
            const auto n = answers_of(group.figures);
            CHECK((is_open(*round, group.categories) || n == 0 || n >= k));
          }
        }
      }
    }
  }
}

TEST_CASE("the order of ballots leaves a tally as it is") {
  for (unsigned seed = kFirstSeed; seed < kFirstSeed + 60; ++seed) {
    CAPTURE(seed);
    tests::RandomRound random(seed);
    const auto round = random.make_round();
    auto ballots = random.make_ballots(*round);
    const auto before = disclosed_json(*round, ballots);
    std::shuffle(ballots.begin(), ballots.end(), std::mt19937(seed));
    CHECK(disclosed_json(*round, ballots) == before);
  }
}

TEST_CASE("a category that nobody is in changes nothing, where it cannot void a score") {
  for (unsigned seed = kFirstSeed; seed < kFirstSeed + 60; ++seed) {
    CAPTURE(seed);
    tests::RandomRound random(seed);
    const auto round = random.make_round();
    round->rules.empty_category = forms::EmptyCategory::renormalise;
    const auto ballots = random.make_ballots(*round);
    const auto before = disclosed_json(*round, ballots);
    round->categories.push_back({"Z", {}, forms::exact_integer(5), true});
    auto after = disclosed_json(*round, ballots);
    CHECK(after["rules"]["weights"].erase("Z") == 1);  // told as a rule; in no figure
    CHECK(after == before);
  }
}

TEST_CASE("names of units, members and options do not count") {
  for (unsigned seed = kFirstSeed; seed < kFirstSeed + 60; ++seed) {
    CAPTURE(seed);
    tests::RandomRound random(seed);
    const auto round = random.make_round();
    const auto ballots = random.make_ballots(*round);
    std::string text = report::encode_tally_json(analysis::disclose(tests::count(*round, ballots)));
    for (auto& unit : round->units) {
      unit.id = "renamed-" + unit.id;
      if (!unit.parent.empty()) unit.parent = "renamed-" + unit.parent;
      for (auto& member : unit.members) member.id = "renamed-" + member.id;
    }
    std::string renamed = report::encode_tally_json(analysis::disclose(tests::count(*round, ballots)));
    for (std::size_t at; (at = renamed.find("renamed-")) != std::string::npos;) renamed.erase(at, 8);
    CHECK(renamed == text);
  }
}

TEST_CASE("one more ballot in a group never makes a smaller group be shown") {
  // What is published after a ballot came in is again made of groups of at least k: there is no pair of
  // listings of which one shows a protected group by itself that has fewer than k.
  for (unsigned seed = kFirstSeed; seed < kFirstSeed + 40; ++seed) {
    CAPTURE(seed);
    tests::RandomRound random(seed);
    const auto round = random.make_round();
    const auto ballots = random.make_ballots(*round);
    for (std::size_t taken = ballots.size(); taken-- > 0 && ballots.size() - taken < 8;) {
      const std::vector<forms::Ballot> some(ballots.begin(),
                                            ballots.begin() + static_cast<std::ptrdiff_t>(taken));
      const auto tally = analysis::disclose(tests::count(*round, some));
      for (const auto& unit : tally.tables().units) {
        for (const auto& group : unit.groups) {
          CHECK((is_open(*round, group.categories) ||
                 group.valid >= static_cast<unsigned>(round->rules.min_cell)));
        }
      }
    }
  }
}
