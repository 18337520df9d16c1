#include "analysis/comments/marks.h"

#include <algorithm>
#include <tuple>

namespace candor::analysis {
namespace {

/// The longer of two that overlap, or both as one.
std::vector<FoldedMark> merge(std::vector<FoldedMark> marks) {
  std::ranges::sort(marks, [](const FoldedMark& left, const FoldedMark& right) {
    return std::tuple(left.start, right.end, left.kind) < std::tuple(right.start, left.end, right.kind);
  });
  std::vector<FoldedMark> merged;
  for (const auto& mark : marks) {
    if (merged.empty() || mark.start >= merged.back().end) {
      merged.push_back(mark);
    } else if (mark.end > merged.back().end) {
      merged.back().end = mark.end;
      merged.back().kind = std::min(merged.back().kind, mark.kind);
    }
  }
  return merged;
}

}  // namespace

std::string_view name_of(MarkKind kind) {
  switch (kind) {
    case MarkKind::member:
      return "member";
    case MarkKind::identity_number:
      return "identity_number";
    case MarkKind::telephone:
      return "telephone";
    case MarkKind::email:
      return "email";
    case MarkKind::contact:
      return "contact";
  }
  return {};
}

std::vector<Mark> TextMarker::mark(const FoldedText& text) const {
  std::vector<FoldedMark> found;
  for (const auto& [start, end] : names_.find(text.points)) found.push_back({MarkKind::member, start, end});
  find_numbers(text.points, found);
  find_addresses(text.points, found);
  std::vector<Mark> marks;
  for (const auto& mark : merge(std::move(found))) {
    const auto range = text.origin_of(mark.start, mark.end);
    // Two that came from one character ("㎏") are one.
    if (!marks.empty() && range.start < marks.back().range.end)
      marks.back().range.end = std::max(marks.back().range.end, range.end);
    else
      marks.push_back({mark.kind, range});
  }
  return marks;
}

}  // namespace candor::analysis
