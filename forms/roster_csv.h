// Who is due to answer, as a CSV (docs/file-formats.md, "The roster"): one row for each person and capacity.
// Knows no codes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "forms/result.h"
#include "forms/round.h"

namespace candor::forms {

inline constexpr std::size_t kMaxRosterBytes = 64 * 1024 * 1024;
inline constexpr std::size_t kMaxRosterEntries = 500'000;
inline constexpr std::size_t kMaxPersonLength = 200;         ///< code points
inline constexpr std::size_t kMaxPersonContactLength = 200;  ///< code points

struct RosterEntry {
  std::string person;          ///< never empty; with unit and category it stands once in a roster
  std::string contact;         ///< how to reach them (mail, telephone); may be empty
  std::uint32_t unit = 0;      ///< index into Round::units
  std::uint32_t category = 0;  ///< index into Round::categories
  bool operator==(const RosterEntry&) const = default;
};

struct ReadRoster {
  std::vector<RosterEntry> entries;  ///< in the order of the file
  bool gb18030 = false;              ///< the file was in GB18030, not in UTF-8
};

/// Reads columns `person`, `contact` (may be absent), `unit`, `category`, or 姓名, 联系方式, 单位, 类别, in
/// any order. Unit and category by id, or by a name in any language that only one of them has. Errors:
/// `malformed`, `invalid`, `too_large`, each place by "line L, column C" (C counts fields), at most 200.
[[nodiscard]] Result<ReadRoster> parse_roster_csv(const Round& round, std::string_view bytes);

/// Such a file, with a byte order mark since spreadsheets need it; units and categories by id.
/// Precondition: the indices are within `round`.
[[nodiscard]] std::string encode_roster_csv(const Round& round, const std::vector<RosterEntry>& entries);

}  // namespace candor::forms
