// One unit's (or `small:` unit's) counts into its result: groups, items, scores, flags, quorum. The
// official figures follow from the groups of disclosure in either listing. Knows no other unit.
#pragma once

#include <vector>

#include "analysis/figures.h"
#include "analysis/groups.h"
#include "analysis/results.h"
#include "analysis/tally.h"

namespace candor::analysis {

/// What is counted together. `unit` is null for a `small:` unit: no due, no quorum.
struct CountingUnit {
  const Shape* shape = nullptr;
  const forms::Unit* unit = nullptr;
  std::vector<const Cell*> cells;  ///< by category; null: no ballot
};

/// disclosed: the groups of section 5. full: every category with a valid ballot by itself.
enum class Listing : std::uint8_t { disclosed, full };

struct Evaluation {
  UnitResult result;        ///< without `unit` and `small`: the caller knows them
  bool is_shown = false;    ///< there is a group: it may be shown to anybody
  bool has_valid = false;   ///< at least one valid ballot
  std::uint64_t valid = 0;  ///< valid ballots of its groups
};

class Evaluator {
 public:
  explicit Evaluator(const forms::Round& round);
  [[nodiscard]] Evaluation evaluate(const CountingUnit& counting, Listing listing) const;
  [[nodiscard]] const FigureMaker& figures() const { return figures_; }

 private:
  struct Scene;
  [[nodiscard]] Scene make_scene(const CountingUnit& counting, Listing listing) const;
  [[nodiscard]] bool is_void(const CountingUnit& counting) const;
  [[nodiscard]] ItemResult make_item(const Scene& scene, std::size_t slot) const;
  [[nodiscard]] std::optional<Rational> weigh(const Scene& scene, const Grouping& grouping,
                                              const std::vector<Figures>& figures) const;
  [[nodiscard]] std::vector<RateeResult> make_results(const Scene& scene) const;
  [[nodiscard]] bool any_weight(const CategorySet& categories) const;

  const forms::Round& round_;
  FigureMaker figures_;
  std::vector<Rational> weights_;  ///< by category
  std::uint64_t k_;
};

}  // namespace candor::analysis
