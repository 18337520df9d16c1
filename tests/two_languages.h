// Whether what is found wrong can be read in English and in Chinese.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "forms/result.h"
#include "tests/catch.h"

namespace candor::test {

/// What Chinese readers see as it is: names of formats.
inline bool is_known_name(std::string_view word) {
  for (const std::string_view name : {"CSV", "JSON", "UTF", "GB", "GBK", "LF", "CRLF"}) {
    if (word == name) return true;
  }
  return false;
}

/// `words` without what stands in `…`, “…” or "…": ids and quotations, which no language changes.
inline std::string without_quotations(std::string words) {
  for (const auto& [open, close] :
       {std::pair<std::string, std::string>{"`", "`"}, {"“", "”"}, {"\"", "\""}}) {
    for (auto from = words.find(open); from != std::string::npos; from = words.find(open, from)) {
      const auto to = words.find(close, from + open.size());
      words.erase(from, to == std::string::npos ? to : to + close.size() - from);
    }
  }
  return words;
}

/// The first word in Latin letters that nobody translated; empty if there is none.
inline std::string find_untranslated(const std::string& chinese) {
  std::string word;
  for (const char c : without_quotations(chinese) + " ") {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      word += c;
    } else {
      if (!word.empty() && !is_known_name(word)) return word;
      word.clear();
    }
  }
  return {};
}

inline bool has_hole(std::string_view words) {
  for (std::size_t i = 0; i + 2 < words.size(); ++i) {
    if (words[i] == '{' && words[i + 1] >= '0' && words[i + 1] <= '9' && words[i + 2] == '}') return true;
  }
  return false;
}

inline void check_both_languages(const Phrase& phrase) {
  INFO(phrase.en << " | " << phrase.zh);
  CHECK_FALSE(phrase.en.empty());
  CHECK_FALSE(phrase.zh.empty());
  CHECK(find_untranslated(phrase.zh).empty());
  CHECK_FALSE(has_hole(phrase.en));
  CHECK_FALSE(has_hole(phrase.zh));
}

/// Every complaint can be read in English and in Chinese. Tables of bad inputs end with it.
inline void check_both_languages(const std::vector<Diagnostic>& diagnostics) {
  for (const auto& diagnostic : diagnostics) {
    INFO(diagnostic.place);
    check_both_languages(diagnostic.expected);
    check_both_languages(diagnostic.remedy);
  }
}
inline void check_both_languages(const Error& error) {
  check_both_languages(error.words());
  check_both_languages(error.diagnostics);
}

}  // namespace candor::test
