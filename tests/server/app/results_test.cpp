#include "server/app/results.h"

#include "analysis/tally.h"
#include "forms/ballots_csv.h"
#include "tests/server/app/support.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::test;
using forms::RoundState;

namespace {

CountedRound count_case(const std::string& name, forms::MembersSee members_see = forms::MembersSee::own) {
  auto round = round_of(name);
  round.rules.members_see = members_see;
  auto shared = std::make_shared<const forms::Round>(std::move(round));
  const auto ballots = required(forms::parse_ballots_csv(*shared, read_case(name, "ballots.csv")));
  analysis::Tallier tallier(*shared);
  for (const auto& ballot : ballots.ballots)
    REQUIRE(tallier.add(ballot.unit, ballot.category, ballot.answers));
  const auto raw = std::move(tallier).finish();
  return {shared, std::make_shared<const analysis::DisclosedTally>(analysis::disclose(raw))};
}

Account with_role(Role role, std::string unit = "", std::string member = "", bool head = false) {
  Account account;
  account.roles = {{role, std::move(unit), std::move(member), head}};
  return account;
}

ErrorKind refusal(const CountedRound& counted, RoundState state, const Account& account,
                  std::string_view unit) {
  const auto reading = read_unit(counted, state, account, unit);
  REQUIRE_FALSE(reading);
  return reading.error().kind;
}

}  // namespace

TEST_CASE("the head of a unit reads all of its members, a member what members_see allows") {
  const auto head = with_role(Role::leader, "u1", "m1", true);
  const auto member = with_role(Role::leader, "u1", "m2");
  const auto own = count_case("members-and-quota");
  CHECK(required(read_unit(own, RoundState::released, head, "u1")).members_hidden == 0);
  const auto seen = required(read_unit(own, RoundState::released, member, "u1"));
  CHECK(seen.members_shown == std::vector<int>{1});
  CHECK(seen.members_hidden == own.round->units[0].members.size() - 1);
  const auto none = count_case("members-and-quota", forms::MembersSee::none);
  CHECK(required(read_unit(none, RoundState::released, member, "u1")).members_shown.empty());
  const auto all = count_case("members-and-quota", forms::MembersSee::all);
  CHECK(required(read_unit(all, RoundState::released, member, "u1")).members_hidden == 0);
}

TEST_CASE("leaders read nothing before the release, organizers nothing before the closing") {
  const auto counted = count_case("members-and-quota");
  const auto head = with_role(Role::leader, "u1", "m1", true);
  const auto organizer = with_role(Role::organizer);
  CHECK(refusal(counted, RoundState::closed, head, "u1") == ErrorKind::conflict);
  CHECK(read_unit(counted, RoundState::closed, organizer, "u1"));
  for (const auto state : {RoundState::draft, RoundState::open, RoundState::voided}) {
    CHECK(refusal(counted, state, organizer, "u1") == ErrorKind::conflict);
  }
  CHECK(readable_units(*counted.round, RoundState::closed, head).empty());
}

TEST_CASE("a leader reads no other unit, and cannot tell which units there are") {
  const auto counted = count_case("tree");
  const auto leader = with_role(Role::leader, "n1", "", true);
  CHECK(read_unit(counted, RoundState::released, leader, "n1"));
  CHECK(refusal(counted, RoundState::released, leader, "n4") == ErrorKind::forbidden);
  CHECK(refusal(counted, RoundState::released, leader, "no-such-unit") == ErrorKind::forbidden);
  CHECK(refusal(counted, RoundState::released, with_role(Role::organizer), "no-such-unit") ==
        ErrorKind::not_found);
  CHECK(readable_units(*counted.round, RoundState::released, leader) == std::vector<std::string>{"n1"});
}

TEST_CASE("units counted together are read by those who lead one of them") {
  const auto counted = count_case("tree");
  const auto inside = with_role(Role::leader, "n2", "", true);
  const auto outside = with_role(Role::leader, "s2", "", true);
  const auto own = required(read_unit(counted, RoundState::released, inside, "n2"));
  REQUIRE(own.small);
  CHECK(counted.tally->tables().units[own.result].suppressed);
  CHECK(required(read_unit(counted, RoundState::released, inside, "small:north")).result == *own.small);
  CHECK(refusal(counted, RoundState::released, outside, "small:north") == ErrorKind::forbidden);
}
