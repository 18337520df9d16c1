// Parts of one scan, each on a thread of its own.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>

#include "forms/result.h"

namespace candor::server::store {

/// Reads part `part`; ends early, with any error, once `stop` is set.
using ScanPart = std::function<Result<void>(std::size_t part, const std::atomic<bool>& stop)>;

/// Runs parts 0 to parts − 1 at the same time, part 0 here. The error, or what was thrown, of the part that
/// failed first; the others are stopped. Returns once all have ended.
Result<void> run_in_parts(std::size_t parts, const ScanPart& run);

}  // namespace candor::server::store
