// Units, members and who is due as one CSV (docs/file-formats.md), the way organizers keep such lists.
// Knows nothing of ballots; a unit's own items are not in it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "forms/result.h"
#include "forms/round.h"

namespace candor::forms {

/// Reads header `unit,parent,name.<language>…,member,member_name.<language>…,post.<language>…,head,kind,
/// due.<category id>…` (any order; `name`, `member_name`, `post` without a language serve all languages)
/// and one row for each member. `draft` gives languages and categories; a unit it has already keeps its own
/// items. Errors: `malformed`, `invalid`, `too_large`, each place by "line L, column C" (C counts fields), at
/// most 200.
[[nodiscard]] Result<std::vector<Unit>> parse_units_csv(const Round& draft, std::string_view csv);

/// The units of `round` as such a file, with a byte order mark since spreadsheets need it; of a round
/// without units, the header to be filled in. parse_units_csv gives the units back.
[[nodiscard]] std::string encode_units_csv(const Round& round);

}  // namespace candor::forms
