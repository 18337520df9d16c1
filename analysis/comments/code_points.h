// UTF-8 as code points and back, and where in the bytes each begins. Knows no language.
#pragma once

#include <string>
#include <string_view>

namespace candor::analysis {

/// Precondition: valid UTF-8.
[[nodiscard]] std::u32string code_points_of(std::string_view text);
[[nodiscard]] std::string utf8_of(std::u32string_view code_points);

/// A control character, or one that ends a line: nothing that stands on one line of text.
[[nodiscard]] constexpr bool is_control(char32_t point) {
  return point < 0x20 || (point >= 0x7f && point < 0xa0) || point == 0x2028 || point == 0x2029;
}

}  // namespace candor::analysis
