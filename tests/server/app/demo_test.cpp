#include "server/demo/demo.h"

#include "server/demo/demo_data.h"
#include "tests/server/app/support.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::test;

TEST_CASE(
    "the demo has twelve units, about 2,000 ballots, one round released and one open, and is made once") {
  const TemporaryDirectory data;
  auto program = required(Program::open(data.path(), system_now_s));
  const auto first = required(demo::ensure_demo(*program, data.path()));
  const auto rounds = required(program->rounds().list());
  REQUIRE(rounds.size() == 2);
  std::uint64_t ballots = 0;
  for (const auto& view : rounds) {
    CHECK(view.round.units.size() == 12);
    for (const auto& unit : view.round.units) CHECK((unit.members.size() >= 3 && unit.members.size() <= 7));
    ballots += demo::make_ballots(view.round, view.record.state == forms::RoundState::open ? 0.55 : 0.86, 1)
                   .ballots.size();
  }
  CHECK(ballots > 1500);
  CHECK(ballots < 2500);
  const auto counted = required(program->boxes().count("2026-spring"));
  std::uint32_t valid = 0, returned = 0;
  for (const auto& unit : counted.tally->tables().units) {
    for (const auto& group : unit.groups) valid += group.valid, returned += group.returned;
  }
  CHECK(valid > 900);
  CHECK(valid < returned);  // some hand in blank ballots
  const auto second = required(demo::ensure_demo(*program, data.path()));
  CHECK(second.ticket_fragment == first.ticket_fragment);
  CHECK(required(program->rounds().list()).size() == 2);
}

TEST_CASE("made-up ballots keep the quota and are the same for the same seed") {
  const TemporaryDirectory data;
  auto program = required(Program::open(data.path(), system_now_s));
  required(demo::ensure_demo(*program, data.path()));
  const auto round = required(program->rounds().get("2026-autumn")).round;
  const auto made = demo::make_ballots(round, 0.5, 7);
  const auto again = demo::make_ballots(round, 0.5, 7);
  REQUIRE(made.ballots.size() == again.ballots.size());
  for (std::size_t i = 0; i < made.ballots.size(); ++i)
    CHECK(made.ballots[i].answers == again.ballots[i].answers);
  const auto counted = required(program->boxes().count("2026-spring"));
  for (const auto& unit : counted.tally->tables().units) {
    for (const auto& group : unit.groups) {
      CHECK(group.invalid[static_cast<std::size_t>(forms::InvalidReason::over_quota)] == 0);
    }
  }
}
