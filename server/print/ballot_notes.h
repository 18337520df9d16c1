// What a paper ballot says of a question besides its words: whom it concerns, how many may be ticked, what to
// write. On a page the program sees to these rules; on paper they must be told.
#pragma once

#include "forms/phrase.h"
#include "server/print/ballot_block.h"

namespace candor::server::print {

/// Empty where there is nothing to say. `across_members`: it stands once above rows for each member, so it
/// tells the quota too.
[[nodiscard]] Phrase notes_on(const BallotScene& scene, const BallotRow& row, bool across_members);

}  // namespace candor::server::print
