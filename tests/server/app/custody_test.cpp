#include "server/app/custody.h"

#include "server/demo/demo.h"
#include "tests/server/app/support.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::test;

namespace {

bool sound(const std::vector<Check>& checks) {
  return std::ranges::none_of(checks,
                              [](const Check& check) { return check.outcome == CheckOutcome::failed; });
}

}  // namespace

TEST_CASE("a backup taken while the program runs restores to the same rounds, and doctor finds it sound") {
  const TemporaryDirectory data, backup, restored;
  auto program = required(Program::open(data.path(), system_now_s));
  required(demo::ensure_demo(*program, data.path(), system_now_s()));
  REQUIRE(back_up(data.path(), backup.path()));
  REQUIRE(back_up(data.path(), backup.path()));  // replaces the one before
  REQUIRE(restore(backup.path(), restored.path()));
  CHECK(sound(examine(restored.path(), system_now_s())));
  auto again = required(Program::open(restored.path(), system_now_s));
  const auto counted = required(program->boxes().count("2026-spring"));
  const auto recounted = required(again->boxes().count("2026-spring"));
  CHECK(recounted.tally->tables().units.front().groups.front().valid ==
        counted.tally->tables().units.front().groups.front().valid);
}

TEST_CASE("a restore ends every session and every one-time link of the backup") {
  const TemporaryDirectory data, backup, restored;
  std::string cookie, unused_link;
  {
    auto program = required(Program::open(data.path(), system_now_s));
    Account account;
    account.name = "lin";
    account.roles = {{Role::organizer, "", "", false}};
    const auto made = required(program->accounts().add_by_operator(account));
    cookie = required(program->accounts().first_sign_in(made.link_token, "correct horse battery")).cookie;
    account.name = "wu";
    unused_link = required(program->accounts().add_by_operator(account)).link_token;
    CHECK(program->accounts().find_signed_in(cookie));
  }
  REQUIRE(back_up(data.path(), backup.path()));
  REQUIRE(restore(backup.path(), restored.path()));
  auto again = required(Program::open(restored.path(), system_now_s));
  CHECK_FALSE(again->accounts().find_signed_in(cookie));
  CHECK_FALSE(again->accounts().first_sign_in(unused_link, "correct horse battery"));
  CHECK(again->accounts().sign_in("lin", "correct horse battery"));
}

TEST_CASE("an organizer renews no link of another organizer, which would be a way to sign in as them") {
  const TemporaryDirectory data;
  auto program = required(Program::open(data.path(), system_now_s));
  Account account;
  account.name = "lin";
  account.roles = {{Role::organizer, "", "", false}};
  const auto lin = required(program->accounts().add_by_operator(account)).account;
  account.name = "wu";
  const auto wu = required(program->accounts().add_by_operator(account)).account;
  account.name = "ma";
  account.roles = {{Role::administrator, "", "", false}};
  const auto ma = required(program->accounts().add_by_operator(account)).account;
  const auto refused = program->accounts().renew_link({lin, ""}, wu.id);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::forbidden);
  CHECK(program->accounts().renew_link({ma, ""}, wu.id));
}

TEST_CASE("a restore never goes over other data, and takes no damaged backup") {
  const TemporaryDirectory data, backup, restored;
  { const auto program = required(Program::open(data.path(), system_now_s)); }
  REQUIRE(back_up(data.path(), backup.path()));
  CHECK(restore(backup.path(), data.path()).error().kind == ErrorKind::conflict);
  std::filesystem::resize_file(backup.path() / "register.db", 5000);
  CHECK_FALSE(restore(backup.path(), restored.path()));
  CHECK_FALSE(std::filesystem::exists(restored.path()));
}

TEST_CASE("a backup goes neither into the data nor over somebody else's files") {
  const TemporaryDirectory data, other;
  { const auto program = required(Program::open(data.path(), system_now_s)); }
  CHECK(back_up(data.path(), data.path() / "backup").error().kind == ErrorKind::conflict);
  std::filesystem::create_directories(other.path());
  std::ofstream(other.path() / "holiday.jpg") << "x";
  CHECK(back_up(data.path(), other.path()).error().kind == ErrorKind::conflict);
  CHECK(std::filesystem::exists(other.path() / "holiday.jpg"));
}

TEST_CASE("doctor notices data that others may read, and a clock before its time") {
  const TemporaryDirectory data;
  { const auto program = required(Program::open(data.path(), system_now_s)); }
  CHECK(sound(examine(data.path(), system_now_s())));
  CHECK_FALSE(sound(examine(data.path(), 0)));
  std::filesystem::permissions(data.path(), std::filesystem::perms(0755));
  CHECK_FALSE(sound(examine(data.path(), system_now_s())));
}
