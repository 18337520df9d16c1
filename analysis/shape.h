// How the ballots of a unit are counted: where each answer stands in a ballot and which counters it
// moves. Units with the same questions and as many members of each kind share one shape, so that ten
// thousand units need a handful of them. Holds no counts.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "analysis/validity.h"
#include "forms/codebook.h"
#include "forms/round.h"

namespace candor::analysis {

/// How a slot's bytes become counts.
enum class Counting : std::uint8_t { choice, wide_choice, multiple, number, rank };

/// Counters of slot: [first] ballots without an answer, [first + 1 + i] option i (nps: answer i).
/// `rank` also has sums of positions at [sums + i]; `number` has a table of values at [sums].
struct CountSlot {
  Counting counting = Counting::choice;
  std::uint32_t offset = 0;   ///< in the ballot
  std::uint32_t width = 1;    ///< bytes
  std::uint32_t first = 0;    ///< in Cell::counts
  std::uint32_t options = 0;  ///< 11 for nps, 0 for number
  std::uint32_t sums = 0;     ///< rank: in Cell::position_sums; number: in Cell::values
};

struct Shape {
  forms::Codebook
      codebook;  ///< `unit` is one of the units of this shape, null for the shape of `small:` units
  std::vector<CountSlot> slots;       ///< parallel to codebook.slots
  std::vector<std::uint32_t> shared;  ///< slots that every unit has, in the order of the `small:` shape
  std::uint32_t counters = 0;
  std::uint32_t position_sums = 0;
  std::uint32_t value_tables = 0;
  ValidityTable validity;
};

/// All shapes of a round. Borrowed from the Round: keep that alive and unmoved.
struct Shapes {
  const forms::Round* round = nullptr;
  std::vector<std::unique_ptr<Shape>> all;
  std::vector<std::uint32_t> of_unit;  ///< index into `all`, by unit
  Shape small;                         ///< sections about the team and none, no unit's own items
};

[[nodiscard]] std::shared_ptr<const Shapes> make_shapes(const forms::Round& round);

}  // namespace candor::analysis
