// Weighted means: of groups into an item's score, of items into a ratee's. Knows no counters and no
// rules of disclosure.
#pragma once

#include <optional>
#include <span>

#include "analysis/rational.h"
#include "analysis/results.h"

namespace candor::analysis {

struct WeightedScore {
  Rational weight;
  std::optional<Rational> score;
};

/// Σ w·S / Σ w over the parts that have a score; nullopt where none has, or where their weights sum to 0.
/// DESIGN 4.3, docs/scoring.md "Weighted".
[[nodiscard]] std::optional<Rational> weighted_mean(std::span<const WeightedScore> parts);

/// Fills `weighted` and `pooled` of a ratee from its items: scale items of positive weight. DESIGN 4.4.
void fill_ratee_scores(RateeResult& ratee);

/// Rule 4 on the pooled items of a roll-up. DESIGN 4.8.
[[nodiscard]] RateeScore pooled_score(std::span<const RollupItem> items);

}  // namespace candor::analysis
