// The contract of a box, one cast after the other: what is kept, replaced, acknowledged again and refused.
#include <algorithm>
#include <map>
#include <random>

#include "tests/catch.h"
#include "tests/server/store/box_checks.h"
#include "tests/server/store/box_contract.h"
#include "tests/server/store/box_rows_for_tests.h"

namespace candor::server::tests {
namespace {

TEST_CASE("a box keeps its canonical files and lists them by name") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  const std::string binary("\0\xff\n\0", 4);
  BoxOnDisk box(engine, {}, {{"manifest.json", "{}"}, {"core.json", ""}, {"lists/0001.bin", binary}});
  for (const bool again : {false, true}) {
    if (again) box.reopen();
    CHECK(box->list_files().value() ==
          std::vector<std::string>{"core.json", "lists/0001.bin", "manifest.json"});
    CHECK(box->get_file("lists/0001.bin").value() == binary);
    CHECK(box->get_file("core.json").value().empty());
    CHECK(kind_of(box->get_file("parts/0001.json")) == ErrorKind::not_found);
  }
}

TEST_CASE("a ballot is stored as it was cast, answers of any length within the limit") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  std::vector<BallotRow> cast;
  for (const std::size_t length :
       {std::size_t{0}, std::size_t{1}, std::size_t{20}, std::size_t{5000}, std::size_t{16384}}) {
    cast.push_back(ballot_row(length, length));
    cast.back().unit = 4294967295U;
    REQUIRE(box->cast(cast.back()).value() == CastOutcome::stored);
  }
  box.reopen();
  check_ballots(*box, cast);
}

TEST_CASE("what is cast again is acknowledged, replaced or refused by its revision and contents") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  const std::vector<CastAgain> cases{
      {"the same row", [](BallotRow&) {}, CastOutcome::same_again},
      {"other answers", [](BallotRow& row) { row.answers[0] ^= 1; }, std::nullopt},
      {"longer answers", [](BallotRow& row) { row.answers.push_back(0); }, std::nullopt},
      {"another salt", [](BallotRow& row) { row.salt[31] ^= 1; }, std::nullopt},
      {"another unit", [](BallotRow& row) { row.unit += 1; }, std::nullopt},
      {"another category", [](BallotRow& row) { row.category += 1; }, std::nullopt},
      {"a lower revision", [](BallotRow& row) { row.revision = 4; }, std::nullopt},
      {"a higher revision", [](BallotRow& row) { row.revision = 6; }, CastOutcome::replaced},
      {"the highest revision and other answers",
       [](BallotRow& row) {
         row.revision = 99;
         row.answers = {9, 9};
       },
       CastOutcome::replaced},
  };
  check_cast_again(engine, ballot_row(1), cases);
}

TEST_CASE("a row outside the limits is refused and nothing is kept") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  BallotRow row = ballot_row(1);
  row.revision = GENERATE(as<std::uint32_t>(), 0, 100);
  CHECK(kind_of(box->cast(row)) == ErrorKind::invalid);
  CHECK(kind_of(box->cast(ballot_row(2, 16385))) == ErrorKind::too_large);
  CommentRow comment = comment_row(1);
  comment.body.assign(65537, 'x');
  CHECK(kind_of(box->cast(comment)) == ErrorKind::too_large);
  CHECK(box->count_ballots().value() == 0);
  CHECK(box->count_comments().value() == 0);
}

TEST_CASE("comments travel and lie apart from ballots, by the same rules") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  CommentRow comment = comment_row(1);
  comment.nullifier = ballot_row(1).nullifier;  // the tables do not see each other
  REQUIRE(box->cast(ballot_row(1)).value() == CastOutcome::stored);
  REQUIRE(box->cast(comment).value() == CastOutcome::stored);
  CHECK(box->cast(comment).value() == CastOutcome::same_again);
  comment.body = "{\"team\":{\"improve\":\"多一点光 \\u0000\"}}";
  CHECK(kind_of(box->cast(comment)) == ErrorKind::conflict);
  comment.revision = 2;
  CHECK(box->cast(comment).value() == CastOutcome::replaced);
  CHECK(box->count_ballots().value() == 1);
  const std::vector<CommentRow> stored = all_comments(*box);
  REQUIRE(stored.size() == 1);
  CHECK(stored[0].body == comment.body);
  CHECK(stored[0].proof == comment.proof);
  CHECK(stored[0].unit == comment.unit);
  CHECK(stored[0].revision == 2);
}

TEST_CASE("scans and counts see every ballot once, whole rows in key order") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  std::vector<std::uint64_t> per_unit(12, 0);
  for (std::uint64_t number = 0; number < 200; ++number) {
    REQUIRE(box->cast(ballot_row(number)));
    ++per_unit[number % 12];
  }
  const std::vector<BallotRow> rows = all_ballots(*box);
  REQUIRE(rows.size() == 200);
  CHECK(std::is_sorted(rows.begin(), rows.end(),
                       [](const auto& left, const auto& right) { return left.nullifier < right.nullifier; }));
  CHECK(box->ballots_per_unit(12).value() == per_unit);
  CHECK(box->ballots_per_unit(3).value() ==
        std::vector<std::uint64_t>(per_unit.begin(), per_unit.begin() + 3));
  CHECK(box->ballots_per_unit(0).value().empty());
}

