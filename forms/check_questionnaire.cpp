// Checks of scales, sections and items.
#include <algorithm>
#include <unordered_map>

#include "forms/round_check_parts.h"
#include "forms/round_limits.h"

namespace candor::forms {
namespace {

void check_scale_option(const RoundCheck& check, const Option& option, const std::string& place) {
  check_text(check, option.label, pointer(place, "label"), kMaxLabelLength, Presence::required);
  if (option.scored && !option.value) {
    check.complaints.error(
        pointer(place, "value"), {"expected a value, since this option is scored", "计分选项应有分值"},
        {"Add \"value\", or say \"scored\": false.", "请填写分值，或将该选项改为不计分。"});
  }
  if (!option.scored && option.value) {
    check.complaints.error(pointer(place, "value"),
                           {"expected no value, since this option is not scored", "不计分的选项不应有分值"},
                           {"Remove the value, or `scored`.", "请删去分值，或将该选项改为计分。"});
  }
  if (!option.scored && option.favourable) {
    check.complaints.error(
        pointer(place, "favourable"),
        {"expected no `favourable`, since this option is not scored", "不计分的选项不应标为好评"},
        {"Remove `favourable`, or `scored`.", "请取消好评标记，或将该选项改为计分。"});
  }
}

bool is_used(const Round& round, const Scale& scale) {
  const auto uses = [&](const Item& item) { return item.type == ItemType::scale && item.scale == scale.id; };
  const auto in = [&](const auto& owner) {
    return std::any_of(owner.items.begin(), owner.items.end(), uses);
  };
  return std::any_of(round.sections.begin(), round.sections.end(), in) ||
         std::any_of(round.units.begin(), round.units.end(), in);
}

void check_scale(const RoundCheck& check, const Scale& scale) {
  const std::string place = pointer("/scales", scale.id);
  const std::string options_place = pointer(place, "options");
  check_id(check, scale.id, place);
  check_ids(check, scale.options, options_place);
  if (scale.options.size() < 2) {
    check.complaints.error(options_place, {"expected at least 2 options", "应至少有2个选项"},
                           {"Add the options of the scale.", "请补充量表的选项。"});
  } else if (std::none_of(scale.options.begin(), scale.options.end(),
                          [](const Option& o) { return o.scored; })) {
    check.complaints.error(
        options_place, {"expected at least one scored option", "应至少有1个计分选项"},
        {"Give the options values, or use an item of type `single`.", "请为选项填写分值，或改用单选题。"});
  }
  for (std::size_t i = 0; i < scale.options.size(); ++i) {
    check_scale_option(check, scale.options[i], pointer(options_place, i));
  }
  if (!is_used(check.round, scale)) {
    check.complaints.warning(place,
                             say({"no item uses the scale {0}", "没有题目使用量表{0}"}, ticked(scale.id)),
                             {"Remove it if it is not needed.", "如不需要，请删除。"});
  }
}

void check_options(const RoundCheck& check, const Item& item, const std::string& place) {
  const std::string options_place = pointer(place, "options");
  const std::size_t fewest = item.type == ItemType::multiple ? 1 : 2;
  if (item.options.size() < fewest) {
    check.complaints.error(options_place, say({"expected at least {0} options", "应至少有{0}个选项"}, fewest),
                           {"Add options.", "请补充选项。"});
  }
  check_ids(check, item.options, options_place);
  for (std::size_t i = 0; i < item.options.size(); ++i) {
    const std::string option_place = pointer(options_place, i);
    check_text(check, item.options[i].label, pointer(option_place, "label"), kMaxLabelLength,
               Presence::required);
  }
}

void check_choices(const RoundCheck& check, const Item& item, const std::string& place) {
  const int count = static_cast<int>(item.options.size());
  if (item.max_choices.value_or(0) > count) {
    check.complaints.error(
        pointer(place, "max"),
        say({"expected at most {0}, the number of options", "最多可选数应不超过选项数{0}"}, count),
        {"Lower `max`, or leave it out.", "请调低最多可选数，或不作限制。"});
  }
  if (item.min_choices.value_or(0) > item.max_choices.value_or(count)) {
    check.complaints.error(pointer(place, "min"),
                           {"expected `min` to be at most `max` and the number of options",
                            "最少须选数应不超过最多可选数和选项数"},
                           {"Lower `min`.", "请调低最少须选数。"});
  }
}

void check_number(const RoundCheck& check, const Item& item, const std::string& place) {
  std::int64_t scale = 1;
  for (int i = 0; i < item.decimals; ++i) scale *= 10;
  const ExactNumber largest = exact_integer(kMaxScaledNumber / scale);
  const ExactNumber smallest = exact_integer(-(kMaxScaledNumber / scale));
  const auto check_bound = [&](const std::optional<ExactNumber>& bound, std::string_view key) {
    if (!bound || (*bound >= smallest && *bound <= largest)) return;
    check.complaints.error(
        pointer(place, key),
        say({"expected a number from {0} to {1} (at most 15 digits)", "应为{0}至{1}之间的数（不超过15位）"},
            smallest.text, largest.text),
        {"Choose a bound nearer to zero, or fewer `decimals`.", "请缩小取值范围，或减少小数位数。"});
  };
  check_bound(item.minimum, "min");
  check_bound(item.maximum, "max");
  if (item.minimum && item.maximum && *item.minimum > *item.maximum) {
    check.complaints.error(pointer(place, "min"),
                           {"expected `min` to be at most `max`", "最小值应不大于最大值"},
                           {"Swap the two.", "请对调两值。"});
  }
}

void check_shown_by(const RoundCheck& check, const std::vector<Item>& items, std::size_t index,
                    const std::string& place) {
  const ShowIf& show_if = *items[index].show_if;
  const auto end = items.begin() + static_cast<std::ptrdiff_t>(index);
  const auto shower =
      std::find_if(items.begin(), end, [&](const Item& item) { return item.id == show_if.item; });
  const std::string item_place = pointer(place, "item");
  if (shower == end) {
    check.complaints.error(item_place,
                           say({"expected an earlier item of the same section, found {0}",
                                "应为同一部分中排在前面的题目，实为{0}"},
                               ticked(show_if.item)),
                           {"Name an item that stands above this one, or move this one down.",
                            "请选择排在本题之前的题目，或将本题下移。"});
    return;
  }
  if (shower->type != ItemType::scale && shower->type != ItemType::single &&
      shower->type != ItemType::multiple) {
    check.complaints.error(
        item_place,
        {"expected an item of type `scale`, `single` or `multiple`", "应为量表题、单选题或多选题"},
        {"Let another item decide.", "请改用其他题目作为显示条件。"});
    return;
  }
  const std::string is_place = pointer(place, "is");
  if (show_if.is.empty()) {
    check.complaints.error(is_place, {"expected at least one option id", "应至少有1个选项"},
                           {"Name the options that show this item.", "请指定选中后显示本题的选项。"});
  }
  const auto* options = options_of(check.round, *shower);
  for (std::size_t i = 0; i < show_if.is.size() && options != nullptr; ++i) {
    if (find_option(*options, show_if.is[i]) == nullptr) {
      check.complaints.error(pointer(is_place, i),
                             say({"expected an option of {0}, found {1}", "应为{0}的选项，实为{1}"},
                                 ticked(shower->id), ticked(show_if.is[i])),
                             {"Name an option of that item.", "请选择该题的选项。"});
    } else if (std::find(show_if.is.begin(), show_if.is.begin() + static_cast<std::ptrdiff_t>(i),
                         show_if.is[i]) != show_if.is.begin() + static_cast<std::ptrdiff_t>(i)) {
      check.complaints.error(pointer(is_place, i),
                             say({"the option {0} stands twice", "选项{0}重复出现"}, ticked(show_if.is[i])),
                             {"Remove one of the two.", "请删去其中一个。"});
    }
  }
}

void check_scale_item(const RoundCheck& check, const Item& item, const std::string& place) {
  if (find_scale(check.round, item.scale) == nullptr) {
    check.complaints.error(
        pointer(place, "scale"),
        say({"expected the id of a scale, found {0}", "应为已有的量表，实为{0}"}, ticked(item.scale)),
        {"Name a scale of `/scales`, or add this one there.", "请选择已有的量表，或新增该量表。"});
  }
  if (item.weight.is_negative()) {
    check.complaints.error(pointer(place, "weight"), {"expected a weight of 0 or more", "权重应不小于0"},
                           {"Remove the sign.", "请去掉负号。"});
  }
}

void check_item(const RoundCheck& check, const Item& item, const std::string& place) {
  check_text(check, item.label, pointer(place, "label"), kMaxLabelLength, Presence::required);
  check_text(check, item.hint, pointer(place, "hint"), kMaxLabelLength, Presence::optional);
  switch (item.type) {
    case ItemType::scale:
      check_scale_item(check, item, place);
      break;
    case ItemType::multiple:
      check_options(check, item, place);
      check_choices(check, item, place);
      break;
    case ItemType::single:
    case ItemType::rank:
      check_options(check, item, place);
      break;
    case ItemType::number:
      check_number(check, item, place);
      break;
    case ItemType::text:
      if (item.required) {
        check.complaints.error(pointer(place, "required"), {"a text is never required", "文字题不得设为必答"},
                               {"Remove `required`.", "请取消必答。"});
      }
      break;
    case ItemType::nps:
    case ItemType::info:
      break;
  }
}

/// Whether some ratee is asked the items of both.
bool overlap(const Section& one, const Section& other) {
  if (one.about != other.about) return false;
  return one.about != About::member || one.of.empty() || other.of.empty() || one.of == other.of;
}

/// An item id may serve the team and its members, but nobody is asked it twice.
void check_item_ids(const RoundCheck& check) {
  const auto& sections = check.round.sections;
  std::unordered_map<std::string_view, std::vector<const Section*>> seen;
  for (std::size_t s = 0; s < sections.size(); ++s) {
    for (std::size_t i = 0; i < sections[s].items.size(); ++i) {
      const std::string& id = sections[s].items[i].id;
      const std::string place = pointer(pointer(pointer(pointer("/sections", s), "items"), i), "id");
      check_id(check, id, place);
      auto& users = seen[id];
      const bool twice =
          std::any_of(users.begin(), users.end(), [&](const Section* o) { return overlap(*o, sections[s]); });
      users.push_back(&sections[s]);
      if (!twice) continue;
      check.complaints.error(
          place,
          say({"the item id {0} is asked twice of the same ratee", "对同一评价对象，题目编号{0}重复出现"},
              ticked(id)),
          {"Give one of the two another id.", "请将其中一个改用其他编号。"});
    }
  }
}

void check_section(const RoundCheck& check, const Section& section, const std::string& place) {
  check_text(check, section.title, pointer(place, "title"), kMaxLabelLength, Presence::required);
  check_text(check, section.hint, pointer(place, "hint"), kMaxLabelLength, Presence::optional);
  if (section.about != About::member && !section.of.empty()) {
    check.complaints.error(
        pointer(place, "of"),
        {"expected no `of` in a section that is not about members", "不评价成员的部分，不应限定人员类型"},
        {"Remove `of`, or say \"about\": \"member\".", "请取消限定，或将本部分改为评价成员。"});
  }
  if (section.items.empty()) {
    check.lack(pointer(place, "items"), {"expected at least one item", "应至少有1道题目"},
               {"Add an item, or remove the section.", "请添加题目，或删除本部分。"});
  }
  check_items(check, section.items, pointer(place, "items"));
}

void check_category(const RoundCheck& check, const Category& category, const std::string& place) {
  check_text(check, category.label, pointer(place, "label"), kMaxLabelLength, Presence::required);
  if (category.weight.is_negative()) {
    check.complaints.error(pointer(place, "weight"), {"expected a weight of 0 or more", "权重应不小于0"},
                           {"Remove the sign.", "请去掉负号。"});
  }
}

void check_categories(const RoundCheck& check) {
  const auto& categories = check.round.categories;
  check_ids(check, categories, "/categories");
  if (categories.empty()) {
    check.lack("/categories", {"expected at least one rater category", "应至少有1个参评人员类别"},
               {"Add the capacity in which people answer.", "请添加参评人员类别。"});
    return;
  }
  for (std::size_t i = 0; i < categories.size(); ++i)
    check_category(check, categories[i], pointer("/categories", i));
  if (std::all_of(categories.begin(), categories.end(),
                  [](const Category& c) { return c.weight.is_zero(); })) {
    check.complaints.warning(
        "/categories",
        {"every category has weight 0: there will be no weighted score", "各类别权重均为0，将没有加权得分"},
        {"Give the categories weights, or leave `weight` out (it is 1 then).",
         "请为类别设定权重；不填则按1计。"});
  }
}

}  // namespace

void check_items(const RoundCheck& check, const std::vector<Item>& items, const std::string& place) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string item_place = pointer(place, i);
    check_item(check, items[i], item_place);
    if (items[i].show_if) check_shown_by(check, items, i, pointer(item_place, "show_if"));
  }
}

void check_questionnaire(const RoundCheck& check) {
  for (const Scale& scale : check.round.scales) check_scale(check, scale);
  const auto& sections = check.round.sections;
  if (sections.empty())
    check.lack("/sections", {"expected at least one section", "应至少有1个部分"},
               {"Add what is to be asked.", "请添加问卷内容。"});
  check_ids(check, sections, "/sections", Reserved::allowed);
  check_item_ids(check);
  for (std::size_t i = 0; i < sections.size(); ++i)
    check_section(check, sections[i], pointer("/sections", i));
  check_categories(check);
}

}  // namespace candor::forms
