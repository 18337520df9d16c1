// What the register tells the box when a round is sealed: how many rights to vote there were, and the codes
// that were claimed. Plain values; no person is among them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace candor::server {

struct GroupRights {
  std::uint32_t unit = 0, category = 0;
  std::uint64_t invitations = 0;  ///< with those that amendments added, without those withdrawn
  std::uint64_t claimed = 0, exchanged = 0;
};

struct ClaimedCode {
  std::uint32_t unit = 0, category = 0;
  std::string secret;
};

struct RightsGiven {
  std::vector<GroupRights> groups;  ///< only those with invitations
  std::vector<ClaimedCode> claimed;
  std::string amendments;  ///< amendments.jsonl; empty: none
};

}  // namespace candor::server
