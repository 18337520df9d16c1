// The sheet of tickets of an opened round, put together from what the register keeps for printing.
#pragma once

#include <string>
#include <string_view>

#include "forms/result.h"
#include "server/app/rounds.h"

namespace candor::server {

/// A slip with its QR code takes about 4 KB: a sheet of more than this would not fit a small machine or a
/// browser.
inline constexpr std::size_t kMaxSlipsOnSheet = 10'000;

/// `public_url`: what links start with. `unit`: that unit alone; empty: all. Errors: `not_found` where no
/// codes are kept, `too_large` over kMaxSlipsOnSheet (print by unit then).
[[nodiscard]] Result<std::string> make_ticket_sheet(Rounds& rounds, std::string_view round,
                                                    std::string_view unit, std::string_view public_url,
                                                    std::string_view account);

}  // namespace candor::server
