// Counting one-byte choices sixteen at a time, in counters of one byte: most of a ballot is such choices, and
// comparing sixteen of them with an option takes no longer than looking at one. Knows no rule of counting.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/shape.h"

namespace candor::analysis {

inline constexpr std::uint32_t kLanes = 16;

struct alignas(kLanes) Lanes {
  std::array<std::uint8_t, kLanes> bytes{};
};

/// Neighbouring bytes of a ballot, [offset, offset + kLanes), of which some are the choices counted here.
struct Stretch {
  std::uint32_t offset = 0;
  std::uint32_t first = 0;                    ///< its counters: rows [first, first + options), one an option
  std::uint32_t options = 0;                  ///< of the choice that has most
  Lanes mask;                                 ///< 0xFF where the byte is a choice counted here
  std::array<std::uint32_t, kLanes> slots{};  ///< Shape::slots by lane, where the mask is set
};

/// Who counts what of a shape. Every slot stands in one stretch or in `rest`.
struct LanePlan {
  std::vector<Stretch> stretches;
  std::vector<std::uint32_t> rest;  ///< slots to be counted one by one
  std::uint32_t rows = 0;           ///< of counters
};

[[nodiscard]] LanePlan plan_lanes(const Shape& shape);

/// Counts of a few ballots: `is_full` says when they must be moved on.
class LaneCounts {
 public:
  explicit LaneCounts(const LanePlan& plan) : rows_(plan.rows) {}

  /// Precondition: not full; `answers` is a ballot of the plan's shape.
  void add(const LanePlan& plan, std::span<const std::uint8_t> answers);
  [[nodiscard]] bool is_full() const { return ballots_ == UINT8_MAX; }

  /// Adds what was counted to `counts`, the counters of the shape (Cell::counts), and starts again from 0. A
  /// choice beyond its item's options counts as no answer.
  void move_to(const LanePlan& plan, const Shape& shape, std::span<std::uint32_t> counts);

 private:
  std::vector<Lanes> rows_;
  std::uint32_t ballots_ = 0;
};

}  // namespace candor::analysis
