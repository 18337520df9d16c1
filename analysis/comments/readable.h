// Whose texts may be read at all.
#pragma once

#include <vector>

#include "analysis/disclose.h"

namespace candor::analysis {

/// By index into Round::units.
using UnitSet = std::vector<bool>;

/// Units whose texts may be read: shown, and their shown groups hold at least `min_text` valid ballots (and
/// never fewer than `min_cell`); docs/scoring.md, "What is shown".
[[nodiscard]] UnitSet readable_texts_of(const DisclosedTally& tally);

}  // namespace candor::analysis
