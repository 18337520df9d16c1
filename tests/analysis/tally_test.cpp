// Counting in parts, in threads, and of rows that are no ballots.
#include "analysis/tally.h"

#include "analysis/disclose.h"
#include "server/report/tally_json.h"
#include "tests/analysis/builder.h"
#include "tests/analysis/random_round.h"

using namespace candor;
using tests::make_item;

namespace {

std::string text_of(analysis::Tallier tallier) {
  return server::report::encode_tally_json(analysis::disclose(std::move(tallier).finish()));
}

}  // namespace

TEST_CASE("the counts of parts, merged, are the count of the whole") {
  constexpr unsigned kFirstSeed = 411;
  for (unsigned seed = kFirstSeed; seed < kFirstSeed + 50; ++seed) {
    CAPTURE(seed);
    tests::RandomRound random(seed);
    const auto round = random.make_round();
    analysis::Tallier whole(*round);
    analysis::Tallier first(*round);
    analysis::Tallier second = first.sibling();
    for (const auto& ballot : random.make_ballots(*round)) {
      REQUIRE(whole.add(ballot.unit, ballot.category, ballot.answers));
      REQUIRE((random.chance(50) ? first : second).add(ballot.unit, ballot.category, ballot.answers));
    }
    first.merge(std::move(second));
    CHECK(text_of(std::move(first)) == text_of(std::move(whole)));
  }
}

TEST_CASE("numbers and ranks survive merging") {
  auto number = make_item("n", forms::ItemType::number);
  number.maximum = tests::exact("100");
  auto rank = make_item("r", forms::ItemType::rank);
  rank.options = {tests::plain("x"), tests::plain("y")};
  const auto round = tests::make_round({number, rank});
  const auto codebook = forms::make_codebook(*round, round->units[0]);
  analysis::Tallier whole(*round), left(*round), right(*round);
  for (std::uint8_t i = 0; i < 9; ++i) {
    auto answers = forms::blank_answers(codebook);
    forms::write_number(answers, codebook.slots[0], i % 4);
    answers[codebook.slots[1].offset] = static_cast<std::uint8_t>(1 + i % 2);
    REQUIRE(whole.add(0, 0, answers));
    REQUIRE((i < 4 ? left : right).add(0, 0, answers));
  }
  left.merge(std::move(right));
  CHECK(text_of(std::move(left)) == text_of(std::move(whole)));
}

TEST_CASE("what is no ballot of this round is refused and not counted") {
  const auto round = tests::make_round({make_item("a")});
  const auto ballot = tests::vote(*round, 0, 0, {0});
  analysis::Tallier tallier(*round);
  CHECK_FALSE(tallier.add(1, 0, ballot.answers));
  CHECK_FALSE(tallier.add(0, 1, ballot.answers));
  CHECK_FALSE(tallier.add(0, 0, {}));
  CHECK_FALSE(tallier.add(0, 0, std::vector<std::uint8_t>(ballot.answers.size() + 1)));
  const auto full = analysis::list_in_full(std::move(tallier).finish());
  CHECK(full.tables().units[0].suppressed);
}

TEST_CASE("a choice beyond the options counts as no answer") {
  const auto round = tests::make_round({make_item("a")});
  analysis::Tallier tallier(*round);
  for (int i = 0; i < 3; ++i) REQUIRE(tallier.add(0, 0, std::vector<std::uint8_t>{200}));
  const auto tally = analysis::disclose(std::move(tallier).finish());
  const auto& pooled = std::get<analysis::ScaleFigures>(tally.tables().units[0].results[0].items[0].pooled);
  CHECK(pooled.n == 0);
  CHECK(pooled.abstained == 3);
}

TEST_CASE("a round without units, categories or items is counted as nothing") {
  forms::Round empty;
  empty.id = "r";
  const std::string nothing = text_of(analysis::Tallier(empty));
  CHECK(nothing.substr(nothing.find("\"units\"")) == "\"units\":[],\n\"rollup\":[]}\n");
  auto silent = tests::make_round({});
  analysis::Tallier tallier(*silent);
  for (int i = 0; i < 3; ++i) REQUIRE(tallier.add(0, 0, {}));
  const auto tally = analysis::disclose(std::move(tallier).finish());
  CHECK(tally.tables().units[0].groups[0].valid == 3);
  CHECK(tally.tables().units[0].results.empty());
}
