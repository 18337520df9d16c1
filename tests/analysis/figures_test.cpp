// Figures of items that the golden cases do not reach: odd values, no answers, bounds of quartiles.
#include "analysis/figures.h"

#include <variant>

#include "tests/analysis/builder.h"

using namespace candor;
using analysis::exact_text;
using analysis::Rational;
using tests::make_item;

namespace {

/// Pooled figures of the only item about the team.
template <class Figures>
Figures pooled_of(const forms::Round& round, const std::vector<forms::Ballot>& ballots) {
  const auto tally = tests::disclosed(round, ballots);
  return std::get<Figures>(tally.tables().units.at(0).results.at(0).items.at(0).pooled);
}

std::unique_ptr<forms::Round> number_round(int decimals) {
  auto item = make_item("n", forms::ItemType::number);
  item.minimum = tests::exact("-1000");
  item.maximum = tests::exact("1000");
  item.decimals = decimals;
  return tests::make_round({item});
}

std::vector<forms::Ballot> numbers(const forms::Round& round, const std::vector<std::int64_t>& scaled) {
  const auto codebook = forms::make_codebook(round, round.units[0]);
  std::vector<forms::Ballot> ballots;
  for (const auto value : scaled) {
    ballots.push_back({0, 0, forms::blank_answers(codebook)});
    forms::write_number(ballots.back().answers, codebook.slots[0], value);
  }
  return ballots;
}

}  // namespace

TEST_CASE("quartiles are of type 7: linear between the two nearest answers") {
  const struct {
    std::vector<std::int64_t> values;  // tenths
    const char* quartiles[3];          // lower, median, upper
  } rows[] = {
      {{10, 20, 30}, {"3/2", "2", "5/2"}},          {{10, 20, 30, 40}, {"7/4", "5/2", "13/4"}},
      {{40, 10, 30, 20, 50}, {"2", "3", "4"}},      {{7, 7, 7}, {"7/10", "7/10", "7/10"}},
      {{-5, 0, 5, 1000}, {"-1/8", "1/4", "203/8"}},
  };
  const auto round = number_round(1);
  for (const auto& row : rows) {
    CAPTURE(row.values);
    const auto figures = pooled_of<analysis::NumberFigures>(*round, numbers(*round, row.values));
    REQUIRE(figures.summary.size() == 1);
    CHECK(exact_text(figures.summary[0].lower_quartile) == row.quartiles[0]);
    CHECK(exact_text(figures.summary[0].median) == row.quartiles[1]);
    CHECK(exact_text(figures.summary[0].upper_quartile) == row.quartiles[2]);
  }
  const auto none = pooled_of<analysis::NumberFigures>(
      *round,
      {tests::vote(*round, 0, 0, {-1}), tests::vote(*round, 0, 0, {-1}), tests::vote(*round, 0, 0, {-1})});
  CHECK(none.summary.empty());
  CHECK(none.abstained == 3);
}

TEST_CASE("values that are fractions give the exact mean, however wild their denominators") {
  auto round = tests::make_round({make_item("a")});
  const char* wild[][3] = {{"1/3", "66.6", "-5"},
                           {"1/999999999999989", "1/999999999999947", "1/999999999999883"},
                           {"999999999999999", "1/999999999999989", "0"}};
  for (const auto& values : wild) {
    for (std::size_t i = 0; i < 3; ++i) round->scales[0].options[i].value = tests::exact(values[i]);
    std::vector<forms::Ballot> ballots;
    for (const int choice : {0, 0, 1, 2, 2, 2, 3, -1}) ballots.push_back(tests::vote(*round, 0, 0, {choice}));
    const auto figures = pooled_of<analysis::ScaleFigures>(*round, ballots);
    const auto value = [&](std::size_t i) { return analysis::to_rational(tests::exact(values[i])); };
    REQUIRE(figures.score);
    CHECK(*figures.score == (value(0) + value(0) + value(1) + value(2) + value(2) + value(2)) / Rational(6));
    CHECK(figures.n == 6);
    CHECK(figures.abstained == 1);
    CHECK(exact_text(*figures.favourable) == "100/3");
  }
}

TEST_CASE("without answers there is no score, never 0; without favourable options no rate") {
  auto round = tests::make_round({make_item("a")});
  for (const auto base : {forms::Base::scored, forms::Base::valid, forms::Base::returned}) {
    round->rules.base = base;
    const std::vector<forms::Ballot> silent(4, tests::vote(*round, 0, 0, {3}));
    const auto none = pooled_of<analysis::ScaleFigures>(*round, silent);
    CHECK_FALSE(none.score);
    CHECK_FALSE(none.favourable);
  }
  round->scales[0].options[0].favourable = false;
  const std::vector<forms::Ballot> good(3, tests::vote(*round, 0, 0, {0}));
  const auto figures = pooled_of<analysis::ScaleFigures>(*round, good);
  CHECK(*figures.score == Rational(100));
  CHECK_FALSE(figures.favourable);
}

TEST_CASE("the base returned counts invalid ballots of the group, valid does not") {
  auto round = tests::make_round({make_item("a"), make_item("b")});
  round->rules.invalid = {forms::InvalidReason::blank_ballot};
  std::vector<forms::Ballot> ballots(3, tests::vote(*round, 0, 0, {0, -1}));
  ballots.push_back(tests::vote(*round, 0, 0, {-1, 0}));
  ballots.push_back(tests::vote(*round, 0, 0, {-1, -1}));
  round->rules.base = forms::Base::valid;
  CHECK(*pooled_of<analysis::ScaleFigures>(*round, ballots).score == Rational(75));
  round->rules.base = forms::Base::returned;
  CHECK(*pooled_of<analysis::ScaleFigures>(*round, ballots).score == Rational(60));
}

TEST_CASE("Borda points are options minus position, nothing for an option not ranked") {
  auto item = make_item("r", forms::ItemType::rank);
  item.options = {tests::plain("x"), tests::plain("y"), tests::plain("z")};
  const auto round = tests::make_round({item});
  const auto codebook = forms::make_codebook(*round, round->units[0]);
  std::vector<forms::Ballot> ballots;
  for (const auto& order : std::vector<std::vector<std::uint8_t>>{{2, 1, 3}, {2}, {1, 2}, {}}) {
    ballots.push_back({0, 0, forms::blank_answers(codebook)});
    std::copy(order.begin(), order.end(), ballots.back().answers.begin() + codebook.slots[0].offset);
  }
  const auto figures = pooled_of<analysis::RankFigures>(*round, ballots);
  CHECK(figures.counts == std::vector<std::uint32_t>{2, 3, 1});
  CHECK(figures.borda == std::vector<std::uint64_t>{1 + 2, 2 + 2 + 1, 0});
  CHECK(exact_text(*figures.mean_position[1]) == "4/3");
  CHECK(figures.n == 3);
  CHECK(figures.abstained == 1);
}

TEST_CASE("a scale of 300 options is counted as one of 3") {
  auto round = tests::make_round({make_item("a")});
  round->scales[0].options.clear();
  for (int i = 0; i < 300; ++i) {
    round->scales[0].options.push_back({"o" + std::to_string(i), {}, true, forms::exact_integer(i), false});
  }
  std::vector<forms::Ballot> ballots;
  for (const int choice : {299, 255, 254}) ballots.push_back(tests::vote(*round, 0, 0, {choice}));
  const auto figures = pooled_of<analysis::ScaleFigures>(*round, ballots);
  CHECK(exact_text(*figures.score) == "808/3");
  CHECK(figures.counts[299] == 1);
}
