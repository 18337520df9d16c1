#include "analysis/rollup.h"

#include <map>
#include <string_view>
#include <utility>
#include <variant>

#include "analysis/scores.h"

namespace candor::analysis {
namespace {

/// A mean by valid ballots that is still being added up.
struct Mean {
  Rational sum;
  std::uint64_t valid = 0;
  void add(const std::optional<Rational>& value, std::uint64_t ballots) {
    if (!value) return;
    sum += *value * Rational(static_cast<std::int64_t>(ballots));
    valid += ballots;
  }
  void add(const Mean& other) {
    sum += other.sum;
    valid += other.valid;
  }
  [[nodiscard]] std::optional<Rational> value() const {
    if (valid == 0) return std::nullopt;
    return sum / Rational(static_cast<std::int64_t>(valid));
  }
};

/// What a subtree amounts to.
struct Totals {
  std::uint32_t units = 0;
  std::uint32_t shown = 0;
  std::uint64_t valid = 0;
  bool any = false;
  std::vector<RollupItem> items;
  std::vector<Mean> weighted;  ///< by item
  Mean ratee;
  bool covers_all_weight = true;
  std::optional<Rational> covered;  ///< the least of the units that have a score
  Rational weight;
};

void add_figures(ScaleFigures& into, const ScaleFigures& from) {
  if (into.counts.empty()) into.counts.resize(from.counts.size());
  for (std::size_t i = 0; i < from.counts.size(); ++i) into.counts[i] += from.counts[i];
  into.n += from.n;
  into.abstained += from.abstained;
  into.base += from.base;
}

void add_totals(Totals& into, Totals&& from) {
  into.units += from.units;
  into.shown += from.shown;
  into.valid += from.valid;
  into.covers_all_weight = into.covers_all_weight && from.covers_all_weight;
  into.any = into.any || from.any;
  if (from.covered && (!into.covered || *from.covered < *into.covered)) into.covered = from.covered;
  if (into.weight.is_zero()) into.weight = from.weight;  // every unit is asked the same about its team
  into.ratee.add(from.ratee);
  if (into.items.empty()) {
    into.items = std::move(from.items);
    into.weighted = std::move(from.weighted);
    return;
  }
  for (std::size_t i = 0; i < from.items.size(); ++i) {
    add_figures(into.items[i].pooled, from.items[i].pooled);
    into.weighted[i].add(from.weighted[i]);
  }
}

/// In pairs, as sum_of does, so that few additions are of long fractions.
Totals add_up(std::vector<Totals>& parts, std::size_t first, std::size_t count) {
  if (count == 1) return std::move(parts[first]);
  Totals sum = add_up(parts, first, count / 2);
  add_totals(sum, add_up(parts, first + count / 2, count - count / 2));
  return sum;
}

/// Every unit has the same scale items about the team, in the same order; its own items stay out.
bool rolls_up(const forms::Unit* unit, const ItemResult& item) {
  if (item.item->type != forms::ItemType::scale) return false;
  if (unit == nullptr || unit->items.empty()) return true;
  return item.item < unit->items.data() || item.item >= unit->items.data() + unit->items.size();
}

Totals totals_of(const forms::Unit* unit, const RollupSource& source) {
  Totals totals;
  totals.any = true;
  totals.valid = source.valid;
  for (const RateeResult& ratee : source.result->results) {
    if (ratee.ratee != forms::kAboutTeam) continue;
    for (const ItemResult& item : ratee.items) {
      if (!rolls_up(unit, item)) continue;
      totals.items.push_back({item.item, item.options, std::get<ScaleFigures>(item.pooled), std::nullopt, 0});
      totals.weighted.emplace_back().add(item.weighted, source.valid);
    }
    totals.ratee.add(ratee.weighted.value, source.valid);
    totals.covers_all_weight = ratee.weighted.covers_all_weight;
    totals.weight = ratee.weighted.weight;
    if (ratee.weighted.value) totals.covered = ratee.weighted.covered;
  }
  return totals;
}

RollupResult make_result(std::uint32_t unit, const Totals& totals, const FigureMaker& figures) {
  RollupResult result;
  result.unit = unit;
  result.units_shown = totals.shown;
  result.units_not_shown = totals.units - totals.shown;
  result.valid = totals.valid;
  if (!totals.any) return result;
  result.items = totals.items;
  for (std::size_t i = 0; i < result.items.size(); ++i) {
    fill_scale_scores(result.items[i].pooled, figures.table_of(result.items[i].options));
    result.items[i].weighted = totals.weighted[i].value();
    result.items[i].weighted_valid = totals.weighted[i].valid;
  }
  result.weighted = {totals.ratee.value(), totals.covers_all_weight, totals.covered.value_or(Rational()),
                     totals.weight};
  result.weighted_valid = totals.ratee.valid;
  result.pooled = pooled_score(result.items);
  return result;
}

/// Units with the deepest first, so that children come before their parents.
std::vector<std::uint32_t> leaves_first(const std::vector<std::uint32_t>& parents) {
  std::vector<std::uint32_t> waiting(parents.size(), 0);
  for (const std::uint32_t parent : parents) {
    if (parent != kNoUnit) ++waiting[parent];
  }
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < parents.size(); ++i) {
    if (waiting[i] == 0) order.push_back(i);
  }
  for (std::size_t next = 0; next < order.size(); ++next) {
    const std::uint32_t parent = parents[order[next]];
    if (parent != kNoUnit && --waiting[parent] == 0) order.push_back(parent);
  }
  return order;
}

}  // namespace

