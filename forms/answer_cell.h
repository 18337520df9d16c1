// One cell of a ballots CSV: text to an answer and back. Knows no rows.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "forms/codebook.h"

namespace candor::forms {

struct CellFault {
  Phrase expected;
  Phrase remedy;
};

/// Writes the answer that `cell` (not empty) gives to `slot` into `answers`; null where all is well.
[[nodiscard]] std::optional<CellFault> read_cell(std::string_view cell, const Slot& slot,
                                                 std::span<std::uint8_t> answers);

/// "" without an answer.
[[nodiscard]] std::string encode_cell(std::span<const std::uint8_t> answers, const Slot& slot);

/// How few and how many options a `multiple` takes once it is answered.
[[nodiscard]] int fewest_choices(const Item& item);
[[nodiscard]] int most_choices(const Item& item);

}  // namespace candor::forms
