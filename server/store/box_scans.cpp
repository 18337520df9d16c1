// Reading the rows of a box.
#include "server/store/box_scans.h"

#include <algorithm>
#include <compare>
#include <utility>
#include <variant>

namespace candor::server::store {
namespace {

constexpr std::string_view kAllBallots =
    "SELECT nullifier, bearer, unit, category, revision, salt, answers FROM ballot ORDER BY nullifier";
constexpr std::string_view kBallotProofs = "SELECT nullifier, proof FROM ballot_proof ORDER BY nullifier";
constexpr std::string_view kAllComments =
    "SELECT nullifier, bearer, unit, revision, salt, body FROM comment ORDER BY nullifier";
constexpr std::string_view kCommentProofs = "SELECT nullifier, proof FROM comment_proof ORDER BY nullifier";

template <std::size_t kSize>
ByteView copy_front(ByteView from, std::array<std::uint8_t, kSize>& to) {
  const std::size_t size = std::min(from.size(), kSize);
  std::copy_n(from.begin(), size, to.begin());
  return from.subspan(size);
}

Bytes32 bytes32(ByteView view) {
  Bytes32 result{};
  copy_front(view, result);
  return result;
}

Proof read_bearer(const Statement& statement, int column) {
  if (statement.is_null(column)) return CredentialProof{};
  return bytes32(statement.blob(column));
}

CredentialProof decode_proof(ByteView bytes) {
  CredentialProof proof;
  bytes = copy_front(bytes, proof.point);
  bytes = copy_front(bytes, proof.prefix);
  bytes = copy_front(bytes, proof.signature);
  copy_front(bytes, proof.body_signature);
  return proof;
}

/// Goes through the proofs beside the rows: both lie in the order of their keys.
class ProofCursor {
 public:
  explicit ProofCursor(Statement& proofs) : proofs_(proofs) {}

  /// Fills in the proof of a credential's row. Rows must come in ascending order.
  template <class Row>
  Result<void> complete(Row& row) {
    auto* credential = std::get_if<CredentialProof>(&row.proof);
    if (credential == nullptr) return {};
    while (!at_row_ || std::ranges::lexicographical_compare(proofs_.blob(0), row.nullifier)) {
      const Statement::Step step = proofs_.step();
      if (step == Statement::Step::failed) return proofs_.failure();
      if (step == Statement::Step::done) return missing();
      at_row_ = true;
    }
    if (!std::ranges::equal(proofs_.blob(0), row.nullifier)) return missing();
    *credential = decode_proof(proofs_.blob(1));
    return {};
  }

 private:
  static Unexpected missing() {
    return fail(ErrorKind::internal, "the box has lost the proof of a credential; run `candor doctor`");
  }

  Statement& proofs_;
  bool at_row_ = false;
};

template <class Row>
Result<void> scan(SQLite::Database& database, std::string_view rows_sql, std::string_view proofs_sql,
                  const std::function<void(const Row&)>& visit) {
  auto rows = Statement::prepare(database.getHandle(), rows_sql);
  if (!rows) return fail(std::move(rows.error()));
  auto proofs = Statement::prepare(database.getHandle(), proofs_sql);
  if (!proofs) return fail(std::move(proofs.error()));
  ProofCursor cursor(*proofs);
  Row row;
  // Both statements see the same commit: the first holds the connection's snapshot until it is done.
  Statement::Step step = rows->step();
  for (; step == Statement::Step::row; step = rows->step()) {
    read_row(*rows, row);
    if (auto completed = cursor.complete(row); !completed) return completed;
    visit(row);
  }
  if (step == Statement::Step::failed) return rows->failure();
  return {};
}

Result<std::uint64_t> count(SQLite::Database& database, std::string_view sql) {
  auto statement = Statement::prepare(database.getHandle(), sql);
  if (!statement) return fail(std::move(statement.error()));
  if (statement->step() != Statement::Step::row) return statement->failure();
  return static_cast<std::uint64_t>(statement->integer(0));
}

}  // namespace

void read_row(const Statement& statement, BallotRow& row) {
  row.nullifier = bytes32(statement.blob(0));
  row.proof = read_bearer(statement, 1);
  row.unit = statement.u32(2);
  row.category = statement.u32(3);
  row.revision = statement.u32(4);
  row.salt = bytes32(statement.blob(5));
  const ByteView answers = statement.blob(6);
  row.answers.assign(answers.begin(), answers.end());
}

void read_row(const Statement& statement, CommentRow& row) {
  row.nullifier = bytes32(statement.blob(0));
  row.proof = read_bearer(statement, 1);
  row.unit = statement.u32(2);
  row.revision = statement.u32(3);
  row.salt = bytes32(statement.blob(4));
  row.body = statement.text(5);
}

ProofBytes encode_proof(const CredentialProof& proof) {
  ProofBytes bytes{};
  auto* at = bytes.data();
  const auto append = [&at](const auto& part) { at = std::ranges::copy(part, at).out; };
  append(proof.point);
  append(proof.prefix);
  append(proof.signature);
  append(proof.body_signature);
  return bytes;
}

Result<void> scan_ballots(SQLite::Database& database, const std::function<void(const BallotRow&)>& visit) {
  return scan(database, kAllBallots, kBallotProofs, visit);
}

Result<void> scan_comments(SQLite::Database& database, const std::function<void(const CommentRow&)>& visit) {
  return scan(database, kAllComments, kCommentProofs, visit);
}

Result<std::vector<std::uint64_t>> count_by_unit(SQLite::Database& database, std::size_t units) {
  // Counted here: GROUP BY would sort every row first, for want of an index that would tell of units by key.
  auto statement = Statement::prepare(database.getHandle(), "SELECT unit FROM ballot");
  if (!statement) return fail(std::move(statement.error()));
  std::vector<std::uint64_t> counts(units, 0);
  Statement::Step step = statement->step();
  for (; step == Statement::Step::row; step = statement->step()) {
    if (const std::uint32_t unit = statement->u32(0); unit < counts.size()) ++counts[unit];
  }
  if (step == Statement::Step::failed) return statement->failure();
  return counts;
}

Result<std::uint64_t> count_ballots(SQLite::Database& database) {
  return count(database, "SELECT count(*) FROM ballot");
}

Result<std::uint64_t> count_comments(SQLite::Database& database) {
  return count(database, "SELECT count(*) FROM comment");
}

std::vector<std::string> proof_faults(SQLite::Database& database) {
  std::vector<std::string> faults;
  for (const std::string table : {"ballot", "comment"}) {
    const std::string proofs = table + "_proof";
    const auto any = [&](const std::string& from, const std::string& where, const std::string& other) {
      std::string sql = "SELECT EXISTS(SELECT 1 FROM ";
      sql.append(from).append(" AS a WHERE ").append(where).append("NOT EXISTS(SELECT 1 FROM ");
      sql.append(other).append(" AS b WHERE b.nullifier = a.nullifier))");
      return database.execAndGet(sql).getInt() != 0;
    };
    if (any(table, "a.bearer IS NULL AND ", proofs)) faults.push_back("a row of " + table + " has no proof");
    if (any(proofs, "", table)) faults.push_back("a row of " + proofs + " belongs to no row of " + table);
  }
  return faults;
}

}  // namespace candor::server::store
