// Binary values in SQLite's statements: bound by position, read from columns. Knows no table.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include "server/store/bytes.h"

namespace candor::server::store {

void bind_bytes(SQLite::Statement& statement, int index, ByteView bytes);
/// What is missing of a shorter value is 0.
[[nodiscard]] Bytes32 bytes_of(const SQLite::Column& column);
[[nodiscard]] Bytes blob_of(const SQLite::Column& column);

}  // namespace candor::server::store
