// Answers that are packed when a box ends: the same as those of its rows, or an error.
#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>

#include "tests/catch.h"
#include "tests/server/store/box_contract.h"
#include "tests/server/store/box_rows_for_tests.h"
#include "tests/server/store/box_scans.h"

namespace candor::server::tests {
namespace {

Result<std::vector<Seen>> seen_by(const Box& box, std::size_t threads) {
  auto parts = scan_with(box, threads);
  if (!parts) return fail(std::move(parts).error());
  return sorted(*std::move(parts));
}

/// Of many lengths; some hold nothing, and one cell has more than a block.
BallotRow row_of(std::uint64_t number) {
  BallotRow row = ballot_row(number, number % 7 == 0 ? 0 : number % 50);
  if (number % 3 == 0) row = ballot_row(3 * number, 400);
  row.nullifier = bytes_from(number);
  return row;
}

constexpr std::uint64_t kBallots = 1500;

struct Sealed {
  BoxOnDisk box{box_engines().front()};
  std::vector<Seen> cast;

  Sealed() {
    for (std::uint64_t number = 0; number < kBallots; ++number) {
      const BallotRow row = row_of(number);
      cast.emplace_back(row.unit, row.category, row.answers);
      REQUIRE(box->cast(row));
    }
    std::ranges::sort(cast);
    REQUIRE(box->seal({}));
  }
  /// Changes the file behind the back of the box.
  void change(const std::string& sql) {
    box.shut();
    SQLite::Database database(box.file().string(), SQLite::OPEN_READWRITE);
    database.exec(sql);
  }
  [[nodiscard]] std::int64_t ask(const std::string& sql) {
    box.shut();
    SQLite::Database database(box.file().string(), SQLite::OPEN_READONLY);
    return database.execAndGet(sql).getInt64();
  }
};

}  // namespace

TEST_CASE("a sealed box gives every ballot once from its blocks, whatever the number of threads") {
  Sealed sealed;
  for (const std::size_t threads : {1U, 2U, 3U, 8U, 64U}) {
    CAPTURE(threads);
    CHECK(seen_by(*sealed.box, threads).value() == sealed.cast);
  }
  CHECK(sealed.box->check_integrity()->empty());
  CHECK(sealed.ask("SELECT sum(ballots) FROM answer_block") == static_cast<std::int64_t>(kBallots));
  CHECK(sealed.ask("SELECT max(block) FROM answer_block") > 0);
}

TEST_CASE("it is the blocks that are read, and they survive a restart") {
  Sealed sealed;
  sealed.change("UPDATE ballot SET unit = 4294967295");
  sealed.box.reopen();
  CHECK(seen_by(*sealed.box, 2).value() == sealed.cast);
  // Rows that changed behind their back are found by whoever looks for it.
  const auto faults = sealed.box->check_integrity();
  REQUIRE(faults);
  CHECK_FALSE(faults->empty());
}

TEST_CASE("a box that ended under an earlier version has no blocks: its rows are read") {
  Sealed sealed;
  sealed.change("DELETE FROM packed; DELETE FROM answer_block");
  sealed.box.reopen();
  CHECK(seen_by(*sealed.box, 3).value() == sealed.cast);
  CHECK(sealed.box->check_integrity()->empty());
}

TEST_CASE("lost blocks are an error, changed ones are found") {
  for (const char* sql : {"DELETE FROM answer_block WHERE (unit, category, block) IN "
                          "(SELECT unit, category, block FROM answer_block LIMIT 1)",
                          "DELETE FROM answer_block", "UPDATE packed SET ballots = ballots + 1",
                          "UPDATE answer_block SET ballots = 1 WHERE ballots > 1"}) {
    CAPTURE(sql);
    Sealed sealed;
    sealed.change(sql);
    sealed.box.reopen();
    for (const std::size_t threads : {1U, 3U}) {
      const auto seen = seen_by(*sealed.box, threads);
      REQUIRE_FALSE(seen);
      CHECK(seen.error().kind == ErrorKind::internal);
    }
  }
  Sealed sealed;
  sealed.change("UPDATE answer_block SET bytes = zeroblob(length(bytes)) WHERE unit = 1");
  sealed.box.reopen();
  CHECK(sealed.box->check_integrity()->size() == 1);
}

TEST_CASE("a box without a ballot, and one that was purged, have nothing to visit") {
  BoxOnDisk empty(box_engines().front());
  REQUIRE(empty->seal({}));
  CHECK(seen_by(*empty, 3)->empty());
  Sealed sealed;
  REQUIRE(sealed.box->purge({}, {}));
  CHECK(seen_by(*sealed.box, 3)->empty());
  CHECK(sealed.box->check_integrity()->empty());
  CHECK(sealed.ask("SELECT count(*) FROM answer_block") == 0);
}

}  // namespace candor::server::tests
