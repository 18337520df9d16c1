// Searching texts: words of a query, all of which must occur. Knows no queue and no page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/comments/fold.h"
#include "forms/result.h"
#include "forms/text_range.h"

namespace candor::analysis {

inline constexpr std::size_t kMaxSearchWords = 10;
inline constexpr std::size_t kMaxSearchCharacters = 100;

/// Folded words, none empty. None: every text is found.
using SearchWords = std::vector<std::u32string>;

/// Words are separated by white space, the ideographic space too. Errors: `malformed` (no UTF-8), `invalid`
/// (more than kMaxSearchWords words or kMaxSearchCharacters code points).
[[nodiscard]] Result<SearchWords> parse_search(std::string_view query);

/// Whether every word occurs: those that begin with a Han, Kana or Hangul character anywhere, others at the
/// beginning of a word. Folds no further than it must.
[[nodiscard]] bool holds_words(std::string_view text, const SearchWords& words);
/// Where they stand in the text; ascending, merged where they overlap.
[[nodiscard]] std::vector<forms::TextRange> find_words(const FoldedText& text, const SearchWords& words);

}  // namespace candor::analysis
