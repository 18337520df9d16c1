// Made-up rows: nullifiers that look like hashes, the same for the same number.
#pragma once

#include <algorithm>
#include <array>
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
  row.proof = bytes_from(3 * number + 1);
  row.salt = bytes_from(3 * number + 2);
  row.unit = static_cast<std::uint32_t>(number % 12);
  row.category = static_cast<std::uint32_t>(number % 3);
  row.answers.assign(answers, static_cast<std::uint8_t>(number % 5));
  return row;
}

template <std::size_t kSize>
void fill_from(std::uint64_t seed, std::array<std::uint8_t, kSize>& bytes) {
  for (std::size_t at = 0; at < kSize; at += 32) {
    const Bytes32 some = bytes_from(seed + at);
    std::copy(some.begin(), some.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
  }
}

/// `turn`: how often the signatures were made.
inline CredentialProof credential_proof(std::uint64_t number, std::uint64_t turn = 0) {
  CredentialProof proof;
  fill_from(1'000'000'007 * number + 1, proof.point);
  fill_from(1'000'000'007 * number + 1000 * turn + 100, proof.prefix);
  fill_from(1'000'000'007 * number + 1000 * turn + 200, proof.signature);
  fill_from(1'000'000'007 * number + 1000 * turn + 600, proof.body_signature);
  return proof;
}

/// ballot_row, cast by a credential.
inline BallotRow credential_row(std::uint64_t number, std::size_t answers = 20) {
  BallotRow row = ballot_row(number, answers);
  row.proof = credential_proof(number);
  return row;
}

inline CommentRow comment_row(std::uint64_t number) {
  CommentRow row;
  row.nullifier = bytes_from(7 * number);
  row.proof = bytes_from(7 * number + 1);
  row.salt = bytes_from(7 * number + 2);
  row.unit = static_cast<std::uint32_t>(number % 12);
  row.body = "{\"team\":{\"improve\":\"more light " + std::to_string(number) + "\"}}";
  return row;
}

inline CommentRow credential_comment(std::uint64_t number) {
  CommentRow row = comment_row(number);
  row.proof = credential_proof(number);
  return row;
}

}  // namespace candor::server::tests
