// What a seized disk would tell of a box in SQLite: rows in key order, no log after a second of quiet,
// nothing of what was replaced.
#include <SQLiteCpp/SQLiteCpp.h>

#include <chrono>
#include <set>
#include <thread>

#include "tests/catch.h"
#include "tests/server/store/box_rows_for_tests.h"
#include "tests/server/store/raw_bytes.h"
#include "tests/server/store/scratch.h"

namespace candor::server::tests {
namespace {

namespace fs = std::filesystem;

/// Waits until the log is empty. Returns how long that took.
std::chrono::milliseconds wait_for_empty_log(const fs::path& file, std::chrono::milliseconds at_most) {
  const auto start = std::chrono::steady_clock::now();
  const auto passed = [&] {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
  };
  while (fs::file_size(log_of(file)) != 0 && passed() < at_most) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return passed();
}

TEST_CASE("the log is an arrival log: after a second without a cast it is 0 bytes long") {
  const Scratch scratch;
  auto box = Box::create(scratch / "x.db", {});
  REQUIRE(box);
  for (std::uint64_t number = 0; number < 20; ++number) REQUIRE((*box)->cast(ballot_row(number)));
  CHECK(fs::file_size(log_of(scratch / "x.db")) > 0);
  wait_for_empty_log(scratch / "x.db", std::chrono::seconds(10));
  CHECK(fs::file_size(log_of(scratch / "x.db")) == 0);
  CHECK((*box)->count_ballots().value() == 20);
}

TEST_CASE("under load the log is emptied every few seconds") {
  const Scratch scratch;
  auto box = Box::create(scratch / "x.db", {});
  REQUIRE(box);
  const auto start = std::chrono::steady_clock::now();
  std::uint64_t number = 0;
  bool emptied = false;
  std::uintmax_t last = 0;
  while (!emptied && std::chrono::steady_clock::now() - start < std::chrono::seconds(10)) {
    REQUIRE((*box)->cast(ballot_row(number++)));
    const std::uintmax_t size = fs::file_size(log_of(scratch / "x.db"));
    emptied = size < last;
    last = size;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  CHECK(emptied);
}

TEST_CASE("a log that a reader held back is emptied once the reader is done") {
  const Scratch scratch;
  auto box = Box::create(scratch / "x.db", {});
  REQUIRE(box);
  for (std::uint64_t number = 0; number < 50; ++number) REQUIRE((*box)->cast(ballot_row(number)));
  bool first = true;
  REQUIRE((*box)->scan_ballots([&](std::uint32_t, std::uint32_t, ByteView) {
    if (!first) return;
    first = false;
    REQUIRE((*box)->cast(ballot_row(100)));
    std::this_thread::sleep_for(std::chrono::milliseconds(1600));
    CHECK(fs::file_size(log_of(scratch / "x.db")) > 0);
  }));
  wait_for_empty_log(scratch / "x.db", std::chrono::seconds(10));
  CHECK(fs::file_size(log_of(scratch / "x.db")) == 0);
}

TEST_CASE("what a killed process left in the log is moved into the file at the next start") {
  const Scratch scratch;
  const fs::path live = scratch / "live.db";
  const fs::path found = scratch / "found.db";
  {
    auto box = Box::create(live, {});
    REQUIRE(box);
    for (std::uint64_t number = 0; number < 20; ++number) REQUIRE((*box)->cast(ballot_row(number)));
    fs::copy_file(live, found);
    fs::copy_file(log_of(live), log_of(found));
  }
  REQUIRE(fs::file_size(log_of(found)) > 0);
  auto box = Box::open(found);
  REQUIRE(box);
  wait_for_empty_log(found, std::chrono::seconds(5));
  CHECK(fs::file_size(log_of(found)) == 0);
  CHECK((*box)->count_ballots().value() == 20);
}

TEST_CASE("drained, the box leaves its log empty; shut, it leaves one file") {
  const Scratch scratch;
  const fs::path file = scratch / "x.db";
  auto box = Box::create(file, {});
  REQUIRE(box);
  REQUIRE((*box)->cast(ballot_row(1)));
  (*box)->drain();
  CHECK(fs::file_size(log_of(file)) == 0);
  box->reset();
  CHECK(std::distance(fs::directory_iterator(file.parent_path()), fs::directory_iterator{}) == 1);
}

TEST_CASE("rows lie in the file by key, not by arrival: the order of casts leaves no trace in a copy") {
  const bool credentials = GENERATE(false, true);
  const Scratch scratch;
  std::set<std::string> copies;
  for (const bool backwards : {false, true}) {
    const fs::path file = scratch / (backwards ? "backwards.db" : "forwards.db");
    auto box = Box::create(file, {{"core.json", "{}"}});
    REQUIRE(box);
    for (std::uint64_t turn = 0; turn < 300; ++turn) {
      const std::uint64_t number = backwards ? 299 - turn : turn;
      REQUIRE((*box)->cast(credentials ? credential_row(number) : ballot_row(number)));
    }
    REQUIRE((*box)->backup_to(scratch / "copy.db"));
    copies.insert(without_counters(contents(scratch / "copy.db")));
  }
  CHECK(copies.size() == 1);
}

/// Where the rows and the proofs of `credential_row(0)` … lie in the file, by number.
std::vector<std::size_t> places_in(const fs::path& file, std::uint64_t rows) {
  const std::string bytes = contents(file);
  std::vector<std::size_t> places;
  for (std::uint64_t number = 0; number < rows; ++number) {
    places.push_back(bytes.find(text_of(credential_row(number).salt)));
    places.push_back(bytes.find(text_of(credential_proof(number).point)));
  }
  return places;
}

TEST_CASE("not even within one page do rows lie as they came, once casts have paused") {
  const Scratch scratch;
  constexpr std::uint64_t kRows = 8;  // one page in each tree: what SQLite does there is the whole order
  const auto arrived = [](bool backwards, std::uint64_t turn) { return backwards ? kRows - 1 - turn : turn; };
  std::set<std::vector<std::size_t>> places;
  for (const bool backwards : {false, true}) {
    const fs::path file = scratch / (backwards ? "backwards.db" : "forwards.db");
    auto box = Box::create(file, {{"core.json", "{}"}});
    REQUIRE(box);
    for (std::uint64_t turn = 0; turn < kRows; ++turn)
      REQUIRE((*box)->cast(credential_row(arrived(backwards, turn))));
    wait_for_empty_log(file, std::chrono::seconds(10));
    CHECK(fs::file_size(log_of(file)) == 0);
    places.insert(places_in(file, kRows));
  }
  CHECK(places.size() == 1);
}

TEST_CASE("the tables of a box have no rowid, no time and no sequence") {
  const Scratch scratch;
  REQUIRE(Box::create(scratch / "x.db", {}));
  SQLite::Database database((scratch / "x.db").string(), SQLite::OPEN_READONLY);
  SQLite::Statement tables(
      database, "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'");
  std::set<std::string> columns;
  while (tables.executeStep()) {
    INFO(tables.getColumn(0).getString());
    CHECK(tables.getColumn(1).getInt() == 1);
    if (tables.getColumn(0).getString() == "schema_migration") continue;
    SQLite::Statement info(database, "SELECT name FROM pragma_table_info(?)");
    info.bind(1, tables.getColumn(0).getString());
    while (info.executeStep()) columns.insert(info.getColumn(0).getString());
  }
  CHECK(columns == std::set<std::string>{
                       "about",      "answers",  "ballot_body", "ballots",        "bearer",       "block",
                       "body",       "bytes",    "category",    "comment_bearer", "comment_body", "how",
                       "id",         "item",     "keyer",       "name",           "nullifier",    "proof",
                       "redactions", "revision", "rewritten",   "salt",           "sealed",       "shown",
                       "state",      "tags",     "text",        "unit",           "version"});
}

TEST_CASE("answers that were replaced are on the disk no more once the log is empty") {
  const Scratch scratch;
  const fs::path file = scratch / "x.db";
  auto box = Box::create(file, {});
  REQUIRE(box);
  BallotRow row = ballot_row(1, 64);
  const Bytes32 secret = bytes_from(4711);
  std::copy(secret.begin(), secret.end(), row.answers.begin());
  REQUIRE((*box)->cast(row));
  REQUIRE(contents(log_of(file)).find(text_of(secret)) != std::string::npos);
  row.revision = 2;
  row.answers.assign(10, 1);
  REQUIRE((*box)->cast(row).value() == CastOutcome::replaced);
  (*box)->drain();
  CHECK(contents(file).find(text_of(secret)) == std::string::npos);
  CHECK(contents(log_of(file)).find(text_of(secret)) == std::string::npos);
  CHECK(contents(file).find(text_of(row.nullifier)) != std::string::npos);
}

}  // namespace
}  // namespace candor::server::tests
