#include "analysis/comments/fold.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

#include "analysis/comments/code_points.h"

namespace candor::analysis {
namespace {

constexpr auto kFolding = static_cast<utf8proc_option_t>(UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                                                         UTF8PROC_DECOMPOSE | UTF8PROC_IGNORE);
constexpr std::size_t kLongestExpansion = 32;  // U+FDFA gives 18

bool is_between(char32_t point, char32_t first, char32_t last) {
  return first <= point && point <= last;
}

/// Marks that only shade a letter; a vowel sign or a voiced mark makes another one.
bool is_diacritic(char32_t point) {
  return is_between(point, 0x300, 0x36f) || is_between(point, 0x1ab0, 0x1aff) ||
         is_between(point, 0x1dc0, 0x1dff) || is_between(point, 0x20d0, 0x20ff) ||
         is_between(point, 0xfe20, 0xfe2f);
}

/// Han as most texts have it: folds to itself and takes no marks.
bool is_plain_han(char32_t point) {
  return is_between(point, 0x4e00, 0x9fff) || is_between(point, 0x3400, 0x4dbf);
}

/// Joins the character before it without being a mark: vowels and final consonants of Hangul, and the voiced
/// marks of narrow Kana.
bool is_joining(char32_t point) {
  return is_between(point, 0x1160, 0x11ff) || is_between(point, 0xff9e, 0xff9f);
}

/// The folded form of `cluster`, a character with what belongs to it.
std::u32string fold_cluster(std::u32string_view cluster) {
  std::vector<utf8proc_int32_t> buffer;
  int bound = 0;
  for (const char32_t point : cluster) {
    std::array<utf8proc_int32_t, kLongestExpansion> some{};
    const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(point), some.data(),
                                               static_cast<utf8proc_ssize_t>(some.size()), kFolding, &bound);
    for (utf8proc_ssize_t at = 0; at < std::min<utf8proc_ssize_t>(count, kLongestExpansion); ++at) {
      const auto each = some[static_cast<std::size_t>(at)];
      if (!is_diacritic(static_cast<char32_t>(each))) buffer.push_back(each);
    }
  }
  const auto composed =
      utf8proc_normalize_utf32(buffer.data(), static_cast<utf8proc_ssize_t>(buffer.size()),
                               static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_STABLE));
  std::u32string folded;
  for (utf8proc_ssize_t at = 0; at < composed; ++at)
    folded.push_back(static_cast<char32_t>(buffer[static_cast<std::size_t>(at)]));
  return folded;
}

/// Calls `add(folded character, start, end)` in order.
template <class Add>
void fold_each(std::string_view text, Add add) {
  const std::u32string points = code_points_of(text);
  for (std::size_t at = 0; at < points.size();) {
    const char32_t point = points[at];
    std::size_t end = at + 1;
    while (end < points.size() && points[end] >= 0x300 &&
           (is_joining(points[end]) || is_combining(points[end])))
      ++end;
    if (end == at + 1 && (point < 0x80 || is_plain_han(point))) {
      add(point >= U'A' && point <= U'Z' ? point + (U'a' - U'A') : point, at, end);
    } else {
      for (const char32_t each : fold_cluster(std::u32string_view(points).substr(at, end - at)))
        add(each, at, end);
    }
    at = end;
  }
}

utf8proc_category_t category_of(char32_t point) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(point));
}

}  // namespace

FoldedText fold(std::string_view text) {
  FoldedText folded;
  folded.points.reserve(text.size());
  folded.origins.reserve(text.size());
  fold_each(text, [&folded](char32_t point, std::size_t start, std::size_t end) {
    folded.points.push_back(point);
    folded.origins.push_back({static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)});
  });
  return folded;
}

std::u32string fold_points(std::string_view text) {
  std::u32string folded;
  folded.reserve(text.size());
  fold_each(text, [&folded](char32_t point, std::size_t, std::size_t) { folded.push_back(point); });
  return folded;
}

bool is_combining(char32_t point) {
  if (point < 0x300 || is_plain_han(point)) return false;
  const auto category = category_of(point);
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
         category == UTF8PROC_CATEGORY_ME;
}

bool is_han(char32_t point) {
  return is_plain_han(point) || is_between(point, 0xf900, 0xfaff) || is_between(point, 0x20000, 0x3ffff) ||
         point == 0x3005 || point == 0x3007;
}

bool is_unspaced(char32_t point) {
  return is_han(point) || is_between(point, 0x3040, 0x312f) || is_between(point, 0x31a0, 0x31ff) ||
         is_between(point, 0xac00, 0xd7a3) || is_between(point, 0x1100, 0x11ff);
}

bool is_spelled_letter(char32_t point) {
  if (point < 0x80) return is_between(point, U'a', U'z') || is_between(point, U'A', U'Z');
  if (is_unspaced(point)) return false;
  const auto category = category_of(point);
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME;
}

bool is_white_space(char32_t point) {
  if (point < 0x80) return point == U' ' || is_between(point, U'\t', U'\r');
  const auto category = category_of(point);
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
         category == UTF8PROC_CATEGORY_ZP;
}

bool is_blank(std::string_view text) {
  // Most texts begin with a letter or a common character: those need no folding.
  const auto first = static_cast<unsigned char>(text.empty() ? ' ' : text.front());
  const bool is_plainly_seen = (first > ' ' && first < 0x7f) || (first >= 0xe4 && first <= 0xe9);
  return !is_plainly_seen && std::ranges::all_of(fold_points(text), is_white_space);
}

}  // namespace candor::analysis
