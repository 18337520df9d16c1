// The audit: everything that a scrutineer can know of a sealed round, checked without trust in whoever made
// the files (docs/protocol.md, "Sealing"). Pure but for threads: reads no file, no clock, draws no
// randomness. Any bytes may come in; none crash it.
#pragma once

#include <optional>
#include <string_view>

#include "server/store/bytes.h"
#include "server/verify/checks.h"

namespace candor::server::verify {

struct VerifyOptions {
  std::optional<Bytes32> manifest;                ///< M as it was printed or announced; absent: not compared
  std::optional<std::string_view> public_record;  ///< an archive to hold against the bundle
};

/// A scrutineers' bundle. Every check that can still be made is made, on all cores; only an archive that
/// cannot be read ends it.
[[nodiscard]] Verified verify_bundle(std::string_view archive, const VerifyOptions& options);

/// A public record alone: what can be told without ballots.
[[nodiscard]] Verified verify_record(std::string_view archive, const std::optional<Bytes32>& manifest);

}  // namespace candor::server::verify
