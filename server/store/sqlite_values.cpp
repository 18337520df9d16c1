#include "server/store/sqlite_values.h"

#include <algorithm>

namespace candor::server::store {

void bind_bytes(SQLite::Statement& statement, int index, ByteView bytes) {
  // A null pointer would bind NULL, not an empty value.
  statement.bind(index, bytes.empty() ? "" : static_cast<const void*>(bytes.data()),
                 static_cast<int>(bytes.size()));
}

Bytes32 bytes_of(const SQLite::Column& column) {
  Bytes32 result{};
  const auto* data = static_cast<const std::uint8_t*>(column.getBlob());
  std::copy_n(data, std::min(static_cast<std::size_t>(column.getBytes()), result.size()), result.begin());
  return result;
}

Bytes blob_of(const SQLite::Column& column) {
  const auto* data = static_cast<const std::uint8_t*>(column.getBlob());
  return {data, data + column.getBytes()};
}

}  // namespace candor::server::store
