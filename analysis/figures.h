// From counters to the figures of one item over one set of ballots: score, favourable rate, NPS,
// quartiles, ranks. Knows no groups, weights of items or rules of disclosure.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "analysis/results.h"
#include "analysis/tally.h"

namespace candor::analysis {

/// A scale's values over a common denominator, so that a score is one sum of integers and one division.
struct ScaleTable {
  std::vector<bool> is_scored;
  std::vector<bool> is_favourable;
  bool has_favourable = false;
  std::vector<Rational> values;      ///< 0 for unscored options
  std::int64_t common = 0;           ///< common denominator; 0: it is too big, use `values`
  std::vector<std::int64_t> scaled;  ///< values · common
};

[[nodiscard]] ScaleTable make_scale_table(const std::vector<forms::Option>& options);

/// Score and favourable rate from `counts`, `n` and `base` already there. None where n = 0.
/// Score = Σ value·count / base; rate = 100 · Σ favourable counts / base. DESIGN 4.2, 4.5.
void fill_scale_scores(ScaleFigures& figures, const ScaleTable& table);

/// Makes the figures of items for one round.
class FigureMaker {
 public:
  explicit FigureMaker(const forms::Round& round);

  /// Figures of `slot` over these cells together (all of one shape, none null). No cells: no answers.
  [[nodiscard]] Figures make(const Shape& shape, std::size_t slot, std::span<const Cell* const> cells) const;

  /// Scored answers of a scale item, ballots that answered another item: what disclosure counts.
  [[nodiscard]] std::uint64_t answers_in(const Shape& shape, std::size_t slot, const Cell& cell) const;

  /// The table of a scale item's options. Precondition: options of a scale of this round.
  [[nodiscard]] const ScaleTable& table_of(const std::vector<forms::Option>* options) const;

 private:
  [[nodiscard]] ScaleFigures make_scale(const CountSlot& count, const forms::Slot& slot,
                                        std::span<const Cell* const> cells) const;
  forms::Base base_;
  std::map<const std::vector<forms::Option>*, ScaleTable> tables_;
};

}  // namespace candor::analysis
