// The ballot of one unit on paper, from a draft (marked as a sample) or from what was frozen.
#pragma once

#include <string>
#include <string_view>

#include "forms/result.h"
#include "server/app/rounds.h"

namespace candor::server {

/// Ids, as they are asked for. `category`: the sheet is for that category and says so; empty: for any.
/// `language`: one of the round's; "both" or empty: Chinese and English where the round has them, else its
/// first two.
struct PaperBallotWish {
  std::string_view unit, category, language;
};

/// An HTML document, A4. Errors: `not_found` (round, unit, category), `invalid` (no unit, a language that the
/// round does not have), `too_large` (print::kMaxBallotBoxes).
[[nodiscard]] Result<std::string> make_paper_ballot(const Rounds& rounds, std::string_view round,
                                                    const PaperBallotWish& wish);

}  // namespace candor::server
