// Wrong codes of one round: slowed down for the round as a whole, never by address: a meeting hall shares
// one.
#pragma once

#include <atomic>
#include <cstdint>

#include "forms/result.h"
#include "server/protocol/rate_limit.h"

namespace candor::server {

class WrongCodes {
 public:
  /// Holds the answer back for a moment, then `not_found`. Only a few are held back at once, so that they
  /// cannot take every thread; more are turned away at once with `slow_down`.
  [[nodiscard]] Unexpected refuse(std::int64_t now_s);

 private:
  protocol::RateLimit limit_{protocol::kWrongCodesPerRound, 1};
  std::atomic<int> held_back_{0};
};

}  // namespace candor::server
