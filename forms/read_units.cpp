// Categories, units and members out of a round file.
#include <nlohmann/json.hpp>

#include "forms/round_limits.h"
#include "forms/round_reader.h"

namespace candor::forms {
namespace {

Member read_member(const FileJson& value, const std::string& place, Complaints& complaints) {
  const ObjectReader reader(value, place, member_keys(), complaints);
  Member member;
  member.id = reader.read_string("id");
  member.name = reader.read_text("name");
  member.post = reader.read_text("post");
  member.head = reader.read_bool("head", false);
  member.kind = reader.read_string("kind");
  return member;
}

/// `"due": {"<category>": people}`; which categories there are is checked later.
std::map<std::string, int> read_due(const FileJson& value, const std::string& place, Complaints& complaints) {
  std::map<std::string, int> due;
  if (!value.is_object() || value.size() > kMaxCategories) {
    complaints.error(place,
                     say({"expected an object of at most {0} numbers of people by category id",
                          "应为按类别编号列出的人数，不超过{0}项"},
                         kMaxCategories),
                     {"Write {\"<category id>\": 12}.", "请写作`{\"<类别编号>\": 12}`。"});
    return due;
  }
  for (const auto& [category, people] : value.items()) {
    const bool is_count = people.is_number_unsigned() && people.template get<std::uint64_t>() <= kMaxDue;
    if (!is_count) {
      complaints.error(pointer(place, category),
                       say({"expected a number of people from 0 to {0}", "应为0至{0}之间的人数"}, kMaxDue),
                       {"Write an integer.", "请填写整数。"});
    }
    due.emplace(category, is_count ? people.template get<int>() : 0);
  }
  return due;
}

}  // namespace

Category read_category(const FileJson& value, const std::string& place, Complaints& complaints) {
  const ObjectReader reader(value, place, category_keys(), complaints);
  Category category;
  category.id = reader.read_string("id");
  category.label = reader.read_text("label");
  if (auto weight = reader.find_number("weight")) category.weight = *std::move(weight);
  category.confidential = reader.read_bool("confidential", true);
  return category;
}

Unit read_unit(const FileJson& value, const std::string& place, Complaints& complaints) {
  const ObjectReader reader(value, place, unit_keys(), complaints);
  Unit unit;
  unit.id = reader.read_string("id");
  unit.name = reader.read_text("name");
  if (const auto* parent = reader.find("parent"); parent != nullptr && !parent->is_null()) {
    unit.parent = reader.read_string("parent");
    if (parent->is_string() && unit.parent.empty()) {
      complaints.error(reader.place_of("parent"),
                       {"expected the id of a unit, or null at the top", "应为单位编号，最上级单位则为空值"},
                       {"Write null.", "请写`null`。"});
    }
  }
  if (const auto* due = reader.find("due")) unit.due = read_due(*due, reader.place_of("due"), complaints);
  unit.members = read_list<Member>(reader, "members", kMaxMembers, read_member);
  if (const auto* items = reader.find_array("items", kMaxItems)) {
    unit.items = read_items(*items, reader.place_of("items"), complaints);
  }
  return unit;
}

}  // namespace candor::forms
