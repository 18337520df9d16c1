// What tests of texts share: a text with stretches in brackets says what is to be found in it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "forms/text_range.h"
#include "forms/utf8.h"

namespace candor::tests {

/// "ab[cd]e" → "abcde" and [2, 4). The brackets are those of CJK (⟦⟧), which no text here needs.
inline std::pair<std::string, std::vector<forms::TextRange>> bracketed(std::string_view marked) {
  constexpr std::string_view kOpen = "⟦", kClose = "⟧";
  std::string text;
  std::vector<forms::TextRange> ranges;
  const auto length = [&text] { return static_cast<std::uint32_t>(forms::count_code_points(text)); };
  while (!marked.empty()) {
    if (marked.starts_with(kOpen)) {
      ranges.push_back({length(), length()});
      marked.remove_prefix(kOpen.size());
    } else if (marked.starts_with(kClose)) {
      ranges.back().end = length();
      marked.remove_prefix(kClose.size());
    } else {
      text += marked.front();
      marked.remove_prefix(1);
    }
  }
  return {text, ranges};
}

/// The same the other way round, for messages.
inline std::string with_brackets(std::string_view text, const std::vector<forms::TextRange>& ranges) {
  std::string marked;
  std::uint32_t at = 0;
  const auto add = [&](std::uint32_t place) {
    for (const auto& range : ranges) {
      if (range.end == place) marked += "⟧";
      if (range.start == place) marked += "⟦";
    }
  };
  for (std::size_t byte = 0; byte < text.size(); ++byte) {
    const bool begins = (static_cast<unsigned char>(text[byte]) & 0xc0U) != 0x80U;
    if (begins) add(at++);
    marked += text[byte];
  }
  add(at);
  return marked;
}

}  // namespace candor::tests
