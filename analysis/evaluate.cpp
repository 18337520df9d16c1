#include "analysis/evaluate.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>
#include <variant>

#include "analysis/flags.h"
#include "analysis/scores.h"

namespace candor::analysis {
namespace {

std::vector<const Cell*> cells_of(const CountingUnit& counting, const CategorySet& categories) {
  std::vector<const Cell*> cells;
  cells.reserve(categories.size());
  for (const std::uint16_t category : categories) {
    if (counting.cells[category] != nullptr) cells.push_back(counting.cells[category]);
  }
  return cells;
}

std::int64_t due_of(const forms::Unit& unit, const forms::Category& category) {
  const auto found = unit.due->find(category.id);
  return found == unit.due->end() ? 0 : found->second;
}

GroupTurnout make_turnout(const forms::Round& round, const CountingUnit& counting,
                          const CategorySet& categories) {
  GroupTurnout turnout;
  turnout.categories = categories;
  for (const std::uint16_t category : categories) {
    if (counting.unit != nullptr && counting.unit->due) {
      turnout.due = turnout.due.value_or(0) + due_of(*counting.unit, round.categories[category]);
    }
    const Cell* cell = counting.cells[category];
    if (cell == nullptr) continue;
    turnout.returned += cell->returned;
    turnout.valid += cell->valid;
    for (std::size_t i = 0; i < kInvalidReasons; ++i) turnout.invalid[i] += cell->invalid[i];
  }
  return turnout;
}

/// DESIGN 4.6: over all categories of the unit, shown or not.
std::optional<bool> find_quorate(const forms::Round& round, const CountingUnit& counting) {
  if (counting.unit == nullptr || !counting.unit->due || !round.rules.quorum_at_least) return std::nullopt;
  CategorySet all(round.categories.size());
  std::iota(all.begin(), all.end(), std::uint16_t{0});
  const GroupTurnout turnout = make_turnout(round, counting, all);
  return Rational(turnout.returned) >=
         to_rational(*round.rules.quorum_at_least) * Rational(turnout.due.value_or(0));
}

/// Team, members in file order, none.
int place_of_ratee(int ratee) {
  if (ratee == forms::kAboutTeam) return -1;
  return ratee == forms::kAboutNone ? std::numeric_limits<int>::max() : ratee;
}

}  // namespace

/// What the items of one unit have in common.
struct Evaluator::Scene {
  const CountingUnit& counting;
  Listing listing;
  std::vector<Part> singles;  ///< categories with a valid ballot
  Grouping official;
  bool is_void = false;
};

Evaluator::Evaluator(const forms::Round& round)
    : round_(round), figures_(round), k_(static_cast<std::uint64_t>(round.rules.min_cell)) {
  for (const forms::Category& category : round.categories) weights_.push_back(to_rational(category.weight));
}

bool Evaluator::any_weight(const CategorySet& categories) const {
  return std::any_of(categories.begin(), categories.end(),
                     [&](std::uint16_t category) { return !weights_[category].is_zero(); });
}

/// Whether a category of positive weight that is due (any, without a roster) has no valid ballot.
bool Evaluator::is_void(const CountingUnit& counting) const {
  for (std::size_t i = 0; i < weights_.size(); ++i) {
    const bool has_valid = counting.cells[i] != nullptr && counting.cells[i]->valid > 0;
    if (has_valid || weights_[i].is_zero()) continue;
    if (counting.unit == nullptr || !counting.unit->due) return true;
    if (due_of(*counting.unit, round_.categories[i]) > 0) return true;
  }
  return false;
}

Evaluator::Scene Evaluator::make_scene(const CountingUnit& counting, Listing listing) const {
  Scene scene{counting, listing, {}, {}, false};
  for (std::uint16_t i = 0; i < counting.cells.size(); ++i) {
    if (counting.cells[i] == nullptr || counting.cells[i]->valid == 0) continue;
    scene.singles.push_back({{i}, round_.categories[i].confidential, counting.cells[i]->valid, weights_[i]});
  }
  scene.official = group_unit(scene.singles, k_);
  scene.is_void = round_.rules.empty_category == forms::EmptyCategory::void_score &&
                  (is_void(counting) || any_weight(scene.official.left_out));
  return scene;
}

std::optional<Rational> Evaluator::weigh(const Scene& scene, const Grouping& grouping,
                                         const std::vector<Figures>& figures) const {
  const bool voids = round_.rules.empty_category == forms::EmptyCategory::void_score;
  if (scene.is_void || (voids && any_weight(grouping.left_out))) return std::nullopt;
  std::vector<WeightedScore> parts;
  parts.reserve(figures.size());
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const auto& score = std::get<ScaleFigures>(figures[i]).score;
    if (voids && !score && !grouping.groups[i].weight.is_zero()) return std::nullopt;
    parts.push_back({grouping.groups[i].weight, score});
  }
  return weighted_mean(parts);
}

