// A prepared statement over the C API of SQLite, for the paths where every microsecond counts: casting and
// scanning. Throws nothing, copies nothing. Everything else goes through SQLiteCpp.
#pragma once

#include <cstdint>
#include <string_view>

#include "forms/result.h"
#include "server/store/bytes.h"

struct sqlite3;
struct sqlite3_stmt;

namespace candor::server::store {

/// Belongs to one connection and is used by one thread at a time. Bound values are not copied: they must live
/// until `reset`.
class Statement {
 public:
  static Result<Statement> prepare(sqlite3* database, std::string_view sql);
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  /// `index` counts from 1, as in SQL.
  void bind(int index, ByteView bytes);
  void bind(int index, std::string_view text);
  void bind(int index, std::int64_t number);
  void bind_null(int index);

  enum class Step : std::uint8_t { row, done, failed };
  [[nodiscard]] Step step();
  void reset();
  /// Steps once and resets. Fails unless the statement is done then.
  Result<void> run();
  /// Rows that the last finished INSERT or UPDATE of this connection changed.
  [[nodiscard]] int changes() const;
  /// What the last failed step (or bind) complained about.
  [[nodiscard]] Unexpected failure() const;

  /// Values of the current row; `column` counts from 0. Views are valid until the next step or reset.
  [[nodiscard]] ByteView blob(int column) const;
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::uint32_t u32(int column) const { return static_cast<std::uint32_t>(integer(column)); }

 private:
  explicit Statement(sqlite3_stmt* handle) : handle_(handle) {}
  void note(int code);

  sqlite3_stmt* handle_ = nullptr;
  int code_ = 0;  // first failure since the last reset
};

}  // namespace candor::server::store
