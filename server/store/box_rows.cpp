// The rows of a box as SQL.
#include "server/store/box_rows.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "server/store/box_scans.h"
#include "server/store/box_schema.h"

namespace candor::server::store {
namespace {

constexpr std::string_view kInsertBallot =
    "INSERT INTO ballot(nullifier, bearer, unit, category, revision, salt, answers) VALUES(?1, ?2, ?3, ?4, "
    "?5, ?6, ?7) "
    "ON CONFLICT(nullifier) DO NOTHING";
constexpr std::string_view kFindBallot =
    "SELECT nullifier, bearer, unit, category, revision, salt, answers FROM ballot WHERE nullifier = ?1";
constexpr std::string_view kUpdateBallot =
    "UPDATE ballot SET bearer = ?2, unit = ?3, category = ?4, revision = ?5, salt = ?6, answers = ?7 WHERE "
    "nullifier = ?1";

constexpr std::string_view kInsertComment =
    "INSERT INTO comment(nullifier, bearer, unit, revision, salt, body) VALUES(?1, ?2, ?3, ?4, ?5, ?6) "
    "ON CONFLICT(nullifier) DO NOTHING";
constexpr std::string_view kFindComment =
    "SELECT nullifier, bearer, unit, revision, salt, body FROM comment WHERE nullifier = ?1";
constexpr std::string_view kUpdateComment =
    "UPDATE comment SET bearer = ?2, unit = ?3, revision = ?4, salt = ?5, body = ?6 WHERE nullifier = ?1";

constexpr std::string_view kPutBallotProof =
    "INSERT INTO ballot_proof(nullifier, proof) VALUES(?1, ?2) "
    "ON CONFLICT(nullifier) DO UPDATE SET proof = excluded.proof";
constexpr std::string_view kPutCommentProof =
    "INSERT INTO comment_proof(nullifier, proof) VALUES(?1, ?2) "
    "ON CONFLICT(nullifier) DO UPDATE SET proof = excluded.proof";

/// A credential's row has no bearer.
void bind_bearer(Statement& statement, int index, const Proof& proof) {
  if (const auto* bearer = std::get_if<Bytes32>(&proof))
    statement.bind(index, ByteView(*bearer));
  else
    statement.bind_null(index);
}

void bind_row(Statement& statement, const BallotRow& row) {
  statement.bind(1, ByteView(row.nullifier));
  bind_bearer(statement, 2, row.proof);
  statement.bind(3, std::int64_t{row.unit});
  statement.bind(4, std::int64_t{row.category});
  statement.bind(5, std::int64_t{row.revision});
  statement.bind(6, ByteView(row.salt));
  statement.bind(7, ByteView(row.answers));
}

void bind_row(Statement& statement, const CommentRow& row) {
  statement.bind(1, ByteView(row.nullifier));
  bind_bearer(statement, 2, row.proof);
  statement.bind(3, std::int64_t{row.unit});
  statement.bind(4, std::int64_t{row.revision});
  statement.bind(5, ByteView(row.salt));
  statement.bind(6, std::string_view(row.body));
}

/// A bearer is the same one; a credential may have been shown with other signatures: they are drawn anew at
/// each cast, and blinded anew at each claim.
bool same_right(const Proof& left, const Proof& right) {
  const auto* bearer = std::get_if<Bytes32>(&left);
  return left.index() == right.index() && (bearer == nullptr || *bearer == std::get<Bytes32>(right));
}

bool same(const BallotRow& left, const BallotRow& right) {
  return same_right(left.proof, right.proof) && left.unit == right.unit && left.category == right.category &&
         left.revision == right.revision && left.salt == right.salt && left.answers == right.answers;
}

bool same(const CommentRow& left, const CommentRow& right) {
  return same_right(left.proof, right.proof) && left.unit == right.unit && left.revision == right.revision &&
         left.salt == right.salt && left.body == right.body;
}

Result<void> check_revision(std::uint32_t revision) {
  if (revision >= 1 && revision <= kMaxRevision) return {};
  return fail(ErrorKind::invalid, "a revision is a number from 1 to " + std::to_string(kMaxRevision));
}

}  // namespace

RowWriter::RowWriter(Statement begin, Statement commit, Table ballots, Table comments)
    : begin_(std::move(begin)),
      commit_(std::move(commit)),
      ballots_(std::move(ballots)),
      comments_(std::move(comments)) {}

Result<RowWriter> RowWriter::prepare(SQLite::Database& database) {
  std::vector<Statement> statements;
  for (const std::string_view sql :
       {std::string_view("BEGIN IMMEDIATE"), std::string_view("COMMIT"), kInsertBallot, kFindBallot,
        kUpdateBallot, kPutBallotProof, kInsertComment, kFindComment, kUpdateComment, kPutCommentProof}) {
    auto statement = Statement::prepare(database.getHandle(), sql);
    if (!statement) return fail(std::move(statement.error()));
    statements.push_back(std::move(*statement));
  }
  auto next = statements.begin();
  const auto take = [&next] { return std::move(*next++); };
  Statement begin = take();
  Statement commit = take();
  Table ballots{take(), take(), take(), take()};
  Table comments{take(), take(), take(), take()};
  return RowWriter(std::move(begin), std::move(commit), std::move(ballots), std::move(comments));
}

template <class Row>
Result<void> RowWriter::put_proof(Table& table, const Row& row) {
  const auto* credential = std::get_if<CredentialProof>(&row.proof);
  if (credential == nullptr) return {};
  const ProofBytes bytes = encode_proof(*credential);
  table.put_proof.bind(1, ByteView(row.nullifier));
  table.put_proof.bind(2, ByteView(bytes));
  return table.put_proof.run();
}

template <class Row>
Result<std::optional<CastOutcome>> RowWriter::put_into(Table& table, const Row& row) {
  using Outcome = std::optional<CastOutcome>;
  // A new key is by far the most frequent case: one look into the tree.
  bind_row(table.insert, row);
  if (auto inserted = table.insert.run(); !inserted) return fail(std::move(inserted.error()));
  if (table.insert.changes() == 1) {
    if (auto put = put_proof(table, row); !put) return fail(std::move(put.error()));
    return Outcome(CastOutcome::stored);
  }

  table.find.bind(1, ByteView(row.nullifier));
  if (table.find.step() != Statement::Step::row) {
    const Unexpected failure = table.find.failure();
    table.find.reset();
    return failure;
  }
  Row stored;
  read_row(table.find, stored);
  table.find.reset();
  if (same(stored, row)) return Outcome(CastOutcome::same_again);
  // A right of the other kind has another nullifier, so a row that says otherwise contradicts the stored one.
  if (row.revision <= stored.revision || row.proof.index() != stored.proof.index())
    return Outcome(std::nullopt);
  bind_row(table.update, row);
  if (auto updated = table.update.run(); !updated) return fail(std::move(updated.error()));
  if (auto put = put_proof(table, row); !put) return fail(std::move(put.error()));
  return Outcome(CastOutcome::replaced);
}

Result<std::optional<CastOutcome>> RowWriter::put(const BallotRow& ballot) {
  return put_into(ballots_, ballot);
}

Result<std::optional<CastOutcome>> RowWriter::put(const CommentRow& comment) {
  return put_into(comments_, comment);
}

Result<void> check_row(const BallotRow& ballot) {
  if (ballot.answers.size() > kMaxAnswersBytes)
    return fail(ErrorKind::too_large, "the answers of a ballot are too long");
  return check_revision(ballot.revision);
}

Result<void> check_row(const CommentRow& comment) {
  if (comment.body.size() > kMaxCommentBytes) return fail(ErrorKind::too_large, "a comment is too long");
  return check_revision(comment.revision);
}

}  // namespace candor::server::store
