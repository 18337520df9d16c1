// Ballots and comments against their questionnaire: the canonical body that a browser casts, and the
// compact answers that are stored and counted. Knows no HTTP, no keys and no storage.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "forms/codebook.h"
#include "forms/result.h"

namespace candor::forms {

inline constexpr std::size_t kMaxBallotBytes = 16 * 1024;
inline constexpr std::size_t kMaxCommentBytes = 64 * 1024;

/// One respondent's closed answers. `unit`, `category`: indices into the Round.
struct Ballot {
  std::uint32_t unit = 0;
  std::uint32_t category = 0;
  std::vector<std::uint8_t> answers;  ///< codebook of that unit, hidden items already dropped
};

struct CommentText {
  std::string about;  ///< "team", "-" or a member id
  std::string item;
  std::string text;
  bool operator==(const CommentText&) const = default;
};

/// The free texts of one respondent; belongs to a unit, never to a category or a ballot.
struct Comment {
  std::uint32_t unit = 0;
  std::vector<CommentText> texts;
};

/// Reads a canonical ballot body: JSON object {about: {item: value}} in RFC 8785 form.
/// Checks: size, depth, canonical form, every about, item and value asked of this unit, hidden items absent.
/// Does not apply validity rules (quota, required): see check_castable.
/// Errors: `too_large`, `malformed`, `invalid` (place = JSON pointer into the body).
[[nodiscard]] Result<std::vector<std::uint8_t>> parse_ballot_body(const Codebook& codebook,
                                                                  std::string_view body);

/// The canonical body of these answers; parse_ballot_body(encode) gives them back.
[[nodiscard]] std::string encode_ballot_body(const Codebook& codebook,
                                             const std::vector<std::uint8_t>& answers);

/// What the page refuses before casting and the server refuses again: a required, visible item without an
/// answer, always; more quota marks than allowed, where `rules.invalid` lists over_quota. So a blank ballot
/// is castable where nothing is required: abstaining is a right.
/// Precondition: hidden items dropped, as parse_ballot_body gives them.
/// Errors: `invalid`, each place as JSON pointer into the body ("/team/overall").
[[nodiscard]] Result<void> check_castable(const Codebook& codebook, const std::vector<std::uint8_t>& answers);

/// Canonical comment body {about: {item: text}}: texts of text items, 1…max_length code points.
[[nodiscard]] Result<std::vector<CommentText>> parse_comment_body(const Round& round, const Unit& unit,
                                                                  std::string_view body);
[[nodiscard]] std::string encode_comment_body(const std::vector<CommentText>& texts);

}  // namespace candor::forms
