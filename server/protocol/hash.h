// SHA-256, hex, base64url and the framing T() and L() of the protocol. Nothing hand-made: OpenSSL underneath.
#pragma once

#include <string>
#include <string_view>

#include "forms/result.h"
#include "server/store/bytes.h"

namespace candor::server::protocol {

/// Incremental SHA-256 that reads like the formulas of docs/protocol.md:
/// Hash("claim").text16(round).bytes(x).finish().
class Hash {
 public:
  Hash();                               ///< plain H(…)
  explicit Hash(std::string_view tag);  ///< starts with T(tag) = "candor/1/" ‖ tag ‖ 0x00
  Hash(const Hash&) = delete;
  Hash& operator=(const Hash&) = delete;
  ~Hash();
  Hash& bytes(ByteView data);
  Hash& text(std::string_view data);
  Hash& text16(std::string_view data);  ///< L(s): u16 big-endian length ‖ s
  Hash& u32(std::uint32_t value);       ///< big-endian
  Hash& byte(std::uint8_t value);
  [[nodiscard]] Bytes32 finish();

 private:
  void* context_;
};

[[nodiscard]] std::string hex_of(ByteView data);
/// Lower-case hex of exactly 32 bytes. Errors: `malformed`.
[[nodiscard]] Result<Bytes32> parse_hex32(std::string_view hex);
[[nodiscard]] std::string base64url_of(ByteView data);
[[nodiscard]] Result<Bytes> parse_base64url(std::string_view text);
/// Takes the same time wherever they differ; false at once where lengths differ.
[[nodiscard]] bool equal_constant_time(ByteView left, ByteView right);

/// N = H(T("nullifier") ‖ M ‖ bearer).
[[nodiscard]] Bytes32 ticket_nullifier(const Bytes32& manifest_hash, const Bytes32& bearer);
/// c = H(T("body") ‖ salt ‖ body).
[[nodiscard]] Bytes32 body_commitment(const Bytes32& salt, std::string_view body);
/// E = N ‖ u32 revision ‖ c, 68 bytes.
[[nodiscard]] Bytes make_entry(const Bytes32& nullifier, std::uint32_t revision, const Bytes32& commitment);

/// Cryptographically strong bytes from the system. The only source of randomness of the program.
void fill_random(std::span<std::uint8_t> out);
[[nodiscard]] Bytes32 random32();

}  // namespace candor::server::protocol
