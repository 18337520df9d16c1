#include "server/demo/demo.h"

#include "server/protocol/codes.h"
#include "server/protocol/hash.h"
#include "server/verify/verify.h"
#include "tests/server/app/support.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::test;

namespace {

using forms::InvalidReason;

/// A demo campaign, made.
struct Demo {
  TemporaryDirectory data;
  std::unique_ptr<Program> program = required(Program::open(data.path(), system_now_s));
  demo::DemoCampaign campaign = required(demo::ensure_demo(*program, data.path(), system_now_s()));
};

struct Returned {
  std::uint32_t valid = 0, returned = 0, over_quota = 0;
};

Returned count_returned(const analysis::DisclosedTally& tally) {
  Returned all;
  for (const auto& unit : tally.tables().units) {
    for (const auto& group : unit.groups) {
      all.valid += group.valid;
      all.returned += group.returned;
      all.over_quota += group.invalid[static_cast<std::size_t>(InvalidReason::over_quota)];
    }
  }
  return all;
}

}  // namespace

TEST_CASE(
    "the demo has twelve units, about 2,000 ballots, one round released and one open, and is made once") {
  Demo made;
  auto& program = *made.program;
  const auto rounds = required(program.rounds().list());
  REQUIRE(rounds.size() == 2);
  for (const auto& view : rounds) {
    CHECK(view.round.units.size() == 12);
    for (const auto& unit : view.round.units) CHECK((unit.members.size() >= 3 && unit.members.size() <= 7));
    const bool open = view.record.state == forms::RoundState::open;
    CHECK((open || view.record.state == forms::RoundState::released));
    CHECK((view.record.sealed_at_s == 0) == open);
  }
  const auto counted = count_returned(*required(program.boxes().count("2026-spring")).tally);
  CHECK(counted.valid > 1000);
  CHECK(counted.valid < counted.returned);  // some hand in blank ballots
  CHECK(counted.over_quota == 0);
  const auto texts = required(program.boxes().texts("2026-spring", {}));
  CHECK(texts.totals.shown > 20);
  std::uint64_t so_far = 0;
  for (const auto& line : required(program.boxes().turnout("2026-autumn")).lines) {
    so_far += line.returned.value_or(0);
  }
  CHECK(so_far > 500);
  CHECK(so_far + counted.returned < 2500);
  const auto second = required(demo::ensure_demo(program, made.data.path(), system_now_s()));
  CHECK(second.ticket_fragment == made.campaign.ticket_fragment);
  CHECK(required(program.rounds().list()).size() == 2);
}

TEST_CASE("the released round of the demo passes the audit, against M and the public record") {
  const Demo made;
  auto& boxes = made.program->boxes();
  const auto view = required(made.program->rounds().get("2026-spring"));
  const auto manifest_hash = required(protocol::parse_hex32(view.record.manifest_hash));
  const auto bundle = required(boxes.bundle("2026-spring"));
  const auto record = required(boxes.record("2026-spring"));
  const auto verified = verify::verify_bundle(bundle, {manifest_hash, record});
  for (const auto& line : verified.checks) {
    INFO(line.name << ": " << line.detail);
    CHECK(line.outcome == verify::Outcome::ok);
  }
  CHECK(verified.checks.size() > 10);
}

TEST_CASE("the ticket that the demo keeps back was not used") {
  const Demo made;
  const auto& fragment = made.campaign.ticket_fragment;
  const auto secret = fragment.substr(fragment.rfind('.') + 1);
  const auto view = required(made.program->rounds().get("2026-autumn"));
  const auto& unit = view.round.units.back();
  const auto& category = view.round.categories.back();
  Cast cast;
  cast.manifest = view.record.manifest_hash;
  cast.salt = protocol::hex_of(protocol::random32());
  cast.body = "{}";
  cast.right =
      TicketRight{unit.id, category.id,
                  protocol::hex_of(protocol::ballot_bearer("2026-autumn", unit.id, category.id, secret))};
  CHECK(made.program->boxes().cast_ballot("2026-autumn", cast));
}
