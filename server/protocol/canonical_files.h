// The canonical files that opening a round freezes, and M, the hash that stands for all of them
// (docs/protocol.md, "Opening"). Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "forms/round.h"
#include "server/store/bytes.h"

namespace candor::server::protocol {

/// By what right people of one unit may answer. Per category: index as in Round::categories; an absent inner
/// entry is an empty one. Lists are sorted by make_canonical_files.
struct UnitRights {
  std::vector<std::vector<Bytes32>> ballots;  ///< hashes of tickets' ballot bearers, per category
  std::vector<Bytes32> comments;              ///< hashes of tickets' comment bearers
  std::vector<std::vector<Bytes32>> claims;   ///< claim hashes of invitations, per category
  std::vector<Bytes> keys;                    ///< RSA SPKI per category; empty: nobody is invited
  Bytes comment_key;                          ///< RSA SPKI; empty: no comments by credential
};

/// What the manifest states beside the files' hashes.
struct ManifestFacts {
  Bytes box_key;  ///< P-256 SPKI, 91 bytes; empty in imports: nobody signs receipts
  std::string codes_by = "server";
};

struct NamedBytes {
  std::string name;
  std::string bytes;
};

struct CanonicalFiles {
  std::vector<NamedBytes> files;  ///< core.json, parts/0001.json…, lists/0001.bin…, manifest.json
  Bytes32 manifest_hash{};        ///< M
};

/// `rights`: one for each unit, or empty in open rounds and imports (lists are null then).
[[nodiscard]] CanonicalFiles make_canonical_files(const forms::Round& round, std::vector<UnitRights> rights,
                                                  const ManifestFacts& facts = {});

[[nodiscard]] std::string part_name(std::size_t part_number);  ///< "parts/0001.json"
[[nodiscard]] std::string list_name(std::size_t part_number);  ///< "lists/0001.bin"
[[nodiscard]] Bytes32 manifest_hash_of(std::string_view manifest_json);

}  // namespace candor::server::protocol
