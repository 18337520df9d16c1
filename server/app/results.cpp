#include "server/app/results.h"

#include <algorithm>

#include "server/app/accounts.h"

namespace candor::server {
namespace {

using forms::RoundState;

bool reads_everything(const Account& account) {
  return has_role(account, Role::organizer) || has_role(account, Role::administrator);
}

/// What the account's roles say of one unit: nothing, as a member, or as its head.
struct Standing {
  bool leader = false;
  bool head = false;
  std::vector<std::string> members;  ///< who they are in this unit
};

Standing standing_in(const Account& account, std::string_view unit) {
  Standing standing;
  for (const auto& grant : account.roles) {
    if (grant.role != Role::leader || grant.unit != unit) continue;
    standing.leader = true;
    standing.head = standing.head || grant.head;
    if (!grant.member.empty()) standing.members.push_back(grant.member);
  }
  return standing;
}

bool shows_member(const forms::Round& round, const Standing& standing, bool everything,
                  const std::string& member) {
  if (everything || standing.head) return true;
  switch (round.rules.members_see) {
    case forms::MembersSee::none:
      return false;
    case forms::MembersSee::own:
      return std::ranges::find(standing.members, member) != standing.members.end();
    case forms::MembersSee::all:
      return true;
  }
  return false;
}

std::optional<std::size_t> find_result(const analysis::TallyTables& tables, const forms::Round& round,
                                       std::string_view name) {
  constexpr std::string_view kSmall = "small:";
  const bool small = name.starts_with(kSmall);
  if (small) name.remove_prefix(kSmall.size());
  for (std::size_t i = 0; i < tables.units.size(); ++i) {
    const auto& entry = tables.units[i];
    if (entry.small.empty() == small) continue;
    const std::string_view id =
        entry.unit == analysis::kNoUnit ? std::string_view() : round.units[entry.unit].id;
    if (id == name) return i;
  }
  return std::nullopt;
}

/// Fills in what stands around one unit of the file: its `small:` unit, its roll-up, its children.
void add_surroundings(const analysis::TallyTables& tables, const forms::Round& round, std::uint32_t unit,
                      UnitReading& reading) {
  for (std::size_t i = 0; i < tables.units.size(); ++i) {
    const auto& entry = tables.units[i];
    if (std::ranges::find(entry.small, unit) != entry.small.end()) reading.small = i;
    if (!entry.small.empty() || entry.unit == analysis::kNoUnit) continue;
    const auto& other = round.units[entry.unit];
    if (other.parent == round.units[unit].id)
      reading.children.push_back({other.id, other.name, entry.suppressed, entry.withheld});
  }
  for (std::size_t i = 0; i < tables.rollup.size(); ++i) {
    if (tables.rollup[i].unit == unit) reading.rollup = i;
  }
}

Result<void> check_state(RoundState state, bool everything) {
  if (state == RoundState::released || (everything && state == RoundState::closed)) return {};
  return fail(ErrorKind::conflict, everything ? "there is no result before the round is closed"
                                              : "the results of this round have not been released");
}

}  // namespace

Result<UnitReading> read_unit(const CountedRound& counted, RoundState state, const Account& account,
                              std::string_view unit) {
  const bool everything = reads_everything(account);
  if (auto ready = check_state(state, everything); !ready) return fail(std::move(ready).error());
  const auto& tables = counted.tally->tables();
  const auto& round = *counted.round;
  const auto index = find_result(tables, round, unit);
  const Standing standing = standing_in(account, unit);
  UnitReading reading;
  if (!index) {
    if (everything) return fail(ErrorKind::not_found, "no such unit in this round");
    return fail(ErrorKind::forbidden, "these results are not yours to read");
  }
  reading.result = *index;
  const auto& entry = tables.units[*index];
  if (!entry.small.empty()) {
    const bool part_of_it = std::ranges::any_of(
        entry.small, [&](std::uint32_t own) { return standing_in(account, round.units[own].id).leader; });
    if (!everything && !part_of_it) return fail(ErrorKind::forbidden, "these results are not yours to read");
    return reading;
  }
  if (!everything && !standing.leader)
    return fail(ErrorKind::forbidden, "these results are not yours to read");
  reading.unit = &round.units[entry.unit];
  for (std::size_t i = 0; i < reading.unit->members.size(); ++i) {
    if (shows_member(round, standing, everything, reading.unit->members[i].id)) {
      reading.members_shown.push_back(static_cast<int>(i));
    }
  }
  reading.members_hidden = reading.unit->members.size() - reading.members_shown.size();
  add_surroundings(tables, round, entry.unit, reading);
  return reading;
}

std::vector<std::string> readable_units(const forms::Round& round, RoundState state, const Account& account) {
  std::vector<std::string> units;
  const bool everything = reads_everything(account);
  if (!check_state(state, everything)) return units;
  for (const auto& unit : round.units) {
    if (everything || standing_in(account, unit.id).leader) units.push_back(unit.id);
  }
  return units;
}

}  // namespace candor::server
