#include "analysis/choice_lanes.h"

#include <algorithm>
#include <cstring>

namespace candor::analysis {
namespace {

/// Sixteen bytes as one value: a comparison of each with its counterpart gives 0xFF or 0.
using Vector = std::uint8_t __attribute__((vector_size(kLanes)));

// An item with more options, and a stretch with fewer choices, is counted as fast one by one.
constexpr std::uint32_t kMostOptions = 12;
constexpr std::uint32_t kFewestChoices = 4;

Vector load(const std::uint8_t* from) {
  Vector vector;
  std::memcpy(&vector, from, sizeof vector);
  return vector;
}

void store(Vector vector, Lanes& to) {
  std::memcpy(to.bytes.data(), &vector, sizeof vector);
}

bool is_narrow(const CountSlot& slot) {
  return slot.counting == Counting::choice && slot.options <= kMostOptions;
}

/// The stretch that begins with the slots from `begin` on, which stand by offset. It lies within the ballot,
/// so it may begin among slots that are counted elsewhere.
Stretch make_stretch(const Shape& shape, std::size_t begin) {
  Stretch stretch;
  stretch.offset = std::min(shape.slots[begin].offset, shape.codebook.size_bytes - kLanes);
  for (std::size_t i = begin; i < shape.slots.size(); ++i) {
    const CountSlot& slot = shape.slots[i];
    if (slot.offset >= stretch.offset + kLanes) break;
    if (!is_narrow(slot)) continue;
    const std::uint32_t lane = slot.offset - stretch.offset;
    stretch.mask.bytes[lane] = UINT8_MAX;
    stretch.slots[lane] = static_cast<std::uint32_t>(i);
    stretch.options = std::max(stretch.options, slot.options);
  }
  return stretch;
}

}  // namespace

LanePlan plan_lanes(const Shape& shape) {
  LanePlan plan;
  const bool is_short = shape.codebook.size_bytes < kLanes;
  for (std::size_t i = 0; i < shape.slots.size();) {
    const auto taken = [&](const Stretch& stretch) {
      return std::ranges::count(stretch.mask.bytes, std::uint8_t{UINT8_MAX});
    };
    if (!is_short && is_narrow(shape.slots[i])) {
      Stretch stretch = make_stretch(shape, i);
      if (taken(stretch) >= kFewestChoices) {
        stretch.first = plan.rows;
        plan.rows += stretch.options;
        plan.stretches.push_back(stretch);
        for (; i < shape.slots.size() && shape.slots[i].offset < stretch.offset + kLanes; ++i) {
          if (!is_narrow(shape.slots[i])) plan.rest.push_back(static_cast<std::uint32_t>(i));
        }
        continue;
      }
    }
    plan.rest.push_back(static_cast<std::uint32_t>(i++));
  }
  return plan;
}

void LaneCounts::add(const LanePlan& plan, std::span<const std::uint8_t> answers) {
  for (const Stretch& stretch : plan.stretches) {
    const Vector choices = load(answers.data() + stretch.offset) & load(stretch.mask.bytes.data());
    Vector option{};
    for (std::uint32_t i = 0; i < stretch.options; ++i) {
      option += 1;
      Lanes& row = rows_[stretch.first + i];
      // A lane that is equal is 0xFF, which is −1.
      store(load(row.bytes.data()) - reinterpret_cast<Vector>(choices == option), row);
    }
  }
  ++ballots_;
}

void LaneCounts::move_to(const LanePlan& plan, const Shape& shape, std::span<std::uint32_t> counts) {
  for (const Stretch& stretch : plan.stretches) {
    for (std::uint32_t lane = 0; lane < kLanes; ++lane) {
      if (stretch.mask.bytes[lane] == 0) continue;
      const CountSlot& slot = shape.slots[stretch.slots[lane]];
      std::uint32_t answered = 0;
      for (std::uint32_t i = 0; i < slot.options; ++i) {
        const std::uint32_t chosen = rows_[stretch.first + i].bytes[lane];
        counts[slot.first + 1 + i] += chosen;
        answered += chosen;
      }
      counts[slot.first] += ballots_ - answered;
    }
  }
  std::ranges::fill(rows_, Lanes{});
  ballots_ = 0;
}

}  // namespace candor::analysis
