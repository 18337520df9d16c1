// The private keys of an opened round, read from the stores of a server that does not run: for preparing
// credentials in bulk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "server/protocol/rsa_key.h"
#include "server/store/bytes.h"

namespace candor::bench {

struct GroupKey {
  std::uint32_t unit = 0, category = 0;
  server::Bytes32 kid{};
  server::protocol::RsaPrivateKey key;
};

/// Of all groups that answer with ballots. Throws std::runtime_error where one cannot be read.
[[nodiscard]] std::vector<GroupKey> read_signing_keys(const std::filesystem::path& data,
                                                      const std::string& round);

}  // namespace candor::bench
