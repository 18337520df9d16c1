// The rows of a box as SQL.
#include "server/store/box_rows.h"

#include <sqlite3.h>

#include <algorithm>
#include <string>
#include <utility>

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
constexpr std::string_view kAllBallots =
    "SELECT nullifier, bearer, unit, category, revision, salt, answers FROM ballot ORDER BY nullifier";
constexpr std::string_view kAllAnswers = "SELECT unit, category, answers FROM ballot ORDER BY nullifier";

constexpr std::string_view kInsertComment =
    "INSERT INTO comment(nullifier, bearer, unit, revision, salt, body) VALUES(?1, ?2, ?3, ?4, ?5, ?6) "
    "ON CONFLICT(nullifier) DO NOTHING";
constexpr std::string_view kFindComment =
    "SELECT nullifier, bearer, unit, revision, salt, body FROM comment WHERE nullifier = ?1";
constexpr std::string_view kUpdateComment =
    "UPDATE comment SET bearer = ?2, unit = ?3, revision = ?4, salt = ?5, body = ?6 WHERE nullifier = ?1";
constexpr std::string_view kAllComments =
    "SELECT nullifier, bearer, unit, revision, salt, body FROM comment ORDER BY nullifier";

void bind_row(Statement& statement, const BallotRow& row) {
  statement.bind(1, ByteView(row.nullifier));
  statement.bind(2, ByteView(row.bearer));
  statement.bind(3, std::int64_t{row.unit});
  statement.bind(4, std::int64_t{row.category});
  statement.bind(5, std::int64_t{row.revision});
  statement.bind(6, ByteView(row.salt));
  statement.bind(7, ByteView(row.answers));
}

void bind_row(Statement& statement, const CommentRow& row) {
  statement.bind(1, ByteView(row.nullifier));
  statement.bind(2, ByteView(row.bearer));
  statement.bind(3, std::int64_t{row.unit});
  statement.bind(4, std::int64_t{row.revision});
  statement.bind(5, ByteView(row.salt));
  statement.bind(6, std::string_view(row.body));
}

Bytes32 bytes32(ByteView view) {
  Bytes32 result{};
  std::copy_n(view.begin(), std::min(view.size(), result.size()), result.begin());
  return result;
}

void read_row(const Statement& statement, BallotRow& row) {
  row.nullifier = bytes32(statement.blob(0));
  row.bearer = bytes32(statement.blob(1));
  row.unit = statement.u32(2);
  row.category = statement.u32(3);
  row.revision = statement.u32(4);
  row.salt = bytes32(statement.blob(5));
  const ByteView answers = statement.blob(6);
  row.answers.assign(answers.begin(), answers.end());
}

void read_row(const Statement& statement, CommentRow& row) {
  row.nullifier = bytes32(statement.blob(0));
  row.bearer = bytes32(statement.blob(1));
  row.unit = statement.u32(2);
  row.revision = statement.u32(3);
  row.salt = bytes32(statement.blob(4));
  row.body = statement.text(5);
}

bool same(const BallotRow& left, const BallotRow& right) {
  return left.bearer == right.bearer && left.unit == right.unit && left.category == right.category &&
         left.revision == right.revision && left.salt == right.salt && left.answers == right.answers;
}

bool same(const CommentRow& left, const CommentRow& right) {
  return left.bearer == right.bearer && left.unit == right.unit && left.revision == right.revision &&
         left.salt == right.salt && left.body == right.body;
}

Result<void> check_revision(std::uint32_t revision) {
  if (revision >= 1 && revision <= kMaxRevision) return {};
  return fail(ErrorKind::invalid, "a revision is a number from 1 to " + std::to_string(kMaxRevision));
}

template <class Row>
Result<void> scan(SQLite::Database& database, std::string_view sql,
                  const std::function<void(const Row&)>& visit) {
  auto statement = Statement::prepare(database.getHandle(), sql);
  if (!statement) return fail(std::move(statement.error()));
  Row row;
  Statement::Step step = statement->step();
  for (; step == Statement::Step::row; step = statement->step()) {
    read_row(*statement, row);
    visit(row);
  }
  if (step == Statement::Step::failed) return statement->failure();
  return {};
}

Result<std::uint64_t> count(SQLite::Database& database, std::string_view sql) {
  auto statement = Statement::prepare(database.getHandle(), sql);
  if (!statement) return fail(std::move(statement.error()));
  if (statement->step() != Statement::Step::row) return statement->failure();
  return static_cast<std::uint64_t>(statement->integer(0));
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
        kUpdateBallot, kInsertComment, kFindComment, kUpdateComment}) {
    auto statement = Statement::prepare(database.getHandle(), sql);
    if (!statement) return fail(std::move(statement.error()));
    statements.push_back(std::move(*statement));
  }
  auto next = statements.begin();
  const auto take = [&next] { return std::move(*next++); };
  Statement begin = take();
  Statement commit = take();
  Table ballots{take(), take(), take()};
  Table comments{take(), take(), take()};
  return RowWriter(std::move(begin), std::move(commit), std::move(ballots), std::move(comments));
}

template <class Row>
Result<std::optional<CastOutcome>> RowWriter::put_into(Table& table, const Row& row) {
  using Outcome = std::optional<CastOutcome>;
  // A new key is by far the most frequent case: one look into the tree.
  bind_row(table.insert, row);
  if (auto inserted = table.insert.run(); !inserted) return fail(std::move(inserted.error()));
  if (table.insert.changes() == 1) return Outcome(CastOutcome::stored);

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
  if (row.revision <= stored.revision) return Outcome(std::nullopt);
  bind_row(table.update, row);
  if (auto updated = table.update.run(); !updated) return fail(std::move(updated.error()));
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

Result<void> scan_ballot_answers(SQLite::Database& database, const Box::BallotVisitor& visit) {
  auto statement = Statement::prepare(database.getHandle(), kAllAnswers);
  if (!statement) return fail(std::move(statement.error()));
  Statement::Step step = statement->step();
  for (; step == Statement::Step::row; step = statement->step()) {
    visit(statement->u32(0), statement->u32(1), statement->blob(2));
  }
  if (step == Statement::Step::failed) return statement->failure();
  return {};
}

Result<void> scan_ballots(SQLite::Database& database, const std::function<void(const BallotRow&)>& visit) {
  return scan(database, kAllBallots, visit);
}

Result<void> scan_comments(SQLite::Database& database, const std::function<void(const CommentRow&)>& visit) {
  return scan(database, kAllComments, visit);
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

}  // namespace candor::server::store
