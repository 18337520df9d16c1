// The rules of counting and disclosure out of a round file.
#include <nlohmann/json.hpp>

#include "forms/flag_condition.h"
#include "forms/round_limits.h"
#include "forms/round_reader.h"

namespace candor::forms {
namespace {

constexpr Base kBases[] = {Base::scored, Base::valid, Base::returned};
constexpr EmptyCategory kEmptyCategories[] = {EmptyCategory::renormalise, EmptyCategory::void_score};
constexpr InvalidReason kReasons[] = {InvalidReason::blank_ballot, InvalidReason::over_quota,
                                      InvalidReason::all_same, InvalidReason::incomplete};
constexpr Rounding kRoundings[] = {Rounding::floor, Rounding::half_up};
constexpr MembersSee kMembersSee[] = {MembersSee::none, MembersSee::own, MembersSee::all};

Quota read_quota(const FileJson& value, const std::string& place, Complaints& complaints) {
  const ObjectReader reader(value, place, quota_keys(), complaints);
  Quota quota;
  quota.scale = reader.read_string("scale");
  quota.option = reader.read_string("option");
  if (auto at_most = reader.find_number("at_most")) quota.at_most = *std::move(at_most);
  quota.rounding = reader.read_name("rounding", Rounding::floor, kRoundings);
  return quota;
}

ExactNumber read_quorum(const FileJson& value, const std::string& place, Complaints& complaints) {
  const ObjectReader reader(value, place, quorum_keys(), complaints);
  if (const auto* of = reader.find("of"); of != nullptr && *of != "due") {
    reader.complain_of_name(reader.place_of("of"), *of, {"due"});
  }
  return reader.find_number("at_least").value_or(exact_integer(1));
}

Flag read_flag(const FileJson& value, const std::string& place, Complaints& complaints) {
  const ObjectReader reader(value, place, flag_keys(), complaints);
  Flag flag;
  flag.id = reader.read_string("id");
  flag.label = reader.read_text("label");
  flag.item = reader.read_string("item");
  flag.when = reader.read_string("when");
  auto condition = parse_flag_condition(flag.when);
  if (!condition) {
    complaints.error(reader.place_of("when"),
                     say({"{0}, found {1}", "{0}，实为{1}"}, condition.error().words(), ticked(flag.when)),
                     {"Write it as in \"favourable < 60%\", \"option:poor > 1/3\" or \"score < 60\".",
                      "请写作`favourable < 60%`、`option:poor > 1/3`或`score < 60`的形式。"});
    return flag;
  }
  flag.operand = condition->operand;
  flag.option = condition->option;
  flag.comparison = condition->comparison;
  flag.threshold = condition->threshold;
  return flag;
}

std::vector<InvalidReason> read_reasons(const ObjectReader& reader) {
  std::vector<InvalidReason> reasons;
  const std::vector<std::string> names = reader.read_strings("invalid", 2 * std::size(kReasons));
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string place = pointer(reader.place_of("invalid"), i);
    const auto* reason = std::find_if(std::begin(kReasons), std::end(kReasons),
                                      [&](InvalidReason known) { return name_of(known) == names[i]; });
    if (reason == std::end(kReasons)) {
      reader.complain_of_name(place, FileJson(names[i]),
                              {"blank_ballot", "over_quota", "all_same", "incomplete"});
    } else if (std::find(reasons.begin(), reasons.end(), *reason) != reasons.end()) {
      reader.complaints().error(place, say({"{0} stands twice", "{0}重复出现"}, ticked(names[i])),
                                {"Remove one of the two.", "请删去其中一个。"});
    } else {
      reasons.push_back(*reason);
    }
  }
  return reasons;
}

}  // namespace

Rules read_rules(const FileJson& value, const std::string& place, Complaints& complaints) {
  const ObjectReader reader(value, place, rules_keys(), complaints);
  Rules rules;
  rules.base = reader.read_name("base", rules.base, kBases);
  rules.empty_category = reader.read_name("empty_category", rules.empty_category, kEmptyCategories);
  rules.decimals = reader.read_int("decimals", rules.decimals, 0, kMaxDecimals);
  rules.invalid = read_reasons(reader);
  if (const auto* quota = reader.find("quota")) {
    rules.quota = read_quota(*quota, reader.place_of("quota"), complaints);
  }
  if (const auto* quorum = reader.find("quorum")) {
    rules.quorum_at_least = read_quorum(*quorum, reader.place_of("quorum"), complaints);
  }
  rules.min_cell = reader.read_int("min_cell", rules.min_cell, kMinMinCell, kMaxMinCell);
  rules.min_text = reader.read_int("min_text", rules.min_text, kMinMinCell, kMaxMinCell);
  rules.members_see = reader.read_name("members_see", rules.members_see, kMembersSee);
  rules.flags = read_list<Flag>(reader, "flags", kMaxFlags, read_flag);
  return rules;
}

}  // namespace candor::forms
