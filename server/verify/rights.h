// Who could claim and cast: the lists of an archive with their amendments, and the codes that were claimed.
#pragma once

#include <cstdint>
#include <set>
#include <string_view>
#include <vector>

#include "server/verify/archive_files.h"
#include "server/verify/frozen_round.h"

namespace candor::server::verify {

/// 32-byte hashes one behind the other, ascending: a view into the archive.
struct HashList {
  std::string_view bytes;
  [[nodiscard]] std::size_t size() const { return bytes.size() / 32; }
  [[nodiscard]] Bytes32 at(std::size_t index) const;
  [[nodiscard]] bool contains(const Bytes32& hash) const;
};

/// Of one unit and category.
struct GroupRights {
  HashList claims, bearers;
  std::set<Bytes32> added, removed;  ///< claims, by amendments
  std::uint64_t claimed = 0;         ///< lines of claims.jsonl

  [[nodiscard]] bool may_claim(const Bytes32& hash) const;
  /// With what was added, without what was removed.
  [[nodiscard]] std::uint64_t invitations(const FrozenGroup& frozen) const;
};

struct UnitRights {
  std::vector<GroupRights> groups;  ///< by category
  HashList comment_bearers;
};
using Rights = std::vector<UnitRights>;  ///< by unit

/// No list yet.
[[nodiscard]] Rights empty_rights(const FrozenRound& frozen);
/// The check "lists". Only in rounds that have lists.
void read_lists(const ArchiveFiles& files, const FrozenRound& frozen, Rights& rights, Verified& verified);
/// The check "amendments". `has_lists`: what is removed or added is held against the lists.
void read_amendments(const ArchiveFiles& files, const FrozenRound& frozen, bool has_lists, Rights& rights,
                     Verified& verified);
/// The check "claims". Only in rounds by credentials.
void read_claims(const ArchiveFiles& files, const FrozenRound& frozen, Rights& rights, Verified& verified);

}  // namespace candor::server::verify
