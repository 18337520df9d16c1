#include "analysis/shape.h"

#include <map>
#include <string>
#include <utility>

namespace candor::analysis {
namespace {

using forms::ItemType;
using forms::Slot;

constexpr std::uint32_t kNpsAnswers = 11;

Counting counting_of(const Slot& slot) {
  switch (slot.item->type) {
    case ItemType::multiple:
      return Counting::multiple;
    case ItemType::number:
      return Counting::number;
    case ItemType::rank:
      return Counting::rank;
    case ItemType::scale:
    case ItemType::single:
    case ItemType::nps:
    case ItemType::text:
    case ItemType::info:
      break;
  }
  return slot.width == 1 ? Counting::choice : Counting::wide_choice;
}

std::uint32_t options_of_slot(const Slot& slot) {
  if (slot.item->type == ItemType::nps) return kNpsAnswers;
  return slot.options == nullptr ? 0 : static_cast<std::uint32_t>(slot.options->size());
}

void fill(Shape& shape, const forms::Round& round, const forms::Unit& unit) {
  shape.codebook = forms::make_codebook(round, unit);
  for (std::uint32_t i = 0; i < shape.codebook.slots.size(); ++i) {
    const Slot& slot = shape.codebook.slots[i];
    CountSlot count{counting_of(slot), slot.offset, slot.width, shape.counters, options_of_slot(slot), 0};
    shape.counters += 1 + count.options;
    if (count.counting == Counting::rank) {
      count.sums = std::exchange(shape.position_sums, shape.position_sums + count.options);
    } else if (count.counting == Counting::number) {
      count.sums = shape.value_tables++;
    }
    shape.slots.push_back(count);
    if (slot.ratee < 0 && slot.section != nullptr) shape.shared.push_back(i);
  }
  shape.validity = make_validity_table(shape.codebook);
}

/// Units with equal keys have equal shapes. Each kind is preceded by its length, for it may hold any
/// character. A unit with items of its own has a shape of its own.
std::string key_of(const forms::Unit& unit, std::size_t index) {
  std::string key = unit.items.empty() ? std::string() : "own " + std::to_string(index);
  for (const forms::Member& member : unit.members)
    key += ":" + std::to_string(member.kind.size()) + member.kind;
  return key;
}

}  // namespace

std::shared_ptr<const Shapes> make_shapes(const forms::Round& round) {
  auto shapes = std::make_shared<Shapes>();
  shapes->round = &round;
  std::map<std::string, std::uint32_t> known;
  for (std::size_t i = 0; i < round.units.size(); ++i) {
    const auto [found, is_new] =
        known.emplace(key_of(round.units[i], i), static_cast<std::uint32_t>(known.size()));
    if (is_new) fill(*shapes->all.emplace_back(std::make_unique<Shape>()), round, round.units[i]);
    shapes->of_unit.push_back(found->second);
  }
  fill(shapes->small, round, forms::Unit{});
  shapes->small.codebook.unit = nullptr;
  return shapes;
}

}  // namespace candor::analysis
