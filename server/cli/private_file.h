// Files that hold secrets: their owner alone may read them, and they are on disk before anybody relies on
// them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "forms/result.h"

namespace candor::server {

enum class Existing : std::uint8_t { refuse, replace };

/// Writes the whole text with mode 0600, made durable; on failure nothing new is left, and what was there
/// stays. Errors: `conflict` (there is a file already, with Existing::refuse), `storage_full`.
[[nodiscard]] Result<void> write_private_file(const std::string& path, std::string_view text,
                                              Existing existing);

}  // namespace candor::server
