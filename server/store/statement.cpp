// A prepared statement over the C API of SQLite.
#include "server/store/statement.h"

#include <sqlite3.h>

#include <utility>

#include "server/store/sqlite_error.h"

namespace candor::server::store {

Result<Statement> Statement::prepare(sqlite3* database, std::string_view sql) {
  sqlite3_stmt* handle = nullptr;
  const int code = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
  if (code != SQLITE_OK) return sqlite_failure(sqlite3_extended_errcode(database), sqlite3_errmsg(database));
  return Statement(handle);
}

Statement::Statement(Statement&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)), code_(other.code_) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(handle_, other.handle_);
  std::swap(code_, other.code_);
  return *this;
}

Statement::~Statement() {
  sqlite3_finalize(handle_);
}

void Statement::note(int code) {
  if (code_ == SQLITE_OK) code_ = code;
}

void Statement::bind(int index, ByteView bytes) {
  // A null pointer would bind NULL, not an empty value.
  if (bytes.empty()) return note(sqlite3_bind_zeroblob(handle_, index, 0));
  note(sqlite3_bind_blob64(handle_, index, bytes.data(), bytes.size(), SQLITE_STATIC));
}

void Statement::bind(int index, std::string_view text) {
  note(sqlite3_bind_text64(handle_, index, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC,
                           SQLITE_UTF8));
}

void Statement::bind(int index, std::int64_t number) {
  note(sqlite3_bind_int64(handle_, index, number));
}

void Statement::bind_null(int index) {
  note(sqlite3_bind_null(handle_, index));
}

Statement::Step Statement::step() {
  if (code_ != SQLITE_OK) return Step::failed;
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return Step::row;
  if (code == SQLITE_DONE) return Step::done;
  code_ = sqlite3_extended_errcode(sqlite3_db_handle(handle_));
  return Step::failed;
}

void Statement::reset() {
  sqlite3_reset(handle_);
  code_ = SQLITE_OK;
}

Result<void> Statement::run() {
  Result<void> result;
  if (step() != Step::done) result = failure();
  reset();
  return result;
}

int Statement::changes() const {
  return sqlite3_changes(sqlite3_db_handle(handle_));
}

Unexpected Statement::failure() const {
  if (code_ == SQLITE_OK) return fail(ErrorKind::internal, "a statement gave a row where none was expected");
  return sqlite_failure(code_, sqlite3_errmsg(sqlite3_db_handle(handle_)));
}

ByteView Statement::blob(int column) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle_, column));
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

std::string_view Statement::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
  return {data == nullptr ? "" : data, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(handle_, column);
}

}  // namespace candor::server::store
