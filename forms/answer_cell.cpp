#include "forms/answer_cell.h"

#include <algorithm>
#include <array>

#include "forms/complaints.h"
#include "forms/round_limits.h"
#include "forms/scaled_number.h"

namespace candor::forms {
namespace {

constexpr int kHighestNps = 10;

CellFault unknown_option(std::string_view cell, const Slot& slot) {
  std::vector<std::string> ids;
  for (const Option& option : *slot.options) ids.push_back(option.id);
  return {say({"expected one of {0}, found {1}", "应为以下之一：{0}；实为{1}"}, listed(ids), ticked(cell)),
          {"Write the id of an option, or leave it empty.", "请填写选项编号，或留空。"}};
}

int find_index(const std::vector<Option>& options, std::string_view id) {
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (options[i].id == id) return static_cast<int>(i);
  }
  return -1;
}

std::optional<CellFault> read_one(std::string_view cell, const Slot& slot, std::span<std::uint8_t> answers) {
  const int index = find_index(*slot.options, cell);
  if (index < 0) return unknown_option(cell, slot);
  write_choice(answers, slot, index);
  return std::nullopt;
}

std::optional<CellFault> check_count(int count, const Item& item) {
  if (item.type != ItemType::multiple) return std::nullopt;
  if (count >= fewest_choices(item) && count <= most_choices(item)) return std::nullopt;
  return CellFault{say({"expected {0} to {1} options, found {2}", "应选{0}至{1}项，实为{2}项"},
                       fewest_choices(item), most_choices(item), count),
                   {"Choose as many as allowed, or leave it empty.", "请按规定的数目选择，或留空。"}};
}

std::optional<CellFault> read_several(std::string_view cell, const Slot& slot,
                                      std::span<std::uint8_t> answers) {
  std::array<int, kMaxOptions> indices{};
  std::size_t count = 0;
  while (true) {
    const auto separator = cell.find(';');
    const std::string_view id = cell.substr(0, separator);
    const int index = find_index(*slot.options, id);
    if (index < 0) return unknown_option(id, slot);
    const auto end = indices.begin() + static_cast<std::ptrdiff_t>(count);
    if (std::find(indices.begin(), end, index) != end) {
      return CellFault{say({"the option {0} is named twice", "选项{0}重复"}, ticked(id)),
                       {"Name each option once.", "每个选项请只写一次。"}};
    }
    indices[count++] = index;
    if (separator == std::string_view::npos) break;
    cell.remove_prefix(separator + 1);
  }
  if (auto fault = check_count(static_cast<int>(count), *slot.item)) return fault;
  write_choices(answers, slot, std::span(indices.data(), count));
  return std::nullopt;
}

std::optional<CellFault> read_amount(std::string_view cell, const Slot& slot,
                                     std::span<std::uint8_t> answers) {
  const auto scaled = parse_scaled(cell, slot.item->decimals);
  if (!scaled || !is_within_bounds(*slot.item, *scaled)) {
    return CellFault{
        say({"expected {0}, found {1}", "应为{0}，实为{1}"}, describe_number(*slot.item), ticked(cell)),
        {"Write such a number, or leave it empty.", "请填写这样的数，或留空。"}};
  }
  write_number(answers, slot, *scaled);
  return std::nullopt;
}

std::optional<CellFault> read_nps(std::string_view cell, const Slot& slot, std::span<std::uint8_t> answers) {
  const auto value = parse_scaled(cell, 0);
  if (!value || *value < 0 || *value > kHighestNps) {
    return CellFault{
        say({"expected an integer from 0 to 10, found {0}", "应为0至10之间的整数，实为{0}"}, ticked(cell)),
        {"Write such a number, or leave it empty.", "请填写这样的数，或留空。"}};
  }
  write_choice(answers, slot, static_cast<int>(*value));
  return std::nullopt;
}

}  // namespace

int fewest_choices(const Item& item) {
  return std::max(1, item.min_choices.value_or(1));
}
int most_choices(const Item& item) {
  return item.max_choices.value_or(static_cast<int>(item.options.size()));
}

std::optional<CellFault> read_cell(std::string_view cell, const Slot& slot, std::span<std::uint8_t> answers) {
  switch (slot.item->type) {
    case ItemType::scale:
    case ItemType::single:
      return read_one(cell, slot, answers);
    case ItemType::multiple:
    case ItemType::rank:
      return read_several(cell, slot, answers);
    case ItemType::number:
      return read_amount(cell, slot, answers);
    case ItemType::nps:
      return read_nps(cell, slot, answers);
    case ItemType::text:
    case ItemType::info:
      break;  // have no slot
  }
  return CellFault{{"no answer is taken here", "此处不接受作答"}, {"Leave it empty.", "请留空。"}};
}

std::string encode_cell(std::span<const std::uint8_t> answers, const Slot& slot) {
  if (!is_answered(answers, slot)) return {};
  switch (slot.item->type) {
    case ItemType::scale:
    case ItemType::single:
      return (*slot.options)[static_cast<std::size_t>(read_choice(answers, slot))].id;
    case ItemType::nps:
      return std::to_string(read_choice(answers, slot));
    case ItemType::number:
      return encode_scaled(read_number(answers, slot), slot.item->decimals);
    case ItemType::multiple:
    case ItemType::rank:
      break;
    case ItemType::text:
    case ItemType::info:
      return {};
  }
  std::string cell;
  for (const int index : read_choices(answers, slot)) {
    if (!cell.empty()) cell += ';';
    cell += (*slot.options)[static_cast<std::size_t>(index)].id;
  }
  return cell;
}

}  // namespace candor::forms
