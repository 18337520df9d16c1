// The states of a round and the moves between them. Pure: the time is an argument.
#pragma once

#include <cstdint>
#include <string_view>

#include "forms/result.h"

namespace candor::forms {

enum class RoundState : std::uint8_t { draft, open, closed, released, voided };
[[nodiscard]] std::string_view name_of(RoundState state);  // "void" for voided
/// For sentences: "closed", 已结束.
[[nodiscard]] Phrase words_for(RoundState state);
[[nodiscard]] Result<RoundState> parse_round_state(std::string_view name);

enum class RoundMove : std::uint8_t { open, close, import_ballots, release, make_void };

/// draft -open-> open -close-> closed -release-> released; draft -import_ballots-> closed;
/// draft, open, closed -make_void-> void. Errors: `conflict`, naming the state and what is possible from it.
[[nodiscard]] Result<RoundState> next_state(RoundState state, RoundMove move);

/// Whether ballots are taken now. Times are UTC seconds since 1970; 0 = not set. A round takes ballots
/// while `open`, from opens_at on (if set) and before closes_at (if set).
[[nodiscard]] bool takes_ballots(RoundState state, std::int64_t opens_at_s, std::int64_t closes_at_s,
                                 std::int64_t now_s);

}  // namespace candor::forms
