// A stretch of a text, as people count it. Knows no text.
#pragma once

#include <compare>
#include <cstdint>

namespace candor::forms {

/// [start, end) in code points.
struct TextRange {
  std::uint32_t start = 0;
  std::uint32_t end = 0;
  auto operator<=>(const TextRange&) const = default;
};

}  // namespace candor::forms
