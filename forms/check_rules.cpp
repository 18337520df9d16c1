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
    check.complaints.warning(
        pointer(place, "when"),
        say({"the scale {0} has no favourable option", "量表{0}没有好评选项"}, ticked(scale.id)),
        {"Mark its favourable options, or this flag is never raised.",
         "请标出好评选项，否则不会触发该预警。"});
  }
  if (flag.operand != FlagOperand::option) return;
  const Option* option = find_option(scale.options, flag.option);
  if (option == nullptr || !option->scored) {
    check.complaints.error(
        pointer(place, "when"),
        say({"expected a scored option of the scale {0}, found {1}", "应为量表{0}的计分选项，实为{1}"},
            ticked(scale.id), ticked(flag.option)),
        {"Name an option of that scale that has a value.", "请选择该量表中有分值的选项。"});
  }
}

void check_flag(const RoundCheck& check, const Flag& flag, const std::string& place) {
  check_text(check, flag.label, pointer(place, "label"), kMaxLabelLength, Presence::required);
  const auto items = find_items(check.round, flag.item);
  const bool all_scales =
      std::all_of(items.begin(), items.end(), [](const Item* i) { return i->type == ItemType::scale; });
  if (items.empty() || !all_scales) {
    check.complaints.error(
        pointer(place, "item"),
        say({"expected the id of a scale item, found {0}", "应为量表题的编号，实为{0}"}, ticked(flag.item)),
        {"Flags look at items of type `scale`: name one.", "预警只针对量表题，请选择量表题。"});
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
    check.complaints.error(
        "/rules/quota/scale",
        say({"expected the id of a scale, found {0}", "应为已有的量表，实为{0}"}, ticked(quota.scale)),
        {"Name a scale of `/scales`.", "请选择已有的量表。"});
  } else if (find_option(scale->options, quota.option) == nullptr) {
    check.complaints.error("/rules/quota/option",
                           say({"expected an option of {0}, found {1}", "应为{0}的选项，实为{1}"},
                               ticked(quota.scale), ticked(quota.option)),
                           {"Name an option of that scale.", "请选择该量表的选项。"});
  } else if (!has_quota_item(check.round, quota)) {
    check.complaints.warning(
        "/rules/quota/scale",
        say({"no section about members has an item of the scale {0}", "评价成员的部分没有题目使用量表{0}"},
            ticked(quota.scale)),
        {"Name the scale by which members are graded, or remove the quota.",
         "请改用评价成员所用的量表，或取消名额限制。"});
  }
  if (quota.at_most.is_negative() || quota.at_most > exact_integer(1)) {
    check.complaints.error("/rules/quota/at_most",
                           say({"expected a share from 0 to 1, found {0}", "应为0至1之间的比例，实为{0}"},
                               ticked(quota.at_most.text)),
                           {"Write a share of the members, as in \"1/3\" or \"25%\".",
                            "请填写占成员人数的比例，如“1/3”或“25%”。"});
  }
  const auto& invalid = check.round.rules.invalid;
  if (std::find(invalid.begin(), invalid.end(), InvalidReason::over_quota) == invalid.end()) {
    check.complaints.warning(
        "/rules/quota",
        {"the quota has no effect: `over_quota` is not in `/rules/invalid`",
         "名额限制不起作用：无效票规则未包括“超出名额”"},
        {"Add `over_quota` there, or remove the quota.", "请将“超出名额”列入无效票规则，或取消名额限制。"});
  }
}

void check_quorum(const RoundCheck& check) {
  const Round& round = check.round;
  const ExactNumber& at_least = *round.rules.quorum_at_least;
  if (at_least.is_negative() || at_least > exact_integer(1)) {
    check.complaints.error("/rules/quorum/at_least",
                           say({"expected a share from 0 to 1, found {0}", "应为0至1之间的比例，实为{0}"},
                               ticked(at_least.text)),
                           {"Write a share of those due, as in \"2/3\" or \"50%\".",
                            "请填写占应参加人数的比例，如“2/3”或“50%”。"});
  }
  if (std::none_of(round.units.begin(), round.units.end(),
                   [](const Unit& unit) { return unit.due.has_value(); })) {
    check.complaints.warning("/rules/quorum",
                             {"no unit says how many are due, so the quorum is never known",
                              "各单位均未注明应参加人数，无法判断参加率是否达标"},
                             {"Add `due` to the units.", "请填写各单位的应参加人数。"});
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
      check.complaints.warning(
          "/rules/base",
          say({"the base is `{0}` for items with weights: don't know then counts as 0",
               "计权题目的计分基数为`{0}`，“不了解”将按0分计"},
              name_of(round.rules.base)),
          {"Write \"base\": \"scored\" unless that is meant.", "如非本意，请将计分基数改为`scored`。"});
      return;
    }
  }
}

void check_cells(const RoundCheck& check) {
  const Rules& rules = check.round.rules;
  if (rules.min_cell < kMinMinCell) {
    check.complaints.error(
        "/rules/min_cell", say({"expected at least {0}", "应不小于{0}"}, kMinMinCell),
        {"Raise it: smaller groups give away single answers.", "请调高：人数过少会暴露个人的回答。"});
  } else if (rules.min_cell < kAdvisedMinCell) {
    check.complaints.warning(
        "/rules/min_cell",
        say({"groups of fewer than {0} people protect little", "不足{0}人的群体难以保护个人"},
            kAdvisedMinCell),
        say({"Raise it to {0} or more.", "请调至{0}或以上。"}, kAdvisedMinCell));
  }
  if (rules.min_text < rules.min_cell) {
    check.complaints.error(
        "/rules/min_text",
        say({"expected at least `min_cell`, {0}, found {1}", "应不小于显示门槛{0}，实为{1}"}, rules.min_cell,
            rules.min_text),
        {"Raise `min_text`: texts give away more than ticks.",
         "请调高文字的显示门槛：文字比勾选更容易暴露身份。"});
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
    check.complaints.warning("/rules/invalid",
                             {"`over_quota` has no effect: there is no `/rules/quota`",
                              "“超出名额”规则不起作用：没有设定名额限制"},
                             {"Add the quota, or remove `over_quota`.", "请设定名额限制，或取消该规则。"});
  }
  check_ids(check, rules.flags, "/rules/flags");
  for (std::size_t i = 0; i < rules.flags.size(); ++i)
    check_flag(check, rules.flags[i], pointer("/rules/flags", i));
}

}  // namespace candor::forms
