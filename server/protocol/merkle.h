// RFC 6962 Merkle trees over SHA-256: root and audit path.
#pragma once

#include <cstddef>
#include <vector>

#include "server/store/bytes.h"

namespace candor::server::protocol {

[[nodiscard]] Bytes32 merkle_leaf(ByteView data);  ///< H(0x00 ‖ data)
/// RFC 6962, 2.1. Empty: H of the empty string.
[[nodiscard]] Bytes32 merkle_root(const std::vector<Bytes32>& leaves);
/// RFC 6962, 2.1.1: siblings from leaf to root. Precondition: index < leaves.size().
[[nodiscard]] std::vector<Bytes32> merkle_path(const std::vector<Bytes32>& leaves, std::size_t index);
/// The same from levels kept by merkle_levels: no hash is computed.
using MerkleLevels = std::vector<std::vector<Bytes32>>;  ///< from the leaves to the root
[[nodiscard]] MerkleLevels merkle_levels(std::vector<Bytes32> leaves);
[[nodiscard]] std::vector<Bytes32> merkle_path(const MerkleLevels& levels, std::size_t index);
/// RFC 9162, 2.1.3.2.
[[nodiscard]] bool verify_merkle_path(const Bytes32& leaf, std::size_t index, std::size_t size,
                                      const std::vector<Bytes32>& path, const Bytes32& root);

}  // namespace candor::server::protocol
