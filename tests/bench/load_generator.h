// Keeps N connections busy with prepared requests, one at a time each, from a single thread. Loopback only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace candor::bench {

inline constexpr std::uint64_t kSampleEvery = 250;

struct LoadResult {
  std::uint64_t accepted = 0;               ///< answers 200
  std::uint64_t refused = 0;                ///< any other answer, or a connection that broke
  std::uint64_t without_receipt = 0;        ///< of those accepted
  double seconds = 0;                       ///< from the first request to the last answer
  std::vector<std::uint32_t> latencies_us;  ///< of accepted requests
  std::vector<std::string> samples;         ///< bodies of some answers 200, one in kSampleEvery
};

/// Sends `requests` (whole HTTP messages) once each, in order, until they run out or `seconds` are over.
[[nodiscard]] LoadResult run_load(std::uint16_t port, int connections, double seconds,
                                  const std::vector<std::string>& requests);

}  // namespace candor::bench
