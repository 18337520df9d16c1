// The canonical files that opening a round freezes, and M, the hash that stands for all of them
// (docs/protocol.md, "Opening"). Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "forms/round.h"
#include "server/store/bytes.h"

namespace candor::server::protocol {

/// Bearer hashes of one unit: per category (index as in Round::categories) for ballots, one list for
/// comments.
struct UnitBearers {
  std::vector<std::vector<Bytes32>> ballots;  ///< sorted by make_canonical_files
  std::vector<Bytes32> comments;
};

struct NamedBytes {
  std::string name;
  std::string bytes;
};

struct CanonicalFiles {
  std::vector<NamedBytes> files;  ///< core.json, parts/0001.json…, lists/0001.bin…, manifest.json
  Bytes32 manifest_hash{};        ///< M
};

/// `bearers`: one for each unit, or empty in open rounds and imports (lists are null then). "codes_by":
/// "server".
[[nodiscard]] CanonicalFiles make_canonical_files(const forms::Round& round,
                                                  std::vector<UnitBearers> bearers);

[[nodiscard]] std::string part_name(std::size_t part_number);  ///< "parts/0001.json"
[[nodiscard]] std::string list_name(std::size_t part_number);  ///< "lists/0001.bin"
[[nodiscard]] Bytes32 manifest_hash_of(std::string_view manifest_json);

}  // namespace candor::server::protocol
