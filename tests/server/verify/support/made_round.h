// A complete small round made in memory, with real keys and real blind signatures: what a server holds when
// it closes. For tests of what is made of it afterwards.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "forms/round.h"
#include "server/protocol/p256_key.h"
#include "server/protocol/rsa_key.h"
#include "server/protocol/seal_lines.h"

namespace candor::tests {

/// Files of an archive by name.
using Files = std::map<std::string, std::string>;
using GroupName = std::pair<std::string, std::string>;  // unit, category

/// What stands on a receipt.
struct CastReceipt {
  server::Bytes32 nullifier{};
  std::uint32_t revision = 1;
  server::Bytes entry;
};

/// A credential as its holder keeps it.
struct HeldCredential {
  server::protocol::CastKind kind = server::protocol::CastKind::ballot;
  server::protocol::P256PrivateKey key;
  server::protocol::Point point{};
  server::Bytes32 kid{}, prefix{};
  std::array<std::uint8_t, 256> signature{};
};

struct MadeRound {
  forms::Round round;
  server::Bytes32 manifest_hash{};
  std::optional<server::protocol::P256PrivateKey> box_key;
  std::map<server::Bytes32, server::protocol::RsaPrivateKey> rsa_keys;  ///< by kid
  /// manifest, core, parts, lists, amendments.jsonl, claims.jsonl, ballots.jsonl, comments.jsonl: what there
  /// are.
  Files files;
  std::map<GroupName, std::uint64_t> exchanged;
  CastReceipt replaced;  ///< credential rounds: of a ballot that was cast again
  /// Credential rounds: a ballot credential of unit u1, category B, and the row it cast.
  std::optional<HeldCredential> held;
  std::optional<server::protocol::BundleRow> held_row;
  std::string unclaimed_secret;  ///< of an invitation of unit u1, category B, that was not claimed
  std::string withdrawn_secret;  ///< of one that an amendment withdrew
};

/// 3 units × 2 categories; 21 invited, some of whom claim, some of whom cast; one exchanges for paper and
/// casts on it, one casts twice; two answer invalidly; one invitation is withdrawn, another added; some
/// comment.
[[nodiscard]] MadeRound make_credential_round();
[[nodiscard]] MadeRound make_ticket_round();
[[nodiscard]] MadeRound make_open_round();

/// Signs a row again after a change of body, salt or revision.
[[nodiscard]] server::protocol::BundleRow sign_row(const MadeRound& made, const HeldCredential& held,
                                                   server::protocol::BundleRow row);
/// A new credential, signed by the key of `kid`: what who holds that key can make.
[[nodiscard]] HeldCredential issue(const MadeRound& made, server::protocol::CastKind kind,
                                   const server::Bytes32& kid);
/// The row of an answer by this credential.
[[nodiscard]] server::protocol::BundleRow row_of(const MadeRound& made, const HeldCredential& held,
                                                 std::string body);

/// Lines of rows, ascending by N.
[[nodiscard]] std::string lines_of(const MadeRound& made, server::protocol::CastKind kind,
                                   const std::vector<server::protocol::BundleRow>& rows);

}  // namespace candor::tests
