// What is signed and hashed around a credential, a cast, a receipt, a seal (docs/protocol.md). Pure.
#pragma once

#include <string>
#include <string_view>

#include "server/protocol/p256_key.h"
#include "server/store/bytes.h"

namespace candor::server::protocol {

enum class CastKind : std::uint8_t { ballot = 1, comment = 2 };  ///< the byte within a receipt's message
[[nodiscard]] std::string_view name_of(CastKind kind);            ///< "ballot", "comment"

/// H(T("claim") ‖ L(round) ‖ L(unit) ‖ L(category) ‖ secret).
[[nodiscard]] Bytes32 claim_hash(std::string_view round, std::string_view unit, std::string_view category,
                                 std::string_view secret);
/// H(SPKI) of an RSA key.
[[nodiscard]] Bytes32 kid_of(ByteView rsa_spki);
/// msg = T("ballot" or "comment") ‖ M ‖ kid ‖ H(spki of the point).
[[nodiscard]] Bytes credential_message(CastKind kind, const Bytes32& manifest_hash, const Bytes32& kid,
                                       const Point& point);
/// prefix ‖ msg.
[[nodiscard]] Bytes prepared_message(const Bytes32& prefix, ByteView message);
/// N = H(T("nullifier") ‖ M ‖ kid ‖ spki).
[[nodiscard]] Bytes32 credential_nullifier(const Bytes32& manifest_hash, const Bytes32& kid,
                                           const Point& point);
/// T("cast") ‖ E: what body_signature signs.
[[nodiscard]] Bytes cast_message(ByteView entry);
/// T("receipt") ‖ M ‖ 01 or 02 ‖ E.
[[nodiscard]] Bytes receipt_message(const Bytes32& manifest_hash, CastKind kind, ByteView entry);
/// T("seal") ‖ H(seal.json).
[[nodiscard]] Bytes seal_message(std::string_view seal_json);
/// T("amendment") ‖ M ‖ u32 number ‖ H(previous line, with its newline; 32 zero bytes for the first) ‖
/// H(the amendment's canonical JSON without its signature).
[[nodiscard]] Bytes amendment_message(const Bytes32& manifest_hash, std::uint32_t number,
                                      std::string_view previous_line, std::string_view unsigned_json);
/// H(ballot ‖ comment): which claim this was. `comment` may be empty.
[[nodiscard]] Bytes32 claim_request_hash(ByteView ballot, ByteView comment);
/// The first 20 Crockford characters of the leaf H(0x00 ‖ E), in groups of five: a receipt's short code.
[[nodiscard]] std::string short_code(ByteView entry);

}  // namespace candor::server::protocol