TEST_CASE("an import takes all rows or none, into an empty box only") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  const std::vector<BallotRow> rows{ballot_row(1), ballot_row(2), ballot_row(3)};
  const std::vector<CommentRow> comments{comment_row(1), comment_row(2)};
  std::vector<BallotRow> twice = rows;
  twice.push_back(rows[1]);
  CHECK(kind_of(box->import(twice, comments)) == ErrorKind::conflict);
  std::vector<BallotRow> wrong = rows;
  wrong[2].revision = 0;
  CHECK(kind_of(box->import(wrong, comments)) == ErrorKind::invalid);
  CHECK(kind_of(box->import(rows, {comments[0], comments[0]})) == ErrorKind::conflict);
  CHECK(box->count_ballots().value() == 0);
  REQUIRE(box->import(rows, comments));
  CHECK(kind_of(box->import({ballot_row(9)}, {})) == ErrorKind::conflict);
  CHECK(box->count_ballots().value() == 3);
  CHECK(box->count_comments().value() == 2);
  CHECK(box->cast(rows[0]).value() == CastOutcome::same_again);
}

TEST_CASE("a box with ballots is never replaced, one without is") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine, {}, {{"core.json", "first"}});
  box.shut();
  REQUIRE(engine.create(box.file(), {{"core.json", "second"}}, {}, {}));
  box.reopen();
  CHECK(box->get_file("core.json").value() == "second");
  REQUIRE(box->cast(ballot_row(1)));
  box.shut();
  CHECK(kind_of(engine.create(box.file(), {}, {}, {})) == ErrorKind::conflict);
  box.reopen();
  CHECK(box->count_ballots().value() == 1);
  CHECK(kind_of(engine.open(box.beside("none.db"), {})) == ErrorKind::not_found);
}

TEST_CASE("a backup opens as a box of its own and replaces the last one") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine, {}, {{"core.json", "core"}});
  for (std::uint64_t number = 0; number < 50; ++number) REQUIRE(box->cast(ballot_row(number)));
  REQUIRE(box->backup_to(box.beside("copy.db")));
  REQUIRE(box->cast(comment_row(1)));
  REQUIRE(box->backup_to(box.beside("copy.db")));
  REQUIRE(box->cast(ballot_row(50)));
  auto copy = engine.open(box.beside("copy.db"), {});
  REQUIRE(copy);
  CHECK((*copy)->count_ballots().value() == 50);
  CHECK((*copy)->count_comments().value() == 1);
  CHECK((*copy)->get_file("core.json").value() == "core");
  CHECK((*copy)->check_integrity().value().empty());
  CHECK((*copy)->cast(ballot_row(50)).value() == CastOutcome::stored);
  CHECK(kind_of(box->backup_to(box.beside("no-such-directory") / "copy.db")) == ErrorKind::storage_full);
}

/// The simplest thing that follows the rules of casting.
class Model {
 public:
  std::optional<CastOutcome> cast(const BallotRow& row) {
    const auto [place, added] = rows_.try_emplace(row.nullifier, row);
    if (added) return CastOutcome::stored;
    BallotRow& kept = place->second;
    if (row.revision > kept.revision) {
      kept = row;
      return CastOutcome::replaced;
    }
    if (row.revision == kept.revision && row.salt == kept.salt && row.answers == kept.answers)
      return CastOutcome::same_again;
    return std::nullopt;
  }
  [[nodiscard]] const std::map<Bytes32, BallotRow>& rows() const { return rows_; }

 private:
  std::map<Bytes32, BallotRow> rows_;
};

TEST_CASE("random casts, shutdowns and backups leave a box as they leave a naive model") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  const std::uint64_t seed = GENERATE(take(4, random(0U, 4294967295U)));
  INFO("seed " << seed);
  std::mt19937_64 random(seed);
  BoxOnDisk box(engine);
  Model model;
  for (int turn = 0; turn < 300; ++turn) {
    if (random() % 60 == 0) box.reopen();
    if (random() % 60 == 0) REQUIRE(box->backup_to(box.beside("copy.db")));
    BallotRow row = ballot_row(random() % 40);
    row.revision = static_cast<std::uint32_t>(1 + random() % 3);
    row.answers[0] = static_cast<std::uint8_t>(random() % 2);
    const auto expected = model.cast(row);
    const auto outcome = box->cast(row);
    REQUIRE(outcome.has_value() == expected.has_value());
    if (expected) REQUIRE(*outcome == *expected);
  }
  std::vector<BallotRow> expected;
  for (const auto& [nullifier, row] : model.rows()) expected.push_back(row);
  check_ballots(*box, expected);
}

}  // namespace
}  // namespace candor::server::tests
