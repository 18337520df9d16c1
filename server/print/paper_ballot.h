// A paper ballot, A4, to be printed and ticked by hand: what is asked of one unit, in one language or in two
// beside each other. Every sheet of a print run is the same: nothing on it tells one from another. Knows no
// store and no code.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "forms/result.h"
#include "forms/round.h"

namespace candor::server::print {

inline constexpr std::string_view kBallotStylesheet = "/assets/ballot.css";

/// Boxes and lines on one ballot; about 60 bytes of HTML each.
inline constexpr std::size_t kMaxBallotBoxes = 100'000;

struct PaperBallot {
  const forms::Round* round = nullptr;
  const forms::Unit* unit = nullptr;          ///< of that round
  const forms::Category* category = nullptr;  ///< printed where the sheet is for one category; else null
  std::vector<std::string> languages;         ///< one or two of the round's, the first one larger
  bool draft = false;                         ///< "sample" across every page
};

/// One HTML document without script and without style of its own. Errors: `too_large` (kMaxBallotBoxes).
[[nodiscard]] Result<std::string> make_paper_ballot(const PaperBallot& ballot);

}  // namespace candor::server::print
