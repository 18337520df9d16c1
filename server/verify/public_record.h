// A public record: held against a bundle, or checked alone as far as that goes.
#pragma once

#include "analysis/disclose.h"
#include "server/verify/archive_files.h"
#include "server/verify/frozen_round.h"
#include "server/verify/recount.h"
#include "server/verify/rights.h"
#include "server/verify/rows.h"
#include "server/verify/seal_check.h"

namespace candor::server::verify {

/// What of a bundle a public record must agree with.
struct BundleFindings {
  const ArchiveFiles& files;
  const CheckedRows& ballots;
  const CheckedRows& comments;
  const Counts& counts;
  const analysis::DisclosedTally& tally;
};

/// The checks "record archive", "record files", "record entries", "record tally", "record counts".
void compare_record(std::string_view archive, const BundleFindings& bundle, Verified& verified);

/// The checks "entries", "trees" and "counts" of a record alone. `rights`: after the amendments.
void check_record_alone(const ArchiveFiles& files, const FrozenRound& frozen, const Rights& rights,
                        const std::optional<Seal>& seal, Verified& verified);

}  // namespace candor::server::verify
