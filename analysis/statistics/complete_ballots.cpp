#include "analysis/statistics/complete_ballots.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "analysis/figures.h"

namespace candor::analysis {
namespace {

/// Values beyond are too large to be squared and summed exactly; no scale of people's grades comes near.
constexpr std::int64_t kLargestValue = std::int64_t{1} << 44;

bool is_scored_item(const forms::Slot& slot) {
  return slot.item->type == forms::ItemType::scale && !slot.item->weight.is_negative() &&
         !to_rational(slot.item->weight).is_zero();
}

ScoredSlot make_slot(std::uint32_t index, const std::vector<forms::Option>& options, const ScaleTable& table,
                     std::int64_t denominator) {
  ScoredSlot slot{index, 0, {}, {}};
  for (std::size_t i = 0; i < options.size(); ++i) {
    slot.values.push_back(table.scaled[i] * (denominator / table.common));
    slot.position.push_back(table.is_scored[i] ? std::int64_t{++slot.positions} : 0);
  }
  return slot;
}

bool fits(const RateeScale& scale) {
  return std::ranges::all_of(scale.slots, [](const ScoredSlot& slot) {
    return std::ranges::all_of(
        slot.values, [](std::int64_t value) { return value <= kLargestValue && value >= -kLargestValue; });
  });
}

/// False where the values have no common denominator of reasonable size.
bool fill_scale(RateeScale& scale, const Shape& shape, const std::vector<std::uint32_t>& slots) {
  std::vector<ScaleTable> tables;
  for (const std::uint32_t slot : slots) {
    tables.push_back(make_scale_table(*shape.codebook.slots[slot].options));
    if (tables.back().common == 0 || tables.back().common > kLargestValue) return false;
    scale.denominator = std::lcm(scale.denominator, tables.back().common);
    if (scale.denominator > (1 << 20)) return false;
  }
  for (std::size_t i = 0; i < slots.size(); ++i) {
    scale.slots.push_back(
        make_slot(slots[i], *shape.codebook.slots[slots[i]].options, tables[i], scale.denominator));
  }
  return fits(scale);
}

/// Option indices of the items that are answered with a scored option, which are counted.
void read_scored(const RateeScale& scale, const Shape& shape, std::span<const std::uint8_t> answers,
                 std::vector<std::uint64_t>& answered, std::vector<std::uint32_t>& options) {
  options.clear();
  for (std::size_t i = 0; i < scale.slots.size(); ++i) {
    const ScoredSlot& slot = scale.slots[i];
    const int option = forms::read_choice(answers, shape.codebook.slots[slot.slot]);
    if (option < 0 || static_cast<std::size_t>(option) >= slot.position.size()) continue;
    if (slot.position[static_cast<std::size_t>(option)] == 0) continue;
    ++answered[i];
    options.push_back(static_cast<std::uint32_t>(option));
  }
}

void add_complete(CompleteSums& sums, const RateeScale& scale, const std::vector<std::uint32_t>& options) {
  std::int64_t total = 0;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const ScoredSlot& slot = scale.slots[i];
    sums.items[i].add(slot.values[options[i]]);
    sums.positions[i].add(slot.position[options[i]]);
    total += slot.values[options[i]];
  }
  sums.totals.add(total);
}

}  // namespace

std::vector<RateeScale> find_scales(const Shape& shape) {
  std::vector<RateeScale> scales;
  std::vector<std::vector<std::uint32_t>> slots;
  for (std::uint32_t i = 0; i < shape.codebook.slots.size(); ++i) {
    const forms::Slot& slot = shape.codebook.slots[i];
    if (!is_scored_item(slot)) continue;
    auto found = std::ranges::find(scales, slot.ratee, &RateeScale::ratee);
    if (found == scales.end()) {
      scales.push_back({slot.ratee, 1, {}});
      slots.emplace_back();
      found = scales.end() - 1;
    }
    slots[static_cast<std::size_t>(found - scales.begin())].push_back(i);
  }
  std::vector<RateeScale> usable;
  for (std::size_t i = 0; i < scales.size(); ++i) {
    if (fill_scale(scales[i], shape, slots[i])) usable.push_back(std::move(scales[i]));
  }
  return usable;
}

CompleteSums make_sums(const RateeScale& scale) {
  const std::size_t slots = scale.slots.size();
  return {std::vector<std::uint64_t>(slots), {}, std::vector<Moments>(slots), std::vector<Moments>(slots)};
}

CompleteSums& CompleteSums::operator+=(const CompleteSums& other) {
  totals += other.totals;
  for (std::size_t i = 0; i < answered.size(); ++i) answered[i] += other.answered[i];
  for (std::size_t i = 0; i < items.size(); ++i) items[i] += other.items[i];
  for (std::size_t i = 0; i < positions.size(); ++i) positions[i] += other.positions[i];
  return *this;
}

CompleteBallots::CompleteBallots(const forms::Round& round)
    : shapes_(make_shapes(round)), sums_(round.units.size() * round.categories.size()) {
  for (const auto& shape : shapes_->all) scales_.push_back(find_scales(*shape));
}

bool CompleteBallots::add(std::uint32_t unit, std::uint32_t category, std::span<const std::uint8_t> answers) {
  const std::size_t categories = shapes_->round->categories.size();
  if (unit >= shapes_->of_unit.size() || category >= categories) return false;
  const std::uint32_t index = shapes_->of_unit[unit];
  const Shape& shape = *shapes_->all[index];
  if (answers.size() != shape.codebook.size_bytes) return false;
  if (find_invalid(shape.validity, shape.codebook, answers)) return true;
  auto& place = sums_[unit * categories + category];
  if (!place) {
    place = std::make_unique<std::vector<CompleteSums>>();
    for (const RateeScale& scale : scales_[index]) place->push_back(make_sums(scale));
  }
  for (std::size_t i = 0; i < scales_[index].size(); ++i) {
    const RateeScale& scale = scales_[index][i];
    read_scored(scale, shape, answers, (*place)[i].answered, options_);
    if (options_.size() == scale.slots.size()) add_complete((*place)[i], scale, options_);
  }
  return true;
}

RawCompleteBallots CompleteBallots::finish() && {
  RawCompleteBallots raw;
  raw.shapes_ = std::move(shapes_);
  raw.scales_ = std::move(scales_);
  raw.sums_ = std::move(sums_);
  return raw;
}

}  // namespace candor::analysis
