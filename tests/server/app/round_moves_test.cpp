#include "server/app/round_moves.h"

#include "tests/server/app/support.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::test;
using forms::RoundState;

namespace {

std::int64_t now = kSomeDay_s;

}  // namespace

TEST_CASE("a round closes by itself when its time has come, and takes no ballot from that second on") {
  const TemporaryDirectory directory;
  auto program = open_program(directory, now);
  required(program->rounds().create(forms::encode_round(openable("timed")), "o"));
  auto view = required(program->moves().open("timed", {}, "o"));
  view = required(program->moves().set_times("timed", {0, now + 60, std::nullopt, std::nullopt},
                                             view.record.version, "o"));
  CHECK(required(program->boxes().page("timed", std::nullopt)).takes_ballots);
  REQUIRE(program->moves().close_due());
  CHECK(required(program->rounds().get("timed")).record.state == RoundState::open);
  now += 60;
  CHECK_FALSE(required(program->boxes().page("timed", std::nullopt)).takes_ballots);
  REQUIRE(program->moves().close_due());
  CHECK(required(program->rounds().get("timed")).record.state == RoundState::closed);
  CHECK_FALSE(required(program->rounds().get("timed")).tickets_kept);
}

TEST_CASE("an opening that did not reach the register can be done again") {
  const TemporaryDirectory directory;
  auto program = open_program(directory, now);
  required(program->rounds().create(forms::encode_round(openable("again")), "o"));
  const auto lost = required(program->rounds().prepare_opening("again", {}));
  REQUIRE(program->boxes().create("again", lost.files, lost.sealed_box_key));
  const auto opened = required(program->moves().open("again", {}, "o"));
  CHECK(required(program->boxes().page("again", std::nullopt)).manifest_hash == opened.record.manifest_hash);
}

TEST_CASE("what was opened is there after a restart, with state, manifest and codes") {
  const TemporaryDirectory directory;
  std::string manifest;
  {
    auto program = open_program(directory, now);
    required(program->rounds().create(forms::encode_round(openable("kept")), "o"));
    manifest = required(program->moves().open("kept", {}, "o")).record.manifest_hash;
  }
  auto program = open_program(directory, now);
  const auto page = required(program->boxes().page("kept", 1));
  CHECK(page.manifest_hash == manifest);
  CHECK(page.takes_ballots);
  CHECK(page.part);
  CHECK(required(program->rounds().take_codes_for_printing("kept", CodeKind::tickets, "o")).size() == 2);
}

TEST_CASE("a second server on the same data is told so") {
  const TemporaryDirectory directory;
  const auto program = open_program(directory, now);
  const auto second = Program::open(directory.path(), [] { return now; });
  REQUIRE_FALSE(second);
  CHECK(second.error().kind == ErrorKind::conflict);
}

TEST_CASE("there is no result before a round is closed, and turnout below min_cell is not told") {
  const TemporaryDirectory directory;
  auto program = open_program(directory, now);
  required(program->rounds().create(forms::encode_round(openable("early")), "o"));
  required(program->moves().open("early", {}, "o"));
  const auto early = program->boxes().count("early");
  REQUIRE_FALSE(early);
  CHECK(early.error().kind == ErrorKind::conflict);
  const auto turnout = required(program->boxes().turnout("early"));
  CHECK_FALSE(turnout.lines.front().returned);
  CHECK(turnout.next_at_s == now + 3600);
}
