#include "analysis/comments/redaction.h"

#include <algorithm>

#include "analysis/comments/code_points.h"
#include "analysis/comments/fold.h"
#include "forms/utf8.h"

namespace candor::analysis {

Result<void> check_redactions(std::string_view text, const std::vector<forms::TextRange>& ranges) {
  if (ranges.size() > kMaxRedactions)
    return fail(
        ErrorKind::invalid,
        say({"a text may be redacted in {0} places at most", "一段文字最多隐去{0}处"}, kMaxRedactions));
  const auto length = forms::count_code_points(text);
  std::uint32_t free_from = 0;
  for (const auto& range : ranges) {
    if (range.start < free_from || range.end <= range.start || range.end > length) {
      return fail(ErrorKind::invalid,
                  Phrase{"redactions must ascend, may not be empty or overlap, and lie within the text",
                         "隐去的范围须按顺序排列，不得为空或重叠，且不得超出文字"});
    }
    free_from = range.end;
  }
  return {};
}

std::string redact(std::string_view text, const std::vector<forms::TextRange>& ranges) {
  if (ranges.empty()) return std::string(text);
  const std::u32string points = code_points_of(text);
  std::string shown;
  std::size_t at = 0;
  for (const auto& range : ranges) {
    const std::size_t start = std::max<std::size_t>(range.start, at);
    shown.append(utf8_of(std::u32string_view(points).substr(at, start - at))).append(kRedacted);
    at = std::max<std::size_t>(range.end, start);
    while (at < points.size() && is_combining(points[at])) ++at;
  }
  return shown.append(utf8_of(std::u32string_view(points).substr(at)));
}

}  // namespace candor::analysis
