// Codes on paper: secrets of 20 Crockford base32 characters, how they are printed and checked, and what is
// derived from them (docs/protocol.md, "Tickets"). Pure: randomness is an argument.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "forms/result.h"
#include "server/store/bytes.h"

namespace candor::server::protocol {

inline constexpr std::size_t kSecretCharacters = 20;

/// 100 bits as 20 characters of Crockford's alphabet (no I, L, O, U). `random`: at least 13 bytes.
[[nodiscard]] std::string encode_secret(std::span<const std::uint8_t, 13> random);

/// Whether it has the form that `encode_secret` gives.
[[nodiscard]] bool is_secret(std::string_view text);

/// Crockford's check character: the number whose base32 digits are `part`‖`category`‖`secret`, mod 37.
[[nodiscard]] char check_character(std::uint32_t part, std::uint32_t category, std::string_view secret);

/// "12-3-ABCDE-FGHJK-MNPQR-STVWX-Y": part and category from 1, secret in groups of five, check character.
[[nodiscard]] std::string printed_code(std::uint32_t part, std::uint32_t category, std::string_view secret);

struct TypedCode {
  std::uint32_t part = 0, category = 0;
  std::string secret;
};
/// Accepts lower case, O for 0, I and L for 1, spaces and missing hyphens inside the secret. Errors:
/// `malformed` (length, alphabet), `invalid` (check character).
[[nodiscard]] Result<TypedCode> parse_typed_code(std::string_view typed);

/// The fragment of the link on a slip: "1.<M base64url>.<round>.<part>.<category>.<secret>".
[[nodiscard]] std::string link_fragment(const Bytes32& manifest_hash, std::string_view round,
                                        std::uint32_t part, std::uint32_t category, std::string_view secret);
/// The whole link. `public_url`: without a slash at its end.
[[nodiscard]] std::string ballot_link(std::string_view public_url, const Bytes32& manifest_hash,
                                      std::string_view round, std::uint32_t part, std::uint32_t category,
                                      std::string_view secret);

[[nodiscard]] Bytes32 ballot_bearer(std::string_view round, std::string_view unit, std::string_view category,
                                    std::string_view secret);
[[nodiscard]] Bytes32 comment_bearer(std::string_view round, std::string_view unit, std::string_view secret);
/// What lists hold: H(T("bearer") ‖ bearer).
[[nodiscard]] Bytes32 bearer_hash(const Bytes32& bearer);

}  // namespace candor::server::protocol
