// The register's part of purging: roster and invitations go, the round's name and its file stay.
#include <fmt/format.h>

#include "server/app/key_room.h"
#include "server/app/rounds.h"
#include "server/store/register.h"

namespace candor::server {

using forms::RoundState;

Result<PurgeFacts> Rounds::check_purgeable(std::string_view id) const {
  const auto record = store_.get_round(id);
  if (!record) return fail(record.error());
  if (record->purged_at_s != 0)
    return fail(ErrorKind::conflict,
                Phrase{"the answers of this round are destroyed already", "本轮测评的答案已经销毁"});
  if (record->state == RoundState::draft || record->state == RoundState::open)
    return fail(ErrorKind::conflict,
                Phrase{"only a round that has ended can be purged", "测评结束后才能销毁答案"});
  if (record->state == RoundState::closed && !record->imported && record->sealed_at_s == 0)
    return fail(ErrorKind::conflict, Phrase{"this round is not sealed yet; seal it first, or make it void",
                                            "本轮测评尚未封存，请先封存或作废"});
  const std::int64_t now_s = clock_();
  if (record->retain_until_s == 0 && !record->imported)
    return fail(ErrorKind::conflict,
                Phrase{"no retention date is set for this round", "本轮测评未设保留期限"});
  if (now_s < record->retain_until_s) {
    return fail(ErrorKind::expired,
                say({"respondents were told that answers are kept until {0}", "已告知作答人答案保留至{0}"},
                    time_text(record->retain_until_s)));
  }
  const auto claims = store_.list_claims(id);
  const auto people = store_.get_roster(id);
  if (!claims) return fail(claims.error());
  if (!people) return fail(people.error());
  PurgeFacts facts;
  facts.round = record->id;
  facts.manifest = record->manifest_hash;
  facts.at_s = now_s;
  facts.retain_until_s = record->retain_until_s;
  facts.invitations = claims->size();
  facts.people = people->size();
  return facts;
}

Result<protocol::P256PrivateKey> Rounds::server_key() const {
  return keys_.server_key();
}

Result<RoundView> Rounds::commit_purge(std::string_view id, std::string_view certificate,
                                       std::string_view account) {
  if (auto erased = store_.erase_roster(id); !erased) return fail(std::move(erased).error());
  if (auto erased = store_.erase_claims(id); !erased) return fail(std::move(erased).error());
  if (auto erased = store_.erase_ticket_codes(id); !erased) return fail(std::move(erased).error());
  auto record = store_.get_round(id);
  if (!record) return fail(std::move(record).error());
  record->purged_at_s = clock_();
  auto stored = store_.update_round(*record, record->version);
  if (!stored) return fail(std::move(stored).error());
  if (auto noted = trail_.note(account, "round.purge", id, std::string(certificate)); !noted)
    return fail(std::move(noted).error());
  return view_of(*std::move(stored));
}

}  // namespace candor::server
