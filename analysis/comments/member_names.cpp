#include "analysis/comments/member_names.h"

#include <algorithm>
#include <optional>

#include "analysis/comments/fold.h"
#include "analysis/comments/han_words.h"

namespace candor::analysis {
namespace {

using Stretch = std::pair<std::size_t, std::size_t>;

/// What people put between the letters of a name, or leave out.
bool may_stand_between(char32_t point) {
  constexpr std::u32string_view kBetween = U"'\u2018\u2019-\u2010\u2011\u00b7\u2022\u2027\u30fb";
  return (is_white_space(point) && point != U'\n' && point != U'\r') || kBetween.find(point) != kBetween.npos;
}

constexpr std::size_t kMostBetween = 2;  // two letters further apart are no name any more

/// The end of `letters` in the text from `at` on, if they stand there.
std::optional<std::size_t> match(std::u32string_view text, std::size_t at, std::u32string_view letters) {
  for (std::size_t next = 0; next < letters.size(); ++next) {
    const std::size_t from = at;
    while (next != 0 && at < text.size() && at - from < kMostBetween && text[at] != letters[next] &&
           may_stand_between(text[at]))
      ++at;
    if (at >= text.size() || text[at] != letters[next]) return std::nullopt;
    ++at;
  }
  return at;
}

std::u32string without_between(std::u32string_view name) {
  std::u32string letters;
  std::ranges::copy_if(name, std::back_inserter(letters),
                       [](char32_t point) { return !may_stand_between(point) && point != U'.'; });
  return letters;
}

/// Parts of a name as spaces, points and dashes separate them; an apostrophe is a letter left out.
std::vector<std::u32string> parts_of(std::u32string_view name) {
  constexpr std::u32string_view kInside = U"'\u2018\u2019";
  std::vector<std::u32string> parts(1);
  for (const char32_t point : name) {
    if (kInside.find(point) != kInside.npos) continue;
    if (may_stand_between(point) || point == U'.' || point == U',')
      parts.emplace_back();
    else
      parts.back().push_back(point);
  }
  std::erase_if(parts, [](const auto& part) { return part.size() < 2; });
  return parts;
}

/// Whether [at, end) is an ordinary word, or begins one. "小于60%" does, while 小于 alone may be somebody.
bool is_ordinary(std::u32string_view text, std::size_t at, std::size_t end) {
  constexpr std::u32string_view kLessThan = U"小于";
  const auto rest = text.substr(at);
  if (rest.starts_with(kLessThan)) {
    const auto number = rest.find_first_not_of(U' ', kLessThan.size());
    if (number != rest.npos && rest[number] >= U'0' && rest[number] <= U'9') return true;
  }
  return std::ranges::any_of(kOrdinaryWords, [&](std::u32string_view word) {
    return word.size() >= end - at && rest.starts_with(word);
  });
}

/// Whether the character at `at` ends the word before it.
bool ends_a_word(std::u32string_view text, std::size_t at) {
  const auto joined = std::ranges::find(kJoinedBefore, text[at], &JoinedBefore::surname);
  return at > 0 && joined != kJoinedBefore.end() &&
         joined->before.find(text[at - 1]) != std::u32string_view::npos;
}

/// The end of the title that begins at `at`.
std::optional<std::size_t> match_title(std::u32string_view text, std::size_t at) {
  if (at < text.size() && text[at] == U' ') ++at;
  if (at < text.size() && text[at] == U'副') ++at;
  const auto rest = text.substr(std::min(at, text.size()));
  const auto title =
      std::ranges::find_if(kTitles, [&](std::u32string_view each) { return rest.starts_with(each); });
  if (title == kTitles.end()) return std::nullopt;
  const auto longer = std::ranges::find(kLongerWords, rest.front(), &LongerWords::title);
  if (title->size() == 1 && longer != kLongerWords.end() && rest.size() > 1 &&
      longer->next.find(rest[1]) != std::u32string_view::npos)
    return std::nullopt;
  return at + title->size();
}

std::optional<std::size_t> match_surname(std::u32string_view text, std::size_t at,
                                         const std::vector<std::u32string>& surnames) {
  for (const auto& surname : surnames) {
    if (text.substr(std::min(at, text.size())).starts_with(surname)) return at + surname.size();
  }
  return std::nullopt;
}

/// Surname with a title at `at`, or 老, 小, 阿 with a surname.
std::optional<std::size_t> match_address(std::u32string_view text, std::size_t at,
                                         const std::vector<std::u32string>& surnames) {
  std::optional<std::size_t> end;
  if (text[at] == U'老' || text[at] == U'小' || text[at] == U'阿')
    end = match_surname(text, at + 1, surnames);
  else if (const auto surname = match_surname(text, at, surnames); surname && !ends_a_word(text, at))
    end = match_title(text, *surname);
  return end && !is_ordinary(text, at, *end) ? end : std::nullopt;
}

}  // namespace

MemberNames::MemberNames(const forms::Unit& unit) {
  for (const auto& member : unit.members) {
    for (const auto& [language, name] : member.name) {
      const std::u32string folded = fold_points(name);
      if (without_between(folded).size() < 2) continue;
      if (std::ranges::all_of(folded,
                              [](char32_t point) { return is_han(point) || may_stand_between(point); }))
        add_han(folded);
      else
        add_spelled(folded);
    }
  }
  std::ranges::sort(surnames_,
                    [](const auto& left, const auto& right) { return left.size() > right.size(); });
}

void MemberNames::add(Pattern pattern) {
  auto& same_first = patterns_[pattern.letters.front()];
  if (std::ranges::none_of(same_first, [&](const Pattern& has) { return has.letters == pattern.letters; }))
    same_first.push_back(std::move(pattern));
}

/// A name with a point in it ("买买提·艾山") has no surname of its own: each part is a name.
void MemberNames::add_han(std::u32string_view name) {
  const std::u32string letters = without_between(name);
  add({letters, false});
  const bool has_point = name.find(U'\u00b7') != name.npos || name.find(U'\u30fb') != name.npos;
  if (has_point) {
    for (auto& part : parts_of(name)) add({std::move(part), false});
    return;
  }
  const auto is_compound = std::ranges::any_of(
      kCompoundSurnames, [&](std::u32string_view each) { return letters.starts_with(each); });
  const std::size_t surname = is_compound && letters.size() > 2 ? 2 : 1;
  surnames_.push_back(letters.substr(0, surname));
  if (letters.size() - surname >= 2) add({letters.substr(surname), false});
}

void MemberNames::add_spelled(std::u32string_view name) {
  std::u32string letters = without_between(name);
  const bool is_word = !is_unspaced(letters.front());
  add({std::move(letters), is_word});
  for (auto& part : parts_of(name)) {
    const bool is_part_word = !is_unspaced(part.front());
    const bool ordinary =
        std::ranges::find(kOrdinaryParts, std::u32string_view(part)) != kOrdinaryParts.end();
    if (!(is_part_word && ordinary)) add({std::move(part), is_part_word});
  }
}

std::vector<Stretch> MemberNames::find(std::u32string_view text) const {
  std::vector<Stretch> found;
  const auto is_letter_at = [&](std::size_t at) { return at < text.size() && is_spelled_letter(text[at]); };
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (const auto patterns = patterns_.find(text[at]); patterns != patterns_.end()) {
      for (const Pattern& pattern : patterns->second) {
        if (pattern.is_word && at > 0 && is_letter_at(at - 1)) continue;
        const auto end = match(text, at, pattern.letters);
        if (end && !(pattern.is_word && is_letter_at(*end))) found.emplace_back(at, *end);
      }
    }
    if (surnames_.empty() || !is_han(text[at])) continue;
    if (const auto end = match_address(text, at, surnames_)) found.emplace_back(at, *end);
  }
  return found;
}

}  // namespace candor::analysis
