// The register: accounts, sessions, rounds, ticket codes, the audit trail.
#include <SQLiteCpp/SQLiteCpp.h>

#include "tests/catch.h"
#include "tests/server/store/raw_bytes.h"
#include "tests/server/store/register_for_tests.h"
#include "tests/server/store/scratch.h"

namespace candor::server::tests {
namespace {

Account account(const std::string& name) {
  Account result;
  result.name = name;
  result.display_name = "Ms " + name;
  result.roles = {{Role::leader, "u1", "m1", true},
                  {Role::organizer, "", "", false},
                  {Role::registrar, "", "", false},
                  {Role::scrutineer, "", "", false}};
  return result;
}

TEST_CASE("an account is found by id and by name without regard to case, roles in their order") {
  auto store = open_register();
  const Account added = store->add_account(account("Wang.Fang")).value();
  CHECK(added.id > 0);
  for (const char* name : {"Wang.Fang", "wang.fang", "WANG.FANG"}) {
    const auto found = store->find_account(name).value();
    REQUIRE(found);
    CHECK(found->id == added.id);
    CHECK(found->name == "Wang.Fang");
    CHECK(found->display_name == "Ms Wang.Fang");
    CHECK(found->roles == added.roles);
    CHECK_FALSE(found->disabled);
  }
  CHECK(store->find_account(added.id).value()->name == "Wang.Fang");
  CHECK_FALSE(store->find_account("wang").value());
  CHECK_FALSE(store->find_account(added.id + 1).value());
  const auto second = store->add_account(account("wang.FANG"));
  REQUIRE(!second);
  CHECK(second.error().kind == ErrorKind::conflict);
  REQUIRE(store->add_account(account("chen")));
  const auto all = store->list_accounts().value();
  REQUIRE(all.size() == 2);
  CHECK(all[0].name == "chen");
  CHECK(all[1].roles == added.roles);
}

TEST_CASE("update_account replaces everything but id and name") {
  auto store = open_register();
  Account changed = store->add_account(account("li")).value();
  changed.name = "other";
  changed.display_name = "Li";
  changed.password_hash = "$argon2id$";
  changed.roles = {{Role::administrator, "", "", false}};
  REQUIRE(store->update_account(changed));
  const Account found = store->find_account(changed.id).value().value();
  CHECK(found.name == "li");
  CHECK(found.display_name == "Li");
  CHECK(found.password_hash == "$argon2id$");
  CHECK(found.roles == changed.roles);
  changed.id += 1;
  CHECK(store->update_account(changed).error().kind == ErrorKind::not_found);
}

TEST_CASE("a session is found until it ends, expires, or its account changes password or is disabled") {
  auto store = open_register();
  Account who = store->add_account(account("li")).value();
  const auto found = [&](std::int64_t now_s) { return store->find_session(bytes(1), now_s).value(); };
  const auto sign_in = [&] { REQUIRE(store->add_session({bytes(1), who.id, bytes(9), 1000})); };
  sign_in();
  REQUIRE(found(999));
  CHECK(found(999)->first.csrf == bytes(9));
  CHECK(found(999)->first.account == who.id);
  CHECK(found(999)->second.roles == who.roles);
  CHECK_FALSE(found(1000));
  CHECK_FALSE(store->find_session(bytes(2), 0).value());
  SECTION("ended") {
    REQUIRE(store->end_session(bytes(1)));
  }
  SECTION("another password") {
    who.password_hash = "new";
    REQUIRE(store->update_account(who));
  }
  SECTION("disabled") {
    who.disabled = true;
    REQUIRE(store->update_account(who));
    who.disabled = false;
    REQUIRE(store->update_account(who));
  }
  CHECK_FALSE(found(0));
}

TEST_CASE("another name or role leaves sessions as they are") {
  auto store = open_register();
  Account who = store->add_account(account("li")).value();
  REQUIRE(store->add_session({bytes(1), who.id, bytes(9), 1000}));
  who.display_name = "Dr Li";
  who.roles.clear();
  REQUIRE(store->update_account(who));
  REQUIRE(store->find_session(bytes(1), 0).value());
  CHECK(store->find_session(bytes(1), 0).value()->second.roles.empty());
}

TEST_CASE("an account keeps its twenty latest sessions, the newest always among them") {
  auto store = open_register();
  const Account who = store->add_account(account("li")).value();
  const Account other = store->add_account(account("chen")).value();
  REQUIRE(store->add_session({bytes(200), other.id, bytes(0), 1}));
  for (std::uint8_t number = 0; number < 25; ++number) {
    REQUIRE(store->add_session({bytes(number), who.id, bytes(0), number == 24 ? 50 : 100 + number}));
  }
  int kept = 0;
  for (std::uint8_t number = 0; number < 25; ++number)
    kept += store->find_session(bytes(number), 0).value() ? 1 : 0;
  CHECK(kept == 20);
  CHECK(store->find_session(bytes(24), 0).value());
  CHECK_FALSE(store->find_session(bytes(0), 0).value());
  CHECK(store->find_session(bytes(200), 0).value());
}

TEST_CASE("a session or a link of nobody is refused") {
  auto store = open_register();
  CHECK(store->add_session({bytes(1), 77, bytes(2), 1000}).error().kind == ErrorKind::conflict);
  CHECK(store->add_first_link({bytes(1), 77, 1000}).error().kind == ErrorKind::conflict);
}

TEST_CASE("a first link works once, until it is too old or replaced") {
  auto store = open_register();
  const Account who = store->add_account(account("li")).value();
  REQUIRE(store->add_first_link({bytes(1), who.id, 1000}));
  CHECK(store->take_first_link(bytes(1), 1000).error().kind == ErrorKind::expired);
  REQUIRE(store->add_first_link({bytes(2), who.id, 1000}));
  CHECK(store->take_first_link(bytes(1), 0).error().kind == ErrorKind::expired);
  CHECK(store->take_first_link(bytes(2), 999).value() == who.id);
  CHECK(store->take_first_link(bytes(2), 999).error().kind == ErrorKind::expired);
}

TEST_CASE("a round is kept whole, listed newest first, changed by whoever saw its latest version") {
  auto store = open_register();
  REQUIRE(store->add_round(round_record("a")));
  REQUIRE(store->add_round(round_record("b")));
  CHECK(store->add_round(round_record("a")).error().kind == ErrorKind::conflict);
  CHECK(store->get_round("A").error().kind == ErrorKind::not_found);
  RoundRecord round = store->get_round("a").value();
  CHECK(round.file == round_record("a").file);
  CHECK(round.version == 1);
  round.state = forms::RoundState::voided;
  round.opens_at_s = 1;
  round.closes_at_s = 2;
  round.released_at_s = 3;
  round.manifest_hash = "ab";
  round.imported = true;
  round.grace_s = 4;
  round.retain_until_s = 5;
  round.sealed_at_s = 6;
  round.purged_at_s = 7;
  round.codes_by = "registrar";
  round.claims_shut = true;
  round.opening = true;
  const RoundRecord updated = store->update_round(round, 1).value();
  CHECK(updated.version == 2);
  CHECK(store->update_round(round, 1).error().kind == ErrorKind::stale);
  const RoundRecord stored = store->get_round("a").value();
  CHECK(stored.version == 2);
  CHECK(stored.state == forms::RoundState::voided);
  CHECK(stored.opens_at_s == 1);
  CHECK(stored.closes_at_s == 2);
  CHECK(stored.released_at_s == 3);
  CHECK(stored.manifest_hash == "ab");
  CHECK(stored.imported);
  CHECK(stored.grace_s == 4);
  CHECK(stored.retain_until_s == 5);
  CHECK(stored.sealed_at_s == 6);
  CHECK(stored.purged_at_s == 7);
  CHECK(stored.codes_by == "registrar");
  CHECK(stored.claims_shut);
  CHECK(stored.opening);
  const auto rounds = store->list_rounds().value();
  REQUIRE(rounds.size() == 2);
  CHECK(rounds[0].id == "b");
  CHECK(store->remove_round("a", 1).error().kind == ErrorKind::stale);
  CHECK(store->remove_round("c", 1).error().kind == ErrorKind::not_found);
  REQUIRE(store->remove_round("a", 2));
  CHECK(store->list_rounds().value().size() == 1);
  CHECK(store->update_round(round, 2).error().kind == ErrorKind::not_found);
}

TEST_CASE("claims are shut in open rounds, whose version rises, and in no other") {
  auto store = open_register();
  const std::vector<forms::RoundState> states{forms::RoundState::draft, forms::RoundState::open,
                                              forms::RoundState::closed, forms::RoundState::released};
  for (const forms::RoundState state : states) {
    RoundRecord round = round_record(std::string(forms::name_of(state)));
    round.state = state;
    REQUIRE(store->add_round(round));
  }
  REQUIRE(store->shut_claims());
  for (const forms::RoundState state : states) {
    const RoundRecord round = store->get_round(forms::name_of(state)).value();
    CHECK(round.claims_shut == (state == forms::RoundState::open));
    CHECK(round.version == (state == forms::RoundState::open ? 2 : 1));
  }
}

const std::string kSecret1 = "7ZK3M9QX2PAB5CDEFGHJ";
const std::string kSecret2 = "0123456789ABCDEFGHJK";

TEST_CASE("ticket codes are kept in their order, replaced as a whole, and belong to a round") {
  auto store = open_register();
  REQUIRE(store->add_round(round_record("a")));
  const std::vector<TicketCodes> codes{{0, 0, {kSecret1, kSecret2}}, {0, 1, {}}, {3, 1, {kSecret2}}};
  REQUIRE(store->put_ticket_codes("a", codes));
  const auto stored = store->get_ticket_codes("a").value();
  REQUIRE(stored.size() == 3);
  CHECK(stored[0].secrets == codes[0].secrets);
  CHECK(stored[1].secrets.empty());
  CHECK(stored[2].unit == 3);
  CHECK(stored[2].category == 1);
  REQUIRE(store->put_ticket_codes("a", {codes[2]}));
  CHECK(store->get_ticket_codes("a").value().size() == 1);
  CHECK(store->put_ticket_codes("a", {{0, 0, {"SHORT"}}}).error().kind == ErrorKind::invalid);
  CHECK(store->get_ticket_codes("a").value().size() == 1);
  CHECK(store->put_ticket_codes("b", codes).error().kind == ErrorKind::conflict);
  CHECK(store->get_ticket_codes("b").value().empty());
}

TEST_CASE("erased ticket codes are on the disk no more, neither in the file nor in its log") {
  const Scratch scratch;
  const auto file = scratch / "register.db";
  auto store = open_register(file);
  REQUIRE(store->add_round(round_record("a")));
  REQUIRE(store->put_ticket_codes("a", {{0, 0, {kSecret1}}}));
  REQUIRE(is_on_disk(file, kSecret1));
  REQUIRE(store->erase_ticket_codes("a"));
  CHECK_FALSE(is_on_disk(file, kSecret1));
  CHECK(store->get_ticket_codes("a").value().empty());
  REQUIRE(store->erase_ticket_codes("a"));
}

TEST_CASE("the audit trail is listed newest first and is only added to") {
  const Scratch scratch;
  const auto file = scratch / "register.db";
  auto store = open_register(file);
  for (std::int64_t number = 0; number < 5; ++number) {
    REQUIRE(store->add_audit({number, "li", "round.open", "a", "by hand"}));
  }
  const auto entries = store->list_audit(3).value();
  REQUIRE(entries.size() == 3);
  CHECK(entries[0].at_s == 4);
  CHECK(entries[0].account == "li");
  CHECK(entries[0].act == "round.open");
  CHECK(entries[0].subject == "a");
  CHECK(entries[0].detail == "by hand");
  SQLite::Database database(file.string(), SQLite::OPEN_READWRITE, 5000);
  CHECK_THROWS_AS(database.exec("UPDATE audit SET account = 'x'"), SQLite::Exception);
  CHECK_THROWS_AS(database.exec("DELETE FROM audit WHERE number = 1"), SQLite::Exception);
  CHECK(store->list_audit(100).value().size() == 5);
}

TEST_CASE("what was changed is there after opening the register again, and in a backup") {
  const Scratch scratch;
  const auto file = scratch / "register.db";
  auto store = open_register(file);
  const Account who = store->add_account(account("li")).value();
  REQUIRE(store->add_round(round_record("a")));
  REQUIRE(store->backup_to(scratch / "copy.db"));
  REQUIRE(store->add_round(round_record("b")));
  REQUIRE(store->backup_to(scratch / "copy.db"));
  store.reset();
  for (const char* name : {"register.db", "copy.db"}) {
    auto again = open_register(scratch / name);
    CHECK(again->find_account(who.id).value()->roles == who.roles);
    CHECK(again->list_rounds().value().size() == 2);
    CHECK(again->check_integrity().value().empty());
  }
}

TEST_CASE("roles have names that are read back") {
  for (const Role role :
       {Role::administrator, Role::organizer, Role::leader, Role::registrar, Role::scrutineer}) {
    CHECK(parse_role(name_of(role)).value() == role);
  }
  for (const char* wrong : {"", "Leader", "voter"})
    CHECK(parse_role(wrong).error().kind == ErrorKind::malformed);
}

}  // namespace
}  // namespace candor::server::tests
