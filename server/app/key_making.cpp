#include "server/app/key_making.h"

#include <algorithm>
#include <map>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "forms/round_json.h"
#include "server/protocol/credential.h"
#include "server/protocol/hash.h"
#include "server/protocol/p256_key.h"
#include "server/protocol/rsa_key.h"
#include "server/protocol/sealed_box.h"
#include "server/store/register.h"

namespace candor::server {
namespace {

Result<std::vector<ClaimEntry>> claims_of(const Register& store, std::string_view round) {
  auto states = store.list_claims(round);
  if (!states) return fail(std::move(states).error());
  std::vector<ClaimEntry> claims;
  for (const auto& state : *states) claims.push_back(state.entry);
  return claims;
}

Result<forms::Round> parse_frozen(const RoundRecord& record) {
  auto read = forms::parse_round(record.file);
  if (!read) return fail(std::move(read).error());
  return std::move(read->round);
}

bool is_made(const std::vector<SigningKey>& made, const NeededKey& needed) {
  return std::ranges::any_of(made, [&](const SigningKey& key) {
    return key.unit == needed.unit && key.category == needed.category;
  });
}

}  // namespace

/// Numbers, then a line for each confirmed category: ids hold no blanks.
std::string encode_wishes(const OpeningWishes& wishes) {
  std::string text =
      fmt::format("{} {} {}\n", wishes.spare_percent, wishes.without_due, wishes.paper_percent);
  for (const auto& [unit, category] : wishes.confirmed) text += fmt::format("{} {}\n", unit, category);
  return text;
}

OpeningWishes decode_wishes(std::string_view text) {
  std::istringstream lines{std::string(text)};
  OpeningWishes wishes;
  lines >> wishes.spare_percent >> wishes.without_due >> wishes.paper_percent;
  for (std::string unit, category; lines >> unit >> category;) wishes.confirmed.emplace_back(unit, category);
  return wishes;
}

Result<KeyMaking::Drawn> KeyMaking::draw_invitations(const RoundRecord& record) const {
  const auto round = parse_frozen(record);
  if (!round) return fail(round.error());
  const auto roster = store_.get_roster(record.id);
  if (!roster) return fail(roster.error());
  std::map<std::pair<std::uint32_t, std::uint32_t>, TicketCodes> codes;
  Drawn drawn;
  for (const auto& row : *roster) {
    auto& group = codes[{row.unit, row.category}];
    group.unit = row.unit;
    group.category = row.category;
    group.secrets.push_back(draw_secret());
    drawn.claims.push_back({protocol::claim_hash(round->id, round->units[row.unit].id,
                                                 round->categories[row.category].id, group.secrets.back()),
                            row.unit, row.category});
  }
  for (auto& [place, group] : codes) drawn.codes.push_back(std::move(group));
  return drawn;
}

Result<void> KeyMaking::begin(const RoundRecord& record, const OpeningWishes& wishes,
                              std::string_view account) {
  if (record.opening)
    return fail(ErrorKind::conflict, Phrase{"this round is being opened already", "本轮测评正在开启"});
  const bool by_server = record.codes_by == "server";
  Drawn drawn;
  if (by_server) {
    auto made = draw_invitations(record);
    if (!made) return fail(std::move(made).error());
    drawn = *std::move(made);
  } else {
    auto claims = claims_of(store_, record.id);
    if (!claims) return fail(std::move(claims).error());
    drawn.claims = *std::move(claims);
  }
  if (auto checked = check_opening(record, wishes, drawn.claims); !checked)
    return fail(std::move(checked).error());
  if (by_server) {
    if (auto stored = store_.put_claims(record.id, drawn.claims); !stored) return stored;
    if (auto stored = store_.put_ticket_codes(record.id, drawn.codes); !stored) return stored;
  }
  if (auto made = keys_.make(record.id); !made) return fail(std::move(made).error());
  return store_.put_opening({record.id, record.version, encode_wishes(wishes), std::string(account)});
}

Result<std::vector<OpeningWanted>> KeyMaking::list_begun() const {
  auto jobs = store_.list_openings();
  if (!jobs) return fail(std::move(jobs).error());
  std::vector<OpeningWanted> wanted;
  for (const auto& job : *jobs) wanted.push_back({job.round, decode_wishes(job.wishes), job.account});
  return wanted;
}

Result<OpeningProgress> KeyMaking::progress(const RoundRecord& record, const forms::Round& round) const {
  const auto claims = claims_of(store_, record.id);
  if (!claims) return fail(claims.error());
  const auto made = store_.list_signing_keys(record.id);
  if (!made) return fail(made.error());
  return OpeningProgress{made->size(), needed_keys(round, *claims).size()};
}

Result<bool> KeyMaking::make_next(std::string_view id) {
  const auto record = store_.get_round(id);
  if (!record) return fail(record.error());
  const auto round = parse_frozen(*record);
  if (!round) return fail(round.error());
  const auto claims = claims_of(store_, id);
  const auto made = store_.list_signing_keys(id);
  if (!claims) return fail(claims.error());
  if (!made) return fail(made.error());
  const auto needed = needed_keys(*round, *claims);
  const auto missing = std::ranges::find_if(needed, [&](const auto& each) { return !is_made(*made, each); });
  if (missing == needed.end()) return false;
  const auto round_key = keys_.make(id);
  if (!round_key) return fail(round_key.error());
  const auto key = protocol::RsaPrivateKey::generate();
  if (!key) return fail(key.error());
  auto spki = key->spki();
  const auto der = key->to_der();
  if (!spki || !der) return fail(ErrorKind::internal, "a key could not be written");
  const SigningKey row{missing->unit, missing->category, *std::move(spki),
                       protocol::seal_secret(*round_key, *der)};
  if (auto stored = store_.put_signing_key(id, row); !stored) return fail(std::move(stored).error());
  return true;
}

Result<OpeningSupplies> KeyMaking::make_supplies(const RoundRecord& record, const forms::Round& round) const {
  auto claims = claims_of(store_, record.id);
  auto made = store_.list_signing_keys(record.id);
  if (!claims) return fail(std::move(claims).error());
  if (!made) return fail(std::move(made).error());
  for (const auto& needed : needed_keys(round, *claims)) {
    if (!is_made(*made, needed))
      return fail(ErrorKind::conflict, Phrase{"keys are still being made", "密钥仍在生成"});
  }
  const auto round_key = keys_.make(record.id);
  if (!round_key) return fail(round_key.error());
  const auto box_key = protocol::P256PrivateKey::generate();
  if (!box_key) return fail(box_key.error());
  const auto point = box_key->point();
  const auto der = box_key->to_der();
  if (!point || !der) return fail(ErrorKind::internal, "a key could not be written");
  return OpeningSupplies{*std::move(claims), *std::move(made), protocol::spki_of(*point),
                         protocol::seal_secret(*round_key, *der)};
}

Result<void> KeyMaking::give_up(const RoundRecord& record) {
  if (auto removed = store_.remove_opening(record.id); !removed) return removed;
  if (record.codes_by == "server") {
    if (auto erased = store_.erase_ticket_codes(record.id); !erased) return erased;
    if (auto erased = store_.put_claims(record.id, {}); !erased) return erased;
  }
  return keys_.destroy(record.id);
}

}  // namespace candor::server
