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
};

}  // namespace candor::server
