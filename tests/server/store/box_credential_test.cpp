// The contract of a box for rows that were cast by credentials: a row and its proof are one.
#include "tests/catch.h"
#include "tests/server/store/box_checks.h"
#include "tests/server/store/box_contract.h"
#include "tests/server/store/box_rows_for_tests.h"

namespace candor::server::tests {
namespace {

TEST_CASE("a credential's row comes back with every byte of its proof, among rows of tickets") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  std::vector<BallotRow> cast;
  for (std::uint64_t number = 0; number < 300; ++number) {
    cast.push_back(number % 3 == 0 ? ballot_row(number) : credential_row(number));
    REQUIRE(box->cast(cast.back()).value() == CastOutcome::stored);
    REQUIRE(box->cast(number % 3 == 1 ? comment_row(number) : credential_comment(number)));
  }
  box.reopen();
  check_ballots(*box, cast);
  for (const CommentRow& row : all_comments(*box)) {
    std::uint64_t number = 0;
    while (comment_row(number).nullifier != row.nullifier) ++number;
    CHECK(row.proof == (number % 3 == 1 ? comment_row(number) : credential_comment(number)).proof);
    CHECK(row.body == comment_row(number).body);
  }
  CHECK(box->count_ballots().value() == 300);
  CHECK(box->check_integrity().value().empty());
}

TEST_CASE("cast again by the same credential, a row is told apart by what it says, not by its signatures") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  const std::vector<CastAgain> cases{
      {"the same row", [](BallotRow&) {}, CastOutcome::same_again},
      {"signed again", [](BallotRow& row) { row.proof = credential_proof(1, 1); }, CastOutcome::same_again},
      {"other answers", [](BallotRow& row) { row.answers[0] ^= 1; }, std::nullopt},
      {"another salt", [](BallotRow& row) { row.salt[31] ^= 1; }, std::nullopt},
      {"another unit", [](BallotRow& row) { row.unit += 1; }, std::nullopt},
      {"another category", [](BallotRow& row) { row.category += 1; }, std::nullopt},
      {"a lower revision", [](BallotRow& row) { row.revision = 4; }, std::nullopt},
      {"a ticket", [](BallotRow& row) { row.proof = bytes_from(1); }, std::nullopt},
      {"a ticket with a higher revision",
       [](BallotRow& row) {
         row.proof = bytes_from(1);
         row.revision = 6;
       },
       std::nullopt},
      {"a higher revision, signed again",
       [](BallotRow& row) {
         row.revision = 6;
         row.answers = {1, 2, 3};
         row.proof = credential_proof(1, 1);
       },
       CastOutcome::replaced},
  };
  check_cast_again(engine, credential_row(1), cases);
}

TEST_CASE("a comment by a credential follows the same rules") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  CommentRow comment = credential_comment(1);
  REQUIRE(box->cast(comment).value() == CastOutcome::stored);
  comment.proof = credential_proof(1, 1);
  CHECK(box->cast(comment).value() == CastOutcome::same_again);
  CHECK(all_comments(*box)[0].proof == Proof(credential_proof(1)));
  comment.body = "{\"team\":{\"improve\":\"other\"}}";
  CHECK(kind_of(box->cast(comment)) == ErrorKind::conflict);
  comment.revision = 2;
  CHECK(box->cast(comment).value() == CastOutcome::replaced);
  CHECK(all_comments(*box)[0].proof == Proof(credential_proof(1, 1)));
  CHECK(all_comments(*box)[0].body == comment.body);
}

TEST_CASE("a ticket's row with another bearer contradicts the stored one") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  BallotRow row = ballot_row(1);
  REQUIRE(box->cast(row));
  row.proof = bytes_from(99);
  CHECK(kind_of(box->cast(row)) == ErrorKind::conflict);
  CHECK(all_ballots(*box)[0].proof == ballot_row(1).proof);
}

TEST_CASE("rows of credentials are imported and backed up with their proofs") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  REQUIRE(box->import({credential_row(1), ballot_row(2), credential_row(3)}, {credential_comment(1)}));
  REQUIRE(box->backup_to(box.beside("copy.db")));
  auto copy = engine.open(box.beside("copy.db"), {});
  REQUIRE(copy);
  for (const BallotRow& row : all_ballots(**copy)) {
    const bool is_ticket = row.nullifier == ballot_row(2).nullifier;
    CHECK(std::holds_alternative<Bytes32>(row.proof) == is_ticket);
  }
  CHECK(all_comments(**copy)[0].proof == Proof(credential_proof(1)));
  CHECK((*copy)->check_integrity().value().empty());
}

}  // namespace
}  // namespace candor::server::tests
