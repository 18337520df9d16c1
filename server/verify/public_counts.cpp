#include "server/verify/public_counts.h"

#include <algorithm>
#include <map>
#include <utility>

#include <nlohmann/json.hpp>

#include "forms/canonical_json.h"
#include "server/report/tally_json.h"

namespace candor::server::verify {
namespace {

using nlohmann::json;
using protocol::GroupCounts;
using ByGroup = std::map<std::pair<std::string, std::string>, const GroupCounts*>;

void add(GroupCounts& into, const GroupCounts& from) {
  into.invitations += from.invitations;
  into.claimed += from.claimed;
  into.exchanged += from.exchanged;
  into.tickets += from.tickets;
  into.cast += from.cast;
  into.cast_by_ticket += from.cast_by_ticket;
}

json figures(const GroupCounts& counts) {
  return {{"invitations", counts.invitations},
          {"claimed", counts.claimed},
          {"exchanged", counts.exchanged},
          {"tickets", counts.tickets},
          {"cast", counts.cast},
          {"cast_by_ticket", counts.cast_by_ticket}};
}

GroupCounts sum_of(const ByGroup& by_group, const std::vector<std::string>& units,
                   const std::vector<std::string>& categories) {
  GroupCounts sum;
  for (const std::string& unit : units) {
    for (const std::string& category : categories) {
      if (const auto found = by_group.find({unit, category}); found != by_group.end())
        add(sum, *found->second);
    }
  }
  return sum;
}

json unit_json(const ByGroup& by_group, const ShownUnit& unit) {
  json groups = json::array();
  for (const auto& categories : unit.groups) {
    json group = figures(sum_of(by_group, unit.units, categories));
    group["categories"] = categories;
    groups.push_back(std::move(group));
  }
  return {{"unit", unit.name}, {"groups", std::move(groups)}};
}

}  // namespace

std::vector<ShownUnit> shown_units(const analysis::DisclosedTally& tally) {
  const forms::Round& round = tally.round();
  std::vector<ShownUnit> shown;
  for (const analysis::UnitResult& unit : tally.tables().units) {
    if (unit.suppressed) continue;
    ShownUnit one{report::unit_name(round, unit), {}, {}};
    if (unit.small.empty()) one.units.push_back(round.units[unit.unit].id);
    for (const std::uint32_t part : unit.small) one.units.push_back(round.units[part].id);
    for (const analysis::GroupTurnout& group : unit.groups) {
      auto& categories = one.groups.emplace_back();
      for (const std::uint16_t category : group.categories)
        categories.push_back(round.categories[category].id);
    }
    shown.push_back(std::move(one));
  }
  return shown;
}

std::string public_counts_json(const std::vector<GroupCounts>& groups,
                               const std::vector<protocol::UnitCounts>& units,
                               const std::vector<ShownUnit>& shown) {
  ByGroup by_group;
  GroupCounts total;
  for (const GroupCounts& group : groups) {
    by_group[{group.unit, group.category}] = &group;
    add(total, group);
  }
  std::uint64_t comments = 0;
  for (const protocol::UnitCounts& unit : units) comments += unit.comments;
  json all = figures(total);
  all["comments"] = comments;
  json unit_list = json::array();
  for (const ShownUnit& unit : shown) unit_list.push_back(unit_json(by_group, unit));
  return forms::encode_canonical(
      {{"candor_public_counts", 1}, {"round", std::move(all)}, {"units", std::move(unit_list)}});
}

Result<std::string> keep_shown(std::string_view public_counts, const std::vector<ShownUnit>& shown) {
  auto counts = forms::parse_canonical(public_counts);
  if (!counts || !counts->is_object() || !counts->contains("units") || !(*counts)["units"].is_array())
    return fail(ErrorKind::internal, "counts.json of the public record is damaged");
  json kept = json::array();
  for (json& unit : (*counts)["units"]) {
    const auto is_shown = [&unit](const ShownUnit& one) { return unit["unit"] == one.name; };
    if (std::ranges::any_of(shown, is_shown)) kept.push_back(std::move(unit));
  }
  (*counts)["units"] = std::move(kept);
  return forms::encode_canonical(*counts);
}

}  // namespace candor::server::verify
