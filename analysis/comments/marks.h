// What in a text may tell on somebody: names of the unit's members, and anything like a telephone, identity
// or account number, an e-mail or messenger address. Hints for a reader, made before anybody reads: rather
// one too many than one too few, but ordinary words, dates and amounts are left alone. Knows no reviewer.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "analysis/comments/fold.h"
#include "analysis/comments/member_names.h"
#include "forms/round.h"
#include "forms/text_range.h"

namespace candor::analysis {

/// Where two marks overlap in part, the earlier kind names both.
enum class MarkKind : std::uint8_t { member, identity_number, telephone, email, contact };
[[nodiscard]] std::string_view name_of(MarkKind kind);

struct Mark {
  MarkKind kind = MarkKind::member;
  forms::TextRange range;  ///< in the text as it was written
  bool operator==(const Mark&) const = default;
};

/// Marks the texts of one unit. Immutable: any number of threads may share it.
class TextMarker {
 public:
  explicit TextMarker(const forms::Unit& unit) : names_(unit) {}

  /// Ascending, apart from each other: of two that overlap the longer one stays, or both become one.
  [[nodiscard]] std::vector<Mark> mark(const FoldedText& text) const;

 private:
  MemberNames names_;
};

/// Used by TextMarker: stretches [start, end) of the folded text, in no order, perhaps overlapping.
struct FoldedMark {
  MarkKind kind = MarkKind::member;
  std::size_t start = 0, end = 0;
};
void find_numbers(std::u32string_view text, std::vector<FoldedMark>& marks);
void find_addresses(std::u32string_view text, std::vector<FoldedMark>& marks);

}  // namespace candor::analysis
