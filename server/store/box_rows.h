// The rows of a box as SQL, on one connection: putting a ballot or a comment by the rules of casting. Knows
// no thread and no queue.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <optional>

#include "forms/result.h"
#include "server/store/box.h"
#include "server/store/statement.h"

namespace candor::server::store {

/// Puts rows. Used within a transaction that the caller began.
class RowWriter {
 public:
  static Result<RowWriter> prepare(SQLite::Database& database);

  /// What became of the row; nothing if it contradicts the stored one, which stays then. An error is one of
  /// the store, not of the row: the transaction is to be rolled back.
  Result<std::optional<CastOutcome>> put(const BallotRow& ballot);
  Result<std::optional<CastOutcome>> put(const CommentRow& comment);

  Result<void> begin() { return begin_.run(); }
  Result<void> commit() { return commit_.run(); }

 private:
  struct Table {
    Statement insert, find, update, put_proof;
  };
  RowWriter(Statement begin, Statement commit, Table ballots, Table comments);
  template <class Row>
  Result<void> put_proof(Table& table, const Row& row);
  template <class Row>
  Result<std::optional<CastOutcome>> put_into(Table& table, const Row& row);

  Statement begin_, commit_;
  Table ballots_, comments_;
};

/// Errors: `invalid` or `too_large`, for what the table's CHECKs would refuse.
Result<void> check_row(const BallotRow& ballot);
Result<void> check_row(const CommentRow& comment);

}  // namespace candor::server::store
