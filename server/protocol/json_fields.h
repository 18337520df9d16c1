// Values of the protocol out of parsed JSON: texts, numbers, hashes in lower-case hex, other bytes in
// base64url. Each `take` gives false, and leaves `out` as it likes, where the value has another type, form or
// length.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "server/protocol/p256_key.h"
#include "server/store/bytes.h"

namespace candor::server::protocol {

/// Whether it is an object that has these keys and no other.
[[nodiscard]] bool has_exactly(const nlohmann::json& value, std::initializer_list<const char*> keys);

[[nodiscard]] bool take(const nlohmann::json& from, std::string& out);
[[nodiscard]] bool take(const nlohmann::json& from, std::uint32_t& out);
[[nodiscard]] bool take(const nlohmann::json& from, std::uint64_t& out);
[[nodiscard]] bool take(const nlohmann::json& from, Bytes32& out);               ///< hex
[[nodiscard]] bool take(const nlohmann::json& from, std::vector<Bytes32>& out);  ///< array of hex
[[nodiscard]] bool take(const nlohmann::json& from, Bytes& out);                 ///< base64url of any length
/// Base64url of exactly as many bytes.
[[nodiscard]] bool take_bytes(const nlohmann::json& from, std::span<std::uint8_t> out);
/// The 91 bytes of a P-256 SPKI. Does not look whether the point lies on the curve.
[[nodiscard]] bool take_point(const nlohmann::json& from, Point& out);

}  // namespace candor::server::protocol
