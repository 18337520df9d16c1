// A box full of random ballots, made quickly: benchmarks count it, they do not cast it.
#pragma once

#include <cstddef>
#include <filesystem>

#include "forms/round.h"

namespace candor::bench {

/// Makes the box anew. Every unit and category is as likely as another, every option as no answer; the same
/// round and number give the same ballots. Takes no memory to speak of, whatever the number. Throws.
void fill_box(const std::filesystem::path& file, const forms::Round& round, std::size_t ballots);

/// One line a ballot, in key order, under a header: unit, category, then every answer as a number (0 none,
/// else option + 1), for one-choice items. Throws.
void write_rows(const std::filesystem::path& box, const forms::Round& round, const std::filesystem::path& to);

}  // namespace candor::bench
