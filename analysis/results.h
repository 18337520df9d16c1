// What a count says, as values: figures of items, units and roll-ups. Filled by disclose.h, encoded by
// server/report. Holds no ballots and no rule of counting; docs/scoring.md has every formula.
// Pointers lead into the Round that was counted: keep it alive and unmoved.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "analysis/rational.h"
#include "forms/codebook.h"
#include "forms/round.h"

namespace candor::analysis {

/// Categories by index into Round::categories, ascending.
using CategorySet = std::vector<std::uint16_t>;

inline constexpr std::size_t kInvalidReasons = 4;  ///< by forms::InvalidReason

/// Figures of a `scale` item over some ballots. Source: docs/scoring.md, "Items".
struct ScaleFigures {
  std::vector<std::uint32_t> counts;  ///< by option of the scale, scored and unscored, in file order
  std::uint32_t n = 0;                ///< scored answers
  std::uint32_t abstained = 0;        ///< valid ballots without an answer
  std::uint64_t base = 0;             ///< what score and rate are divided by (`rules.base`)
  std::optional<Rational> score;
  std::optional<Rational> favourable;  ///< percent; nullopt also where the scale has no favourable option
};

/// `single`, `multiple`: how often each option was chosen; n = ballots that answered.
struct ChoiceFigures {
  std::vector<std::uint32_t> counts;
  std::uint32_t n = 0;
  std::uint32_t abstained = 0;
};

struct NpsFigures {
  std::array<std::uint32_t, 11> counts{};  ///< answers 0…10
  std::uint32_t n = 0;
  std::uint32_t abstained = 0;
  std::optional<Rational> nps;  ///< 100·(#9–10 − #0–6)/n
};

/// Quartiles: type 7 of Hyndman & Fan 1996.
struct NumberSummary {
  Rational mean, median, lower_quartile, upper_quartile;
};
struct NumberFigures {
  std::uint32_t n = 0;
  std::uint32_t abstained = 0;
  std::vector<NumberSummary> summary;  ///< one, or none where n = 0 (kept out of line: it is big and rare)
};

struct RankFigures {
  std::vector<std::uint32_t> counts;                   ///< how often each option was ranked
  std::vector<std::uint64_t> borda;                    ///< m − position for m options, 0 unranked
  std::vector<std::optional<Rational>> mean_position;  ///< among the ballots that ranked it, from 1
  std::uint32_t n = 0;
  std::uint32_t abstained = 0;
};

using Figures = std::variant<ScaleFigures, ChoiceFigures, NpsFigures, NumberFigures, RankFigures>;

struct ItemGroup {
  CategorySet categories;
  Figures figures;
};

struct ItemResult {
  const forms::Item* item = nullptr;
  const std::vector<forms::Option>* options = nullptr;  ///< null for number and nps
  std::vector<ItemGroup> groups;                        ///< in the order of their first categories
  Figures pooled;                                       ///< over the groups of the official score together
  std::optional<Rational> weighted;                     ///< scale items only
  Rational weight_covered;  ///< of `weighted`: Σ of the weights of the groups that have a score
  CategorySet left_out;     ///< of this item, though their groups are shown elsewhere
};

/// A ratee's score over items: Σ w·S / Σ w over scale items of positive weight that have a score.
struct RateeScore {
  std::optional<Rational> value;
  bool covers_all_weight = true;  ///< false: some weighted item has no score; then there is no rank
  Rational covered;               ///< Σ w of the items that have a score: what `value` is divided by
  Rational weight;                ///< Σ w of all its weighted items
};

struct RateeResult {
  int ratee = forms::kAboutTeam;  ///< as in forms::Slot
  std::vector<ItemResult> items;
  RateeScore weighted;
  RateeScore pooled;
  std::vector<std::uint16_t> flags;  ///< indices into rules.flags that apply, ascending
};

struct GroupTurnout {
  CategorySet categories;
  std::optional<std::int64_t> due;  ///< nullopt: the unit states none
  std::uint32_t returned = 0;
  std::uint32_t valid = 0;
  std::array<std::uint32_t, kInvalidReasons> invalid{};
};

inline constexpr std::uint32_t kNoUnit = UINT32_MAX;

struct UnitResult {
  std::uint32_t unit = kNoUnit;      ///< index into Round::units; a `small:` unit's parent (kNoUnit: the top)
  std::vector<std::uint32_t> small;  ///< not empty: a `small:` unit that counts these together
  bool suppressed = false;           ///< true: everything below is empty
  bool withheld = false;             ///< suppressed by whoever released the round: see withhold.h
  std::vector<GroupTurnout> groups;
  CategorySet left_out;
  std::optional<bool> quorate;
  std::vector<RateeResult> results;  ///< team, members in file order, none
};

/// A `scale` item about the team over the shown units of a subtree.
struct RollupItem {
  const forms::Item* item = nullptr;
  const std::vector<forms::Option>* options = nullptr;
  ScaleFigures pooled;
  std::optional<Rational> weighted;
  std::uint64_t weighted_valid = 0;  ///< valid ballots of the units in that mean: those that have a score
};

struct RollupResult {
  std::uint32_t unit = 0;
  std::uint32_t units_shown = 0;  ///< whose ballots are in, also through `small:` units
  std::uint32_t units_not_shown = 0;
  std::uint64_t valid = 0;           ///< valid ballots of the groups of the units that are in
  bool withheld = false;             ///< a unit below was withheld: everything below is empty
  std::vector<RollupItem> items;     ///< empty where nothing is in
  RateeScore weighted;               ///< `covered`: of the unit in the mean that covers least
  std::uint64_t weighted_valid = 0;  ///< valid ballots of the units in the mean of `weighted`
  RateeScore pooled;
};

struct TallyTables {
  const forms::Round* round = nullptr;
  std::vector<UnitResult> units;     ///< file order, then `small:` units by their first unit
  std::vector<RollupResult> rollup;  ///< every unit with children, file order
};

}  // namespace candor::analysis
