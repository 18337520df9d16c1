// A database file of ours: making it, opening it with the settings that both stores share, copying and
// checking it. Knows no table.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "forms/result.h"
#include "server/store/migrations.h"

namespace candor::server::store {

using DatabasePtr = std::unique_ptr<SQLite::Database>;

inline constexpr int kBusyTimeoutMs = 5000;

/// Per connection. `cache_kib` bounds the pages it keeps in memory.
struct ConnectionSettings {
  int cache_kib = 2048;
  bool read_only = false;       ///< statements that write are refused
  bool auto_checkpoint = true;  ///< false: whoever opens it checkpoints
};

/// Makes `file` anew: schema and what `fill` puts in; written beside and renamed, so that a crash leaves the
/// old state or the new one. An existing file is replaced. Errors: `storage_full`, `internal`, those of
/// `fill`.
Result<void> make_database(const std::filesystem::path& file, const Schema& schema,
                           const std::function<Result<void>(SQLite::Database&)>& fill);

/// Opens `file` and brings its schema up to date. A database of another program, and one with a newer schema,
/// are refused before anything is written. Errors: `not_found`, `conflict`, `storage_full`, `internal`
/// (damaged).
Result<DatabasePtr> open_database(const std::filesystem::path& file, const Schema& schema,
                                  const ConnectionSettings& settings);

/// Another connection to a file that open_database has opened.
Result<DatabasePtr> open_again(const std::filesystem::path& file, const ConnectionSettings& settings);

/// A database in memory, gone with the connection.
Result<DatabasePtr> open_in_memory(const Schema& schema);

/// A compacted copy beside `to`, durable, then renamed over it.
Result<void> copy_database(SQLite::Database& database, const std::filesystem::path& to);

/// One sentence for each fault: SQLite's integrity and foreign key checks, and schema_faults.
Result<std::vector<std::string>> database_faults(SQLite::Database& database, const Schema& schema);

/// Moves the write-ahead log into the file and truncates it. Never waits: false if a reader still needs it.
Result<bool> truncate_log(SQLite::Database& database);

}  // namespace candor::server::store
