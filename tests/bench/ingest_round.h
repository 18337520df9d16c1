// What bench_ingest needs before the clock starts: an opened round in a fresh data directory, and one
// prepared cast for each ticket. The stores are closed again before the real server opens them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace candor::bench {

/// Whole HTTP requests, in random order over units and categories.
[[nodiscard]] std::vector<std::string> prepare_ticket_casts(const std::filesystem::path& data, int items,
                                                            std::size_t casts);

/// Rows in the round's box, counted from the file; `answers_total`: how many answers they hold.
struct StoredRows {
  std::uint64_t ballots = 0;
};
[[nodiscard]] StoredRows count_stored(const std::filesystem::path& data);

}  // namespace candor::bench
