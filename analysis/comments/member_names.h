// The names of a unit's members as people write them: whole, given name alone, surname and title ("王主任"),
// "老王"; of spelled names every part. Knows no number and no address.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "forms/round.h"

namespace candor::analysis {

class MemberNames {
 public:
  /// Names in every language that the round file has.
  explicit MemberNames(const forms::Unit& unit);

  /// Stretches [start, end) of the folded text; perhaps overlapping.
  [[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> find(std::u32string_view text) const;

 private:
  struct Pattern {
    std::u32string letters;  ///< without what may stand between them
    bool is_word = false;    ///< no letter may stand right before or after it
  };
  void add(Pattern pattern);
  void add_han(std::u32string_view name);
  void add_spelled(std::u32string_view name);

  std::unordered_map<char32_t, std::vector<Pattern>> patterns_;  ///< by first letter
  std::vector<std::u32string> surnames_;                         ///< Han; longer ones first
};

}  // namespace candor::analysis
