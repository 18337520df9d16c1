// The files of `candor invite` (docs/file-formats.md, "Files of invitations"): codes with their persons,
// which stay with the registrar, and claim hashes, which go to the server. Draws nothing and asks no server.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forms/result.h"
#include "forms/round.h"
#include "server/store/bytes.h"

namespace candor::server {

inline constexpr std::uint64_t kMaxCodesFileBytes = 512ull * 1024 * 1024;

/// One person in one capacity.
struct CodeRow {
  std::string person, contact;
  std::string unit, category;        ///< ids
  std::uint32_t unit_index = 0;      ///< where the row was read with a round
  std::uint32_t category_index = 0;  ///< likewise
  std::string secret;                ///< 20 characters
  Bytes32 claim_hash{};
};

/// Such a file, with a byte order mark since spreadsheets need it.
[[nodiscard]] std::string encode_codes_csv(const std::vector<CodeRow>& rows);

/// Reads columns `person`, `contact`, `unit`, `category`, `secret`, `claim_hash` in any order, in UTF-8 or
/// GB18030. `round`: each row must fit it, claim hash included; null: not compared. Errors: `malformed`,
/// `invalid`, each place by "line L, column C", at most 200.
[[nodiscard]] Result<std::vector<CodeRow>> parse_codes_csv(std::string_view bytes, const forms::Round* round);

/// Canonical JSON, ascending by hash.
[[nodiscard]] std::string encode_claim_hashes(std::string_view round, const std::vector<CodeRow>& rows);

/// Both say on standard error what is wrong, and give nullopt then. The round must be one of credentials.
[[nodiscard]] std::optional<forms::Round> load_credential_round(const std::string& path);
[[nodiscard]] std::optional<std::vector<CodeRow>> load_codes(const std::string& path,
                                                             const forms::Round* round);

}  // namespace candor::server
