// A register that an earlier Candor made is brought up to date and keeps everything.
#include "server/store/database.h"
#include "server/store/register_schema.h"
#include "tests/server/store/register_for_tests.h"

namespace candor::server::tests {
namespace {

void make_old_register(const std::filesystem::path& file) {
  store::Schema old = store::register_schema();
  old.migrations = old.migrations.first(1);
  REQUIRE(store::make_database(file, old, [](SQLite::Database& database) -> Result<void> {
    // What version 1 was; files say so, hence it is never edited.
    CHECK(database.execAndGet("SELECT checksum FROM schema_migration").getString() ==
          "d143f2f6d12358f45c5894f07c573fcfe130e4abd121c332d92982b9ed41d1df");
    database.exec(R"sql(
INSERT INTO account(id, name, display_name, disabled, password_hash) VALUES(4, 'li', 'Ms Li', 0, 'hash');
INSERT INTO account_role(account, position, role, unit, member, head) VALUES
  (4, 0, 'organizer', '', '', 0), (4, 1, 'leader', 'u1', 'm1', 1);
INSERT INTO session(token_hash, account, csrf, expires_s) VALUES(zeroblob(32), 4, zeroblob(32), 1000);
INSERT INTO round(id, state, version, file, opens_at_s, closes_at_s, released_at_s, manifest_hash, imported)
  VALUES('a', 'open', 7, 'file', 1, 2, 3, 'ab', 0);
INSERT INTO ticket_code(round, unit, category, secrets) VALUES('a', 0, 0, '7ZK3M9QX2PAB5CDEFGHJ');
INSERT INTO audit(at_s, account, act, subject, detail) VALUES(9, 'li', 'round.open', 'a', '');
)sql");
    return {};
  }));
}

TEST_CASE("a register of version 1 keeps accounts, sessions, rounds, codes and the audit trail") {
  const Scratch scratch;
  const auto file = scratch / "register.db";
  make_old_register(file);
  for (const bool again : {false, true}) {
    INFO((again ? "opened again" : "opened first"));
    auto store = open_register(file);
    const auto session = store->find_session(Bytes32{}, 0).value();
    REQUIRE(session);
    CHECK(session->second.name == "li");
    CHECK(session->second.roles ==
          std::vector<RoleGrant>{{Role::organizer, "", "", false}, {Role::leader, "u1", "m1", true}});
    const RoundRecord round = store->get_round("a").value();
    CHECK(round.version == 7);
    CHECK(round.file == "file");
    CHECK(round.closes_at_s == 2);
    CHECK(round.manifest_hash == "ab");
    CHECK(round.grace_s == 0);
    CHECK(round.retain_until_s == 0);
    CHECK(round.sealed_at_s == 0);
    CHECK(round.purged_at_s == 0);
    CHECK(round.codes_by.empty());
    CHECK_FALSE(round.claims_shut);
    CHECK_FALSE(round.opening);
    REQUIRE(store->get_ticket_codes("a").value().size() == 1);
    CHECK(store->list_audit(10).value().size() == 1);
    CHECK(store->check_integrity().value().empty());
  }
  auto store = open_register(file);
  CHECK(store->list_draft_versions("a").value().empty());
  Account who = store->find_account("li").value().value();
  who.roles = {{Role::scrutineer, "", "", false}};
  REQUIRE(store->update_account(who));
  CHECK(store->find_account("li").value()->roles == who.roles);
  REQUIRE(store->put_claims("a", claims(3)));
}

void make_register_2(const std::filesystem::path& file) {
  store::Schema old = store::register_schema();
  old.migrations = old.migrations.first(2);
  REQUIRE(store::make_database(file, old, [](SQLite::Database& database) -> Result<void> {
    CHECK(database.execAndGet("SELECT checksum FROM schema_migration WHERE number = 2").getString() ==
          "e69135356d9afccf8d6ae60c93326a840427977404652b701dc6d42e5c5f878e");
    database.exec(R"sql(
INSERT INTO round(id, state, version, file, opens_at_s, closes_at_s, released_at_s, manifest_hash, imported)
  VALUES('edited', 'draft', 7, '{"题":1}', 0, 0, 0, '', 0), ('untold', 'draft', 2, 'file', 0, 0, 0, '', 0),
        ('closed', 'closed', 9, 'file', 0, 0, 0, '', 0);
INSERT INTO audit(at_s, account, act, subject, detail) VALUES
  (5, 'li', 'round.create', 'edited', ''), (6, 'chen', 'round.edit', 'edited', ''),
  (7, 'wu', 'round.times', 'edited', ''), (8, 'wu', 'round.edit', 'closed', '');
)sql");
    return {};
  }));
}

TEST_CASE(
    "a draft of a register of version 2 has one version: by whoever edited it last, as the audit says") {
  const Scratch scratch;
  const auto file = scratch / "register.db";
  make_register_2(file);
  for (const bool again : {false, true}) {
    INFO((again ? "opened again" : "opened first"));
    auto store = open_register(file);
    const auto edited = store->list_draft_versions("edited").value();
    REQUIRE(edited.size() == 1);
    CHECK(edited[0].version == 7);
    CHECK(edited[0].saved.account == "chen");
    CHECK(edited[0].saved.at_s == 6);
    CHECK(edited[0].bytes == 9);
    CHECK(edited[0].current);
    CHECK(store->get_draft_version("edited", 7).value() == R"({"题":1})");
    const auto untold = store->list_draft_versions("untold").value();
    REQUIRE(untold.size() == 1);
    CHECK(untold[0].saved.account == "-");
    CHECK(untold[0].saved.at_s == 0);
    CHECK(store->list_draft_versions("closed").value().empty());
    CHECK(store->check_integrity().value().empty());
  }
  CHECK(open_register(file)->set_draft_aside("edited", "x", std::nullopt, {"li", 9}).value().version == 8);
}

}  // namespace
}  // namespace candor::server::tests
