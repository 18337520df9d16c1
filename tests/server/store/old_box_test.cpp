// A box that an earlier Candor made is brought up to date and keeps everything.
#include "server/store/box_schema.h"
#include "server/store/database.h"
#include "tests/catch.h"
#include "tests/server/store/box_contract.h"
#include "tests/server/store/box_rows_for_tests.h"

namespace candor::server::tests {
namespace {

void insert_ballot(SQLite::Database& database, const BallotRow& row) {
  SQLite::Statement insert(
      database,
      "INSERT INTO ballot(nullifier, bearer, unit, category, revision, salt, answers) VALUES(?,?,?,?,?,?,?)");
  insert.bind(1, row.nullifier.data(), 32);
  insert.bind(2, std::get<Bytes32>(row.proof).data(), 32);
  insert.bind(3, row.unit);
  insert.bind(4, row.category);
  insert.bind(5, row.revision);
  insert.bind(6, row.salt.data(), 32);
  insert.bind(7, row.answers.data(), static_cast<int>(row.answers.size()));
  insert.exec();
}

void insert_comment(SQLite::Database& database, const CommentRow& row) {
  SQLite::Statement insert(
      database, "INSERT INTO comment(nullifier, bearer, unit, revision, salt, body) VALUES(?,?,?,?,?,?)");
  insert.bind(1, row.nullifier.data(), 32);
  insert.bind(2, std::get<Bytes32>(row.proof).data(), 32);
  insert.bind(3, row.unit);
  insert.bind(4, row.revision);
  insert.bind(5, row.salt.data(), 32);
  insert.bind(6, row.body);
  insert.exec();
}

void make_old_box(const std::filesystem::path& file, std::uint64_t rows) {
  store::Schema old = store::box_schema();
  old.migrations = old.migrations.first(1);
  REQUIRE(store::make_database(file, old, [&](SQLite::Database& database) -> Result<void> {
    // What version 1 was; files say so, hence it is never edited.
    CHECK(database.execAndGet("SELECT checksum FROM schema_migration").getString() ==
          "4c0fb4a0da6bbb393435f1d0f94cbf205ac2460f1cc91786940708830c491696");
    database.exec("INSERT INTO file(name, bytes) VALUES('core.json', x'7b7d')");
    for (std::uint64_t number = 0; number < rows; ++number) {
      insert_ballot(database, ballot_row(number));
      insert_comment(database, comment_row(number));
    }
    return {};
  }));
}

TEST_CASE("a box of version 1 keeps its rows and files, and takes credentials from then on") {
  const Scratch scratch;
  const auto file = scratch / "round.db";
  make_old_box(file, 300);
  for (const bool again : {false, true}) {
    auto opened = Box::open(file);
    REQUIRE(opened);
    Box& box = **opened;
    CHECK(box.get_file("core.json").value() == "{}");
    CHECK(box.sealed_key().value().empty());
    CHECK_FALSE(box.is_sealed());
    const auto ballots = all_ballots(box);
    const auto comments = all_comments(box);
    REQUIRE(ballots.size() == (again ? 301 : 300));
    REQUIRE(comments.size() == 300);
    for (std::uint64_t number = 0; number < 300; ++number) {
      CHECK(box.cast(ballot_row(number)).value() == CastOutcome::same_again);
      CHECK(box.cast(comment_row(number)).value() == CastOutcome::same_again);
    }
    CHECK(box.cast(credential_row(1000)).value() == (again ? CastOutcome::same_again : CastOutcome::stored));
    CHECK(box.check_integrity().value().empty());
    if (again) REQUIRE(box.seal({}));
  }
}

TEST_CASE("a sealed box of version 2 keeps its seal, and its texts can be read from then on") {
  const Scratch scratch;
  const auto file = scratch / "round.db";
  store::Schema old = store::box_schema();
  old.migrations = old.migrations.first(2);
  REQUIRE(store::make_database(file, old, [&](SQLite::Database& database) -> Result<void> {
    insert_comment(database, comment_row(1));
    database.exec("INSERT INTO ended(id, how, rewritten) VALUES(1, 'sealed', 1)");
    return {};
  }));
  for (const bool again : {false, true}) {
    auto opened = Box::open(file);
    REQUIRE(opened);
    Box& box = **opened;
    CHECK(box.is_sealed());
    CHECK_FALSE(box.is_released());
    CHECK(all_comments(box).size() == 1);
    CHECK(box.text_key(bytes_from(again ? 6 : 5)).value() == bytes_from(5));
    CHECK(box.check_integrity().value().empty());
  }
}

TEST_CASE("an old box without ballots is replaced, one with ballots is not") {
  const Scratch scratch;
  make_old_box(scratch / "empty.db", 0);
  CHECK(Box::create(scratch / "empty.db", {}));
  make_old_box(scratch / "full.db", 1);
  CHECK(kind_of(Box::create(scratch / "full.db", {})) == ErrorKind::conflict);
}

TEST_CASE("the check tells of a row without its proof, and of a proof without its row") {
  const Scratch scratch;
  const auto file = scratch / "round.db";
  for (const char* sql : {"DELETE FROM ballot_proof", "DELETE FROM ballot"}) {
    std::filesystem::remove(file);
    {
      auto box = Box::create(file, {});
      REQUIRE(box);
      REQUIRE((*box)->cast(credential_row(1)));
    }
    SQLite::Database(file.string(), SQLite::OPEN_READWRITE).exec(sql);
    auto box = Box::open(file);
    REQUIRE(box);
    CHECK((*box)->check_integrity().value().size() == 1);
    const bool lost = std::string(sql).find("proof") != std::string::npos;
    const auto scanned = (*box)->scan_ballot_rows([](const BallotRow&) {});
    CHECK(scanned.has_value() == !lost);
    if (lost) CHECK(kind_of(scanned) == ErrorKind::internal);
  }
}

}  // namespace
}  // namespace candor::server::tests
