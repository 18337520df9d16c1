#include "server/app/invitations.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "forms/round_json.h"
#include "server/app/opening.h"
#include "server/protocol/hash.h"
#include "server/store/register.h"

namespace candor::server {
namespace {

using forms::RoundState;
using Place = std::pair<std::uint32_t, std::uint32_t>;

Result<forms::Round> parse_file(const RoundRecord& record) {
  auto read = forms::parse_round(record.file);
  if (!read) return fail(std::move(read).error());
  return std::move(read->round);
}

template <class Entries>
std::vector<GroupCount> count_groups(const Entries& entries) {
  std::map<Place, std::uint64_t> counts;
  for (const auto& entry : entries) ++counts[{entry.unit, entry.category}];
  std::vector<GroupCount> groups;
  for (const auto& [place, count] : counts) groups.push_back({place.first, place.second, count});
  return groups;
}

std::vector<forms::RosterEntry> people_of(const std::vector<RosterRow>& rows) {
  std::vector<forms::RosterEntry> people;
  for (const auto& row : rows) people.push_back({row.person, row.contact, row.unit, row.category});
  std::ranges::sort(people, {}, [](const forms::RosterEntry& entry) {
    return std::tuple(entry.unit, entry.category, entry.person);
  });
  return people;
}

std::vector<RosterRow> rows_of(const std::vector<forms::RosterEntry>& people) {
  std::vector<RosterRow> rows;
  for (const auto& entry : people) rows.push_back({entry.person, entry.contact, entry.unit, entry.category});
  return rows;
}

/// How many people of a roster are new beside those known; nobody stands twice.
std::size_t join_rosters(std::vector<forms::RosterEntry>& known,
                         const std::vector<forms::RosterEntry>& more) {
  std::set<std::tuple<std::uint32_t, std::uint32_t, std::string>> seen;
  for (const auto& entry : known) seen.emplace(entry.unit, entry.category, entry.person);
  std::size_t added = 0;
  for (const auto& entry : more) {
    if (!seen.emplace(entry.unit, entry.category, entry.person).second) continue;
    known.push_back(entry);
    ++added;
  }
  return added;
}

}  // namespace

Result<RoundRecord> Invitations::get_editable(std::string_view id, std::int64_t version) const {
  auto record = store_.get_round(id);
  if (!record) return record;
  if (record->state != RoundState::draft)
    return fail(ErrorKind::conflict,
                Phrase{"who is invited can be changed in drafts only; open rounds are amended",
                       "受邀人员只能在草稿中修改；已开启的测评请用增补"});
  if (record->opening)
    return fail(ErrorKind::conflict, Phrase{"keys are being made for opening this round; give that up first",
                                            "正在为开启本轮测评生成密钥，请先取消"});
  if (record->version != version)
    return fail(ErrorKind::stale, Phrase{"somebody changed this round meanwhile; look at it, then try again",
                                         "其间有人修改了本轮测评，请查看后重试"});
  return record;
}

/// Everybody invited is due, and nobody else.
Result<void> Invitations::store_due(RoundRecord record, const std::vector<GroupCount>& groups,
                                    std::string_view by, std::string_view account) {
  auto round = parse_file(record);
  if (!round) return fail(std::move(round).error());
  for (auto& unit : round->units) {
    unit.due.emplace();
    for (const auto& category : round->categories) (*unit.due)[category.id] = 0;
  }
  for (const auto& group : groups) {
    (*round->units[group.unit].due)[round->categories[group.category].id] = static_cast<int>(group.count);
  }
  const std::int64_t version = record.version;
  record.file = forms::encode_round(*round);
  record.codes_by = by;
  if (auto stored = store_.update_round(record, version, {std::string(account), clock_()}); !stored)
    return fail(std::move(stored).error());
  return trail_.note(account, "round.invite", record.id,
                     fmt::format("{} groups, codes by {}", groups.size(), by));
}

Result<Invitations::Imported> Invitations::import_roster(std::string_view id, std::string_view csv, Mode mode,
                                                         std::int64_t version, std::string_view account) {
  auto record = get_editable(id, version);
  if (!record) return fail(std::move(record).error());
  const auto round = parse_file(*record);
  if (!round) return fail(round.error());
  auto read = forms::parse_roster_csv(*round, csv);
  if (!read) return fail(std::move(read).error());
  std::vector<forms::RosterEntry> people;
  if (mode == Mode::add) {
    const auto known = store_.get_roster(id);
    if (!known) return fail(known.error());
    people = people_of(*known);
  }
  Imported imported{{"server", {}, {}}, join_rosters(people, read->entries), read->gb18030};
  imported.roster.groups = count_groups(people);
  imported.roster.people = people;
  if (mode == Mode::preview) return imported;
  if (auto stored = store_.put_roster(id, rows_of(people)); !stored) return fail(std::move(stored).error());
  if (auto cleared = store_.put_claims(id, {}); !cleared) return fail(std::move(cleared).error());
  if (auto stored = store_due(*std::move(record), imported.roster.groups, "server", account); !stored)
    return fail(std::move(stored).error());
  return imported;
}

Result<Invitations::Imported> Invitations::import_hashes(std::string_view id, std::vector<ClaimEntry> claims,
                                                         std::int64_t version, std::string_view account) {
  auto record = get_editable(id, version);
  if (!record) return fail(std::move(record).error());
  std::ranges::sort(claims, {}, &ClaimEntry::hash);
  if (std::ranges::adjacent_find(claims, {}, &ClaimEntry::hash) != claims.end())
    return fail(ErrorKind::invalid, Phrase{"the same hash stands twice in this file; make the codes again",
                                           "文件中有重复的校验值，请重新生成邀请码"});
  Imported imported{{"registrar", count_groups(claims), {}}, claims.size(), false};
  if (auto erased = store_.erase_roster(id); !erased) return fail(std::move(erased).error());
  if (auto stored = store_.put_claims(id, claims); !stored) return fail(std::move(stored).error());
  if (auto stored = store_due(*std::move(record), imported.roster.groups, "registrar", account); !stored)
    return fail(std::move(stored).error());
  return imported;
}

Result<RosterView> Invitations::view(std::string_view id) const {
  const auto record = store_.get_round(id);
  if (!record) return fail(record.error());
  const auto rows = store_.get_roster(id);
  if (!rows) return fail(rows.error());
  RosterView view{record->codes_by, {}, people_of(*rows)};
  if (!view.people.empty()) {
    view.groups = count_groups(view.people);
    return view;
  }
  const auto claims = store_.list_claims(id);
  if (!claims) return fail(claims.error());
  std::vector<ClaimEntry> entries;
  for (const auto& claim : *claims) entries.push_back(claim.entry);
  view.groups = count_groups(entries);
  return view;
}

Result<void> Invitations::clear(std::string_view id, std::int64_t version, std::string_view account) {
  auto record = get_editable(id, version);
  if (!record) return fail(std::move(record).error());
  if (auto erased = store_.erase_roster(id); !erased) return erased;
  if (auto cleared = store_.put_claims(id, {}); !cleared) return cleared;
  return store_due(*std::move(record), {}, "", account);
}

Result<InvitationUse> Invitations::use(std::string_view id) const {
  if (auto record = store_.get_round(id); !record) return fail(std::move(record).error());
  const auto claims = store_.list_claims(id);
  if (!claims) return fail(claims.error());
  InvitationUse use;
  for (const auto& claim : *claims) {
    switch (claim.use) {
      case ClaimState::Use::unclaimed:
        use.unclaimed.push_back(claim.entry.hash);
        break;
      case ClaimState::Use::claimed:
        ++use.claimed;
        break;
      case ClaimState::Use::exchanged:
        ++use.exchanged;
        ++use.exchanged_by_group[{claim.entry.unit, claim.entry.category}];
        break;
      case ClaimState::Use::withdrawn:
        ++use.withdrawn;
        break;
    }
  }
  return use;
}

Result<void> Invitations::exchange(std::string_view id, const Bytes32& claim_hash, std::string_view account) {
  const auto record = store_.get_round(id);
  if (!record) return fail(record.error());
  if (!takes_claims(status_of(*record), clock_()))
    return fail(ErrorKind::expired, Phrase{"claims are closed: no invitation can be exchanged any more",
                                           "领取已截止，邀请码不能再换取"});
  if (auto exchanged = store_.exchange_claim(id, claim_hash); !exchanged) return exchanged;
  // Which one is not noted: the trail would be a list of who prefers paper.
  return trail_.note(account, "round.exchange", id, "");
}

Result<Invitations::AmendmentPlace> Invitations::place_amendment(std::string_view id,
                                                                 const Amendment& amendment) const {
  const auto record = store_.get_round(id);
  if (!record) return fail(record.error());
  if (!takes_claims(status_of(*record), clock_()))
    return fail(ErrorKind::expired,
                Phrase{"claims are closed: the list can no longer be amended", "领取已截止，名单不能再增补"});
  if (amendment.add.empty() && amendment.remove.empty())
    return fail(ErrorKind::invalid,
                Phrase{"an amendment adds or withdraws at least one code", "增补应至少增加或撤回一个邀请码"});
  const auto round = parse_file(*record);
  if (!round) return fail(round.error());
  if (due_of(round->units[amendment.unit], round->categories[amendment.category].id) == 0)
    return fail(ErrorKind::conflict,
                Phrase{"nobody of this group was invited at opening, so it has no key to sign with",
                       "开启时该组没有受邀人员，因此没有签发密钥"});
  const auto lines = store_.list_amendments(id);
  if (!lines) return fail(lines.error());
  for (const auto& hash : amendment.remove) {
    const auto known = store_.find_claim(id, hash);
    if (!known) return fail(known.error());
    const bool fits =
        *known && (*known)->entry.unit == amendment.unit && (*known)->entry.category == amendment.category;
    if (!fits || (*known)->use != ClaimState::Use::unclaimed)
      return fail(ErrorKind::conflict, Phrase{"a code to be withdrawn is unknown in this group, or was used",
                                              "要撤回的邀请码不属于该组，或已使用"});
  }
  for (const auto& hash : amendment.add) {
    const auto known = store_.find_claim(id, hash);
    if (!known) return fail(known.error());
    if (*known)
      return fail(ErrorKind::conflict,
                  Phrase{"a code to be added is in the list already", "要增加的邀请码已在名单中"});
  }
  return AmendmentPlace{static_cast<std::uint32_t>(lines->size() + 1), lines->empty() ? "" : lines->back()};
}

Result<void> Invitations::commit_amendment(std::string_view id, const Amendment& amendment,
                                           std::string_view line, std::string_view account) {
  std::vector<ClaimEntry> entries;
  for (const auto& hash : amendment.add) entries.push_back({hash, amendment.unit, amendment.category});
  if (auto added = store_.add_amendment(id, line, entries, amendment.remove); !added)
    return fail(std::move(added).error());
  return trail_.note(account, "round.amend", id,
                     fmt::format("{} added, {} withdrawn", amendment.add.size(), amendment.remove.size()));
}

}  // namespace candor::server
