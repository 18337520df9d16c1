// Time as an argument: use cases are given a clock, never read one.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace candor::server {

/// UTC seconds since 1970.
using Clock = std::function<std::int64_t()>;

[[nodiscard]] std::int64_t system_now_s();

/// "2026-11-21T05:30:00Z".
[[nodiscard]] std::string time_text(std::int64_t utc_s);
/// Reads that form (seconds may be missing); nullopt for anything else or an impossible date.
[[nodiscard]] std::optional<std::int64_t> parse_time(std::string_view text);

}  // namespace candor::server
