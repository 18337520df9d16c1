// Made-up organisation and made-up answers for `candor demo`: twelve units in a tree, and ballots that look
// like people's: lenient and strict raters, halo, don't-knows, blanks. Pure; the same seed gives the same
// data.
#pragma once

#include <cstdint>

#include "forms/ballots_csv.h"
#include "forms/round.h"

namespace candor::server::demo {

/// The demo's units put into a round made from a template with rater categories of any ids; due by unit size.
[[nodiscard]] forms::Round with_demo_units(forms::Round round);

/// Ballots for a share of those due (0…1), none over quota, a few blank; some with comments.
[[nodiscard]] forms::ReadBallots make_ballots(const forms::Round& round, double turnout, std::uint64_t seed);

}  // namespace candor::server::demo
