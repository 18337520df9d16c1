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
    check.complaints.error(pointer(place, "value"), "expected a value, since this option is scored",
                           "Add \"value\", or say \"scored\": false.");
  }
  if (!option.scored && option.value) {
    check.complaints.error(pointer(place, "value"), "expected no value, since this option is not scored",
                           "Remove the value, or `scored`.");
  }
  if (!option.scored && option.favourable) {
    check.complaints.error(pointer(place, "favourable"),
                           "expected no `favourable`, since this option is not scored",
                           "Remove `favourable`, or `scored`.");
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
    check.complaints.error(options_place, "expected at least 2 options", "Add the options of the scale.");
  } else if (std::none_of(scale.options.begin(), scale.options.end(),
                          [](const Option& o) { return o.scored; })) {
    check.complaints.error(options_place, "expected at least one scored option",
                           "Give the options values, or use an item of type `single`.");
  }
  for (std::size_t i = 0; i < scale.options.size(); ++i) {
    check_scale_option(check, scale.options[i], pointer(options_place, i));
  }
  if (!is_used(check.round, scale)) {
    check.complaints.warning(place, "no item uses the scale " + ticked(scale.id),
                             "Remove it if it is not needed.");
  }
}

void check_options(const RoundCheck& check, const Item& item, const std::string& place) {
  const std::string options_place = pointer(place, "options");
  const std::size_t fewest = item.type == ItemType::multiple ? 1 : 2;
  if (item.options.size() < fewest) {
    check.complaints.error(options_place, "expected at least " + std::to_string(fewest) + " options",
                           "Add options.");
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
    check.complaints.error(pointer(place, "max"),
                           "expected at most " + std::to_string(count) + ", the number of options",
                           "Lower `max`, or leave it out.");
  }
  if (item.min_choices.value_or(0) > item.max_choices.value_or(count)) {
    check.complaints.error(pointer(place, "min"),
                           "expected `min` to be at most `max` and the number of options", "Lower `min`.");
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
        "expected a number from " + smallest.text + " to " + largest.text + " (at most 15 digits)",
        "Choose a bound nearer to zero, or fewer `decimals`.");
  };
  check_bound(item.minimum, "min");
  check_bound(item.maximum, "max");
  if (item.minimum && item.maximum && *item.minimum > *item.maximum) {
    check.complaints.error(pointer(place, "min"), "expected `min` to be at most `max`", "Swap the two.");
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
                           "expected an earlier item of the same section, found " + ticked(show_if.item),
                           "Name an item that stands above this one, or move this one down.");
    return;
  }
  if (shower->type != ItemType::scale && shower->type != ItemType::single &&
      shower->type != ItemType::multiple) {
    check.complaints.error(item_place, "expected an item of type `scale`, `single` or `multiple`",
                           "Let another item decide.");
    return;
  }
  const std::string is_place = pointer(place, "is");
  if (show_if.is.empty()) {
    check.complaints.error(is_place, "expected at least one option id",
                           "Name the options that show this item.");
  }
  const auto* options = options_of(check.round, *shower);
  for (std::size_t i = 0; i < show_if.is.size() && options != nullptr; ++i) {
    if (find_option(*options, show_if.is[i]) == nullptr) {
      check.complaints.error(
          pointer(is_place, i),
          "expected an option of " + ticked(shower->id) + ", found " + ticked(show_if.is[i]),
          "Name an option of that item.");
    } else if (std::find(show_if.is.begin(), show_if.is.begin() + static_cast<std::ptrdiff_t>(i),
                         show_if.is[i]) != show_if.is.begin() + static_cast<std::ptrdiff_t>(i)) {
      check.complaints.error(pointer(is_place, i), "the option " + ticked(show_if.is[i]) + " stands twice",
                             "Remove one of the two.");
    }
  }
}

void check_scale_item(const RoundCheck& check, const Item& item, const std::string& place) {
  if (find_scale(check.round, item.scale) == nullptr) {
    check.complaints.error(pointer(place, "scale"), "expected the id of a scale, found " + ticked(item.scale),
                           "Name a scale of `/scales`, or add this one there.");
  }
  if (item.weight.is_negative()) {
    check.complaints.error(pointer(place, "weight"), "expected a weight of 0 or more", "Remove the sign.");
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
        check.complaints.error(pointer(place, "required"), "a text is never required", "Remove `required`.");
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
      check.complaints.error(place, "the item id " + ticked(id) + " is asked twice of the same ratee",
                             "Give one of the two another id.");
    }
  }
}

void check_section(const RoundCheck& check, const Section& section, const std::string& place) {
  check_text(check, section.title, pointer(place, "title"), kMaxLabelLength, Presence::required);
  check_text(check, section.hint, pointer(place, "hint"), kMaxLabelLength, Presence::optional);
  if (section.about != About::member && !section.of.empty()) {
    check.complaints.error(pointer(place, "of"), "expected no `of` in a section that is not about members",
                           "Remove `of`, or say \"about\": \"member\".");
  }
  if (section.items.empty()) {
    check.lack(pointer(place, "items"), "expected at least one item", "Add an item, or remove the section.");
  }
  check_items(check, section.items, pointer(place, "items"));
}

void check_category(const RoundCheck& check, const Category& category, const std::string& place) {
  check_text(check, category.label, pointer(place, "label"), kMaxLabelLength, Presence::required);
  if (category.weight.is_negative()) {
    check.complaints.error(pointer(place, "weight"), "expected a weight of 0 or more", "Remove the sign.");
  }
}

void check_categories(const RoundCheck& check) {
  const auto& categories = check.round.categories;
  check_ids(check, categories, "/categories");
  if (categories.empty()) {
    check.lack("/categories", "expected at least one rater category",
               "Add the capacity in which people answer.");
    return;
  }
  for (std::size_t i = 0; i < categories.size(); ++i)
    check_category(check, categories[i], pointer("/categories", i));
  if (std::all_of(categories.begin(), categories.end(),
                  [](const Category& c) { return c.weight.is_zero(); })) {
    check.complaints.warning("/categories", "every category has weight 0: there will be no weighted score",
                             "Give the categories weights, or leave `weight` out (it is 1 then).");
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
  if (sections.empty()) check.lack("/sections", "expected at least one section", "Add what is to be asked.");
  check_ids(check, sections, "/sections", Reserved::allowed);
  check_item_ids(check);
  for (std::size_t i = 0; i < sections.size(); ++i)
    check_section(check, sections[i], pointer("/sections", i));
  check_categories(check);
}

}  // namespace candor::forms