std::vector<std::uint32_t> find_parents(const forms::Round& round) {
  std::map<std::string_view, std::uint32_t> by_id;
  for (std::uint32_t i = 0; i < round.units.size(); ++i) by_id.emplace(round.units[i].id, i);
  std::vector<std::uint32_t> parents;
  for (const forms::Unit& unit : round.units) {
    const auto found = by_id.find(unit.parent);
    parents.push_back(unit.parent.empty() || found == by_id.end() ? kNoUnit : found->second);
  }
  return parents;
}

std::vector<RollupResult> roll_up(const forms::Round& round, const FigureMaker& figures,
                                  const std::vector<RollupSource>& units,
                                  const std::vector<RollupSource>& small) {
  const std::vector<std::uint32_t> parents = find_parents(round);
  std::vector<std::vector<Totals>> below(units.size());  // what is in a subtree besides the unit itself
  for (const RollupSource& source : small) {
    if (source.result->unit == kNoUnit) continue;
    Totals totals = totals_of(nullptr, source);
    totals.shown = static_cast<std::uint32_t>(source.result->small.size());
    below[source.result->unit].push_back(std::move(totals));
  }
  std::vector<std::optional<RollupResult>> results(units.size());
  std::vector<bool> is_parent(units.size(), false);
  for (const std::uint32_t parent : parents) {
    if (parent != kNoUnit) is_parent[parent] = true;
  }
  for (const std::uint32_t unit : leaves_first(parents)) {
    Totals self = units[unit].result == nullptr ? Totals{} : totals_of(&round.units[unit], units[unit]);
    self.units = 1;
    self.shown = units[unit].result == nullptr ? 0 : 1;
    std::vector<Totals> parts = std::move(below[unit]);
    parts.push_back(std::move(self));
    Totals all = add_up(parts, 0, parts.size());
    if (is_parent[unit]) results[unit] = make_result(unit, all, figures);
    if (parents[unit] != kNoUnit) below[parents[unit]].push_back(std::move(all));
  }
  std::vector<RollupResult> rollup;
  for (auto& result : results) {
    if (result) rollup.push_back(std::move(*result));
  }
  return rollup;
}

}  // namespace candor::analysis
