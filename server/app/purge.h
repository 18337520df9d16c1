// Destroying the answers of a round after its retention date: what goes, what stays, and the certificate of
// it.
#pragma once

#include <cstdint>
#include <string>

#include "server/store/bytes.h"

namespace candor::server {

struct PurgeFacts {
  std::string round, manifest;  ///< id; M in hex
  std::int64_t at_s = 0, retain_until_s = 0;
  std::string
      seal;  ///< H(seal.json) in hex; empty: the round was never sealed (void, or counted from a file)
  std::uint64_t ballots = 0, comments = 0, invitations = 0, people = 0;
};

/// Canonical JSON without signature (docs/protocol.md, "Purging").
[[nodiscard]] std::string certificate_text(const PurgeFacts& facts, ByteView public_key, ByteView signature);
/// What is signed: T("purge") ‖ H(the text with an empty signature).
[[nodiscard]] Bytes certificate_message(std::string_view unsigned_text);

}  // namespace candor::server
