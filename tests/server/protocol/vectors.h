// Reads the vectors under tests/data/vectors and converts their texts to bytes.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <nlohmann/json.hpp>

#include "server/protocol/hash.h"

namespace candor::server::protocol::test {

inline std::string read_data(const std::string& path) {
  std::ifstream file(std::filesystem::path(CANDOR_TEST_DATA) / path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline nlohmann::json read_vectors(const std::string& name) {
  return nlohmann::json::parse(read_data("vectors/" + name));
}

/// One member of the vectors, by value: what a loop runs over must outlive the expression that reads it.
inline nlohmann::json read_vectors(const std::string& name, const char* key) {
  return read_vectors(name).at(key);
}

/// Plain on purpose: it must not lean on the code under test.
inline Bytes bytes_of_hex(const std::string& hex) {
  Bytes bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<std::uint8_t>(std::stoul(hex.substr(i, 2), nullptr, 16)));
  }
  return bytes;
}

inline Bytes32 bytes32_of_hex(const std::string& hex) {
  const Bytes bytes = bytes_of_hex(hex);
  Bytes32 out{};
  for (std::size_t i = 0; i < out.size() && i < bytes.size(); ++i) out[i] = bytes[i];
  return out;
}

inline ByteView view_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace candor::server::protocol::test
