// `number` answers: decimals held as integers, value·10^decimals. Knows no JSON and no CSV.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "forms/phrase.h"
#include "forms/round.h"

namespace candor::forms {

/// Reads `-?(0|[1-9][0-9]*)(\.[0-9]+)?`. Null for anything else, for a value with more than `decimals`
/// decimals (zeros at the end do not count: spreadsheets add them) and beyond kMaxScaledNumber.
[[nodiscard]] std::optional<std::int64_t> parse_scaled(std::string_view text, int decimals);

/// The shortest text that parse_scaled reads as `scaled`: "1.5", "-3", "0".
[[nodiscard]] std::string encode_scaled(std::int64_t scaled, int decimals);

/// Between the item's `min` and `max`, where it has them.
[[nodiscard]] bool is_within_bounds(const Item& item, std::int64_t scaled);

/// "a number from 0 to 60 with at most 1 decimal", for messages.
[[nodiscard]] Phrase describe_number(const Item& item);

}  // namespace candor::forms
