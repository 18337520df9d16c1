// What an organizer made of one text of a comment, and a text as it was released. Names no box: both sides
// may read these values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forms/text_range.h"
#include "server/store/bytes.h"

namespace candor::server {

enum class ReviewState : std::uint8_t { unread, cleared, withheld };
/// "unread"…: as the API and the store write it.
[[nodiscard]] std::string_view name_of(ReviewState state);
[[nodiscard]] std::optional<ReviewState> find_review_state(std::string_view name);

/// The version of a text that nobody has reviewed: it has no row.
inline constexpr std::uint32_t kFirstReview = 1;

/// Key: text, an id by the box's text key.
struct TextReview {
  Bytes16 text{};
  ReviewState state = ReviewState::unread;
  std::vector<forms::TextRange> redactions;  ///< ascending, apart from each other; at most 1,000
  std::vector<std::string> tags;             ///< without control characters; at most 10
  std::uint32_t version = kFirstReview;
  bool operator==(const TextReview&) const = default;
};

/// A text as everybody sees it who may read it. Key: text.
struct PublishedText {
  Bytes16 text{};
  std::uint32_t unit = 0;         ///< index into the frozen round
  std::string about, item;        ///< "team", "-" or a member id; id of a text item
  std::string shown;              ///< redacted, at most 128 KiB
  std::vector<std::string> tags;  ///< as in TextReview; for organizers
  bool operator==(const PublishedText&) const = default;
};

}  // namespace candor::server
