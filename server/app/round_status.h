// What the box's side must know of a round: its state and times, as plain values.
#pragma once

#include <cstdint>
#include <string>

#include "forms/lifecycle.h"

namespace candor::server {

struct RoundStatus {
  std::string id;
  forms::RoundState state = forms::RoundState::draft;
  std::int64_t opens_at_s = 0, closes_at_s = 0;  ///< 0: not set
  std::int64_t grace_s = 0;         ///< after closing, for those who have claimed their right before
  std::int64_t retain_until_s = 0;  ///< answers are destroyed then at the earliest
  bool claims_shut = false;         ///< since a restore: what was claimed after the backup is not known
  bool sealed = false;
  bool imported = false;  ///< counted from a file: never sealed
};

/// When the last cast is taken; 0: no time is set.
[[nodiscard]] inline std::int64_t casts_until(const RoundStatus& status) {
  return status.closes_at_s == 0 ? 0 : status.closes_at_s + status.grace_s;
}
[[nodiscard]] inline bool takes_casts(const RoundStatus& status, std::int64_t now_s) {
  return forms::takes_ballots(status.state, status.opens_at_s, casts_until(status), now_s);
}
/// Whether an invitation that was never used may still be claimed.
[[nodiscard]] inline bool takes_claims(const RoundStatus& status, std::int64_t now_s) {
  return !status.claims_shut &&
         forms::takes_ballots(status.state, status.opens_at_s, status.closes_at_s, now_s);
}

}  // namespace candor::server
