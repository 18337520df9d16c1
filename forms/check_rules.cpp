// Checks of the rules of counting and disclosure against the questionnaire.
#include <algorithm>

#include "forms/round_check_parts.h"
#include "forms/round_limits.h"

namespace candor::forms {
namespace {

/// Every item of the round with this id; the same id may be asked of the team and of members.
std::vector<const Item*> find_items(const Round& round, std::string_view id) {
  std::vector<const Item*> found;
  const auto add = [&](const std::vector<Item>& items) {
    for (const Item& item : items) {
      if (item.id == id) found.push_back(&item);
    }
  };
  for (const Section& section : round.sections) add(section.items);
  for (const Unit& unit : round.units) add(unit.items);
  return found;
}

bool has_favourable(const Scale& scale) {
  return std::any_of(scale.options.begin(), scale.options.end(),
                     [](const Option& o) { return o.favourable; });
}

void check_flag_scale(const RoundCheck& check, const Flag& flag, const Scale& scale,
                      const std::string& place) {
  if (flag.operand == FlagOperand::favourable && !has_favourable(scale)) {
    check.complaints.warning(pointer(place, "when"),
                             "the scale " + ticked(scale.id) + " has no favourable option",
                             "Mark its favourable options, or this flag is never raised.");
  }
  if (flag.operand != FlagOperand::option) return;
  const Option* option = find_option(scale.options, flag.option);
  if (option == nullptr || !option->scored) {
    check.complaints.error(
        pointer(place, "when"),
        "expected a scored option of the scale " + ticked(scale.id) + ", found " + ticked(flag.option),
        "Name an option of that scale that has a value.");
  }
}

void check_flag(const RoundCheck& check, const Flag& flag, const std::string& place) {
  check_text(check, flag.label, pointer(place, "label"), kMaxLabelLength, Presence::required);
  const auto items = find_items(check.round, flag.item);
  const bool all_scales =
      std::all_of(items.begin(), items.end(), [](const Item* i) { return i->type == ItemType::scale; });
  if (items.empty() || !all_scales) {
    check.complaints.error(pointer(place, "item"),
                           "expected the id of a scale item, found " + ticked(flag.item),
                           "Flags look at items of type `scale`: name one.");
    return;
  }
  for (const Item* item : items) {
    if (const Scale* scale = find_scale(check.round, item->scale))
      check_flag_scale(check, flag, *scale, place);
  }
}

bool has_quota_item(const Round& round, const Quota& quota) {
  return std::any_of(round.sections.begin(), round.sections.end(), [&](const Section& section) {
    return section.about == About::member &&
           std::any_of(section.items.begin(), section.items.end(), [&](const Item& item) {
             return item.type == ItemType::scale && item.scale == quota.scale;
           });
  });
}

void check_quota(const RoundCheck& check, const Quota& quota) {
  const Scale* scale = find_scale(check.round, quota.scale);
  if (scale == nullptr) {
    check.complaints.error("/rules/quota/scale", "expected the id of a scale, found " + ticked(quota.scale),
                           "Name a scale of `/scales`.");
  } else if (find_option(scale->options, quota.option) == nullptr) {
    check.complaints.error("/rules/quota/option",
                           "expected an option of " + ticked(quota.scale) + ", found " + ticked(quota.option),
                           "Name an option of that scale.");
  } else if (!has_quota_item(check.round, quota)) {
    check.complaints.warning("/rules/quota/scale",
                             "no section about members has an item of the scale " + ticked(quota.scale),
                             "Name the scale by which members are graded, or remove the quota.");
  }
  if (quota.at_most.is_negative() || quota.at_most > exact_integer(1)) {
    check.complaints.error("/rules/quota/at_most",
                           "expected a share from 0 to 1, found " + ticked(quota.at_most.text),
                           "Write a share of the members, as in \"1/3\" or \"25%\".");
  }
  const auto& invalid = check.round.rules.invalid;
  if (std::find(invalid.begin(), invalid.end(), InvalidReason::over_quota) == invalid.end()) {
    check.complaints.warning("/rules/quota",
                             "the quota has no effect: `over_quota` is not in `/rules/invalid`",
                             "Add `over_quota` there, or remove the quota.");
  }
}

void check_quorum(const RoundCheck& check) {
  const Round& round = check.round;
  const ExactNumber& at_least = *round.rules.quorum_at_least;
  if (at_least.is_negative() || at_least > exact_integer(1)) {
    check.complaints.error("/rules/quorum/at_least",
                           "expected a share from 0 to 1, found " + ticked(at_least.text),
                           "Write a share of those due, as in \"2/3\" or \"50%\".");
  }
  if (std::none_of(round.units.begin(), round.units.end(),
                   [](const Unit& unit) { return unit.due.has_value(); })) {
    check.complaints.warning("/rules/quorum", "no unit says how many are due, so the quorum is never known",
                             "Add `due` to the units.");
  }
}

/// "Don't know" then lowers scores, which few expect.
void check_base(const RoundCheck& check) {
  const Round& round = check.round;
  if (round.rules.base == Base::scored) return;
  for (const Section& section : round.sections) {
    for (const Item& item : section.items) {
      const Scale* scale =
          item.type == ItemType::scale && !item.weight.is_zero() ? find_scale(round, item.scale) : nullptr;
      if (scale == nullptr) continue;
      check.complaints.warning("/rules/base",
                               "the base is `" + std::string(name_of(round.rules.base)) +
                                   "` for items with weights: don't know then counts as 0",
                               "Write \"base\": \"scored\" unless that is meant.");
      return;
    }
  }
}

void check_cells(const RoundCheck& check) {
  const Rules& rules = check.round.rules;
  if (rules.min_cell < kMinMinCell) {
    check.complaints.error("/rules/min_cell", "expected at least " + std::to_string(kMinMinCell),
                           "Raise it: smaller groups give away single answers.");
  } else if (rules.min_cell < kAdvisedMinCell) {
    check.complaints.warning(
        "/rules/min_cell",
        "groups of fewer than " + std::to_string(kAdvisedMinCell) + " people protect little",
        "Raise it to " + std::to_string(kAdvisedMinCell) + " or more.");
  }
  if (rules.min_text < rules.min_cell) {
    check.complaints.error("/rules/min_text",
                           "expected at least `min_cell`, " + std::to_string(rules.min_cell) + ", found " +
                               std::to_string(rules.min_text),
                           "Raise `min_text`: texts give away more than ticks.");
  }
}

}  // namespace

void check_rules(const RoundCheck& check) {
  const Rules& rules = check.round.rules;
  check_cells(check);
  check_base(check);
  if (rules.quota) check_quota(check, *rules.quota);
  if (rules.quorum_at_least) check_quorum(check);
  const bool over_quota =
      std::find(rules.invalid.begin(), rules.invalid.end(), InvalidReason::over_quota) != rules.invalid.end();
  if (over_quota && !rules.quota) {
    check.complaints.warning("/rules/invalid", "`over_quota` has no effect: there is no `/rules/quota`",
                             "Add the quota, or remove `over_quota`.");
  }
  check_ids(check, rules.flags, "/rules/flags");
  for (std::size_t i = 0; i < rules.flags.size(); ++i)
    check_flag(check, rules.flags[i], pointer("/rules/flags", i));
}

}  // namespace candor::forms
