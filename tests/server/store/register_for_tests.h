// Registers and made-up values for them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "server/store/register.h"
#include "tests/catch.h"
#include "tests/server/store/scratch.h"

namespace candor::server::tests {

inline std::unique_ptr<Register> open_register(const std::filesystem::path& file = ":memory:") {
  auto opened = Register::open(file);
  REQUIRE(opened);
  return std::move(*opened);
}

inline Bytes32 bytes(std::uint8_t first) {
  Bytes32 result{};
  result[0] = first;
  return result;
}

inline RoundRecord round_record(const std::string& id) {
  RoundRecord round;
  round.id = id;
  round.file = "{\"candor_round\":1,\"title\":\"测评\"}";
  return round;
}

/// So many bytes that depend on `seed` alone.
inline Bytes noise(std::uint64_t seed, std::size_t size) {
  std::mt19937_64 generator(seed * 0x9e3779b97f4a7c15U + 7);
  Bytes result(size);
  for (std::uint8_t& byte : result) byte = static_cast<std::uint8_t>(generator() >> 32);
  return result;
}

inline Bytes32 hash_of(std::uint64_t number) {
  Bytes32 hash{};
  std::ranges::copy(noise(number, hash.size()), hash.begin());
  return hash;
}

inline ClaimEntry claim(std::uint64_t number) {
  return {hash_of(number), static_cast<std::uint32_t>(number % 5), static_cast<std::uint32_t>(number % 3)};
}

/// Invitations 0 … `count` - 1.
inline std::vector<ClaimEntry> claims(std::uint64_t count) {
  std::vector<ClaimEntry> entries;
  for (std::uint64_t number = 0; number < count; ++number) entries.push_back(claim(number));
  return entries;
}

inline Bytes answer_of(std::uint64_t number, std::size_t size = 512) {
  return noise(number + 1'000'000, size);
}

inline Bytes sealed_secret_of(std::uint64_t number) {
  return noise(number + 2'000'000, 60);
}

inline Bytes32 request_of(std::uint64_t number) {
  return hash_of(number + 3'000'000);
}

inline Result<void> record(Register& store, const std::string& round, std::uint64_t number) {
  return store.record_claim(round, hash_of(number), request_of(number), answer_of(number),
                            sealed_secret_of(number));
}

template <class T>
ErrorKind error_of(const Result<T>& result) {
  if (result) throw std::logic_error("expected a failure");
  return result.error().kind;
}

}  // namespace candor::server::tests
