#include "server/app/draft_versions.h"

#include "server/store/register.h"
#include "tests/server/app/support.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::test;

namespace {

/// A register with one draft, whose versions are looked at.
struct Shelf {
  std::int64_t now_s = 1'795'239'000;
  std::unique_ptr<Register> store = required(Register::open(":memory:"));
  DraftVersions versions{*store, [this] { return now_s; }};
  std::string file = forms::encode_round(round_of("members-and-quota"));
  std::string id = round_of("members-and-quota").id;

  Shelf() {
    RoundRecord record;
    record.id = id;
    record.file = file;
    REQUIRE(store->add_round(record, {"li", now_s}));
  }
};

}  // namespace

TEST_CASE(
    "naming, setting aside and removing a version are noted in the audit trail, without the note's words") {
  Shelf shelf;
  shelf.now_s += 5;
  required(shelf.versions.name_current(shelf.id, "agreed", 1, "li"));
  required(shelf.versions.set_aside(shelf.id, shelf.file, "theirs", "chen"));
  REQUIRE(shelf.versions.remove(shelf.id, 2, "wu"));
  const auto trail = required(shelf.store->list_audit(10));
  REQUIRE(trail.size() == 3);
  const auto is = [&](const AuditEntry& entry, const char* act, const char* account, const char* detail) {
    return entry.act == act && entry.account == account && entry.detail == detail &&
           entry.subject == shelf.id && entry.at_s == shelf.now_s;
  };
  CHECK(is(trail[2], "round.version_named", "li", "version 1"));
  CHECK(is(trail[1], "round.version_aside", "chen", "version 2"));
  CHECK(is(trail[0], "round.version_removed", "wu", "version 2"));
}

TEST_CASE("what is refused is not noted") {
  Shelf shelf;
  CHECK_FALSE(shelf.versions.name_current(shelf.id, "agreed", 2, "li"));
  CHECK_FALSE(shelf.versions.name_current(shelf.id, " ", 1, "li"));
  CHECK_FALSE(shelf.versions.set_aside(shelf.id, "{}", std::nullopt, "li"));
  CHECK_FALSE(shelf.versions.set_aside(shelf.id, shelf.file, "two\nlines", "li"));
  CHECK_FALSE(shelf.versions.set_aside("other", shelf.file, std::nullopt, "li"));
  CHECK_FALSE(shelf.versions.remove(shelf.id, 1, "li"));
  CHECK(required(shelf.store->list_audit(10)).empty());
  CHECK(required(shelf.versions.list(shelf.id)).size() == 1);
}

TEST_CASE("a file set aside is kept as a draft would be: read, checked, written anew") {
  Shelf shelf;
  const std::string loose = " \n" + shelf.file + "\n";
  const auto aside = required(shelf.versions.set_aside(shelf.id, loose, std::nullopt, "chen"));
  CHECK(required(shelf.versions.get(shelf.id, aside.version)) == shelf.file);
  CHECK(aside.saved.at_s == shelf.now_s);
}
