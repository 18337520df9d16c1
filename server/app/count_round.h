// Counting the ballots of a box, on as many threads as are worth it. What is counted, and how, is
// analysis/tally.h; what may be shown of it, analysis/disclose.h.
#pragma once

#include "analysis/tally.h"
#include "forms/result.h"
#include "forms/round.h"
#include "server/store/box.h"

namespace candor::server {

/// For a machine with this many processors (0: unknown): at least 1, at most 4, and at most 2 where a round
/// has so many units and categories that the counts, which each thread has of its own, take much memory.
/// Casts in other rounds go on meanwhile: a count is short, and the system gives every thread its turn.
[[nodiscard]] std::size_t counting_threads(const forms::Round& round, std::size_t processors);

/// Counts every ballot of one and the same commit; the result is the same with any number of `threads` (from
/// 1). Borrows the Round, as analysis::Tallier does. Errors: `internal` where a row is no ballot of this
/// round; those of the store.
[[nodiscard]] Result<analysis::RawTally> count_round(const Box& box, const forms::Round& round,
                                                     std::size_t threads);

}  // namespace candor::server
