// By which right a row of a box was cast, as its holder showed it. Plain values: what they prove is checked
// elsewhere. Knows no store.
#pragma once

#include <array>
#include <cstdint>
#include <variant>

#include "server/store/bytes.h"

namespace candor::server {

/// What a credential's holder sent along: enough for anybody to check the row (docs/protocol.md).
struct CredentialProof {
  std::array<std::uint8_t, 64> point{};           ///< the holder's P-256 key, x ‖ y
  Bytes32 prefix{};                               ///< of the prepared message
  std::array<std::uint8_t, 256> signature{};      ///< RSA-PSS under the group's key
  std::array<std::uint8_t, 64> body_signature{};  ///< ECDSA r ‖ s over the entry
  bool operator==(const CredentialProof&) const = default;
};

/// A ticket's bearer (in an open round: one that was drawn at random), or a credential.
using Proof = std::variant<Bytes32, CredentialProof>;

}  // namespace candor::server
