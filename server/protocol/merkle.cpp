// RFC 6962 trees, iteratively where the RFC recurses.
#include "server/protocol/merkle.h"

#include <cassert>
#include <utility>

#include "server/protocol/hash.h"

namespace candor::server::protocol {
namespace {

Bytes32 node_of(const Bytes32& left, const Bytes32& right) {
  return Hash().byte(0x01).bytes(left).bytes(right).finish();
}

/// One level up. An odd last node rises as it is: the RFC's split at the largest power of two comes to the
/// same.
std::vector<Bytes32> level_above(const std::vector<Bytes32>& level) {
  std::vector<Bytes32> above;
  above.reserve((level.size() + 1) / 2);
  for (std::size_t i = 0; i + 1 < level.size(); i += 2) above.push_back(node_of(level[i], level[i + 1]));
  if (level.size() % 2 == 1) above.push_back(level.back());
  return above;
}

}  // namespace

Bytes32 merkle_leaf(ByteView data) {
  return Hash().byte(0x00).bytes(data).finish();
}

Bytes32 merkle_root(const std::vector<Bytes32>& leaves) {
  if (leaves.empty()) return Hash().finish();
  std::vector<Bytes32> level = leaves;
  while (level.size() > 1) level = level_above(level);
  return level.front();
}

MerkleLevels merkle_levels(std::vector<Bytes32> leaves) {
  MerkleLevels levels{std::move(leaves)};
  while (levels.back().size() > 1) levels.push_back(level_above(levels.back()));
  return levels;
}

std::vector<Bytes32> merkle_path(const MerkleLevels& levels, std::size_t index) {
  assert(index < levels.front().size());
  std::vector<Bytes32> path;
  for (const auto& level : levels) {
    const std::size_t sibling = index ^ 1U;
    if (sibling < level.size()) path.push_back(level[sibling]);
    index /= 2;
  }
  return path;
}

std::vector<Bytes32> merkle_path(const std::vector<Bytes32>& leaves, std::size_t index) {
  return merkle_path(merkle_levels(leaves), index);
}

bool verify_merkle_path(const Bytes32& leaf, std::size_t index, std::size_t size,
                        const std::vector<Bytes32>& path, const Bytes32& root) {
  if (index >= size) return false;
  std::size_t node = index;
  std::size_t last = size - 1;
  Bytes32 hash = leaf;
  for (const Bytes32& sibling : path) {
    if (last == 0) return false;
    if (node % 2 == 1 || node == last) {
      hash = node_of(sibling, hash);
      while (node % 2 == 0 && node != 0) {
        node /= 2;
        last /= 2;
      }
    } else {
      hash = node_of(hash, sibling);
    }
    node /= 2;
    last /= 2;
  }
  return last == 0 && equal_constant_time(hash, root);
}

}  // namespace candor::server::protocol
