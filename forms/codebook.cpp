#include "forms/codebook.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace candor::forms {
namespace {

constexpr std::int64_t kNoNumber = std::numeric_limits<std::int64_t>::min();
constexpr std::uint32_t kNumberWidth = 8;
constexpr std::size_t kMaxOneByteOptions = 254;

bool has_slot(const Item& item) {
  return item.type != ItemType::text && item.type != ItemType::info;
}

std::uint32_t width_of(const Item& item, const std::vector<Option>* options) {
  const std::size_t count = options == nullptr ? 0 : options->size();
  switch (item.type) {
    case ItemType::scale:
    case ItemType::single:
      return count <= kMaxOneByteOptions ? 1 : 2;
    case ItemType::multiple:
      return static_cast<std::uint32_t>((count + 7) / 8);
    case ItemType::rank:
      return static_cast<std::uint32_t>(count);
    case ItemType::number:
      return kNumberWidth;
    case ItemType::nps:
      return 1;
    case ItemType::text:
    case ItemType::info:
      return 0;
  }
  return 0;
}

/// Resolves show_if among the slots from `first` on, which are about the same ratee.
void link_shower(Codebook& codebook, std::size_t first, Slot& slot) {
  if (!slot.item->show_if) return;
  for (std::size_t i = first; i < codebook.slots.size(); ++i) {
    const Slot& shower = codebook.slots[i];
    if (shower.item->id != slot.item->show_if->item || shower.options == nullptr) continue;
    slot.shown_by = static_cast<int>(i);
    for (const Option& option : *shower.options) {
      const auto& is = slot.item->show_if->is;
      slot.shown_by_option.push_back(std::find(is.begin(), is.end(), option.id) != is.end() ? 1 : 0);
    }
    return;
  }
}

void add_slots(Codebook& codebook, const Section* section, const std::vector<Item>& items, int ratee) {
  const std::size_t first = codebook.slots.size();
  for (const Item& item : items) {
    if (!has_slot(item)) continue;
    Slot slot;
    slot.item = &item;
    slot.section = section;
    slot.options = options_of(*codebook.round, item);
    slot.ratee = ratee;
    slot.offset = codebook.size_bytes;
    slot.width = width_of(item, slot.options);
    link_shower(codebook, first, slot);
    codebook.size_bytes += slot.width;
    codebook.slots.push_back(std::move(slot));
  }
}

void add_section(Codebook& codebook, const Section& section) {
  switch (section.about) {
    case About::team:
      add_slots(codebook, &section, section.items, kAboutTeam);
      return;
    case About::none:
      add_slots(codebook, &section, section.items, kAboutNone);
      return;
    case About::member:
      break;
  }
  const auto& members = codebook.unit->members;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (is_about_member(section, members[i]))
      add_slots(codebook, &section, section.items, static_cast<int>(i));
  }
}

bool is_choice(const Slot& slot) {
  return slot.item->type == ItemType::scale || slot.item->type == ItemType::single ||
         slot.item->type == ItemType::nps;
}

bool has_bit(std::span<const std::uint8_t> answers, const Slot& slot, std::size_t option) {
  return ((answers[slot.offset + option / 8] >> (option % 8)) & 1U) != 0;
}

}  // namespace

Codebook make_codebook(const Round& round, const Unit& unit) {
  Codebook codebook;
  codebook.round = &round;
  codebook.unit = &unit;
  for (const Section& section : round.sections) add_section(codebook, section);
  add_slots(codebook, nullptr, unit.items, kAboutTeam);
  codebook.canonical_order.resize(codebook.slots.size());
  std::iota(codebook.canonical_order.begin(), codebook.canonical_order.end(), 0U);
  const auto key = [&](std::uint32_t i) {
    const Slot& slot = codebook.slots[i];
    return std::pair<std::string_view, std::string_view>(about_name(codebook, slot.ratee), slot.item->id);
  };
  std::sort(codebook.canonical_order.begin(), codebook.canonical_order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
  return codebook;
}

std::vector<std::uint8_t> blank_answers(const Codebook& codebook) {
  std::vector<std::uint8_t> answers(codebook.size_bytes, 0);
  for (const Slot& slot : codebook.slots) {
    if (slot.item->type == ItemType::number) erase_answer(answers, slot);
  }
  return answers;
}

int read_choice(std::span<const std::uint8_t> answers, const Slot& slot) {
  int stored = answers[slot.offset];
  if (slot.width == 2) stored |= answers[slot.offset + 1] << 8;
  return stored - 1;
}

void write_choice(std::span<std::uint8_t> answers, const Slot& slot, int index) {
  const auto stored = static_cast<std::uint32_t>(index + 1);
  answers[slot.offset] = static_cast<std::uint8_t>(stored & 0xFFU);
  if (slot.width == 2) answers[slot.offset + 1] = static_cast<std::uint8_t>(stored >> 8U);
}

bool is_answered(std::span<const std::uint8_t> answers, const Slot& slot) {
  if (slot.item->type == ItemType::number) return read_number(answers, slot) != kNoNumber;
  const auto bytes = answers.subspan(slot.offset, slot.width);
  return std::any_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte != 0; });
}

