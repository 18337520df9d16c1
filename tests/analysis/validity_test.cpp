// Which ballots count, reason by reason.
#include "analysis/validity.h"

#include "tests/analysis/builder.h"

using namespace candor;
using forms::InvalidReason;
using tests::make_item;

namespace {

std::optional<InvalidReason> reason_of(const forms::Round& round, const std::vector<int>& choices) {
  const auto codebook = forms::make_codebook(round, round.units[0]);
  auto ballot = tests::vote(round, 0, 0, choices);
  forms::drop_hidden(codebook, ballot.answers);
  return analysis::find_invalid(analysis::make_validity_table(codebook), codebook, ballot.answers);
}

const std::vector<InvalidReason> kAll{InvalidReason::blank_ballot, InvalidReason::over_quota,
                                      InvalidReason::all_same, InvalidReason::incomplete};

}  // namespace

TEST_CASE("the first reason in the fixed order applies, whatever order the round lists them in") {
  auto required = make_item("a");
  required.required = true;
  auto round = tests::make_round({required, make_item("b"), make_item("c")}, {make_item("m")});
  round->units[0].members = {tests::member("m1"), tests::member("m2"), tests::member("m3")};
  round->rules.invalid = {kAll.rbegin(), kAll.rend()};
  round->rules.quota = forms::Quota{"s", "good", tests::exact("1/3"), forms::Rounding::floor};
  const struct {
    std::vector<int> choices;
    std::optional<InvalidReason> reason;
  } rows[] = {
      {{-1, -1, -1, -1, -1, -1}, InvalidReason::blank_ballot},
      {{-1, -1, -1, 0, 0, -1}, InvalidReason::over_quota},  // incomplete as well
      {{0, 0, 0, 0, 0, 0}, InvalidReason::over_quota},      // all the same as well
      {{-1, 1, 1, 1, 1, 1}, InvalidReason::all_same},       // incomplete as well
      {{-1, 1, 1, 1, 1, -1}, InvalidReason::incomplete},    // four are too few to be all the same
      {{3, 3, 3, 3, 3, 3}, InvalidReason::all_same},        // "don't know" is an option too
      {{0, 0, 0, 0, 1, 1}, std::nullopt},                   // one mark is allowed, and about the team any
      {{1, 1, 1, 1, 1, 2}, std::nullopt},
  };
  for (const auto& row : rows) {
    CAPTURE(row.choices);
    CHECK(reason_of(*round, row.choices) == row.reason);
  }
  round->rules.invalid = {InvalidReason::incomplete};
  CHECK(reason_of(*round, {-1, -1, -1, 0, 0, 0}) == InvalidReason::incomplete);
  CHECK_FALSE(reason_of(*round, {1, 1, 1, 1, 1, 1}));
  round->rules.invalid = {};
  CHECK_FALSE(reason_of(*round, {-1, -1, -1, -1, -1, -1}));
}

TEST_CASE("a quota limit of 0 forbids the option, half_up rounds it up") {
  auto round = tests::make_round({}, {make_item("m"), make_item("n")});
  round->units[0].members = {tests::member("m1"), tests::member("m2")};
  round->rules.invalid = {InvalidReason::over_quota};
  round->rules.quota = forms::Quota{"s", "good", tests::exact("1/3"), forms::Rounding::floor};
  CHECK(reason_of(*round, {0, 1, 1, 1}) == InvalidReason::over_quota);
  CHECK_FALSE(reason_of(*round, {1, 1, 1, 1}));
  round->rules.quota->rounding = forms::Rounding::half_up;  // 2/3 → 1
  CHECK_FALSE(reason_of(*round, {0, 1, 1, 0}));             // one on each item
  CHECK(reason_of(*round, {0, 1, 0, 1}) == InvalidReason::over_quota);
  round->rules.quota->scale = "another";
  CHECK_FALSE(reason_of(*round, {0, 0, 0, 0}));
}

TEST_CASE("items of the same id about two kinds of members share their quota") {
  auto round = tests::make_round({}, {make_item("m")});
  round->sections[0].of = "leader";
  round->sections.push_back(round->sections[0]);
  round->sections[1].id = "second";
  round->sections[1].of = "deputy";
  round->units[0].members = {tests::member("a", "leader"), tests::member("b", "deputy"),
                             tests::member("c", "deputy")};
  round->rules.invalid = {InvalidReason::over_quota};
  round->rules.quota = forms::Quota{"s", "good", tests::exact("1/3"), forms::Rounding::floor};
  CHECK_FALSE(reason_of(*round, {0, 1, 1}));
  CHECK(reason_of(*round, {0, 0, 1}) == InvalidReason::over_quota);
}

TEST_CASE("a required item that is hidden may stay empty") {
  auto why = make_item("why");
  why.required = true;
  why.show_if = forms::ShowIf{"a", {"poor"}};
  auto round = tests::make_round({make_item("a"), why});
  round->rules.invalid = {InvalidReason::incomplete};
  CHECK_FALSE(reason_of(*round, {0, -1}));
  CHECK_FALSE(reason_of(*round, {-1, -1}));
  CHECK(reason_of(*round, {2, -1}) == InvalidReason::incomplete);
  CHECK_FALSE(reason_of(*round, {2, 0}));
}
