// The lines of what is sealed: claims, ballots, comments, amendments (docs/file-formats.md, "The bundle").
// One place for each form: the server writes them when it seals, `candor verify` reads them. Every line is
// canonical JSON and one newline. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "forms/result.h"
#include "server/protocol/credential.h"
#include "server/protocol/p256_key.h"
#include "server/store/bytes.h"
#include "server/store/proof.h"

namespace candor::server::protocol {

inline constexpr std::uint32_t kMaxRevision = 99;

/// A ballot or a comment as it was cast.
struct BundleRow {
  Proof proof;                 ///< a credential's, or the bearer of a ticket or of an open round
  Bytes32 kid{};               ///< credentials only: hash of the RSA key that signed
  std::string unit, category;  ///< bearers only; a comment has no category
  std::uint32_t revision = 1;  ///< 1…99
  Bytes32 salt{};
  std::string body;  ///< canonical JSON
};

[[nodiscard]] inline bool is_by_credential(const BundleRow& row) {
  return std::holds_alternative<CredentialProof>(row.proof);
}

/// `{"body","body_signature","kid","prefix","revision","salt","signature","spki"}`, or, for a bearer,
/// `{"bearer","body","category","revision","salt","unit"}`; a comment's without category.
[[nodiscard]] std::string ballot_line(const BundleRow& row);
[[nodiscard]] std::string comment_line(const BundleRow& row);
/// `line`: with its newline. Takes exactly what the two functions above write of what it returns; the body is
/// any text. Errors: `malformed`.
[[nodiscard]] Result<BundleRow> parse_row_line(CastKind kind, std::string_view line);

/// N, by credential or by bearer.
[[nodiscard]] Bytes32 nullifier_of(const Bytes32& manifest_hash, const BundleRow& row);
/// E, 68 bytes.
[[nodiscard]] Bytes entry_of(const Bytes32& manifest_hash, const BundleRow& row);

/// A code that was claimed.
struct ClaimedCode {
  std::string unit, category, secret;  ///< ids; 20 characters
};
/// `{"category","secret","unit"}`. Lines stand ascending by bytes.
[[nodiscard]] std::string claim_line(std::string_view unit, std::string_view category,
                                     std::string_view secret);
/// Errors: `malformed`.
[[nodiscard]] Result<ClaimedCode> parse_claim_line(std::string_view line);

/// A change to the claims of one group after opening: latecomers, lost codes that nobody claimed.
struct Amendment {
  std::uint32_t number = 1;          ///< from 1, over the whole round
  std::uint32_t part = 1;            ///< from 1
  std::string category;              ///< id
  std::vector<Bytes32> add, remove;  ///< claim hashes, each ascending
  P256Signature signature{};         ///< the box key's over amendment_message
};
/// The canonical JSON that is signed: `{"add":[hex],"category","number","part","remove":[hex]}`.
[[nodiscard]] std::string amendment_unsigned_json(const Amendment& amendment);
/// The same with `"signature"`.
[[nodiscard]] std::string amendment_line(const Amendment& amendment);
/// Does not look at the signature, nor whether hashes ascend. Errors: `malformed`.
[[nodiscard]] Result<Amendment> parse_amendment_line(std::string_view line);

/// The lines of a file, each with its newline; a last line without one is given as it is.
[[nodiscard]] std::vector<std::string_view> split_lines(std::string_view file);

}  // namespace candor::server::protocol