std::int64_t read_number(std::span<const std::uint8_t> answers, const Slot& slot) {
  std::uint64_t bits = 0;
  for (std::uint32_t i = 0; i < kNumberWidth; ++i) bits |= std::uint64_t{answers[slot.offset + i]} << (8 * i);
  return static_cast<std::int64_t>(bits);
}

void write_number(std::span<std::uint8_t> answers, const Slot& slot, std::int64_t scaled) {
  const auto bits = static_cast<std::uint64_t>(scaled);
  for (std::uint32_t i = 0; i < kNumberWidth; ++i) {
    answers[slot.offset + i] = static_cast<std::uint8_t>((bits >> (8 * i)) & 0xFFU);
  }
}

std::vector<int> read_choices(std::span<const std::uint8_t> answers, const Slot& slot) {
  std::vector<int> indices;
  if (slot.item->type == ItemType::rank) {
    for (std::uint32_t place = 0; place < slot.width && answers[slot.offset + place] != 0; ++place) {
      indices.push_back(answers[slot.offset + place] - 1);
    }
    return indices;
  }
  for (std::size_t option = 0; option < slot.options->size(); ++option) {
    if (has_bit(answers, slot, option)) indices.push_back(static_cast<int>(option));
  }
  return indices;
}

void write_choices(std::span<std::uint8_t> answers, const Slot& slot, std::span<const int> indices) {
  erase_answer(answers, slot);
  std::uint32_t place = slot.offset;
  for (const int index : indices) {
    if (slot.item->type == ItemType::rank) {
      answers[place++] = static_cast<std::uint8_t>(index + 1);
    } else {
      std::uint8_t& byte = answers[slot.offset + static_cast<std::uint32_t>(index) / 8];
      byte = static_cast<std::uint8_t>(byte | (1U << (static_cast<std::uint32_t>(index) % 8)));
    }
  }
}

void erase_answer(std::span<std::uint8_t> answers, const Slot& slot) {
  if (slot.item->type == ItemType::number) {
    write_number(answers, slot, kNoNumber);
  } else {
    std::fill_n(answers.begin() + slot.offset, slot.width, std::uint8_t{0});
  }
}

bool is_shown(const Codebook& codebook, std::span<const std::uint8_t> answers, const Slot& slot) {
  if (slot.shown_by < 0) return true;
  const Slot& shower = codebook.slots[static_cast<std::size_t>(slot.shown_by)];
  if (is_choice(shower)) {
    const int choice = read_choice(answers, shower);
    return choice >= 0 && slot.shown_by_option[static_cast<std::size_t>(choice)] != 0;
  }
  for (std::size_t option = 0; option < slot.shown_by_option.size(); ++option) {
    if (slot.shown_by_option[option] != 0 && has_bit(answers, shower, option)) return true;
  }
  return false;
}

void drop_hidden(const Codebook& codebook, std::span<std::uint8_t> answers) {
  for (const Slot& slot : codebook.slots) {
    if (!is_shown(codebook, answers, slot)) erase_answer(answers, slot);
  }
}

std::string_view about_name(const Codebook& codebook, int ratee) {
  if (ratee == kAboutTeam) return "team";
  if (ratee == kAboutNone) return "-";
  return codebook.unit->members[static_cast<std::size_t>(ratee)].id;
}

}  // namespace candor::forms
