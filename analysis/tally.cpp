#include "analysis/tally.h"

#include <utility>

namespace candor::analysis {
namespace {

using Answers = std::span<const std::uint8_t>;

/// A choice beyond the options cannot come from a checked ballot; it counts as no answer.
void count_choice(Cell& cell, const CountSlot& slot, std::uint32_t choice) {
  ++cell.counts[slot.first + (choice <= slot.options ? choice : 0)];
}

void count_multiple(Cell& cell, const CountSlot& slot, Answers answers) {
  bool any = false;
  for (std::uint32_t i = 0; i < slot.options; ++i) {
    if ((answers[slot.offset + i / 8] >> (i % 8) & 1) == 0) continue;
    ++cell.counts[slot.first + 1 + i];
    any = true;
  }
  if (!any) ++cell.counts[slot.first];
}

void count_rank(Cell& cell, const CountSlot& slot, Answers answers) {
  std::uint32_t position = 0;
  while (position < slot.width) {
    const std::uint32_t choice = answers[slot.offset + position];
    if (choice == 0 || choice > slot.options) break;
    ++position;
    ++cell.counts[slot.first + choice];
    cell.position_sums[slot.sums + choice - 1] += position;
  }
  if (position == 0) ++cell.counts[slot.first];
}

void count_number(Cell& cell, const CountSlot& slot, const forms::Slot& place, Answers answers) {
  if (forms::is_answered(answers, place)) {
    ++cell.values[slot.sums][forms::read_number(answers, place)];
  } else {
    ++cell.counts[slot.first];
  }
}

/// The answers that no lane counts.
void count_rest(Cell& cell, const Shape& shape, const LanePlan& plan, Answers answers) {
  for (const std::uint32_t i : plan.rest) {
    const CountSlot& slot = shape.slots[i];
    switch (slot.counting) {
      case Counting::choice:
        count_choice(cell, slot, answers[slot.offset]);
        break;
      case Counting::wide_choice:
        count_choice(cell, slot, raw_choice(answers, slot.offset, 2));
        break;
      case Counting::multiple:
        count_multiple(cell, slot, answers);
        break;
      case Counting::number:
        count_number(cell, slot, shape.codebook.slots[i], answers);
        break;
      case Counting::rank:
        count_rank(cell, slot, answers);
        break;
    }
  }
}

template <class Counter>
void add_counts(std::vector<Counter>& into, const std::vector<Counter>& from) {
  for (std::size_t i = 0; i < into.size(); ++i) into[i] += from[i];
}

}  // namespace

Cell make_cell(const Shape& shape) {
  Cell cell;
  cell.counts.resize(shape.counters);
  cell.position_sums.resize(shape.position_sums);
  cell.values.resize(shape.value_tables);
  return cell;
}

void add_cell(Cell& into, const Cell& from) {
  into.returned += from.returned;
  into.valid += from.valid;
  for (std::size_t i = 0; i < kInvalidReasons; ++i) into.invalid[i] += from.invalid[i];
  add_counts(into.counts, from.counts);
  add_counts(into.position_sums, from.position_sums);
  for (std::size_t i = 0; i < into.values.size(); ++i) {
    for (const auto& [value, count] : from.values[i]) into.values[i][value] += count;
  }
}

Tallier::Tallier(const forms::Round& round) : shapes_(make_shapes(round)) {
  Plans plans;
  for (const auto& shape : shapes_->all) plans.push_back(plan_lanes(*shape));
  plans_ = std::make_shared<const Plans>(std::move(plans));
  cells_.resize(round.units.size() * round.categories.size());
}

Tallier::Tallier(std::shared_ptr<const Shapes> shapes, std::shared_ptr<const Plans> plans)
    : shapes_(std::move(shapes)),
      plans_(std::move(plans)),
      cells_(shapes_->round->units.size() * shapes_->round->categories.size()) {}

Tallier Tallier::sibling() const {
  return {shapes_, plans_};
}

bool Tallier::add(std::uint32_t unit, std::uint32_t category, Answers answers) {
  const std::size_t categories = shapes_->round->categories.size();
  if (unit >= shapes_->of_unit.size() || category >= categories) return false;
  const std::uint32_t kind = shapes_->of_unit[unit];
  const Shape& shape = *shapes_->all[kind];
  if (answers.size() != shape.codebook.size_bytes) return false;
  const LanePlan& plan = (*plans_)[kind];
  const std::size_t place = unit * categories + category;
  if (!cells_[place]) cells_[place] = std::make_unique<Filling>(Filling{make_cell(shape), LaneCounts(plan)});
  Filling& filling = *cells_[place];
  ++filling.cell.returned;
  if (const auto reason = find_invalid(shape.validity, shape.codebook, answers)) {
    ++filling.cell.invalid[static_cast<std::size_t>(*reason)];
    return true;
  }
  ++filling.cell.valid;
  count_rest(filling.cell, shape, plan, answers);
  filling.lanes.add(plan, answers);
  if (filling.lanes.is_full()) settle(place);
  return true;
}

/// Moves what the lanes hold into the cell.
void Tallier::settle(std::size_t place) {
  const std::uint32_t kind = shapes_->of_unit[place / shapes_->round->categories.size()];
  Filling& filling = *cells_[place];
  filling.lanes.move_to((*plans_)[kind], *shapes_->all[kind], filling.cell.counts);
}

void Tallier::merge(Tallier&& other) {
  for (std::size_t i = 0; i < cells_.size() && i < other.cells_.size(); ++i) {
    if (!other.cells_[i]) continue;
    if (cells_[i]) {
      other.settle(i);
      add_cell(cells_[i]->cell, other.cells_[i]->cell);
    } else {
      cells_[i] = std::move(other.cells_[i]);
    }
  }
}

RawTally Tallier::finish() && {
  RawTally raw;
  raw.cells_.resize(cells_.size());
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    if (!cells_[i]) continue;
    settle(i);
    raw.cells_[i] = std::make_unique<Cell>(std::move(cells_[i]->cell));
    cells_[i].reset();
  }
  raw.shapes_ = std::move(shapes_);
  return raw;
}

}  // namespace candor::analysis
