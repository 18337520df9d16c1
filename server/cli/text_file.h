// Whole text files in and out for the command line, within a stated size. Knows no formats.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "forms/result.h"

namespace candor::server {

inline constexpr std::uint64_t kMaxRoundFileBytes = 64ull * 1024 * 1024;
inline constexpr std::uint64_t kMaxBallotsFileBytes = 2ull * 1024 * 1024 * 1024;

/// Errors: `not_found` (no such file, not a file, no right to read), `too_large`.
[[nodiscard]] Result<std::string> read_text_file(const std::string& path, std::uint64_t max_bytes);

/// Writes beside the file first and renames, so that a failure leaves what was there.
/// Errors: `storage_full` (no space, no right, no such directory).
[[nodiscard]] Result<void> write_text_file(const std::string& path, std::string_view text);

}  // namespace candor::server
