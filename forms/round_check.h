// Whether the values of a round make sense: ids, labels, sizes, references, the tree of units, the rules.
// Knows no JSON; places are the JSON pointers that the round file would have.
#pragma once

#include <vector>

#include "forms/complaints.h"
#include "forms/result.h"
#include "forms/round.h"
#include "forms/round_json.h"

namespace candor::forms {

/// Everything that is wrong (errors first) or doubtful (warnings) about `round`; for rounds put together
/// in memory, after importing units say. parse_round has done this already.
[[nodiscard]] std::vector<Diagnostic> check_round(const Round& round,
                                                  Strictness strictness = Strictness::draft);

/// The same, added to `complaints`.
void check_round(const Round& round, Strictness strictness, Complaints& complaints);

/// `[A-Za-z0-9_.-]{1,64}`, not of dots alone. Says nothing of the reserved `team` and `-`.
[[nodiscard]] bool is_id(std::string_view id);
/// `team` and `-` name ratees.
[[nodiscard]] bool is_reserved_id(std::string_view id);
/// A language tag such as "en" or "zh-CN".
[[nodiscard]] bool is_language_tag(std::string_view tag);

}  // namespace candor::forms
