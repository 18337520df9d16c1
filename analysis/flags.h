// Flags: what the rules propose for a person to look at. Decides nothing. DESIGN 4.7.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/results.h"

namespace candor::analysis {

/// Indices into rules.flags that apply to this ratee, ascending: each on the exact pooled value of the
/// item it names. None where the ratee does not have the item, n = 0, or there is no rate.
[[nodiscard]] std::vector<std::uint16_t> find_flags(const RateeResult& ratee, const forms::Rules& rules);

}  // namespace candor::analysis
