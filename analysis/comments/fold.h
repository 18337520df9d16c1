// Texts as they are compared: without difference of case, width, compatibility forms and diacritics; each
// character knows where it came from. The only place that knows Unicode's tables (libutf8proc).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "forms/text_range.h"

namespace candor::analysis {

/// `points[i]` came from the code points `origins[i]` of the text that was folded. Origins ascend; one may
/// have given several characters ("㎏") and several one (a letter and its accent).
struct FoldedText {
  std::u32string points;
  std::vector<forms::TextRange> origins;

  /// Where the characters [start, end) came from. Precondition: start < end <= points.size().
  [[nodiscard]] forms::TextRange origin_of(std::size_t start, std::size_t end) const {
    return {origins[start].start, origins[end - 1].end};
  }
};

/// NFKC with case folding; accents of Latin, Greek and Cyrillic letters and characters without width are left
/// out. Precondition: valid UTF-8.
[[nodiscard]] FoldedText fold(std::string_view text);
/// The same without origins.
[[nodiscard]] std::u32string fold_points(std::string_view text);

/// Whether it belongs to the character before it (general category M).
[[nodiscard]] bool is_combining(char32_t point);
/// A letter or a combining mark of a script that separates words by spaces.
[[nodiscard]] bool is_spelled_letter(char32_t point);
/// Han, Kana, Hangul and Bopomofo: words stand side by side without spaces.
[[nodiscard]] bool is_unspaced(char32_t point);
[[nodiscard]] bool is_han(char32_t point);
[[nodiscard]] bool is_white_space(char32_t point);
/// Nothing but white space and characters that nobody sees. Precondition: valid UTF-8.
[[nodiscard]] bool is_blank(std::string_view text);

}  // namespace candor::analysis
