// Which ballots count: the reasons of rules.invalid, decided for one ballot at a time from tables made
// once. Knows nothing of groups or scores.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "forms/codebook.h"

namespace candor::analysis {

/// The number of answers from which on "all the same" is a reason.
inline constexpr int kAllSameAtLeast = 5;

/// A one-choice answer in a ballot: little-endian in 1 or 2 bytes, 0 none, else option + 1.
struct ChoiceAt {
  std::uint32_t offset = 0;
  std::uint32_t width = 1;
};

[[nodiscard]] inline std::uint32_t raw_choice(std::span<const std::uint8_t> answers, std::uint32_t offset,
                                              std::uint32_t width) {
  const std::uint32_t low = answers[offset];
  return width == 1 ? low : low | static_cast<std::uint32_t>(answers[offset + 1]) << 8;
}

struct ScaleAt {
  ChoiceAt at;
  std::uint32_t first_id = 0;  ///< ValidityTable::option_ids[first_id + option]: equal for equal option ids
  std::uint32_t options = 0;
};

struct QuotaAt {
  ChoiceAt at;
  std::uint32_t marked = 0;  ///< the raw choice that counts against the quota
};

/// The rules of one shape of unit. A reason that the round does not list has an empty table.
struct ValidityTable {
  bool blank_ballot = false;
  std::vector<ScaleAt> scales;  ///< `all_same`: every scale item about every ratee
  std::vector<std::uint32_t> option_ids;
  std::vector<std::vector<QuotaAt>> quota;  ///< `over_quota`: by item, its members
  std::int64_t quota_limit = 0;
  std::vector<std::uint32_t> required;  ///< `incomplete`: slots
};

[[nodiscard]] ValidityTable make_validity_table(const forms::Codebook& codebook);

/// The first reason, in the order of forms::InvalidReason, that makes the ballot invalid. DESIGN 4.1,
/// docs/scoring.md "Ballots that count". Precondition: answers.size() == codebook.size_bytes, hidden
/// answers dropped.
[[nodiscard]] std::optional<forms::InvalidReason> find_invalid(const ValidityTable& table,
                                                               const forms::Codebook& codebook,
                                                               std::span<const std::uint8_t> answers);

}  // namespace candor::analysis
