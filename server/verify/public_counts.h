// The counts that anybody may see: per group of disclosure, and in all. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/disclose.h"
#include "forms/result.h"
#include "server/protocol/seal_files.h"

namespace candor::server::verify {

/// What disclosure shows of a unit, or of small units together: names only.
struct ShownUnit {
  std::string name;                              ///< "u1", or "small:" and the parent's id
  std::vector<std::string> units;                ///< whose ballots are in it
  std::vector<std::vector<std::string>> groups;  ///< the categories of each group
  bool operator==(const ShownUnit&) const = default;
};

/// In the order of the tally; suppressed units are not in it.
[[nodiscard]] std::vector<ShownUnit> shown_units(const analysis::DisclosedTally& tally);

/// counts.json of the public record: `{"candor_public_counts":1,"round":{…,"comments"},"units":[{"groups":
/// [{"cast","cast_by_ticket","categories","claimed","exchanged","invitations","tickets"}],"unit"}]}`. `round`
/// sums up all units and categories; nothing is told of a unit or category that disclosure leaves out or
/// merges.
[[nodiscard]] std::string public_counts_json(const std::vector<protocol::GroupCounts>& groups,
                                             const std::vector<protocol::UnitCounts>& units,
                                             const std::vector<ShownUnit>& shown);

/// The same without the units that are not shown any more. Errors: `internal` (no public counts).
[[nodiscard]] Result<std::string> keep_shown(std::string_view public_counts,
                                             const std::vector<ShownUnit>& shown);

}  // namespace candor::server::verify
