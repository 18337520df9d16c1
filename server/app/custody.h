// Keeping the data: backup, restore, examination. The register's and the box's halves are done apart
// (custody_register.cpp, custody_boxes.cpp) and only their findings come together.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "forms/result.h"

namespace candor::server {

enum class CheckOutcome : std::uint8_t { ok, warning, failed };
struct Check {
  CheckOutcome outcome = CheckOutcome::ok;
  std::string what;    ///< "register", "box spring", "disk"…
  std::string detail;  ///< what was found, and what to do about it
};

/// Compacted copies of register and boxes into `to`, which is replaced as a whole; `data` may be in use.
/// Errors: `not_found` (no register there), `conflict` (`to` is no backup of ours, or lies in `data`),
/// `storage_full`.
Result<void> back_up(const std::filesystem::path& data, const std::filesystem::path& to);

/// Puts a backup in place as a new data directory, with every session and one-time link ended and claims shut
/// in open rounds; the keys of rounds are in no backup and are to be put back by hand. Errors: `conflict`
/// (`data` holds something already), `not_found` (`from` is no backup), `invalid` (the backup is damaged:
/// nothing is put in place).
Result<void> restore(const std::filesystem::path& from, const std::filesystem::path& data);

/// Schema, integrity, disk, clock, rights. `now_s`: UTC.
[[nodiscard]] std::vector<Check> examine(const std::filesystem::path& data, std::int64_t now_s);
/// Certificate readable, in force for 14 more days, belongs to the key.
[[nodiscard]] std::vector<Check> examine_tls(const std::filesystem::path& certificate,
                                             const std::filesystem::path& key, std::int64_t now_s);

// The halves.
Result<void> back_up_register(const std::filesystem::path& data, const std::filesystem::path& to);
/// Ends sessions and links, shuts claims.
Result<void> make_safe_after_restore(const std::filesystem::path& data);
Result<void> back_up_boxes(const std::filesystem::path& data, const std::filesystem::path& to);
[[nodiscard]] std::vector<Check> examine_register(const std::filesystem::path& data);
[[nodiscard]] std::vector<Check> examine_boxes(const std::filesystem::path& data);

}  // namespace candor::server
