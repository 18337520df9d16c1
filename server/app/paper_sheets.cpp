#include "server/app/paper_sheets.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "forms/ballot.h"
#include "server/app/open_box.h"
#include "server/protocol/hash.h"

namespace candor::server {
namespace {

/// All that was keyed for one ticket.
using Keyed = std::vector<SheetRow>;

bool says_the_same(const SheetRow& left, const SheetRow& right) {
  return left.unit == right.unit && left.category == right.category &&
         left.ballot_body == right.ballot_body && left.comment_bearer == right.comment_bearer &&
         left.comment_body == right.comment_body;
}

/// The first that somebody else keyed alike; null if there is none.
const SheetRow* find_settled(const Keyed& keyed) {
  for (const auto& sheet : keyed) {
    if (std::ranges::count_if(keyed, [&](const SheetRow& other) { return says_the_same(sheet, other); }) > 1)
      return &sheet;
  }
  return nullptr;
}

SheetState state_of(const Keyed& keyed) {
  if (keyed.size() == 1) return SheetState::first;
  return find_settled(keyed) != nullptr ? SheetState::settled : SheetState::differs;
}

Result<std::map<Bytes32, Keyed>> by_ticket(const Box& box) {
  auto rows = box.list_sheets();
  if (!rows) return fail(std::move(rows).error());
  std::map<Bytes32, Keyed> sheets;
  for (auto& row : *rows) sheets[row.bearer].push_back(std::move(row));
  return sheets;
}

Unexpected wrong(std::string_view place, const Phrase& expected) {
  return fail(ErrorKind::invalid, say({"{0}: {1}", "{0}：{1}"}, place, expected),
              {{Diagnostic::Severity::error,
                std::string(place),
                expected,
                {"look at the sheet and the slip again", "请再次核对票面和纸条。"}}});
}

/// Everything that a cast would be checked for, so that what is settled can be cast.
Result<SheetRow> check_sheet(const OpenBox& open, const KeyedSheet& sheet, std::string_view keyer) {
  const auto unit = open.units.find(sheet.unit);
  const auto category = open.categories.find(sheet.category);
  if (unit == open.units.end()) return wrong("/unit", {"no such unit in this round", "本轮测评没有这个单位"});
  if (category == open.categories.end())
    return wrong("/category", {"no such category in this round", "本轮测评没有这个类别"});
  if (!open.lists.holds_ballot(unit->second, category->second, sheet.bearer))
    return fail(ErrorKind::not_found,
                Phrase{"this ticket is not in the list of this round; check what you typed",
                       "此测评码不在本轮测评的名单中，请核对输入"});
  const auto codebook = open.codebook_of(unit->second);
  const auto answers = forms::parse_ballot_body(*codebook, sheet.ballot);
  if (!answers) return fail(answers.error());
  if (!sheet.comment.empty()) {
    if (!open.lists.holds_comment(unit->second, sheet.comment_bearer))
      return wrong("/comment_bearer",
                   {"this ticket is not in the list of this unit", "此测评码不在本单位的名单中"});
    const auto texts = forms::parse_comment_body(*open.round, open.round->units[unit->second], sheet.comment);
    if (!texts) return fail(texts.error());
  }
  return SheetRow{sheet.bearer, std::string(keyer),   unit->second, category->second,
                  sheet.ballot, sheet.comment_bearer, sheet.comment};
}

/// Whoever keys a sheet again and again could try out what the other one read on it: a second time only where
/// the two differ. Errors: `conflict`.
Result<void> check_keyed_once(const Box& box, const SheetRow& row) {
  const auto sheets = by_ticket(box);
  if (!sheets) return fail(sheets.error());
  const auto at = sheets->find(row.bearer);
  if (at == sheets->end() || state_of(at->second) == SheetState::differs) return {};
  const bool again = std::ranges::any_of(at->second, [&](const SheetRow& other) {
    return other.keyer == row.keyer && !says_the_same(other, row);
  });
  if (!again) return {};
  return fail(ErrorKind::conflict,
              Phrase{"you keyed this sheet already, in another way; remove it from the list first",
                     "您已录入过此票，且内容不同；请先从列表中删去"});
}

/// The same sheet always has the same salt, so that casting it again after a crash is the same again. The
/// round's key is in it, which sealing destroys: nobody who kept the codes can try out answers against the
/// public entries.
Bytes32 salt_of(const Bytes32& round_key, const Bytes32& bearer, std::string_view body) {
  return protocol::Hash("paper-salt").bytes(round_key).bytes(bearer).text(body).finish();
}

/// Paper is keyed after the meeting: until the seal, also once the round is closed.
bool takes_sheets(const OpenBox& open) {
  const auto status = open.status_now();
  const bool lasts = status.state == forms::RoundState::open || status.state == forms::RoundState::closed;
  return lasts && !open.box->is_sealed();
}

}  // namespace

std::string_view name_of(SheetState state) {
  switch (state) {
    case SheetState::first:
      return "first";
    case SheetState::settled:
      return "settled";
    case SheetState::differs:
      return "differs";
  }
  return "";
}

Result<SheetState> BallotBoxes::key_sheet(std::string_view round, const KeyedSheet& sheet,
                                          std::string_view keyer) {
  const auto found = find(round);
  if (!found) return fail(found.error());
  const OpenBox& open = **found;
  if (!takes_sheets(open))
    return fail(ErrorKind::expired,
                Phrase{"this round takes no paper ballots any more", "本轮测评不再接收纸质票"});
  auto row = check_sheet(open, sheet, keyer);
  if (!row) return fail(std::move(row).error());
  if (auto once = check_keyed_once(*open.box, *row); !once) return fail(std::move(once).error());
  if (auto kept = open.box->put_sheet(*std::move(row)); !kept) return fail(std::move(kept).error());
  const auto sheets = by_ticket(*open.box);
  if (!sheets) return fail(sheets.error());
  const auto at = sheets->find(sheet.bearer);
  return at == sheets->end() ? SheetState::first : state_of(at->second);
}

Result<void> BallotBoxes::set_exchanged(
    std::string_view round, std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> exchanged) {
  const auto found = find(round);
  if (!found) return fail(found.error());
  (*found)->ticket_gate.set_exchanged(std::move(exchanged));
  return {};
}

Result<std::vector<SheetLine>> BallotBoxes::list_sheets(std::string_view round) const {
  const auto found = find(round);
  if (!found) return fail(found.error());
  const OpenBox& open = **found;
  const auto sheets = by_ticket(*open.box);
  if (!sheets) return fail(sheets.error());
  std::vector<SheetLine> lines;
  for (const auto& [bearer, keyed] : *sheets) {
    lines.push_back({bearer, open.round->units[keyed.front().unit].id,
                     open.round->categories[keyed.front().category].id, keyed.size(), state_of(keyed)});
  }
  return lines;
}

Result<void> BallotBoxes::remove_sheet(std::string_view round, const Bytes32& bearer) {
  const auto found = find(round);
  if (!found) return fail(found.error());
  return (*found)->box->remove_sheets({bearer});
}

Result<CastSheets> BallotBoxes::cast_sheets(std::string_view round) {
  const auto found = find(round);
  if (!found) return fail(found.error());
  OpenBox& open = **found;
  const auto round_key = keys_.find(round);
  if (!round_key) return fail(round_key.error());
  if (!*round_key)
    return fail(ErrorKind::conflict, Phrase{"the key file of this round is missing; put it back, then cast",
                                            "缺少本轮测评的密钥文件，请放回后再计入"});
  const std::lock_guard counting(open.counting_mutex);  // what was counted so far is counted anew
  open.tally.reset();
  if (open.status_now().state != forms::RoundState::open) open.turnout.reset();  // hourly while it is open
  const auto sheets = by_ticket(*open.box);
  if (!sheets) return fail(sheets.error());
  std::map<Bytes32, const SheetRow*> settled;  // by a random key: shuffled
  for (const auto& [bearer, keyed] : *sheets) {
    if (const SheetRow* const sheet = find_settled(keyed)) settled.emplace(protocol::random32(), sheet);
  }
  CastSheets done;
  std::vector<Bytes32> gone;
  for (const auto& [key, sheet] : settled) {
    auto cast = cast_sheet(open, *sheet, **round_key);
    if (!cast && cast.error().kind != ErrorKind::conflict) return fail(std::move(cast).error());
    if (cast) gone.push_back(sheet->bearer);
    if (!cast) done.refused.push_back(sheet->bearer);
  }
  done.cast = gone.size();
  if (auto removed = open.box->remove_sheets(std::move(gone)); !removed)
    return fail(std::move(removed).error());
  return done;
}

Result<void> BallotBoxes::cast_sheet(OpenBox& open, const SheetRow& sheet, const Bytes32& round_key) const {
  const auto answers = forms::parse_ballot_body(*open.codebook_of(sheet.unit), sheet.ballot_body);
  if (!answers) return fail(answers.error());
  const std::shared_lock under_way(open.casting);
  if (!takes_sheets(open))
    return fail(ErrorKind::expired,
                Phrase{"this round takes no paper ballots any more", "本轮测评不再接收纸质票"});
  BallotRow ballot{protocol::ticket_nullifier(open.manifest_hash, sheet.bearer),
                   sheet.bearer,
                   sheet.unit,
                   sheet.category,
                   1,
                   salt_of(round_key, sheet.bearer, sheet.ballot_body),
                   *answers};
  const bool gated = open.round->access == forms::AccessMode::credential;
  auto cast_ballot =
      gated ? open.ticket_gate.cast(*open.box, std::move(ballot)) : open.box->cast(std::move(ballot));
  if (!cast_ballot) return fail(std::move(cast_ballot).error());
  if (sheet.comment_body.empty()) return {};
  CommentRow comment{protocol::ticket_nullifier(open.manifest_hash, sheet.comment_bearer),
                     sheet.comment_bearer,
                     sheet.unit,
                     1,
                     salt_of(round_key, sheet.comment_bearer, sheet.comment_body),
                     sheet.comment_body};
  if (auto cast = open.box->cast(std::move(comment)); !cast) return fail(std::move(cast).error());
  return {};
}

}  // namespace candor::server
