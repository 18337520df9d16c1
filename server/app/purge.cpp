#include "server/app/purge.h"

#include <fmt/format.h>

#include "server/app/clock.h"
#include "server/app/round_moves.h"
#include "server/protocol/hash.h"
#include "server/protocol/p256_key.h"

namespace candor::server {

/// Keys ascend, ids and hex need no escaping: canonical as it stands.
std::string certificate_text(const PurgeFacts& facts, ByteView public_key, ByteView signature) {
  return fmt::format(
      R"({{"at":"{}","candor_purge":1,"destroyed":{{"ballots":{},"comments":{},"invitations":{},"people":{}}},)"
      R"("manifest":"{}","public_key":"{}","retain_until":"{}","round":"{}","seal":"{}","signature":"{}"}})",
      time_text(facts.at_s), facts.ballots, facts.comments, facts.invitations, facts.people, facts.manifest,
      protocol::base64url_of(public_key), time_text(facts.retain_until_s), facts.round, facts.seal,
      protocol::base64url_of(signature));
}

Bytes certificate_message(std::string_view unsigned_text) {
  constexpr std::string_view kTag = "candor/1/purge";
  Bytes message(kTag.begin(), kTag.end());
  message.push_back(0);
  const auto hash = protocol::Hash().text(unsigned_text).finish();
  message.insert(message.end(), hash.begin(), hash.end());
  return message;
}

Result<std::string> RoundMoves::purge(std::string_view id, std::string_view account) {
  const std::lock_guard lock(moving_);
  auto facts = rounds_.check_purgeable(id);
  if (!facts) return fail(std::move(facts).error());
  const auto key = rounds_.server_key();
  if (!key) return fail(key.error());
  // The box first: a crash between the two is mended by purging again.
  if (auto purged = boxes_.purge(id, *facts); !purged) return fail(std::move(purged).error());
  const auto point = key->point();
  if (!point) return fail(point.error());
  const Bytes spki = protocol::spki_of(*point);
  const auto signature = key->sign(certificate_message(certificate_text(*facts, spki, {})));
  if (!signature) return fail(signature.error());
  std::string certificate = certificate_text(*facts, spki, *signature);
  if (auto done = rounds_.commit_purge(id, certificate, account); !done) return fail(std::move(done).error());
  return certificate;
}

}  // namespace candor::server
