// `round.key` and its like: 32 random bytes in a file that no backup holds. Knows nothing of what they seal.
#pragma once

#include <filesystem>

#include "forms/result.h"
#include "server/store/bytes.h"

namespace candor::server::protocol {

/// Errors: `not_found` (no such file), `invalid` (not 32 bytes, or no plain file), `storage_full` (no right
/// to read it), `internal`.
[[nodiscard]] Result<Bytes32> read_key_file(const std::filesystem::path& path);
/// Makes the file, 0600, durable with its name. Errors: `conflict` (it exists; a key is never replaced),
/// `storage_full`, `internal`.
[[nodiscard]] Result<void> write_key_file(const std::filesystem::path& path, const Bytes32& key);
/// Overwrites the bytes with zeros, durably, then removes the name, durably. An absent file is fine. A
/// flash disk or a copying file system may keep the old bytes elsewhere: only an encrypted disk helps there.
/// Errors: `invalid` (no plain file), `storage_full`, `internal`.
[[nodiscard]] Result<void> destroy_key_file(const std::filesystem::path& path);

}  // namespace candor::server::protocol
