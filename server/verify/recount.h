// From checked rows to figures: counts, their bounds, both tallies; each held against the file that states
// it.
#pragma once

#include <vector>

#include "analysis/disclose.h"
#include "server/protocol/seal_files.h"
#include "server/verify/archive_files.h"
#include "server/verify/frozen_round.h"
#include "server/verify/rights.h"
#include "server/verify/rows.h"

namespace candor::server::verify {

struct Counts {
  std::vector<protocol::GroupCounts> groups;  ///< units × categories in file order
  std::vector<protocol::UnitCounts> units;
};

/// The checks "counts" and "bounds". How many invitations were exchanged for paper stands nowhere else: that
/// figure is taken from counts.json, within its bounds.
[[nodiscard]] Counts check_counts(const ArchiveFiles& files, const FrozenRound& frozen, const Rights& rights,
                                  const CheckedRows& ballots, const CheckedRows& comments,
                                  Verified& verified);

/// The checks "tally" and "full tally". `ballots.tallier` is used up.
[[nodiscard]] analysis::DisclosedTally check_tallies(const ArchiveFiles& files, CheckedRows& ballots,
                                                     Verified& verified);

/// A problem where they differ: at which line first.
void compare_text(std::string_view name, std::string_view found, std::string_view expected, Check& check);

}  // namespace candor::server::verify