ItemResult Evaluator::make_item(const Scene& scene, std::size_t slot) const {
  const Shape& shape = *scene.counting.shape;
  std::vector<Part> parts = scene.official.groups;
  for (Part& part : parts) {
    part.count = 0;
    for (const Cell* cell : cells_of(scene.counting, part.categories)) {
      part.count += figures_.answers_in(shape, slot, *cell);
    }
  }
  Grouping grouping = group_item(std::move(parts), k_);
  const auto figures_of = [&](const CategorySet& categories) {
    return figures_.make(shape, slot, cells_of(scene.counting, categories));
  };
  ItemResult result;
  result.item = shape.codebook.slots[slot].item;
  result.options = shape.codebook.slots[slot].options;
  CategorySet together;
  std::vector<Figures> figures;
  for (const Part& part : grouping.groups) {
    together.insert(together.end(), part.categories.begin(), part.categories.end());
    figures.push_back(figures_of(part.categories));
  }
  result.pooled = figures_of(together);
  if (result.item->type == forms::ItemType::scale) {
    result.weighted = weigh(scene, grouping, figures);
    for (std::size_t i = 0; i < figures.size(); ++i) {
      if (std::get<ScaleFigures>(figures[i]).score) result.weight_covered += grouping.groups[i].weight;
    }
  }
  if (scene.listing == Listing::full) {
    for (const Part& single : scene.singles)
      result.groups.push_back({single.categories, figures_of(single.categories)});
  } else {
    for (std::size_t i = 0; i < figures.size(); ++i) {
      result.groups.push_back({std::move(grouping.groups[i].categories), std::move(figures[i])});
    }
  }
  result.left_out = std::move(grouping.left_out);
  return result;
}

std::vector<RateeResult> Evaluator::make_results(const Scene& scene) const {
  std::vector<RateeResult> results;
  const auto& slots = scene.counting.shape->codebook.slots;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const int ratee = slots[i].ratee;
    auto found =
        std::find_if(results.begin(), results.end(), [&](const RateeResult& r) { return r.ratee == ratee; });
    if (found == results.end()) {
      found = results.emplace(results.end());
      found->ratee = ratee;
    }
    found->items.push_back(make_item(scene, i));
  }
  std::stable_sort(results.begin(), results.end(), [](const RateeResult& a, const RateeResult& b) {
    return place_of_ratee(a.ratee) < place_of_ratee(b.ratee);
  });
  for (RateeResult& ratee : results) {
    fill_ratee_scores(ratee);
    ratee.flags = find_flags(ratee, round_.rules);
  }
  return results;
}

Evaluation Evaluator::evaluate(const CountingUnit& counting, Listing listing) const {
  const Scene scene = make_scene(counting, listing);
  Evaluation evaluation;
  evaluation.has_valid = !scene.singles.empty();
  evaluation.is_shown = !scene.official.groups.empty();
  UnitResult& result = evaluation.result;
  result.suppressed = listing == Listing::full ? !evaluation.has_valid : !evaluation.is_shown;
  if (result.suppressed) return evaluation;
  for (const Part& group : scene.official.groups) evaluation.valid += group.count;
  for (const Part& group : listing == Listing::full ? scene.singles : scene.official.groups) {
    result.groups.push_back(make_turnout(round_, counting, group.categories));
  }
  result.left_out = scene.official.left_out;
  result.quorate = find_quorate(round_, counting);
  result.results = make_results(scene);
  return evaluation;
}

}  // namespace candor::analysis
