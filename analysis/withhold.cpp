#include "analysis/withhold.h"

#include <algorithm>
#include <utility>

#include "analysis/rollup.h"

namespace candor::analysis {
namespace {

/// Marks the units and all above them, by index into Round::units.
std::vector<bool> with_ancestors(const forms::Round& round, const std::vector<std::uint32_t>& units) {
  const std::vector<std::uint32_t> parents = find_parents(round);
  std::vector<bool> marked(round.units.size(), false);
  for (std::uint32_t unit : units) {
    for (; unit != kNoUnit && !marked[unit]; unit = parents[unit]) marked[unit] = true;
  }
  return marked;
}

UnitResult emptied(const UnitResult& unit) {
  UnitResult empty;
  empty.unit = unit.unit;
  empty.suppressed = true;
  empty.withheld = true;
  return empty;
}

RollupResult emptied(const RollupResult& rollup) {
  RollupResult empty;
  empty.unit = rollup.unit;
  empty.units_not_shown = rollup.units_shown + rollup.units_not_shown;
  empty.withheld = true;
  return empty;
}

void append(std::string& text, const forms::Round& round, const CategorySet& categories) {
  text += '[';
  for (const std::uint16_t category : categories) {
    text += round.categories[category].id;
    text += ' ';
  }
  text += ']';
}

/// Groups of an item, where they are not those of its unit.
void append_item(std::string& text, const forms::Round& round, const UnitResult& unit,
                 const RateeResult& ratee, const ItemResult& item) {
  const bool same =
      std::ranges::equal(item.groups, unit.groups, {}, &ItemGroup::categories, &GroupTurnout::categories);
  if (same && item.left_out.empty()) return;
  text.append(" ").append(std::to_string(ratee.ratee)).append(":").append(item.item->id);
  for (const ItemGroup& group : item.groups) append(text, round, group.categories);
  text += '-';
  append(text, round, item.left_out);
}

}  // namespace

DisclosedTally withhold(const DisclosedTally& tally, const std::vector<std::uint32_t>& units) {
  const TallyTables& from = tally.tables();
  const std::vector<bool> above = with_ancestors(*from.round, units);
  std::vector<bool> taken(from.round->units.size(), false);
  for (const std::uint32_t unit : units) taken[unit] = true;
  const auto is_taken = [&taken](std::uint32_t unit) { return taken[unit]; };
  TallyTables tables;
  tables.round = from.round;
  for (const UnitResult& unit : from.units) {
    if (unit.small.empty()) {
      tables.units.push_back(is_taken(unit.unit) ? emptied(unit) : unit);
    } else if (std::ranges::none_of(unit.small, is_taken)) {
      tables.units.push_back(unit);
    }
  }
  for (const RollupResult& rollup : from.rollup)
    tables.rollup.push_back(above[rollup.unit] ? emptied(rollup) : rollup);
  return DisclosedTally(std::move(tables));
}

std::string describe_groups(const DisclosedTally& tally) {
  const forms::Round& round = tally.round();
  std::string text;
  for (const UnitResult& unit : tally.tables().units) {
    text += unit.small.empty() ? "unit " : "small ";
    text += unit.unit == kNoUnit ? std::string() : round.units[unit.unit].id;
    for (const std::uint32_t together : unit.small) text.append("+").append(round.units[together].id);
    if (unit.suppressed) text += " not shown";
    for (const GroupTurnout& group : unit.groups) append(text, round, group.categories);
    text += '-';
    append(text, round, unit.left_out);
    for (const RateeResult& ratee : unit.results) {
      for (const ItemResult& item : ratee.items) append_item(text, round, unit, ratee, item);
    }
    text += '\n';
  }
  return text;
}

}  // namespace candor::analysis
