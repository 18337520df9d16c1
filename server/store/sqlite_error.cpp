// SQLite's result codes as our errors.
#include "server/store/sqlite_error.h"

#include <sqlite3.h>

namespace candor::server::store {
namespace {

ErrorKind kind_of(int code) {
  switch (code) {
    case SQLITE_IOERR_WRITE:
    case SQLITE_IOERR_TRUNCATE:
    case SQLITE_IOERR_SHMSIZE:
    case SQLITE_IOERR_SHMOPEN:
      return ErrorKind::storage_full;
    default:
      break;
  }
  switch (code & 0xff) {
    case SQLITE_FULL:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return ErrorKind::storage_full;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorKind::busy;
    case SQLITE_CONSTRAINT:
      return ErrorKind::conflict;
    default:
      return ErrorKind::internal;
  }
}

std::string_view sentence_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::storage_full:
      return "The store cannot be written; free some space or give the right to write";
    case ErrorKind::busy:
      return "Somebody else holds the store; try again";
    case ErrorKind::conflict:
      return "This contradicts what is stored";
    default:
      return "The store failed; run `candor doctor`";
  }
}

}  // namespace

Unexpected sqlite_failure(int code, std::string_view what) {
  const ErrorKind kind = kind_of(code);
  return fail(kind, std::string(sentence_of(kind)) + " (SQLite " + std::to_string(code) + ": " +
                        std::string(what) + ")");
}

}  // namespace candor::server::store
