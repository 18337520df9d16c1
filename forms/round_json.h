// Round files: text to Round and back. The only place that knows the file's JSON shape.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "forms/result.h"
#include "forms/round.h"

namespace candor::forms {

/// A round that was read, and the warnings about it (place = JSON pointer).
struct ReadRound {
  Round round;
  std::vector<Diagnostic> warnings;
};

/// Drafts may lack labels in some language (a warning); opening and counting may not (an error).
enum class Strictness : std::uint8_t { draft, opening };

/// Reads and checks a round file (UTF-8, BOM allowed, JSON depth <= 32).
/// Errors: `malformed` (not JSON; place "line L, column C"), `invalid` with *every* error at once,
/// each by JSON pointer, expectation and remedy, followed by the warnings.
[[nodiscard]] Result<ReadRound> parse_round(std::string_view text, Strictness strictness = Strictness::draft);

/// The file again, keys in the order of the documentation, defaults written out; pretty-printed (2 spaces) up
/// to 1 MiB. parse_round(encode_round(r)) gives r, if it fits.
[[nodiscard]] std::string encode_round(const Round& round);
/// The same for keeping. Errors: `too_large` (with its defaults the file could not be read again).
[[nodiscard]] Result<std::string> encode_round_to_keep(const Round& round);
[[nodiscard]] nlohmann::ordered_json round_to_json(const Round& round);
[[nodiscard]] nlohmann::ordered_json unit_to_json(const Unit& unit);

}  // namespace candor::forms
