// manifest.json, which M is the hash of: what everything else in an archive is held against.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "server/protocol/p256_key.h"
#include "server/verify/archive_files.h"

namespace candor::server::verify {

struct Manifest {
  Bytes32 hash{};  ///< M
  std::string round, codes_by;
  Bytes32 core{}, parts_root{};
  std::uint64_t parts = 0;
  std::optional<protocol::P256PublicKey> box_key;
};

/// Makes the checks "manifest" and "M". Nothing where it cannot be read. `expected`: M as it was announced.
[[nodiscard]] std::optional<Manifest> read_manifest(const ArchiveFiles& files,
                                                    const std::optional<Bytes32>& expected,
                                                    Verified& verified);

/// The canonical JSON of a file; a problem where it is none.
[[nodiscard]] std::optional<nlohmann::json> read_json(const ArchiveFiles& files, std::string_view name,
                                                      Check& check);

}  // namespace candor::server::verify
