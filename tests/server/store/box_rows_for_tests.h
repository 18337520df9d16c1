// Made-up rows: nullifiers that look like hashes, the same for the same number.
#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "server/store/box.h"

namespace candor::server::tests {

/// 32 bytes that depend on `seed` alone.
inline Bytes32 bytes_from(std::uint64_t seed) {
  std::mt19937_64 generator(seed * 0x9e3779b97f4a7c15U + 1);
  Bytes32 bytes{};
  for (std::size_t at = 0; at < bytes.size(); at += 8) {
    const std::uint64_t word = generator();
    for (std::size_t index = 0; index < 8; ++index)
      bytes[at + index] = static_cast<std::uint8_t>(word >> (8 * index));
  }
  return bytes;
}

inline BallotRow ballot_row(std::uint64_t number, std::size_t answers = 20) {
  BallotRow row;
  row.nullifier = bytes_from(3 * number);
  row.bearer = bytes_from(3 * number + 1);
  row.salt = bytes_from(3 * number + 2);
  row.unit = static_cast<std::uint32_t>(number % 12);
  row.category = static_cast<std::uint32_t>(number % 3);
  row.answers.assign(answers, static_cast<std::uint8_t>(number % 5));
  return row;
}

inline CommentRow comment_row(std::uint64_t number) {
  CommentRow row;
  row.nullifier = bytes_from(7 * number);
  row.bearer = bytes_from(7 * number + 1);
  row.salt = bytes_from(7 * number + 2);
  row.unit = static_cast<std::uint32_t>(number % 12);
  row.body = "{\"team\":{\"improve\":\"more light " + std::to_string(number) + "\"}}";
  return row;
}

}  // namespace candor::server::tests
