#include "forms/lifecycle.h"

#include <map>

#include "tests/forms/support.h"

using namespace candor;
using namespace candor::forms;

namespace {

constexpr RoundState kStates[] = {RoundState::draft, RoundState::open, RoundState::closed,
                                  RoundState::released, RoundState::voided};
constexpr RoundMove kMoves[] = {RoundMove::open, RoundMove::close, RoundMove::import_ballots,
                                RoundMove::release, RoundMove::make_void};

}  // namespace

TEST_CASE("a round moves along the allowed ways and no other") {
  const std::map<std::pair<RoundState, RoundMove>, RoundState> allowed = {
      {{RoundState::draft, RoundMove::open}, RoundState::open},
      {{RoundState::open, RoundMove::close}, RoundState::closed},
      {{RoundState::closed, RoundMove::release}, RoundState::released},
      {{RoundState::draft, RoundMove::import_ballots}, RoundState::closed},
      {{RoundState::draft, RoundMove::make_void}, RoundState::voided},
      {{RoundState::open, RoundMove::make_void}, RoundState::voided},
      {{RoundState::closed, RoundMove::make_void}, RoundState::voided},
  };
  for (const RoundState state : kStates) {
    for (const RoundMove move : kMoves) {
      const auto next = next_state(state, move);
      const auto found = allowed.find({state, move});
      INFO(name_of(state) << " " << static_cast<int>(move));
      REQUIRE(next.has_value() == (found != allowed.end()));
      if (next) {
        CHECK(*next == found->second);
      } else {
        CHECK(next.error().kind == ErrorKind::conflict);
        CHECK(next.error().detail.find(name_of(state)) != std::string::npos);
      }
    }
  }
}

TEST_CASE("a refused move says what is possible instead") {
  CHECK(next_state(RoundState::closed, RoundMove::open).error().detail ==
        "The round cannot be opened: its state is closed; it can be released or made void.");
  CHECK(next_state(RoundState::released, RoundMove::make_void).error().detail ==
        "The round cannot be made void: its state is released; nothing more can be done with it.");
  CHECK(next_state(RoundState::closed, RoundMove::open).error().detail_zh ==
        "本轮测评已结束，不能开启；可以公布结果或作废。");
  CHECK(next_state(RoundState::released, RoundMove::make_void).error().detail_zh ==
        "本轮测评已公布结果，不能作废；不能再作变动。");
}

TEST_CASE("the names of states are read back") {
  for (const RoundState state : kStates) CHECK(*parse_round_state(name_of(state)) == state);
  CHECK_FALSE(parse_round_state("voided").has_value());
  CHECK_FALSE(parse_round_state("").has_value());
}

TEST_CASE("a round takes ballots while open, from its opening time on and before its closing time") {
  CHECK(takes_ballots(RoundState::open, 0, 0, 100));
  CHECK(takes_ballots(RoundState::open, 100, 200, 100));
  CHECK(takes_ballots(RoundState::open, 100, 200, 199));
  CHECK_FALSE(takes_ballots(RoundState::open, 100, 200, 99));
  CHECK_FALSE(takes_ballots(RoundState::open, 100, 200, 200));
  CHECK_FALSE(takes_ballots(RoundState::open, 0, 200, 300));
  for (const RoundState state :
       {RoundState::draft, RoundState::closed, RoundState::released, RoundState::voided}) {
    CHECK_FALSE(takes_ballots(state, 0, 0, 100));
  }
}
