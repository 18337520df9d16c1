// The HTTP message of a cast, and what it says: shared by both kinds of prepared casts.
#pragma once

#include <random>
#include <stdexcept>
#include <string>
#include <utility>

#include "forms/codebook.h"
#include "forms/result.h"
#include "server/app/program.h"
#include "tests/bench/ingest_round.h"

namespace candor::bench {

template <class T>
T or_throw(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().detail);
  return *std::move(result);
}

/// An option for every item, as the canonical text of a ballot.
[[nodiscard]] std::string random_body(const forms::Codebook& book, std::mt19937_64& random);
/// As a JSON text. A body is canonical JSON without anything that a JSON text would escape but quotes.
[[nodiscard]] std::string quoted(const std::string& text);
/// `message`: a JSON object without its closing brace and its pad, which is added.
[[nodiscard]] std::string make_request(const std::string& message);

/// M and the box key of an opened round, for checking receipts; no requests yet.
[[nodiscard]] PreparedCasts describe_round(const server::BallotBoxes& boxes, const std::string& round);

}  // namespace candor::bench
