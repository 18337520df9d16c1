#include "analysis/disclose.h"

#include <algorithm>
#include <map>
#include <memory>

#include "analysis/evaluate.h"
#include "analysis/rollup.h"

namespace candor::analysis {

/// The one door into raw counts; it is not in any header.
struct RawAccess {
  static const Shapes& shapes(const RawTally& raw) { return *raw.shapes_; }
  static const Cell* cell(const RawTally& raw, std::size_t unit, std::size_t category) {
    return raw.cells_[unit * raw.round().categories.size() + category].get();
  }
};

namespace {

CountingUnit counting_of(const RawTally& raw, std::uint32_t unit) {
  const Shapes& shapes = RawAccess::shapes(raw);
  CountingUnit counting{shapes.all[shapes.of_unit[unit]].get(), &raw.round().units[unit], {}};
  for (std::size_t i = 0; i < raw.round().categories.size(); ++i) {
    counting.cells.push_back(RawAccess::cell(raw, unit, i));
  }
  return counting;
}

/// Adds the part of a unit's counts that every unit has: sections about the team and none.
void add_shared(Cell& into, const Shape& small, const Cell& from, const Shape& shape) {
  into.returned += from.returned;
  into.valid += from.valid;
  for (std::size_t i = 0; i < kInvalidReasons; ++i) into.invalid[i] += from.invalid[i];
  for (std::size_t i = 0; i < shape.shared.size(); ++i) {
    const CountSlot& source = shape.slots[shape.shared[i]];
    const CountSlot& target = small.slots[i];
    for (std::uint32_t c = 0; c <= source.options; ++c)
      into.counts[target.first + c] += from.counts[source.first + c];
    for (std::uint32_t c = 0; source.counting == Counting::rank && c < source.options; ++c) {
      into.position_sums[target.sums + c] += from.position_sums[source.sums + c];
    }
    if (source.counting != Counting::number) continue;
    for (const auto& [value, count] : from.values[source.sums]) into.values[target.sums][value] += count;
  }
}

struct SmallUnit {
  std::uint32_t parent = kNoUnit;
  std::vector<std::uint32_t> units;
};

/// Units not shown that have a valid ballot, by parent, where there are two or more; by first unit.
std::vector<SmallUnit> find_small(const std::vector<Evaluation>& units,
                                  const std::vector<std::uint32_t>& parents) {
  std::map<std::uint32_t, SmallUnit> by_parent;
  for (std::uint32_t i = 0; i < units.size(); ++i) {
    if (units[i].is_shown || !units[i].has_valid) continue;
    SmallUnit& small = by_parent[parents[i]];
    small.parent = parents[i];
    small.units.push_back(i);
  }
  std::vector<SmallUnit> found;
  for (auto& [parent, small] : by_parent) {
    if (small.units.size() >= 2) found.push_back(std::move(small));
  }
  std::sort(found.begin(), found.end(),
            [](const SmallUnit& a, const SmallUnit& b) { return a.units.front() < b.units.front(); });
  return found;
}

Evaluation evaluate_small(const RawTally& raw, const Evaluator& evaluator, SmallUnit small) {
  const Shapes& shapes = RawAccess::shapes(raw);
  std::vector<std::unique_ptr<Cell>> cells(raw.round().categories.size());
  for (const std::uint32_t unit : small.units) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const Cell* cell = RawAccess::cell(raw, unit, i);
      if (cell == nullptr) continue;
      if (!cells[i]) cells[i] = std::make_unique<Cell>(make_cell(shapes.small));
      add_shared(*cells[i], shapes.small, *cell, *shapes.all[shapes.of_unit[unit]]);
    }
  }
  CountingUnit counting{&shapes.small, nullptr, {}};
  for (const auto& cell : cells) counting.cells.push_back(cell.get());
  Evaluation evaluation = evaluator.evaluate(counting, Listing::disclosed);
  evaluation.result.unit = small.parent;
  evaluation.result.small = std::move(small.units);
  return evaluation;
}

TallyTables make_tables(const RawTally& raw, Listing listing) {
  const Evaluator evaluator(raw.round());
  std::vector<Evaluation> units;
  units.reserve(raw.round().units.size());
  for (std::uint32_t i = 0; i < raw.round().units.size(); ++i) {
    units.push_back(evaluator.evaluate(counting_of(raw, i), listing));
    units.back().result.unit = i;
  }
  std::vector<Evaluation> small;
  for (SmallUnit& found : find_small(units, find_parents(raw.round()))) {
    Evaluation evaluation = evaluate_small(raw, evaluator, std::move(found));
    if (evaluation.is_shown) small.push_back(std::move(evaluation));
  }
  const auto source = [](const Evaluation& e) {
    return RollupSource{e.is_shown ? &e.result : nullptr, e.valid};
  };
  std::vector<RollupSource> unit_sources(units.size());
  std::vector<RollupSource> small_sources(small.size());
  std::transform(units.begin(), units.end(), unit_sources.begin(), source);
  std::transform(small.begin(), small.end(), small_sources.begin(), source);
  TallyTables tables;
  tables.round = &raw.round();
  tables.rollup = roll_up(raw.round(), evaluator.figures(), unit_sources, small_sources);
  for (Evaluation& unit : units) tables.units.push_back(std::move(unit.result));
  for (Evaluation& unit : small) {
    if (listing == Listing::disclosed) tables.units.push_back(std::move(unit.result));
  }
  return tables;
}

}  // namespace

DisclosedTally disclose(const RawTally& raw) {
  return DisclosedTally(make_tables(raw, Listing::disclosed));
}

FullTally list_in_full(const RawTally& raw) {
  return FullTally(make_tables(raw, Listing::full));
}

}  // namespace candor::analysis
