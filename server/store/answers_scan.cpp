#include "server/store/answers_scan.h"

#include <sqlite3.h>

#include <array>
#include <atomic>
#include <exception>
#include <limits>
#include <string>

#include "server/store/parallel_scan.h"
#include "server/store/sqlite_error.h"
#include "server/store/statement.h"

namespace candor::server::store {
namespace {

// Not a name of SQLite's, now or later.
constexpr const char* kVisit = "candor_visit_ballot";

/// First bytes of a key.
using KeyBound = std::array<std::uint8_t, 4>;

/// Where part `part` of `parts` begins.
KeyBound bound_of(std::size_t part, std::size_t parts) {
  const auto begin = static_cast<std::uint32_t>((std::uint64_t{part} << 32U) / parts);
  return {static_cast<std::uint8_t>(begin >> 24U), static_cast<std::uint8_t>(begin >> 16U & 0xFFU),
          static_cast<std::uint8_t>(begin >> 8U & 0xFFU), static_cast<std::uint8_t>(begin & 0xFFU)};
}

/// What cannot be an index, in a damaged file only, becomes one that no round has.
std::uint32_t index_of(sqlite3_value* value) {
  constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
  if (sqlite3_value_type(value) != SQLITE_INTEGER) return kNone;
  const std::int64_t index = sqlite3_value_int64(value);
  return index < 0 || index > kNone ? kNone : static_cast<std::uint32_t>(index);
}

/// One connection's part of a scan. Rows go to the visitor through an aggregate function: SQLite then goes
/// from row to row by itself, which takes two thirds of the time of a step for each.
class PartScan {
 public:
  PartScan(SQLite::Database& database, const Box::BallotVisitor& visit, const std::atomic<bool>& stop)
      : database_(database), visit_(visit), stop_(stop) {}

  Result<void> run(std::size_t part, std::size_t parts) {
    const Function function(*this);
    if (function.code != SQLITE_OK)
      return sqlite_failure(function.code, sqlite3_errmsg(database_.getHandle()));
    std::string sql = std::string("SELECT ").append(kVisit).append("(answers, unit, category) FROM ballot");
    // An end is looked at with every row: the first and the last part have one only.
    const bool has_begin = part > 0;
    const bool has_end = part + 1 < parts;
    if (has_begin) sql.append(" WHERE nullifier >= ?1");
    if (has_end) sql.append(has_begin ? " AND" : " WHERE").append(" nullifier < ?2");
    auto statement = Statement::prepare(database_.getHandle(), sql);
    if (!statement) return fail(std::move(statement.error()));
    const KeyBound begin = bound_of(part, parts);
    const KeyBound end = bound_of(part + 1, parts);
    if (has_begin) statement->bind(1, ByteView(begin));
    if (has_end) statement->bind(2, ByteView(end));
    const bool done = statement->step() == Statement::Step::row;
    if (thrown_) std::rethrow_exception(thrown_);
    if (!done) return statement->failure();
    return {};
  }

 private:
  /// The function while this lives.
  struct Function {
    explicit Function(PartScan& scan)
        : database(scan.database_.getHandle()),
          code(sqlite3_create_function_v2(database, kVisit, 3, SQLITE_UTF8 | SQLITE_DIRECTONLY, &scan,
                                          nullptr, &PartScan::take, &PartScan::finish, nullptr)) {}
    Function(const Function&) = delete;
    Function& operator=(const Function&) = delete;
    ~Function() {
      sqlite3_create_function_v2(database, kVisit, 3, SQLITE_UTF8, nullptr, nullptr, nullptr, nullptr,
                                 nullptr);
    }
    sqlite3* database;
    int code;
  };

  static void take(sqlite3_context* context, int, sqlite3_value** values) {
    auto& scan = *static_cast<PartScan*>(sqlite3_user_data(context));
    if (scan.stop_.load(std::memory_order_relaxed))
      return sqlite3_result_error_code(context, SQLITE_INTERRUPT);
    try {
      const auto* answers = static_cast<const std::uint8_t*>(sqlite3_value_blob(values[0]));
      const auto size = static_cast<std::size_t>(sqlite3_value_bytes(values[0]));
      scan.visit_(index_of(values[1]), index_of(values[2]), ByteView(answers, answers == nullptr ? 0 : size));
    } catch (...) {
      // Nothing may be thrown through SQLite's own frames.
      scan.thrown_ = std::current_exception();
      sqlite3_result_error_code(context, SQLITE_ABORT);
    }
  }
  static void finish(sqlite3_context* context) { sqlite3_result_null(context); }

  SQLite::Database& database_;
  const Box::BallotVisitor& visit_;
  const std::atomic<bool>& stop_;
  std::exception_ptr thrown_;
};

}  // namespace

void begin_reading(SQLite::Database& database) {
  database.exec("BEGIN");
  database.execAndGet("SELECT EXISTS(SELECT 1 FROM ballot)");
}

Result<void> scan_answers(std::span<SQLite::Database* const> connections,
                          std::span<const Box::BallotVisitor> visitors) {
  return run_in_parts(connections.size(), [&](std::size_t part, const std::atomic<bool>& stop) {
    return PartScan(*connections[part], visitors[part], stop).run(part, connections.size());
  });
}

}  // namespace candor::server::store
