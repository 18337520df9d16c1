// Files that are not ours, or not of our time: refused with a clear word by both stores, and left as they
// are. This test works on files from outside; the two stores meet in no translation unit, so that each is
// opened through a function of its own file.
#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "tests/catch.h"
#include "tests/server/store/open_stores.h"
#include "tests/server/store/raw_bytes.h"
#include "tests/server/store/scratch.h"

namespace candor::server::tests {
namespace {

namespace fs = std::filesystem;

void execute(const fs::path& file, const std::string& sql) {
  SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec(sql);
}

TEST_CASE("a file of another program is refused and left as it is") {
  const StoreKind store = GENERATE(from_range(store_kinds()));
  struct Case {
    const char* what;
    void (*make)(const fs::path&);
  };
  const std::vector<Case> cases{
      {"a database without application id",
       [](const fs::path& file) { execute(file, "CREATE TABLE ballot(x)"); }},
      {"a database of another program",
       [](const fs::path& file) { execute(file, "PRAGMA application_id = 7; CREATE TABLE account(x)"); }},
      {"another program's database in WAL mode",
       [](const fs::path& file) { execute(file, "PRAGMA journal_mode = WAL; CREATE TABLE account(x)"); }},
      {"a text", [](const fs::path& file) { std::ofstream(file) << std::string(5000, 'a'); }},
      {"a short text", [](const fs::path& file) { std::ofstream(file) << "hello"; }},
      {"an empty file", [](const fs::path& file) { std::ofstream{file}; }},
  };
  for (const Case& each : cases) {
    INFO(store.name << ": " << each.what);
    const Scratch scratch;
    const fs::path file = scratch / "odd # name?.db";
    each.make(file);
    const std::string before = contents(file);
    const auto opened = store.open(file);
    REQUIRE(!opened);
    CHECK(opened.error().kind == ErrorKind::conflict);
    CHECK(opened.error().detail.find(file.string()) != std::string::npos);
    CHECK(contents(file) == before);
    CHECK(std::distance(fs::directory_iterator(file.parent_path()), fs::directory_iterator{}) == 1);
  }
}

TEST_CASE("a directory in place of a store is refused") {
  const StoreKind store = GENERATE(from_range(store_kinds()));
  const Scratch scratch;
  fs::create_directory(scratch / "x.db");
  const auto opened = store.open(scratch / "x.db");
  REQUIRE(!opened);
  CHECK(opened.error().kind == ErrorKind::conflict);
}

TEST_CASE("each store refuses the other's file") {
  const Scratch scratch;
  for (const StoreKind& made : store_kinds()) {
    REQUIRE(made.make(scratch / made.name));
    for (const StoreKind& other : store_kinds()) {
      const auto opened = other.open(scratch / made.name);
      INFO(other.name << " opens " << made.name);
      CHECK(opened.has_value() == (made.name == other.name));
    }
  }
}

TEST_CASE("a schema that is newer, altered or incomplete is refused with a word about it") {
  const StoreKind store = GENERATE(from_range(store_kinds()));
  struct Case {
    const char* sql;
    const char* word;
  };
  const std::vector<Case> cases{
      {"PRAGMA user_version = 999", "newer Candor"},
      {"INSERT INTO schema_migration(number, checksum) VALUES(999, printf('%064d', 0))", "newer Candor"},
      {"UPDATE schema_migration SET checksum = printf('%064d', 0) WHERE number = 1", "migration 1"},
      {"UPDATE schema_migration SET number = number + 100", "newer Candor"},
      {"DELETE FROM schema_migration", "missing"},
      {"DROP TABLE schema_migration", "missing"},
  };
  for (const Case& each : cases) {
    INFO(store.name << ": " << each.sql);
    const Scratch scratch;
    const fs::path file = scratch / "x.db";
    REQUIRE(store.make(file));
    execute(file, each.sql);
    const auto opened = store.open(file);
    REQUIRE(!opened);
    CHECK(opened.error().kind == ErrorKind::conflict);
    CHECK(opened.error().detail.find(each.word) != std::string::npos);
  }
}

TEST_CASE("a damaged file is no success, whichever page is damaged") {
  const StoreKind store = GENERATE(from_range(store_kinds()));
  const Scratch scratch;
  const fs::path file = scratch / "x.db";
  REQUIRE(store.make(file));
  const auto pages = static_cast<int>(fs::file_size(file) / 4096);
  const std::string whole = contents(file);
  for (int page = 1; page < pages; ++page) {
    INFO(store.name << " page " << page + 1);
    std::string damaged = whole;
    damaged.replace(static_cast<std::size_t>(page) * 4096, 4096, std::string(4096, '\x5a'));
    std::ofstream(file, std::ios::binary) << damaged;
    const auto faults = store.check(file);
    CHECK((!faults || !faults->empty()));
  }
}

TEST_CASE("the check tells of tables that were altered behind Candor's back") {
  const StoreKind store = GENERATE(from_range(store_kinds()));
  const Scratch scratch;
  const fs::path file = scratch / "x.db";
  REQUIRE(store.make(file));
  CHECK(store.check(file).value().empty());
  execute(file, "CREATE TABLE arrival(at_s INTEGER)");
  const auto faults = store.check(file);
  REQUIRE(faults);
  REQUIRE(faults->size() == 1);
  CHECK(faults->front() == "table arrival is none of ours");
}

TEST_CASE("all files of a store are for their owner alone") {
  const StoreKind store = GENERATE(from_range(store_kinds()));
  const Scratch scratch;
  const fs::path file = scratch / "x.db";
  const ::mode_t before = ::umask(0);
  store.while_open(file, [&] {
    int files = 0;
    for (const auto& entry : fs::directory_iterator(file.parent_path())) {
      INFO(entry.path());
      CHECK(entry.status().permissions() == (fs::perms::owner_read | fs::perms::owner_write));
      ++files;
    }
    CHECK(files == 3);
  });
  ::umask(before);
}

TEST_CASE("a place that does not exist or may not be written is told apart from a defect") {
  const StoreKind store = GENERATE(from_range(store_kinds()));
  const Scratch scratch;
  const auto made = store.make(scratch / "none/x.db");
  REQUIRE(!made);
  CHECK(made.error().kind == ErrorKind::storage_full);
}

TEST_CASE("a store keeps a write-ahead log, and all of its tables are strict") {
  const StoreKind store = GENERATE(from_range(store_kinds()));
  const Scratch scratch;
  const fs::path file = scratch / "x.db";
  REQUIRE(store.make(file));
  SQLite::Database database(file.string(), SQLite::OPEN_READONLY);
  CHECK(database.execAndGet("PRAGMA journal_mode").getString() == "wal");
  SQLite::Statement tables(
      database,
      "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'");
  int count = 0;
  while (tables.executeStep()) {
    INFO(tables.getColumn(0).getString());
    CHECK(tables.getColumn(1).getInt() == 1);
    ++count;
  }
  CHECK(count >= 4);
}

}  // namespace
}  // namespace candor::server::tests
