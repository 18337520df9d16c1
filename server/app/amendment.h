// A change to who may claim, after opening.
#pragma once

#include <cstdint>
#include <vector>

#include "server/store/bytes.h"

namespace candor::server {

/// Latecomers, and codes lost before they were used; what signs it is the box.
struct Amendment {
  std::uint32_t unit = 0, category = 0;
  std::vector<Bytes32> add, remove;
};

}  // namespace candor::server
