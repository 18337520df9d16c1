#include "server/protocol/merkle.h"

#include <algorithm>

#include "server/protocol/hash.h"
#include "tests/catch.h"
#include "tests/server/protocol/vectors.h"

using namespace candor::server;
using namespace candor::server::protocol;
using namespace candor::server::protocol::test;

namespace {

/// The i-th leaf of the oracle's trees: byte i, i times.
std::vector<Bytes32> oracle_leaves(std::size_t size) {
  std::vector<Bytes32> leaves;
  for (std::size_t i = 0; i < size; ++i)
    leaves.push_back(merkle_leaf(Bytes(i, static_cast<std::uint8_t>(i))));
  return leaves;
}

/// Standard base64 with padding, for the vectors only.
Bytes bytes_of_base64(std::string text) {
  for (char& character : text) {
    if (character == '+') character = '-';
    if (character == '/') character = '_';
  }
  text.erase(std::find(text.begin(), text.end(), '='), text.end());
  const auto read = parse_base64url(text);
  REQUIRE(read);
  return *read;
}

/// False where it is not 32 bytes long: such a hash cannot even be passed to the verifier.
bool to_bytes32(const Bytes& bytes, Bytes32& out) {
  if (bytes.size() != out.size()) return false;
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return true;
}

bool verify_case(const nlohmann::json& given) {
  Bytes32 leaf{}, root{};
  if (!to_bytes32(bytes_of_base64(given["leafHash"]), leaf) ||
      !to_bytes32(bytes_of_base64(given["root"]), root)) {
    return false;
  }
  std::vector<Bytes32> path;
  if (given["proof"].is_array()) {
    for (const auto& hash : given["proof"]) {
      if (!to_bytes32(bytes_of_base64(hash), path.emplace_back())) return false;
    }
  }
  return verify_merkle_path(leaf, given["leafIdx"].get<std::size_t>(), given["treeSize"].get<std::size_t>(),
                            path, root);
}

}  // namespace

TEST_CASE("merkle_root agrees with the oracle, which recurses as the RFC does") {
  for (const auto& tree : read_vectors("ticket-vectors.json", "trees")) {
    CHECK(hex_of(merkle_root(oracle_leaves(tree["size"]))) == tree["root"]);
  }
}

TEST_CASE("verify_merkle_path accepts and refuses the published inclusion vectors") {
  const auto vectors = read_vectors("rfc6962-inclusion.json");
  int accepted = 0, refused = 0;
  for (const auto& given : vectors["cases"]) {
    INFO(given["name"]);
    CHECK(verify_case(given) == !given["wantErr"].get<bool>());
    ++(given["wantErr"].get<bool>() ? refused : accepted);
  }
  CHECK(accepted >= 6);
  CHECK(refused >= 60);
}

TEST_CASE("every leaf of every small tree has a path that verifies, and only there") {
  for (std::size_t size = 1; size <= 33; ++size) {
    const auto leaves = oracle_leaves(size);
    const auto root = merkle_root(leaves);
    for (std::size_t i = 0; i < size; ++i) {
      auto path = merkle_path(leaves, i);
      CHECK(verify_merkle_path(leaves[i], i, size, path, root));
      CHECK_FALSE(verify_merkle_path(leaves[i], i + 1, size, path, root));
      CHECK_FALSE(verify_merkle_path(leaves[(i + 1) % (size + 1) % size], i, size, path, merkle_leaf(root)));
      if (path.empty()) continue;
      path.back()[0] ^= 1;
      CHECK_FALSE(verify_merkle_path(leaves[i], i, size, path, root));
    }
  }
}

TEST_CASE("a path read from kept levels is the one computed from the leaves, for every leaf") {
  for (std::size_t size = 1; size <= 70; ++size) {
    INFO(size << " leaves");
    const auto leaves = oracle_leaves(size);
    const auto levels = merkle_levels(leaves);
    CHECK(levels.back() == std::vector<Bytes32>{merkle_root(leaves)});
    for (std::size_t i = 0; i < size; ++i) {
      CHECK(verify_merkle_path(leaves[i], i, size, merkle_path(levels, i), merkle_root(leaves)));
      CHECK(merkle_path(levels, i) == merkle_path(leaves, i));
    }
  }
}
