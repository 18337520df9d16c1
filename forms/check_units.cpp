// Checks of units, members and who is due to answer.
#include <algorithm>
#include <cstdint>
#include <unordered_map>

#include "forms/round_check_parts.h"
#include "forms/round_limits.h"
#include "forms/utf8.h"

namespace candor::forms {
namespace {

using IndexById = std::unordered_map<std::string_view, std::size_t>;

void check_member(const RoundCheck& check, const Member& member, const std::string& place) {
  check_text(check, member.name, pointer(place, "name"), kMaxLabelLength, Presence::required);
  check_text(check, member.post, pointer(place, "post"), kMaxLabelLength, Presence::optional);
  if (count_code_points(member.kind) > kMaxKindLength) {
    check.complaints.error(
        pointer(place, "kind"),
        say({"expected a kind of at most {0} characters", "人员类型应不超过{0}个字"}, kMaxKindLength),
        {"Shorten it, here and in the sections' `of`.", "请缩短，并同步修改评价该类人员的部分。"});
  }
}

void check_due(const RoundCheck& check, const Unit& unit, const std::string& place) {
  for (const auto& [id, people] : *unit.due) {
    const std::string due_place = pointer(place, id);
    const Category* category = find_category(check.round, id);
    if (category == nullptr) {
      check.complaints.error(
          due_place, say({"expected the id of a category, found {0}", "应为已有的类别，实为{0}"}, ticked(id)),
          {"Name a category of `/categories`, or add this one there.", "请选择已有的类别，或新增该类别。"});
    } else if (people < 0 || people > kMaxDue) {
      check.complaints.error(
          due_place, say({"expected a number of people from 0 to {0}", "应为0至{0}之间的人数"}, kMaxDue),
          {"Write an integer.", "请填写整数。"});
    } else if (category->confidential && people > 0 && people < check.round.rules.min_cell) {
      check.complaints.warning(
          due_place,
          say({"only {0} people of the protected category {1} are due here, fewer than `min_cell` {2}: they "
               "are merged with others or left out, and its weight will not apply there",
               "受保护的类别{1}在此应参加的仅{0}人，少于显示门槛{2}"
               "：结果将与其他类别合并或不予显示，该类别的权重在此不适用"},
              people, ticked(id), check.round.rules.min_cell),
          {"Merge categories, or lower `min_cell` (not below 3) knowing what that shows.",
           "请合并类别；或在清楚后果的前提下调低显示门槛（不低于3）。"});
    }
  }
}

void check_own_items(const RoundCheck& check, const Unit& unit, const std::string& place,
                     std::unordered_map<std::string_view, std::string>& users) {
  check_items(check, unit.items, place);
  for (std::size_t i = 0; i < unit.items.size(); ++i) {
    const Item& item = unit.items[i];
    const std::string item_place = pointer(place, i);
    check_id(check, item.id, pointer(item_place, "id"));
    const auto [user, is_new] = users.emplace(item.id, item_place);
    if (!is_new) {
      check.complaints.error(pointer(item_place, "id"),
                             say({"the item id {0} stands already at {1}", "题目编号{0}已用于{1}"},
                                 ticked(item.id), ticked(user->second)),
                             {"Ids of a unit's own items are unique in the round: choose another.",
                              "单位自有题目的编号在本轮测评内不得重复，请另定编号。"});
    }
    if (!item.weight.is_zero()) {
      check.complaints.error(
          pointer(item_place, "weight"), {"a unit's own item has weight 0", "单位自有题目的权重应为0"},
          {"Remove `weight`: only the sections' items are scored.", "请删去权重：只有共同题目计分。"});
    }
  }
}

std::unordered_map<std::string_view, std::string> places_of_section_items(const Round& round) {
  std::unordered_map<std::string_view, std::string> places;
  for (std::size_t s = 0; s < round.sections.size(); ++s) {
    const std::string place = pointer(pointer("/sections", s), "items");
    for (std::size_t i = 0; i < round.sections[s].items.size(); ++i) {
      places.emplace(round.sections[s].items[i].id, pointer(place, i));
    }
  }
  return places;
}

/// The chain of parents from `start` back to itself, for the message.
Phrase describe_cycle(const std::vector<Unit>& units, const IndexById& index, std::size_t start) {
  std::vector<std::string> path{units[start].id};
  for (std::size_t at = index.at(units[start].parent); at != start; at = index.at(units[at].parent)) {
    path.push_back(units[at].id);
  }
  return listed(path);
}

/// Follows each unit upwards once; who is met twice on the same walk stands on a cycle.
void check_cycles(const RoundCheck& check, const IndexById& index) {
  const auto& units = check.round.units;
  std::vector<std::size_t> walk_of(units.size(), 0);
  for (std::size_t start = 0; start < units.size(); ++start) {
    const std::size_t walk = start + 1;
    std::size_t at = start;
    while (walk_of[at] == 0) {
      walk_of[at] = walk;
      const auto parent = index.find(units[at].parent);
      if (units[at].parent.empty() || parent == index.end()) break;
      at = parent->second;
      if (walk_of[at] != walk) continue;
      check.complaints.error(
          pointer(pointer("/units", at), "parent"),
          say({"expected a tree; these units are their own ancestors: {0}",
               "单位应构成树状，以下单位互为上级：{0}"},
              describe_cycle(units, index, at)),
          {"Set the `parent` of the topmost of them to null.", "请将其中最上级单位的上级设为空。"});
      break;
    }
  }
}

void check_tree(const RoundCheck& check) {
  const auto& units = check.round.units;
  IndexById index;
  for (std::size_t i = 0; i < units.size(); ++i) index.emplace(units[i].id, i);
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (units[i].parent.empty() || index.contains(units[i].parent)) continue;
    check.complaints.error(
        pointer(pointer("/units", i), "parent"),
        say({"expected the id of a unit, found {0}", "应为已有的单位，实为{0}"}, ticked(units[i].parent)),
        {"Add that unit, or set `parent` to null.", "请添加该单位，或将上级设为空。"});
  }
  check_cycles(check, index);
}

void check_kinds(const RoundCheck& check) {
  const Round& round = check.round;
  for (std::size_t s = 0; s < round.sections.size(); ++s) {
    const Section& section = round.sections[s];
    if (section.about != About::member || round.units.empty()) continue;
    const bool somebody = std::any_of(round.units.begin(), round.units.end(), [&](const Unit& unit) {
      return std::any_of(unit.members.begin(), unit.members.end(),
                         [&](const Member& member) { return is_about_member(section, member); });
    });
    if (somebody) continue;
    const std::string place = pointer("/sections", s);
    check.complaints.warning(
        section.of.empty() ? place : pointer(place, "of"),
        {"no unit has a member this section asks about", "没有单位含有本部分所评价的成员"},
        {"Add members of this kind, or remove the section.", "请添加此类成员，或删除本部分。"});
  }
}

void check_unit(const RoundCheck& check, const Unit& unit, const std::string& place) {
  check_text(check, unit.name, pointer(place, "name"), kMaxLabelLength, Presence::required);
  if (unit.due) check_due(check, unit, pointer(place, "due"));
  const std::string members_place = pointer(place, "members");
  if (unit.members.size() > kMaxMembers) {
    check.complaints.error(members_place,
                           say({"expected at most {0} members", "成员应不超过{0}名"}, kMaxMembers),
                           {"Split the unit.", "请拆分单位。"});
  }
  check_ids(check, unit.members, members_place);
  for (std::size_t i = 0; i < unit.members.size(); ++i) {
    check_member(check, unit.members[i], pointer(members_place, i));
  }
}

}  // namespace

void check_units(const RoundCheck& check) {
  const auto& units = check.round.units;
  if (units.empty())
    check.lack("/units", {"expected at least one unit", "应至少有1个单位"},
               {"Add the units, or import them from a CSV.", "请添加单位，或从 CSV 文件导入。"});
  if (units.size() > kMaxUnits) {
    check.complaints.error("/units", say({"expected at most {0} units", "单位应不超过{0}个"}, kMaxUnits),
                           {"Split the round.", "请分轮进行。"});
    return;
  }
  check_ids(check, units, "/units");
  auto users = places_of_section_items(check.round);
  for (std::size_t i = 0; i < units.size(); ++i) {
    const std::string place = pointer("/units", i);
    check_unit(check, units[i], place);
    check_own_items(check, units[i], pointer(place, "items"), users);
  }
  check_tree(check);
  check_kinds(check);
}

}  // namespace candor::forms
