#include "server/protocol/json_fields.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "server/protocol/hash.h"

namespace candor::server::protocol {

using nlohmann::json;

bool has_exactly(const json& value, std::initializer_list<const char*> keys) {
  return value.is_object() && value.size() == keys.size() &&
         std::all_of(keys.begin(), keys.end(), [&](const char* key) { return value.contains(key); });
}

bool take(const json& from, std::string& out) {
  if (!from.is_string()) return false;
  out = from.get_ref<const std::string&>();
  return true;
}

bool take(const json& from, std::uint64_t& out) {
  if (!from.is_number_unsigned()) return false;
  out = from.get<std::uint64_t>();
  return true;
}

bool take(const json& from, std::uint32_t& out) {
  std::uint64_t wide = 0;
  if (!take(from, wide) || wide > UINT32_MAX) return false;
  out = static_cast<std::uint32_t>(wide);
  return true;
}

bool take(const json& from, Bytes32& out) {
  if (!from.is_string()) return false;
  const auto bytes = parse_hex32(from.get_ref<const std::string&>());
  if (bytes) out = *bytes;
  return bytes.has_value();
}

bool take(const json& from, std::vector<Bytes32>& out) {
  if (!from.is_array()) return false;
  return std::all_of(from.begin(), from.end(),
                     [&](const json& hash) { return take(hash, out.emplace_back()); });
}

bool take(const json& from, Bytes& out) {
  if (!from.is_string()) return false;
  auto bytes = parse_base64url(from.get_ref<const std::string&>());
  if (bytes) out = *std::move(bytes);
  return bytes.has_value();
}

bool take_bytes(const json& from, std::span<std::uint8_t> out) {
  Bytes bytes;
  if (!take(from, bytes) || bytes.size() != out.size()) return false;
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return true;
}

bool take_point(const json& from, Point& out) {
  std::array<std::uint8_t, kP256SpkiBytes> spki{};
  if (!take_bytes(from, spki)) return false;
  const auto point = point_of_spki(spki);
  if (point) out = *point;
  return point.has_value();
}

}  // namespace candor::server::protocol
