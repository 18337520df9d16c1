// Scales, sections and items out of a round file.
#include <nlohmann/json.hpp>

#include "forms/round_limits.h"
#include "forms/round_reader.h"

namespace candor::forms {
namespace {

constexpr ItemType kItemTypes[] = {ItemType::scale, ItemType::single, ItemType::multiple, ItemType::number,
                                   ItemType::rank,  ItemType::text,   ItemType::nps,      ItemType::info};
constexpr About kAbouts[] = {About::team, About::member, About::none};

Option read_scale_option(const FileJson& value, const std::string& place, Complaints& complaints) {
  const ObjectReader reader(value, place, scale_option_keys(), complaints);
  Option option;
  option.id = reader.read_string("id");
  option.label = reader.read_text("label");
  option.scored = reader.read_bool("scored", true);
  option.value = reader.find_number("value");
  option.favourable = reader.read_bool("favourable", false);
  return option;
}

Option read_item_option(const FileJson& value, const std::string& place, Complaints& complaints) {
  const ObjectReader reader(value, place, item_option_keys(), complaints);
  Option option;
  option.id = reader.read_string("id");
  option.label = reader.read_text("label");
  return option;
}

ShowIf read_show_if(const FileJson& value, const std::string& place, Complaints& complaints) {
  const ObjectReader reader(value, place, show_if_keys(), complaints);
  return {reader.read_string("item"), reader.read_strings("is", kMaxOptions)};
}

/// The type decides which keys there may be, so it is read before anything else.
const ItemType* peek_type(const FileJson& value) {
  if (!value.is_object()) return nullptr;
  const auto found = value.find("type");
  if (found == value.end() || !found->is_string()) return nullptr;
  for (const ItemType& type : kItemTypes) {
    if (found->get_ref<const std::string&>() == name_of(type)) return &type;
  }
  return nullptr;
}

void read_bounds(const ObjectReader& reader, Item& item) {
  if (item.type == ItemType::multiple) {
    item.min_choices = reader.find_int("min", 0, static_cast<int>(kMaxOptions));
    item.max_choices = reader.find_int("max", 1, static_cast<int>(kMaxOptions));
  } else {
    item.minimum = reader.find_number("min");
    item.maximum = reader.find_number("max");
  }
}

Item read_item(const FileJson& value, const std::string& place, Complaints& complaints) {
  const ItemType* type = peek_type(value);
  const ObjectReader reader(value, place, type != nullptr ? item_keys(*type) : any_item_keys(), complaints);
  Item item;
  item.id = reader.read_string("id");
  item.type = reader.read_name("type", ItemType::info, kItemTypes);  // info: nothing more to be checked
  item.label = reader.read_text("label");
  item.hint = reader.read_text("hint");
  item.required = reader.read_bool("required", false);
  if (type == nullptr) return item;
  if (const auto* show_if = reader.find("show_if")) {
    item.show_if = read_show_if(*show_if, reader.place_of("show_if"), complaints);
  }
  item.scale = reader.read_string("scale");
  if (auto weight = reader.find_number("weight")) item.weight = *std::move(weight);
  item.options = read_list<Option>(reader, "options", kMaxOptions, read_item_option);
  read_bounds(reader, item);
  item.decimals = reader.read_int("decimals", 0, 0, kMaxDecimals);
  item.max_length = reader.read_int("max_length", item.max_length, 1, kMaxTextLength);
  return item;
}

}  // namespace

std::vector<Scale> read_scales(const FileJson& object, const std::string& place, Complaints& complaints) {
  std::vector<Scale> scales;
  if (!object.is_object() || object.size() > kMaxScales) {
    complaints.error(
        place,
        say({"expected an object of at most {0} scales by id", "应为按编号列出的量表，不超过{0}个"},
            kMaxScales),
        {"Write {\"<id>\": {\"options\": […]}}.", "请写作`{\"<编号>\": {\"options\": […]}}`。"});
    return scales;
  }
  for (const auto& [id, value] : object.items()) {
    const ObjectReader reader(value, pointer(place, id), scale_keys(), complaints);
    scales.push_back({id, read_list<Option>(reader, "options", kMaxOptions, read_scale_option)});
  }
  return scales;
}

std::vector<Item> read_items(const FileJson& list, const std::string& place, Complaints& complaints) {
  std::vector<Item> items;
  for (const auto& entry : list) items.push_back(read_item(entry, pointer(place, items.size()), complaints));
  return items;
}

Section read_section(const FileJson& value, const std::string& place, Complaints& complaints) {
  const ObjectReader reader(value, place, section_keys(), complaints);
  Section section;
  section.id = reader.read_string("id");
  section.about = reader.read_name("about", About::team, kAbouts);
  section.of = reader.read_string("of");
  section.title = reader.read_text("title");
  section.hint = reader.read_text("hint");
  section.items = read_list<Item>(reader, "items", kMaxItems, read_item);
  return section;
}

}  // namespace candor::forms
