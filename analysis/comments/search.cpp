#include "analysis/comments/search.h"

#include <algorithm>

#include "forms/utf8.h"

namespace candor::analysis {
namespace {

/// Letters and digits that a word goes on with.
bool is_of_word(char32_t point) {
  return is_spelled_letter(point) || (point >= U'0' && point <= U'9');
}

/// The next place at or after `from` where `word` stands as a word may; npos: none.
std::size_t find_word(std::u32string_view text, std::u32string_view word, std::size_t from) {
  const bool anywhere = !is_of_word(word.front());
  for (std::size_t at = text.find(word, from); at != text.npos; at = text.find(word, at + 1)) {
    if (anywhere || at == 0 || !is_of_word(text[at - 1])) return at;
  }
  return text.npos;
}

}  // namespace

Result<SearchWords> parse_search(std::string_view query) {
  if (forms::find_invalid_utf8(query) != query.npos)
    return fail(ErrorKind::malformed, Phrase{"what is searched for is no UTF-8", "检索词不是 UTF-8 文本"});
  const bool too_long = forms::count_code_points(query) > kMaxSearchCharacters;
  SearchWords words;
  std::u32string word;
  for (const char32_t point : too_long ? std::u32string() : fold_points(query)) {
    if (!is_white_space(point)) {
      word.push_back(point);
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  if (too_long || words.size() > kMaxSearchWords) {
    return fail(ErrorKind::invalid, say({"search for at most {0} words of {1} characters together",
                                         "检索词最多{0}个，合计不超过{1}个字符"},
                                        kMaxSearchWords, kMaxSearchCharacters));
  }
  return words;
}

bool holds_words(std::string_view text, const SearchWords& words) {
  if (words.empty()) return true;
  const std::u32string folded = fold_points(text);
  return std::ranges::all_of(words,
                             [&](const auto& word) { return find_word(folded, word, 0) != folded.npos; });
}

std::vector<forms::TextRange> find_words(const FoldedText& text, const SearchWords& words) {
  std::vector<forms::TextRange> found;
  for (const auto& word : words) {
    for (std::size_t at = find_word(text.points, word, 0); at != std::u32string::npos;
         at = find_word(text.points, word, at + word.size()))
      found.push_back(text.origin_of(at, at + word.size()));
  }
  std::ranges::sort(found);
  std::vector<forms::TextRange> merged;
  for (const auto& range : found) {
    if (!merged.empty() && range.start < merged.back().end)
      merged.back().end = std::max(merged.back().end, range.end);
    else
      merged.push_back(range);
  }
  return merged;
}

}  // namespace candor::analysis
