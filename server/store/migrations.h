// What a database of ours must be: whose it is, and by which numbered steps its schema was made. Knows no
// table of the stores but its own.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "forms/result.h"

namespace candor::server::store {

struct Schema {
  std::string_view what;        ///< for people: "register", "box"
  std::int32_t application_id;  ///< written into the file's header; other programs have others
  /// SQL of migration 1, 2, …: only ever appended to. A released one is never edited: its checksum is in
  /// files.
  std::span<const std::string_view> migrations;
};

/// Applies what is missing, each migration in a transaction of its own with its checksum.
/// Errors: `conflict` if an earlier migration is missing or was another, or if the schema is newer than ours.
Result<void> migrate(SQLite::Database& database, const Schema& schema);

/// One sentence for each way in which the file is not what `migrate` would have made.
Result<std::vector<std::string>> schema_faults(SQLite::Database& database, const Schema& schema);

}  // namespace candor::server::store
