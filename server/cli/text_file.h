// Whole text files in and out for the command line, within a stated size. Knows no formats.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "forms/result.h"

namespace candor::server {

inline constexpr std::uint64_t kMaxRoundFileBytes = 64ull * 1024 * 1024;

/// Errors: `not_found` (no such file, not a file, no right to read), `too_large`.
[[nodiscard]] Result<std::string> read_text_file(const std::string& path, std::uint64_t max_bytes);

/// Writes beside the file first and renames, so that a failure leaves what was there.
/// Errors: `storage_full` (no space, no right, no such directory).
[[nodiscard]] Result<void> write_text_file(const std::string& path, std::string_view text);

/// The same for text that comes in pieces: `write` gives them, in order, to the sink it is called with.
using WritePiece = std::function<void(std::string_view)>;
[[nodiscard]] Result<void> write_text_file(const std::string& path,
                                           const std::function<void(const WritePiece&)>& write);

}  // namespace candor::server
