// Taking units out of what was disclosed, for good: a later release may only take away. Knows no reasons.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/disclose.h"

namespace candor::analysis {

/// The same tables without these units (indices into Round::units): each is `suppressed` and `withheld`.
/// So that nothing of them can be had by subtracting, every `small:` unit that holds one goes too, and every
/// roll-up over one becomes empty and `withheld`. All other figures stay as they are. docs/scoring.md.
[[nodiscard]] DisclosedTally withhold(const DisclosedTally& tally, const std::vector<std::uint32_t>& units);

/// What is shown together, one line a unit: groups and left-out categories, of the unit and of each item
/// where they differ. Equal texts: the same groups. Holds no figure.
[[nodiscard]] std::string describe_groups(const DisclosedTally& tally);

}  // namespace candor::analysis
