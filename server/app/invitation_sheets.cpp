#include "server/app/invitation_sheets.h"

#include <algorithm>
#include <map>

#include "server/print/invitation_mail.h"
#include "server/print/invitation_sheet.h"
#include "server/protocol/codes.h"
#include "server/protocol/hash.h"

namespace candor::server {
namespace {

struct Invited {
  forms::RosterEntry person;
  std::string printed_code, link;
};

struct Invitees {
  RoundView view;
  std::vector<Invited> people;  ///< by unit, category, person
};

/// The n-th person of a group has the n-th code that was drawn for it (KeyMaking); paper tickets' codes
/// follow.
Result<Invitees> find_invitees(Rounds& rounds, const Invitations& invitations, std::string_view round,
                               std::string_view public_url, std::string_view account) {
  auto view = rounds.get(round);
  if (!view) return fail(std::move(view).error());
  const auto roster = invitations.view(round);
  if (!roster) return fail(roster.error());
  if (roster->by != "server" || roster->people.empty() || view->record.manifest_hash.empty())
    return fail(ErrorKind::not_found, "the server made no invitations for this round, or it is not open yet");
  const auto codes = rounds.take_codes_for_printing(round, CodeKind::invitations, account);
  if (!codes) return fail(codes.error());
  const auto manifest_hash = protocol::parse_hex32(view->record.manifest_hash);
  if (!manifest_hash) return fail(manifest_hash.error());
  struct Pile {
    const TicketCodes* codes = nullptr;
    std::size_t taken = 0;
  };
  std::map<std::pair<std::uint32_t, std::uint32_t>, Pile> piles;
  for (const auto& group : *codes) piles[{group.unit, group.category}].codes = &group;
  std::vector<Invited> people;
  for (const auto& person : roster->people) {
    auto& pile = piles[{person.unit, person.category}];
    if (pile.codes == nullptr || pile.taken >= pile.codes->secrets.size())
      return fail(ErrorKind::internal, "the codes of this round do not fit its roster");
    const auto& secret = pile.codes->secrets[pile.taken++];
    people.push_back({person, protocol::printed_code(person.unit + 1, person.category + 1, secret),
                      protocol::ballot_link(public_url, *manifest_hash, round, person.unit + 1,
                                            person.category + 1, secret)});
  }
  return Invitees{*std::move(view), std::move(people)};
}

}  // namespace

Result<std::string> make_invitation_sheet(Rounds& rounds, Invitations& invitations, std::string_view round,
                                          std::string_view unit, std::string_view public_url,
                                          std::string_view account) {
  const auto found = find_invitees(rounds, invitations, round, public_url, account);
  if (!found) return fail(found.error());
  const auto& frozen = found->view.round;
  print::InvitationSheet sheet;
  print::set_round(sheet, frozen, public_url, found->view.record.manifest_hash);
  sheet.contact = frozen.contact;
  sheet.made_by_server = true;
  std::map<std::uint32_t, print::SlipUnit> units;
  std::map<std::pair<std::uint32_t, std::uint32_t>, print::SlipGroup> groups;
  for (const auto& each : found->people) {
    if (!unit.empty() && frozen.units[each.person.unit].id != unit) continue;
    auto& group = groups[{each.person.unit, each.person.category}];
    group.category = frozen.categories[each.person.category].label;
    group.slips.push_back({each.person.person, each.printed_code, each.link});
    units[each.person.unit].name = frozen.units[each.person.unit].name;
  }
  for (auto& [place, group] : groups) units[place.first].groups.push_back(std::move(group));
  for (auto& [index, printed] : units) sheet.units.push_back(std::move(printed));
  if (sheet.units.empty()) return fail(ErrorKind::not_found, "nobody of this unit is invited");
  return print::make_invitation_sheet(sheet);
}

Result<std::string> make_invitation_csv(Rounds& rounds, Invitations& invitations, std::string_view round,
                                        std::string_view public_url, std::string_view account) {
  const auto found = find_invitees(rounds, invitations, round, public_url, account);
  if (!found) return fail(found.error());
  std::string csv = print::mail_csv_header();
  for (const auto& each : found->people) {
    print::append_mail_row(
        csv, {each.person.person, each.person.contact, found->view.round.units[each.person.unit].id,
              found->view.round.categories[each.person.category].id, each.link, each.printed_code});
  }
  return csv;
}

}  // namespace candor::server
