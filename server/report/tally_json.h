// Tallies as JSON: `tally --format json`, and one unit's result for the HTTP API. Takes disclosed
// tallies, or full ones by a function that says so; raw counts have no encoder. Counts nothing.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "analysis/disclose.h"
#include "analysis/statistics/round_statistics.h"

namespace candor::server::report {

/// Where the text goes, in pieces; called in order.
using TextSink = std::function<void(std::string_view)>;

/// The whole tally, one unit a line: `{"candor_tally": 1, "disclosed": true, …}` (docs/file-formats.md).
/// Beyond what stands there: a score has `"partial": true` where not all of the weight is covered.
/// `statistics`: of the same ballots, or null for none.
void write_tally_json(const analysis::DisclosedTally& tally, const TextSink& sink,
                      const analysis::RoundStatistics* statistics = nullptr);
[[nodiscard]] std::string encode_tally_json(const analysis::DisclosedTally& tally,
                                            const analysis::RoundStatistics* statistics = nullptr);

/// The scrutineers' listing, `"disclosed": false`. Never for anybody else.
/// `statistics`: by make_full_statistics, or null.
void write_full_tally_json(const analysis::FullTally& tally, const TextSink& sink,
                           const analysis::RoundStatistics* statistics = nullptr);
[[nodiscard]] std::string encode_full_tally_json(const analysis::FullTally& tally,
                                                 const analysis::RoundStatistics* statistics = nullptr);

/// Whether results about this ratee (forms::Slot::ratee) go in; empty: all do.
using RateeFilter = std::function<bool(int ratee)>;

/// One element of `units`. `index` into tables().units, `small:` units included.
[[nodiscard]] std::string unit_result_json(const analysis::DisclosedTally& tally, std::size_t index,
                                           const RateeFilter& shows = {});

/// One element of `rollup`. `index` into tables().rollup.
[[nodiscard]] std::string rollup_result_json(const analysis::DisclosedTally& tally, std::size_t index);

/// "u1", or "small:" and the parent's id.
[[nodiscard]] std::string unit_name(const forms::Round& round, const analysis::UnitResult& unit);

/// "team", "-" or the id of a member of that unit (null for a `small:` unit).
[[nodiscard]] std::string_view ratee_name(const forms::Unit* unit, int ratee);

}  // namespace candor::server::report
