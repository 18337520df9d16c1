#include "analysis/ranks.h"

#include <algorithm>
#include <map>

namespace candor::analysis {
namespace {

struct Ranked {
  const UnitResult* unit = nullptr;
  Rational score;
};

using GroupsOfUnit = std::vector<CategorySet>;

GroupsOfUnit groups_of(const UnitResult& unit) {
  GroupsOfUnit groups;
  for (const GroupTurnout& group : unit.groups) groups.push_back(group.categories);
  return groups;
}

/// The groups that most units have; of equally common ones those that come first in order.
GroupsOfUnit most_common(const std::vector<Ranked>& units) {
  std::map<GroupsOfUnit, std::size_t> times;
  for (const Ranked& ranked : units) ++times[groups_of(*ranked.unit)];
  const auto most = std::max_element(times.begin(), times.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == times.end() ? GroupsOfUnit{} : most->first;
}

}  // namespace

std::vector<UnitRank> rank_units(const DisclosedTally& tally) {
  std::vector<Ranked> units;
  for (const UnitResult& unit : tally.tables().units) {
    if (!unit.small.empty()) continue;
    for (const RateeResult& ratee : unit.results) {
      if (ratee.ratee != forms::kAboutTeam || !ratee.weighted.value || !ratee.weighted.covers_all_weight)
        continue;
      units.push_back({&unit, *ratee.weighted.value});
    }
  }
  std::stable_sort(units.begin(), units.end(),
                   [](const Ranked& a, const Ranked& b) { return a.score > b.score; });
  const GroupsOfUnit usual = most_common(units);
  std::vector<UnitRank> ranks;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const bool shares = i > 0 && units[i].score == units[i - 1].score;
    const auto rank = shares ? ranks.back().rank : static_cast<std::uint32_t>(i + 1);
    ranks.push_back({units[i].unit->unit, rank, groups_of(*units[i].unit) != usual});
  }
  return ranks;
}

}  // namespace candor::analysis
