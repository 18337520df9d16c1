// Files as the stores need them: private, durable, replaced as a whole. Knows no SQL; knows that SQLite lays
// "-wal", "-shm" and "-journal" beside a database.
#pragma once

#include <filesystem>

#include "forms/result.h"

namespace candor::server::store {

/// `file` with ".new" at its end: where a file is written before it is renamed. A fixed name, so that what a
/// killed process left is found and removed by the next.
[[nodiscard]] std::filesystem::path beside(const std::filesystem::path& file);

/// Makes an empty file that its owner alone may read and write (0600). Errors: `storage_full`, `internal`.
Result<void> make_private_file(const std::filesystem::path& file);

/// Removes a database and what SQLite laid beside it; what is absent is fine.
Result<void> remove_database(const std::filesystem::path& file);

/// Makes `from`, which nobody has open, durable and renames it over `to`. After a crash at any moment `to` is
/// the old file or the new one. What SQLite laid beside the old one goes first: it must not meet the new one.
Result<void> replace_database(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace candor::server::store
