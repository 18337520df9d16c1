// Where the private keys' keys lie: DIR/keys/<round>.key, 32 bytes that open a round's RSA keys, its box key
// and its claimed codes. In no backup; destroyed when the round is sealed. Knows no store.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "forms/result.h"
#include "server/protocol/p256_key.h"
#include "server/store/bytes.h"

namespace candor::server {

class KeyRoom {
 public:
  /// `directory`: DIR/keys; made (mode 0700) when the first key is.
  explicit KeyRoom(std::filesystem::path directory) : directory_(std::move(directory)) {}

  /// The round's key; made if there is none yet. Errors: `storage_full`.
  [[nodiscard]] Result<Bytes32> make(std::string_view round) const;
  /// Absent after a restore, until the file is put back. Errors: `internal` (a file that is no key).
  [[nodiscard]] Result<std::optional<Bytes32>> find(std::string_view round) const;
  /// The key of this server that signs certificates of purges; made when first needed. Errors:
  /// `storage_full`, `internal`.
  [[nodiscard]] Result<protocol::P256PrivateKey> server_key() const;
  /// Overwritten, then removed. Nothing to do where there is none. Errors: `storage_full`.
  Result<void> destroy(std::string_view round) const;

 private:
  [[nodiscard]] std::filesystem::path file_of(std::string_view round) const;
  std::filesystem::path directory_;
};

}  // namespace candor::server
