// Sums over the ballots that answered every scored item about a ratee: what reliability and agreement across
// items follow from. Raw like RawTally: only make_statistics (round_statistics.h) turns them into something
// that can be shown.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "analysis/shape.h"
#include "analysis/statistics/moments.h"

namespace candor::analysis {

/// A scored item of one ratee: a scale item of positive weight.
struct ScoredSlot {
  std::uint32_t slot = 0;              ///< in Shape::slots
  std::uint32_t positions = 0;         ///< A: scored options of its scale
  std::vector<std::int64_t> values;    ///< by option, times RateeScale::denominator; unscored ones 0
  std::vector<std::int64_t> position;  ///< by option, 1…A in file order; 0: unscored
};

/// What is summed about one ratee.
struct RateeScale {
  int ratee = forms::kAboutTeam;
  std::int64_t denominator = 1;
  std::vector<ScoredSlot> slots;
};

/// The ratees that have scored items, where the values share a denominator of reasonable size.
[[nodiscard]] std::vector<RateeScale> find_scales(const Shape& shape);

/// Of one ratee in one unit and category.
struct CompleteSums {
  std::vector<std::uint64_t> answered;  ///< valid ballots with a scored answer, complete or not, by slot
  Moments totals;                       ///< Σ of the items' values, times the denominator
  std::vector<Moments> items;           ///< values, times the denominator, by slot of the scale
  std::vector<Moments> positions;       ///< by slot of the scale

  CompleteSums& operator+=(const CompleteSums& other);
};
[[nodiscard]] CompleteSums make_sums(const RateeScale& scale);

class RawCompleteBallots;

/// Sums ballots beside a Tallier; the same arguments, the same rules of validity. Borrows the Round.
class CompleteBallots {
 public:
  explicit CompleteBallots(const forms::Round& round);
  /// Invalid ballots are left out. False where these are not a ballot of this round.
  [[nodiscard]] bool add(std::uint32_t unit, std::uint32_t category, std::span<const std::uint8_t> answers);
  [[nodiscard]] RawCompleteBallots finish() &&;

 private:
  std::shared_ptr<const Shapes> shapes_;
  std::vector<std::vector<RateeScale>> scales_;  ///< by shape
  std::vector<std::unique_ptr<std::vector<CompleteSums>>>
      sums_;                            ///< [unit × categories + category], by scale
  std::vector<std::uint32_t> options_;  ///< kept between ballots for its memory
};

class RawCompleteBallots {
 private:
  friend class CompleteBallots;
  friend struct CompleteAccess;
  std::shared_ptr<const Shapes> shapes_;
  std::vector<std::vector<RateeScale>> scales_;
  std::vector<std::unique_ptr<std::vector<CompleteSums>>> sums_;
};

}  // namespace candor::analysis
