// An attacker who knows the rules, how many ballots there are anywhere, and everything that is published.
// From that, about thousands of made-up trees of units, it works out what it can in two ways: linear algebra,
// and enumeration of whole numbers for up to twelve ballots. Nothing about fewer than k people may follow.
//
// What is attacked. Everything that tally.json says of items in units, `small:` units and roll-ups: counts,
// unscored, abstained, pooled, exact weighted scores, what is left out, and the rules by which it came to be
// that. attacker_publish.cpp writes this down a second time, from DESIGN 4 and 5, so that one rule can be
// switched off; here it must equal the real output. All other figures (rates, scores of ratees, flags, ranks,
// and whatever is added later) are held by attacker_twin_test.cpp: they may not tell apart two rounds that
// these figures do not tell apart. Each item is attacked by itself: what one item tells of another, because
// it hangs on it (`show_if`) or because a ballot would not be valid otherwise, is not looked at.
//
// What counts as a leak. With S a set of people of protected categories:
//   - S are fewer than k valid ballots, and some function of their answers to an item (more than how many
//     ballots they are) is a linear combination of what is published; or every solution in whole numbers
//     agrees on how many of S gave one answer (or an unscored one, or none).
//   - S are those who answered an item, fewer than k, in whichever cells; and the same of their answers.
//   - Fewer than k answered an item in a unit: whose answers these are, by groups.
//
// What is none. The design accepts that:
//   - totals tell how many, never what: the attacker is given the ballots in every cell (a registrar knows
//   who
//     took part). Turnout while open, `counts.json` of the public record and `comments` in it tell no more.
//   - a group of k or more that agrees is shown as agreeing: "nobody", or "all", in such a group says it of
//     each of them. Whoever is in a group can subtract their own ballot.
//   - categories that are declared open, and groups of k or more of whom few or none answered an item with a
//     scored option: their "don't know" and "no answer" are theirs together.
//
// CANDOR_ATTACKER_ROUNDS sets the number of rounds, CANDOR_ATTACKER_SEED the first seed.
#include <cstdlib>
#include <iostream>

#include "server/report/tally_json.h"
#include "tests/analysis/attacker_attack.h"
#include "tests/analysis/cases.h"

using namespace candor;
using namespace candor::tests::attacker;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr unsigned kRounds = 100;
constexpr unsigned kLeakingRounds = 1;
#else
constexpr unsigned kRounds = 3000;
constexpr unsigned kLeakingRounds = 25;  ///< enough to believe that it was no accident
#endif
constexpr unsigned kMostRounds = 3000;  ///< in which each rule that is off must be found out
constexpr unsigned kFirstSeed = 20260401;

unsigned from_environment(const char* name, unsigned otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}

std::map<std::string, std::string> real_listing(const World& world) {
  const auto tally = analysis::disclose(tests::count(*world.round, world.ballots));
  return read_listing(world, server::report::encode_tally_json(tally));
}

std::string first_difference(const Published& published, const std::map<std::string, std::string>& real) {
  for (const auto& [where, text] : real) {
    const auto found = published.listing.find(where);
    if (found == published.listing.end()) return where + " is not expected";
    if (found->second != text) return where + " is " + text + ", expected " + found->second;
  }
  for (const auto& [where, text] : published.listing) {
    if (real.count(where) == 0) return where + " is missing";
  }
  return "";
}

std::vector<Leak> attack(const World& world, const Published& published, Work& work) {
  const auto systems = make_systems(world, published);
  auto leaks = attack_by_algebra(world, systems, work);
  for (Leak& leak : attack_by_integers(world, published, systems, work)) leaks.push_back(std::move(leak));
  return leaks;
}

void print(const Work& work) {
  std::cout << "  sets of people tried by algebra: " << work.ranks << " (too many to try all in "
            << work.sampled << " systems)\n  systems enumerated: " << work.enumerated
            << ", solutions seen: " << work.solutions << ", too many solutions: " << work.unfinished << "\n";
}

/// The leak that is read fastest. Where algebra finds one, the figures that it follows from stand beside it.
struct Example {
  bool by_algebra = false;
  std::string text;
  void consider(const Leak& leak, std::string described) {
    const bool is_better = leak.by_algebra == by_algebra ? described.size() < text.size() : leak.by_algebra;
    if (!text.empty() && !is_better) return;
    by_algebra = leak.by_algebra;
    text = std::move(described);
  }
};

}  // namespace

TEST_CASE("nothing about fewer than k people follows from what is published") {
  const unsigned rounds = from_environment("CANDOR_ATTACKER_ROUNDS", kRounds);
  const unsigned first = from_environment("CANDOR_ATTACKER_SEED", kFirstSeed);
  std::map<std::string, std::uint64_t> happenings;
  Work work;
  for (unsigned seed = first; seed < first + rounds; ++seed) {
    CAPTURE(seed);
    const World world = make_world(seed);
    const Published published = publish(world);
    REQUIRE(first_difference(published, real_listing(world)) == "");
    for (const Leak& leak : attack(world, published, work)) FAIL_CHECK(describe(world, published, leak));
    for (const auto& [what, times] : published.happenings) happenings[what] += times;
  }
  std::cout << rounds << " rounds from seed " << first << ":\n";
  for (const auto& [what, times] : happenings) std::cout << "  " << what << ": " << times << "\n";
  print(work);
  for (const char* what :
       {"unit not shown", "categories left out", "categories merged", "filled up by a large category",
        "declared open group", "groups merged for an item", "item left out", "group without answers stays",
        "group without answers left out", "small: unit shown", "small: unit below k",
        "small: categories merged"}) {
    CAPTURE(what);
    CHECK(happenings[what] > 0);
  }
  CHECK(work.unfinished * 100 < work.enumerated);
}

TEST_CASE("with any one rule switched off the attacker learns something about fewer than k people") {
  const unsigned first = from_environment("CANDOR_ATTACKER_SEED", kFirstSeed);
  for (const OffRow& row : all_rules()) {
    Work work;
    unsigned leaking = 0;
    unsigned rounds = 0;
    std::size_t by_algebra = 0;
    std::size_t by_integers = 0;
    Example example;
    for (; rounds < kMostRounds && leaking < kLeakingRounds; ++rounds) {
      const World world = make_world(first + rounds);
      const Published published = publish(world, row.off);
      const auto leaks = attack(world, published, work);
      leaking += leaks.empty() ? 0 : 1;
      for (const Leak& leak : leaks) {
        ++(leak.by_algebra ? by_algebra : by_integers);
        example.consider(leak, describe(world, published, leak));
      }
    }
    std::cout << row.rule << " off (" << row.instead << "): " << leaking << " of " << rounds
              << " rounds leak; leaks by algebra " << by_algebra << ", by whole numbers " << by_integers
              << "\n  " << example.text;
    CAPTURE(row.rule);
    CHECK(leaking > 0);
  }
}
