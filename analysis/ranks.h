// Ranks of units by their team's score. Knows only what is disclosed. DESIGN 4.4 and 4.8.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/disclose.h"

namespace candor::analysis {

struct UnitRank {
  std::uint32_t unit = 0;      ///< index into Round::units
  std::uint32_t rank = 0;      ///< from 1; equal exact scores share one (1, 2, 2, 4)
  bool groups_differ = false;  ///< its groups are not those of most ranked units: compare with care
};

/// Shown units by weighted team score, best first, equal ones in file order. A unit without a score, or
/// whose score does not cover all of the weight, has no rank; `small:` units have none.
[[nodiscard]] std::vector<UnitRank> rank_units(const DisclosedTally& tally);

}  // namespace candor::analysis
