// What both stores share: the settings of every connection, and migrations from one version to the next.
#include "server/store/database.h"

#include <array>

#include "tests/catch.h"
#include "tests/server/store/scratch.h"

namespace candor::server::store {
namespace {

constexpr std::array<std::string_view, 1> kFirst{
    "CREATE TABLE thing(name TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID"};
constexpr std::array<std::string_view, 2> kSecond{kFirst[0], "ALTER TABLE thing ADD COLUMN size INTEGER"};
constexpr std::array<std::string_view, 2> kBroken{
    kFirst[0], "CREATE TABLE other(x INTEGER) STRICT; CREATE TABLE thing(x)"};

const Schema kOld{"thing", 0x1234, kFirst};
const Schema kNew{"thing", 0x1234, kSecond};
const Schema kFaulty{"thing", 0x1234, kBroken};

Result<void> fill(SQLite::Database& database) {
  database.exec("INSERT INTO thing(name) VALUES('kept')");
  return {};
}

TEST_CASE("every connection syncs fully, overwrites what it erases and keeps nothing temporary on the disk") {
  const tests::Scratch scratch;
  REQUIRE(make_database(scratch / "x.db", kOld, fill));
  const bool again = GENERATE(false, true);
  auto database = again ? open_again(scratch / "x.db", {}) : open_database(scratch / "x.db", kOld, {});
  REQUIRE(database);
  const std::vector<std::pair<std::string, std::string>> settings{
      {"journal_mode", "wal"}, {"synchronous", "2"},    {"foreign_keys", "1"},    {"secure_delete", "1"},
      {"temp_store", "2"},     {"trusted_schema", "0"}, {"busy_timeout", "5000"}, {"cache_size", "-2048"},
  };
  for (const auto& [name, value] : settings) {
    INFO(name);
    CHECK((*database)->execAndGet("PRAGMA " + name).getString() == value);
  }
}

TEST_CASE("an older schema is brought up to date, once, and keeps its rows") {
  const tests::Scratch scratch;
  REQUIRE(make_database(scratch / "x.db", kOld, fill));
  for (int time = 0; time < 2; ++time) {
    auto database = open_database(scratch / "x.db", kNew, {});
    REQUIRE(database);
    CHECK((*database)->execAndGet("SELECT count(size) + count(*) FROM thing").getInt() == 1);
    CHECK((*database)->execAndGet("PRAGMA user_version").getInt() == 2);
    CHECK(database_faults(**database, kNew).value().empty());
  }
  const auto older = open_database(scratch / "x.db", kOld, {});
  REQUIRE(!older);
  CHECK(older.error().kind == ErrorKind::conflict);
}

TEST_CASE("a migration that fails leaves the schema as it was") {
  const tests::Scratch scratch;
  REQUIRE(make_database(scratch / "x.db", kOld, fill));
  CHECK_FALSE(open_database(scratch / "x.db", kFaulty, {}));
  auto database = open_database(scratch / "x.db", kOld, {});
  REQUIRE(database);
  CHECK(database_faults(**database, kOld).value().empty());
}

TEST_CASE("a database that cannot be filled is not made, and leaves nothing beside") {
  const tests::Scratch scratch;
  const auto refuse = [](SQLite::Database&) -> Result<void> { return fail(ErrorKind::invalid, "no"); };
  const auto crash = [](SQLite::Database& database) -> Result<void> {
    database.exec("INSERT INTO nowhere VALUES(1)");
    return {};
  };
  CHECK(make_database(scratch / "x.db", kOld, refuse).error().kind == ErrorKind::invalid);
  CHECK(make_database(scratch / "x.db", kOld, crash).error().kind == ErrorKind::internal);
  CHECK(std::filesystem::is_empty((scratch / "x.db").parent_path()));
}

TEST_CASE("what a killed process left beside is no obstacle") {
  const tests::Scratch scratch;
  REQUIRE(make_database(scratch / "x.db.new", kNew, fill));
  REQUIRE(make_database(scratch / "x.db.new-wal", kNew, fill));
  REQUIRE(make_database(scratch / "x.db", kOld, fill));
  CHECK(open_database(scratch / "x.db", kOld, {}));
  CHECK_FALSE(std::filesystem::exists(scratch / "x.db.new"));
  CHECK_FALSE(std::filesystem::exists(scratch / "x.db.new-wal"));
}

TEST_CASE("rows that refer to nothing are told by the check") {
  constexpr std::array<std::string_view, 1> kLinked{
      "CREATE TABLE parent(id INTEGER PRIMARY KEY) STRICT; CREATE TABLE child(parent INTEGER REFERENCES "
      "parent(id)) STRICT"};
  const Schema schema{"thing", 0x1234, kLinked};
  const tests::Scratch scratch;
  REQUIRE(make_database(scratch / "x.db", schema, [](SQLite::Database&) -> Result<void> { return {}; }));
  {
    SQLite::Database database((scratch / "x.db").string(), SQLite::OPEN_READWRITE);
    database.exec("PRAGMA foreign_keys = OFF; INSERT INTO child(parent) VALUES(7)");
  }
  auto database = open_database(scratch / "x.db", schema, {});
  REQUIRE(database);
  CHECK(database_faults(**database, schema).value() ==
        std::vector<std::string>{"a row of child refers to none of parent"});
}

}  // namespace
}  // namespace candor::server::store
