// Changes an input at random: bytes flipped, runs removed, doubled or moved, tokens put in. Same random
// numbers, same changes.
#pragma once

#include <random>
#include <string>
#include <string_view>

namespace candor::fuzz {

using Random = std::mt19937_64;

/// One to eight changes. At most twice as long as `seed` plus 4 KiB.
[[nodiscard]] std::string mutate(std::string_view seed, Random& random);

}  // namespace candor::fuzz
