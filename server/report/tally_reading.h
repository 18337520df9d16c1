// Reads tallies back from their JSON, as far as two of them are compared. Believes nothing: pooled figures
// must follow from the counts and the scale that stand beside them.
#pragma once

#include <string_view>

#include "analysis/statistics/comparison.h"
#include "forms/result.h"

namespace candor::server::report {

/// Errors: `malformed` (no JSON, NUL, broken UTF-8, a key twice, nested deeper than 32), `invalid` (no tally,
/// one of a version that does not state its scales, or figures that contradict each other), each place by
/// JSON pointer.
[[nodiscard]] Result<analysis::TallyFigures> parse_tally_json(std::string_view text);

/// "280/3" or "100", of any size up to 20,000 digits; lowest terms are not demanded. Nullopt for anything
/// else.
[[nodiscard]] std::optional<analysis::Rational> parse_exact_text(std::string_view text);

}  // namespace candor::server::report
