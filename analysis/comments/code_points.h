// UTF-8 as code points and back, and where in the bytes each begins. Knows no language.
#pragma once

#include <string>
#include <string_view>

namespace candor::analysis {

/// Precondition: valid UTF-8.
[[nodiscard]] std::u32string code_points_of(std::string_view text);
[[nodiscard]] std::string utf8_of(std::u32string_view code_points);

}  // namespace candor::analysis
