// What changed between two rounds: two tallies as they were written, held against each other by unit, ratee
// and scale item. Scores are exact and rounded by whoever writes them; only tests use doubles. Knows no file.
// docs/scoring.md, "Comparing two rounds".
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/rational.h"
#include "analysis/statistics/intervals.h"
#include "forms/result.h"

namespace candor::analysis {

struct ComparedOption {
  std::string id;
  bool scored = true;
  Rational value;  ///< 0 where not scored
  bool favourable = false;
  bool operator==(const ComparedOption&) const = default;
};
using ComparedScale = std::vector<ComparedOption>;  ///< in the order of the file

struct ItemFigures {
  std::string item;
  std::string scale;                             ///< in TallyFigures::scales
  Rational weight;                               ///< in the ratee's score
  std::vector<std::vector<std::string>> groups;  ///< their categories; none in roll-ups
  std::optional<Sample> favourable;              ///< pooled, of the base; nullopt: no rate
  std::optional<Rational> pooled, weighted;      ///< scores
};

struct ScoreFigures {
  std::optional<Rational> value;
  bool partial = false;  ///< covers part of the weight
};

struct RateeFigures {
  std::string about;
  std::vector<ItemFigures> items;  ///< scale items
  ScoreFigures pooled, weighted;
};

struct UnitFigures {
  std::string unit;
  bool shown = true;               ///< false: everything below is empty
  std::vector<std::string> units;  ///< that are counted in it, sorted; of `small:` units and roll-ups
  std::vector<RateeFigures> ratees;
};

/// What a tally file says, as far as it is compared. Unit, about and item ids are unique in their lists.
struct TallyFigures {
  std::string round;
  bool disclosed = true;
  std::string base;
  int decimals = 2;
  std::map<std::string, Rational> weights;  ///< of categories
  std::map<std::string, ComparedScale> scales;
  std::vector<UnitFigures> units, rollup;
};

enum class Change : std::uint8_t { better, worse, no_clear_change };

/// Of after − before, in percentage points; 95 %, not adjusted.
struct RateTest {
  Interval percent;
  double p = 1;
  double adjusted_p = 1;  ///< Holm, over the tested items of this unit and ratee
  Change change = Change::no_clear_change;
};

struct RateChange {
  std::optional<Sample> before, after;
  std::optional<Rational> difference;  ///< percentage points; nullopt unless there are two rates
  std::optional<RateTest> test;        ///< nullopt also where other units are counted
};

struct ScoreChange {
  std::optional<Rational> before, after;
  std::optional<Rational> difference;  ///< nullopt unless both are means over the same weights
};

struct ItemChange {
  std::string item;
  bool groups_differ = false;
  std::optional<RateChange> favourable;  ///< nullopt: the scale has no favourable option
  ScoreChange pooled, weighted;
};

struct RateeChange {
  std::string about;
  std::vector<ItemChange> items;
  bool weights_differ = false;  ///< of items: scores of the ratee are not compared
  ScoreChange pooled, weighted;
};

struct UnitChange {
  std::string unit;
  bool units_differ = false;  ///< other units are counted in it: figures without a test
  std::vector<RateeChange> ratees;
};

/// Stands in one tally alone. `about`, `item` empty: all of it.
struct Unmatched {
  std::string unit, about, item;
  bool operator==(const Unmatched&) const = default;
};

enum class Hidden : std::uint8_t { before, after, both };
struct NotCompared {
  std::string unit;
  Hidden hidden = Hidden::both;
};

struct ComparedPart {
  std::vector<UnitChange> units;  ///< in the order of the later tally
  std::vector<NotCompared> not_compared;
  std::vector<Unmatched> only_before, only_after;
};

struct Comparison {
  std::string before, after;  ///< rounds
  bool disclosed = true;
  int decimals = 2;             ///< the larger of the two
  bool weights_differ = false;  ///< of categories: weighted scores are not compared
  ComparedPart units, rollup;
};

/// Errors: `invalid`, where the two cannot be compared: one is disclosed and the other not, rates have
/// another base, or an item has another scale; every such scale is named once, with an item that uses it.
[[nodiscard]] Result<Comparison> compare_tallies(const TallyFigures& before, const TallyFigures& after);

/// after − before. Precondition: positive <= size in both. Nullopt where one is empty. adjusted_p and change
/// are those of a single test.
[[nodiscard]] std::optional<RateTest> test_rates(Sample before, Sample after);

}  // namespace candor::analysis
