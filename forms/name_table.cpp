#include "forms/name_table.h"

#include <functional>
#include <utility>

namespace candor::forms {

NameTable::Place NameTable::add(std::string_view name) {
  if (last_ < names_.size() && names_[last_] == name) return {last_, false};
  if (names_.size() * 2 >= slots_.size()) grow();
  const auto hash = static_cast<std::uint32_t>(std::hash<std::string_view>{}(name));
  Slot& slot = find_slot(hash, name);
  const bool is_new = slot.number_and_one == 0;
  if (is_new) {
    names_.push_back(name);
    slot = {hash, static_cast<std::uint32_t>(names_.size())};
  }
  last_ = slot.number_and_one - 1;
  return {last_, is_new};
}

NameTable::Slot& NameTable::find_slot(std::uint32_t hash, std::string_view name) {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    Slot& slot = slots_[at];
    if (slot.number_and_one == 0) return slot;
    if (slot.hash == hash && names_[slot.number_and_one - 1] == name) return slot;
  }
}

void NameTable::grow() {
  constexpr std::size_t kFirst = 1024;
  std::vector<Slot> old(slots_.empty() ? kFirst : slots_.size() * 2);
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.number_and_one == 0) continue;
    std::size_t at = slot.hash & mask;
    while (slots_[at].number_and_one != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

}  // namespace candor::forms
