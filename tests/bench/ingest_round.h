// What bench_ingest needs before the clock starts: an opened round in a fresh data directory, and one
// prepared cast for each ticket or credential. The stores are closed again before the real server opens them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "server/protocol/p256_key.h"
#include "server/store/bytes.h"

namespace candor::bench {

struct PreparedCasts {
  std::vector<std::string> requests;  ///< whole HTTP requests, in random order over units and categories
  server::Bytes32 manifest_hash{};
  server::Bytes box_key;  ///< P-256 SPKI of the manifest: it signs receipts
};

[[nodiscard]] PreparedCasts prepare_ticket_casts(const std::filesystem::path& data, int items,
                                                 std::size_t casts);

/// Credentials are signed with the round's own keys, as after an honest claim, by as many threads as there
/// are processors; a cast takes about half a millisecond to prepare.
[[nodiscard]] PreparedCasts prepare_credential_casts(const std::filesystem::path& data, int items,
                                                     std::size_t casts);

/// Whether the answer to a cast holds a receipt of that round for a ballot, signed with its box key.
/// `answer`: the JSON body.
[[nodiscard]] bool receipt_holds(const PreparedCasts& casts, std::string_view answer);

/// Rows in the round's box, counted from the file.
struct StoredRows {
  std::uint64_t ballots = 0;
};
[[nodiscard]] StoredRows count_stored(const std::filesystem::path& data);

}  // namespace candor::bench
