#include "analysis/validity.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace candor::analysis {
namespace {

using forms::InvalidReason;
using forms::ItemType;
using forms::Slot;

bool is_listed(const forms::Rules& rules, InvalidReason reason) {
  return std::find(rules.invalid.begin(), rules.invalid.end(), reason) != rules.invalid.end();
}

void add_scales(ValidityTable& table, const forms::Codebook& codebook) {
  std::map<std::string_view, std::uint32_t> numbers;
  for (const Slot& slot : codebook.slots) {
    if (slot.item->type != ItemType::scale) continue;
    const auto first = static_cast<std::uint32_t>(table.option_ids.size());
    for (const forms::Option& option : *slot.options) {
      const auto next = static_cast<std::uint32_t>(numbers.size());
      table.option_ids.push_back(numbers.emplace(option.id, next).first->second);
    }
    table.scales.push_back(
        {{slot.offset, slot.width}, first, static_cast<std::uint32_t>(slot.options->size())});
  }
}

/// Items of two sections about members with the same id are one item: one column of the ballot file.
void add_quota(ValidityTable& table, const forms::Codebook& codebook, const forms::Quota& quota) {
  std::map<std::string_view, std::vector<QuotaAt>> by_item;
  for (const Slot& slot : codebook.slots) {
    if (slot.ratee < 0 || slot.item->type != ItemType::scale || slot.item->scale != quota.scale) continue;
    for (std::size_t i = 0; i < slot.options->size(); ++i) {
      if ((*slot.options)[i].id != quota.option) continue;
      by_item[slot.item->id].push_back({{slot.offset, slot.width}, static_cast<std::uint32_t>(i + 1)});
    }
  }
  for (auto& [id, members] : by_item) table.quota.push_back(std::move(members));
}

bool is_blank(const forms::Codebook& codebook, std::span<const std::uint8_t> answers) {
  return std::none_of(codebook.slots.begin(), codebook.slots.end(),
                      [&](const Slot& slot) { return forms::is_answered(answers, slot); });
}

bool is_over_quota(const ValidityTable& table, std::span<const std::uint8_t> answers) {
  for (const auto& members : table.quota) {
    std::int64_t marks = 0;
    for (const QuotaAt& member : members) {
      marks += raw_choice(answers, member.at.offset, member.at.width) == member.marked ? 1 : 0;
    }
    if (marks > table.quota_limit) return true;
  }
  return false;
}

bool is_all_same(const ValidityTable& table, std::span<const std::uint8_t> answers) {
  int count = 0;
  std::uint32_t seen = 0;
  for (const ScaleAt& scale : table.scales) {
    const std::uint32_t choice = raw_choice(answers, scale.at.offset, scale.at.width);
    if (choice == 0 || choice > scale.options) continue;
    const std::uint32_t id = table.option_ids[scale.first_id + choice - 1];
    if (count > 0 && id != seen) return false;
    seen = id;
    ++count;
  }
  return count >= kAllSameAtLeast;
}

bool is_incomplete(const ValidityTable& table, const forms::Codebook& codebook,
                   std::span<const std::uint8_t> answers) {
  return std::any_of(table.required.begin(), table.required.end(), [&](std::uint32_t index) {
    const Slot& slot = codebook.slots[index];
    return !forms::is_answered(answers, slot) && forms::is_shown(codebook, answers, slot);
  });
}

}  // namespace

ValidityTable make_validity_table(const forms::Codebook& codebook) {
  const forms::Rules& rules = codebook.round->rules;
  ValidityTable table;
  table.blank_ballot = is_listed(rules, InvalidReason::blank_ballot);
  if (is_listed(rules, InvalidReason::all_same)) add_scales(table, codebook);
  if (is_listed(rules, InvalidReason::over_quota) && rules.quota && codebook.unit != nullptr) {
    add_quota(table, codebook, *rules.quota);
    table.quota_limit = forms::quota_limit(*codebook.round, *codebook.unit).value_or(0);
  }
  if (is_listed(rules, InvalidReason::incomplete)) {
    for (std::uint32_t i = 0; i < codebook.slots.size(); ++i) {
      if (codebook.slots[i].item->required) table.required.push_back(i);
    }
  }
  return table;
}

std::optional<InvalidReason> find_invalid(const ValidityTable& table, const forms::Codebook& codebook,
                                          std::span<const std::uint8_t> answers) {
  if (table.blank_ballot && is_blank(codebook, answers)) return InvalidReason::blank_ballot;
  if (!table.quota.empty() && is_over_quota(table, answers)) return InvalidReason::over_quota;
  if (!table.scales.empty() && is_all_same(table, answers)) return InvalidReason::all_same;
  if (!table.required.empty() && is_incomplete(table, codebook, answers)) return InvalidReason::incomplete;
  return std::nullopt;
}

}  // namespace candor::analysis
