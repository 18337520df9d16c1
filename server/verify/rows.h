// The ballots and comments of a bundle, one by one: was each cast by right, is it what its holder signed, can
// it be counted? On all cores.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/tally.h"
#include "server/protocol/seal_files.h"
#include "server/verify/frozen_round.h"
#include "server/verify/rights.h"

namespace candor::server::verify {

/// How many sound rows there are of one unit and category (of a comment: of one unit, category 0).
struct RowCounts {
  std::uint64_t by_credential = 0;
  std::uint64_t by_bearer = 0;
  std::uint64_t texts = 0;  ///< in them, the blank ones left out; 0 of ballots
};

struct CheckedRows {
  std::string entries;                         ///< ballots.bin or comments.bin, in the order of the lines
  protocol::TreeHead head;                     ///< over them
  std::vector<std::vector<RowCounts>> counts;  ///< [unit][category]
  std::optional<analysis::Tallier> tallier;    ///< ballots: the sound ones, counted
};

/// The check "ballots" or "comments": each line canonical, by a credential or a bearer that was in the lists,
/// its body signed, canonical and valid for the unit; N ascending and unique. Borrows `frozen` for the tally.
[[nodiscard]] CheckedRows check_rows(protocol::CastKind kind, const ArchiveFiles& files,
                                     const FrozenRound& frozen, const Rights& rights, Verified& verified);

/// Problems where N does not ascend strictly. `file`: the name that is told.
void check_order(std::string_view entries, std::string_view file, Check& check);

}  // namespace candor::server::verify
