#include "server/app/ticket_sheets.h"

#include <fmt/format.h>

#include "server/print/ticket_sheet.h"
#include "server/protocol/codes.h"
#include "server/protocol/hash.h"

namespace candor::server {
namespace {

print::SlipSheet empty_sheet(const RoundView& view, std::string_view public_url) {
  print::SlipSheet sheet;
  print::set_round(sheet, view.round, public_url, view.record.manifest_hash);
  for (const auto& unit : view.round.units) sheet.units.push_back({unit.name, {}});
  return sheet;
}

}  // namespace

Result<std::string> make_ticket_sheet(Rounds& rounds, std::string_view round, std::string_view unit,
                                      std::string_view public_url, std::string_view account) {
  const auto view = rounds.get(round);
  if (!view) return fail(view.error());
  const auto codes = rounds.take_codes_for_printing(round, CodeKind::tickets, account);
  if (!codes) return fail(codes.error());
  const auto manifest_hash = protocol::parse_hex32(view->record.manifest_hash);
  if (!manifest_hash) return fail(manifest_hash.error());
  auto sheet = empty_sheet(*view, public_url);
  std::size_t slips = 0;
  for (const auto& group : *codes) {
    if (!unit.empty() && view->round.units[group.unit].id != unit) continue;
    slips += group.secrets.size();
    if (slips > kMaxSlipsOnSheet) {
      return fail(
          ErrorKind::too_large,
          fmt::format("one sheet holds at most {} slips; print unit by unit (?unit=ID)", kMaxSlipsOnSheet));
    }
    print::SlipGroup printed{view->round.categories[group.category].label, {}};
    for (const auto& secret : group.secrets) {
      printed.slips.push_back({"", protocol::printed_code(group.unit + 1, group.category + 1, secret),
                               protocol::ballot_link(public_url, *manifest_hash, round, group.unit + 1,
                                                     group.category + 1, secret)});
    }
    sheet.units[group.unit].groups.push_back(std::move(printed));
  }
  std::erase_if(sheet.units, [](const print::SlipUnit& printed) { return printed.groups.empty(); });
  if (sheet.units.empty()) return fail(ErrorKind::not_found, "no codes are kept for this unit");
  return print::make_ticket_sheet(sheet);
}

}  // namespace candor::server
