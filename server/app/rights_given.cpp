// Counts the rights to vote of a round, and opens the claimed codes for the bundle.
#include <algorithm>
#include <map>

#include "server/app/invitations.h"
#include "server/protocol/sealed_box.h"
#include "server/store/register.h"

namespace candor::server {

Result<RightsGiven> Invitations::rights_given(std::string_view id) const {
  const auto claims = store_.list_claims(id);
  if (!claims) return fail(claims.error());
  const auto lines = store_.list_amendments(id);
  if (!lines) return fail(lines.error());
  const auto round_key = keys_.find(id);
  if (!round_key) return fail(round_key.error());
  RightsGiven given;
  for (const auto& line : *lines) given.amendments += line;
  std::map<std::pair<std::uint32_t, std::uint32_t>, GroupRights> groups;
  for (const auto& claim : *claims) {
    auto& group = groups[{claim.entry.unit, claim.entry.category}];
    group.unit = claim.entry.unit;
    group.category = claim.entry.category;
    if (claim.use != ClaimState::Use::withdrawn) ++group.invitations;
    if (claim.use == ClaimState::Use::exchanged) ++group.exchanged;
    if (claim.use != ClaimState::Use::claimed) continue;
    ++group.claimed;
    if (!*round_key)
      return fail(ErrorKind::conflict, "the key file of this round is missing; put it back, then seal");
    const auto secret = protocol::open_secret(**round_key, claim.sealed_secret);
    if (!secret) return fail(ErrorKind::internal, "the key file does not open the claimed codes");
    given.claimed.push_back(
        {claim.entry.unit, claim.entry.category, std::string(secret->begin(), secret->end())});
  }
  for (const auto& [place, group] : groups) given.groups.push_back(group);
  return given;
}

}  // namespace candor::server
