// Statistics of a round beside its disclosed results: of each item and ratee of each unit that is shown, and
// of the units together. Uses shown groups only (DESIGN 5.5, 6). docs/scoring.md, "Statistics".
#pragma once

#include <optional>
#include <vector>

#include "analysis/disclose.h"
#include "analysis/statistics/complete_ballots.h"
#include "analysis/statistics/intervals.h"
#include "analysis/statistics/weighting.h"

namespace candor::analysis {

enum class IntervalKind : std::uint8_t { wilson, hypergeometric };

struct RateInterval {
  IntervalKind kind = IntervalKind::wilson;
  Interval percent;
};

/// Of a scale item over its groups together. Null: n is too small, or the scale has no favourable option.
struct ItemStatistics {
  const forms::Item* item = nullptr;
  std::optional<double> mean, sd;  ///< of option values; sd divided by n − 1
  std::optional<double> r_wg;      ///< on option positions 1…A
  std::optional<RateInterval> favourable;
  /// The favourable rate with each group weighted by who is due. Null also where a group's `due` is not
  /// known, is 0 though somebody answered, or is less than who answered, or where a group has no answer.
  std::optional<WeightedRate> response_weighted;
};

struct RateeStatistics {
  int ratee = forms::kAboutTeam;
  std::vector<ItemStatistics> items;  ///< scale items, in the order of the result
  /// Over the scored items of complete ballots. Null below `min_cell` of them; and where in a protected group
  /// between 1 and `min_cell` − 1 ballots are complete, or answered some scored item without being complete:
  /// held against the counts of items, they would tell what so few answered.
  std::optional<double> alpha, r_wg_j;
};

struct UnitStatistics {
  std::vector<RateeStatistics> results;  ///< parallel to UnitResult::results
};

struct ItemReliability {
  const forms::Item* item = nullptr;
  std::optional<double> icc1, icc2;
};

/// Groups are the units that are shown by themselves.
struct TeamStatistics {
  std::vector<ItemReliability> items;  ///< scale items of sections about the team
  /// Of the mean value over the scored items of complete ballots, over the units in which these may be told.
  std::optional<double> icc1, icc2, alpha;
};

struct RoundStatistics {
  std::vector<UnitStatistics> units;  ///< parallel to TallyTables::units
  TeamStatistics team;
};

/// Both from the same ballots of the same round.
[[nodiscard]] RoundStatistics make_statistics(const DisclosedTally& tally,
                                              const RawCompleteBallots& complete);

/// For scrutineers: over every valid ballot, where alpha, r_wg(j) and the units together are concerned; what
/// follows from pooled figures stays the official one.
[[nodiscard]] RoundStatistics make_full_statistics(const FullTally& tally,
                                                   const RawCompleteBallots& complete);

}  // namespace candor::analysis
