// Roll-up: what is said of a parent follows from what is shown below it, nothing else. DESIGN 4.8,
// docs/scoring.md "Roll-up". Knows no counters: it reads results.
#pragma once

#include <vector>

#include "analysis/evaluate.h"
#include "analysis/results.h"

namespace candor::analysis {

/// A unit, or a `small:` unit, whose figures may enter a roll-up.
struct RollupSource {
  const UnitResult* result = nullptr;
  std::uint64_t valid = 0;  ///< valid ballots of its groups
};

/// Every unit with children, in file order. `units`: by unit, `result` null where it is not shown by
/// itself; `small`: results with `unit` = parent. Only sections about the team roll up.
[[nodiscard]] std::vector<RollupResult> roll_up(const forms::Round& round, const FigureMaker& figures,
                                                const std::vector<RollupSource>& units,
                                                const std::vector<RollupSource>& small);

/// The parent of each unit by index, kNoUnit at the top.
[[nodiscard]] std::vector<std::uint32_t> find_parents(const forms::Round& round);

}  // namespace candor::analysis
