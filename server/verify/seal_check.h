// The seal of an archive, and the index of a bundle.
#pragma once

#include <optional>

#include "server/protocol/seal_files.h"
#include "server/verify/archive_files.h"
#include "server/verify/manifest.h"

namespace candor::server::verify {

struct Seal {
  protocol::TreeHead ballots, comments;
  Bytes32 index{};
};

/// The check "index": index.json names every other file of the bundle but the seal's, each with its hash.
void check_index(const ArchiveFiles& files, Verified& verified);

/// The check "seal": canonical, of this round, over this index (bundles), signed by the box key. What it
/// says, where it could be read.
[[nodiscard]] std::optional<Seal> check_seal(const ArchiveFiles& files, const Manifest& manifest,
                                             Verified& verified);

/// The check "trees": sizes and roots of the entries that were found.
void check_trees(const Seal& seal, const protocol::TreeHead& ballots, const protocol::TreeHead& comments,
                 Verified& verified);

}  // namespace candor::server::verify
