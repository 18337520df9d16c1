// Counting ballots, one at a time, into raw counts by unit and category. Memory grows with the number
// of units that have ballots and never with ballots (a `number` item: with its distinct values).
// What comes out is raw: only disclose.h turns it into something that can be shown.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "analysis/choice_lanes.h"
#include "analysis/results.h"
#include "analysis/shape.h"
#include "forms/round.h"

namespace candor::analysis {

/// Counts of one category of one unit. Counters are those of the unit's Shape; up to 2^32 − 1 ballots.
struct Cell {
  std::uint32_t returned = 0;
  std::uint32_t valid = 0;
  std::array<std::uint32_t, kInvalidReasons> invalid{};
  std::vector<std::uint32_t> counts;
  std::vector<std::uint64_t> position_sums;
  std::vector<std::map<std::int64_t, std::uint32_t>> values;
};

/// Adds the counts of equal shapes. Precondition: `into` was made for the same shape.
void add_cell(Cell& into, const Cell& from);
[[nodiscard]] Cell make_cell(const Shape& shape);

/// Raw counts of a whole round. Opaque on purpose: see disclose.h.
class RawTally {
 public:
  [[nodiscard]] const forms::Round& round() const { return *shapes_->round; }

 private:
  friend class Tallier;
  friend struct RawAccess;
  std::shared_ptr<const Shapes> shapes_;
  std::vector<std::unique_ptr<Cell>> cells_;  ///< [unit × categories + category], null: no ballot
};

/// Counts ballots. One thread each; counts of several threads are merged.
/// Borrows the Round: keep it alive and unmoved as long as this or anything made from it lives.
class Tallier {
 public:
  explicit Tallier(const forms::Round& round);

  /// An empty one for another thread; it shares the tables made from the round.
  [[nodiscard]] Tallier sibling() const;

  /// Counts one ballot: `unit`, `category` are indices into the Round, `answers` the compact form by the
  /// unit's code book, hidden answers dropped. O(items), no allocation but for the first ballot of a
  /// unit and category. False, and nothing is counted, where these are not a ballot of this round (an
  /// index or the length is wrong): the store that holds such a row is damaged.
  [[nodiscard]] bool add(std::uint32_t unit, std::uint32_t category, std::span<const std::uint8_t> answers);

  /// Takes over the counts of a sibling, or of a tallier of the same round.
  void merge(Tallier&& other);

  [[nodiscard]] RawTally finish() &&;

 private:
  using Plans = std::vector<LanePlan>;
  /// A cell while it is counted: `lanes` holds what `cell` does not have yet.
  struct Filling {
    Cell cell;
    LaneCounts lanes;
  };
  Tallier(std::shared_ptr<const Shapes> shapes, std::shared_ptr<const Plans> plans);
  void settle(std::size_t place);

  std::shared_ptr<const Shapes> shapes_;
  std::shared_ptr<const Plans> plans_;           ///< by shape
  std::vector<std::unique_ptr<Filling>> cells_;  ///< as RawTally::cells_
};

}  // namespace candor::analysis
