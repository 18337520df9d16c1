#include "analysis/comments/readable.h"

#include <algorithm>
#include <cstdint>

namespace candor::analysis {

UnitSet readable_texts_of(const DisclosedTally& tally) {
  const auto& rules = tally.round().rules;
  const auto fewest = static_cast<std::uint64_t>(std::max(rules.min_text, rules.min_cell));
  UnitSet readable(tally.round().units.size(), false);
  for (const auto& unit : tally.tables().units) {
    if (unit.suppressed || !unit.small.empty() || unit.unit >= readable.size()) continue;
    std::uint64_t valid = 0;
    for (const auto& group : unit.groups) valid += group.valid;
    readable[unit.unit] = valid >= fewest;
  }
  return readable;
}

}  // namespace candor::analysis
