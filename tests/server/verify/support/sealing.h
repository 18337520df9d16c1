// Seals a made-up round: bundle, public record, archives. Also seals again what a test has changed, as far as
// somebody with or without the box key can.
#pragma once

#include <string>

#include "tests/server/verify/support/made_round.h"

namespace candor::tests {

/// What of a bundle is made again.
enum class Reseal : std::uint8_t {
  index,    ///< index.json and the hash of it in seal.json: all that is possible without the box key
  seal,     ///< the same, and trees and signature: by whom holds the box key
  figures,  ///< the same, and counts and tallies of whatever rows can be read
};

/// The bundle of a round.
[[nodiscard]] Files seal(const MadeRound& made);
/// `bundle` with what is derived made again. Lines that cannot be read count as nothing.
[[nodiscard]] Files reseal(const MadeRound& made, Files bundle, Reseal what);
/// The public record that belongs to a bundle.
[[nodiscard]] Files make_record(const MadeRound& made, const Files& bundle);
[[nodiscard]] std::string zip_of(const Files& files);

}  // namespace candor::tests
