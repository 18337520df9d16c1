// What opening a round means: what stands against it, which codes are drawn, which files are frozen.
// Works on values; stores nothing.
#pragma once

#include <string_view>
#include <vector>

#include "server/app/rounds.h"

namespace candor::server {

/// Everything that forbids opening this file: its errors at opening strictness, item types that pages do not
/// show yet, access by credentials, which comes later.
[[nodiscard]] std::vector<Diagnostic> opening_blockers(std::string_view file);

[[nodiscard]] std::vector<SmallCategory> find_small_categories(const forms::Round& round);

/// At most this many codes are drawn for one round.
inline constexpr std::size_t kMaxTickets = 500'000;

/// Errors: `invalid` with every blocker, unconfirmed small category and unit without a number of tickets.
[[nodiscard]] Result<PreparedOpening> make_opening(RoundRecord record, const OpeningWishes& wishes);
/// Errors: `invalid`.
[[nodiscard]] Result<PreparedOpening> make_import(RoundRecord record);

}  // namespace candor::server
