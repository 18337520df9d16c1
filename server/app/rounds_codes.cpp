// Codes that the server made, kept for printing: of tickets, and of invitations where there is no registrar.
#include <algorithm>

#include "forms/round_json.h"
#include "server/app/opening.h"
#include "server/app/rounds.h"
#include "server/store/register.h"

namespace candor::server {
namespace {

/// The secrets of invitations that the server drew; without those of tickets that an attempt cut short left.
Result<std::vector<TicketCodes>> invitation_codes(const Register& store, const RoundRecord& record) {
  if (!record.opening || record.codes_by != "server") return std::vector<TicketCodes>();
  auto codes = store.get_ticket_codes(record.id);
  const auto claims = store.list_claims(record.id);
  if (!codes) return codes;
  if (!claims) return fail(claims.error());
  for (auto& group : *codes) {
    const auto invited = std::ranges::count_if(*claims, [&](const ClaimState& claim) {
      return claim.entry.unit == group.unit && claim.entry.category == group.category;
    });
    group.secrets.resize(std::min(group.secrets.size(), static_cast<std::size_t>(invited)));
  }
  return codes;
}

/// Of the kept codes of a group, those of invitations stand first: as many as are due, where the server made
/// them.
void keep_only(CodeKind kind, const RoundRecord& record, const forms::Round& round,
               std::vector<TicketCodes>& codes) {
  const bool has_invitations = round.access == forms::AccessMode::credential && record.codes_by == "server";
  for (auto& group : codes) {
    const int due =
        has_invitations ? due_of(round.units[group.unit], round.categories[group.category].id) : 0;
    const std::size_t first = std::min(static_cast<std::size_t>(due), group.secrets.size());
    const auto border = group.secrets.begin() + static_cast<std::ptrdiff_t>(first);
    if (kind == CodeKind::invitations) {
      group.secrets.erase(border, group.secrets.end());
    } else {
      group.secrets.erase(group.secrets.begin(), border);
    }
  }
  std::erase_if(codes, [](const TicketCodes& group) { return group.secrets.empty(); });
}

}  // namespace

/// Codes of paper tickets stand behind those of invitations, where the server made both (InvitationSheets).
Result<void> Rounds::keep_codes(const PreparedOpening& prepared) {
  auto kept = invitation_codes(store_, prepared.record);
  if (!kept) return fail(std::move(kept).error());
  for (const auto& group : prepared.codes) {
    const auto same = [&](const TicketCodes& other) {
      return other.unit == group.unit && other.category == group.category;
    };
    if (const auto at = std::ranges::find_if(*kept, same); at != kept->end()) {
      std::ranges::copy(group.secrets, std::back_inserter(at->secrets));
    } else {
      kept->push_back(group);
    }
  }
  if (kept->empty()) return {};
  return store_.put_ticket_codes(prepared.record.id, *kept);
}

Result<std::vector<TicketCodes>> Rounds::take_codes_for_printing(std::string_view id, CodeKind kind,
                                                                 std::string_view account) {
  const auto record = store_.get_round(id);
  if (!record) return fail(record.error());
  const auto read = forms::parse_round(record->file);
  if (!read) return fail(read.error());
  auto codes = store_.get_ticket_codes(id);
  if (!codes) return codes;
  keep_only(kind, *record, read->round, *codes);
  if (codes->empty())
    return fail(ErrorKind::not_found,
                Phrase{"no codes are kept for this round: they were erased or never made",
                       "本轮测评没有保存的测评码：已清除或从未生成"});
  if (auto noted = trail_.note(account, "round.print", id, ""); !noted) return fail(std::move(noted).error());
  return codes;
}

Result<void> Rounds::erase_codes(std::string_view id, std::string_view account) {
  if (auto erased = store_.erase_ticket_codes(id); !erased) return erased;
  return trail_.note(account, "round.erase_codes", id, "");
}

}  // namespace candor::server
