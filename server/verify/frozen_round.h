// What opening the round froze, read back from an archive and checked: core, parts, keys
// (docs/protocol.md, "Opening").
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "forms/round.h"
#include "server/protocol/credential.h"
#include "server/protocol/rsa_key.h"
#include "server/verify/archive_files.h"
#include "server/verify/manifest.h"

namespace candor::server::verify {

/// A list as its part states it.
struct StatedList {
  std::uint64_t count = 0;
  std::optional<Bytes32> hash;  ///< null: there is nothing to list
};

struct FrozenGroup {
  Bytes key;  ///< RSA SPKI; empty: nobody is invited
  StatedList claims, bearers;
};

struct FrozenPart {
  std::vector<FrozenGroup> groups;  ///< by category, in file order
  Bytes comment_key;
  StatedList comment_bearers;
};

/// Whose credentials an RSA key signs.
struct CredentialKey {
  protocol::CastKind kind = protocol::CastKind::ballot;
  std::uint32_t unit = 0;
  std::uint32_t category = 0;  ///< ballots only
  protocol::RsaPublicKey key;
};

struct FrozenRound {
  Manifest manifest;
  forms::Round round;
  std::vector<FrozenPart> parts;          ///< as many as round.units
  std::map<Bytes32, CredentialKey> keys;  ///< by kid

  [[nodiscard]] bool by_credential() const { return round.access == forms::AccessMode::credential; }
  [[nodiscard]] bool has_lists() const { return round.access != forms::AccessMode::open; }
  /// Index by id; absent where there is none.
  [[nodiscard]] std::optional<std::uint32_t> find_unit(std::string_view id) const;
  [[nodiscard]] std::optional<std::uint32_t> find_category(std::string_view id) const;

  std::map<std::string, std::uint32_t, std::less<>> unit_index, category_index;
};

/// Makes the checks "core", "parts", "keys", "invitations". The round where it could be read, even if a check
/// failed; nothing where no further check has a meaning.
[[nodiscard]] std::optional<FrozenRound> read_frozen(const ArchiveFiles& files, Manifest manifest,
                                                     Verified& verified);

}  // namespace candor::server::verify
