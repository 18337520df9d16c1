// Reading the texts of comments before they are released: one by one, shuffled, without category, score or
// date, and never two as one person wrote them. The box's side.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/comments/marks.h"
#include "forms/result.h"
#include "forms/text_range.h"
#include "server/store/text_review.h"

namespace candor::server {

inline constexpr std::size_t kMaxTextsPage = 100;
inline constexpr std::size_t kMaxTextsBatch = 200;
inline constexpr std::size_t kMaxTagCharacters = 40;  ///< code points
inline constexpr std::size_t kMaxTagsOfText = 10;
inline constexpr std::size_t kMaxTagsOfRound = 200;  ///< different ones

/// Which texts are asked for; what is empty or absent narrows nothing.
struct TextsWanted {
  std::optional<ReviewState> state;    ///< before the release
  std::string unit, about, item, tag;  ///< ids; a tag as it was given
  std::string words;                   ///< analysis/comments/search.h
  bool marked = false;                 ///< only those with any mark; before the release
  std::optional<Bytes16> after;        ///< only texts behind this one
  std::size_t limit = 50;              ///< 1 to kMaxTextsPage
};

struct TextItem {
  Bytes16 text{};                 ///< its id
  std::string unit, about, item;  ///< ids; about: "team", "-" or a member
  std::string words;              ///< as written; once released: as shown
  TextReview review;              ///< once released: only its tags
  std::vector<analysis::Mark> marks;
  std::vector<forms::TextRange> found;  ///< where the words stand that were searched for
};

/// Some texts, by id, and what there is in the whole round.
struct TextsPage {
  bool released = false;
  std::vector<TextItem> items;
  std::optional<Bytes16> next;  ///< to be asked for as `after`; absent: these were the last
  std::size_t matches = 0;      ///< texts that are asked for, on all pages

  /// Once released only `shown` counts, before that all others.
  struct Totals {
    std::size_t unread = 0, cleared = 0, withheld = 0, shown = 0;
    std::size_t unreachable = 0;  ///< of units with too few ballots: nobody reads them
  } totals;
  struct Tag {
    std::string tag;
    std::size_t texts = 0;
  };
  std::vector<Tag> tags;  ///< in use, by name
  struct Unit {
    std::string unit;
    std::size_t unread = 0, texts = 0;
  };
  std::vector<Unit> units;  ///< that have texts, in file order
};

/// What an organizer decides of one text; replaces what was decided before.
struct TextDecision {
  ReviewState state = ReviewState::unread;
  std::vector<forms::TextRange> redactions;
  std::vector<std::string> tags;
};

struct TextVersion {
  Bytes16 text{};
  std::uint32_t version = kFirstReview;
};

struct BatchReviewed {
  std::size_t changed = 0;
  std::vector<Bytes16> stale;  ///< somebody else changed them meanwhile; they stay as they are
};

/// 32 lower-case hex digits. Errors: `not_found`: no text has such an id.
[[nodiscard]] Result<Bytes16> parse_text_id(std::string_view hex);

}  // namespace candor::server
