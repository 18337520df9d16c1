#include "server/store/parallel_scan.h"

#include <exception>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "server/store/sqlite_error.h"

namespace candor::server::store {

Result<void> run_in_parts(std::size_t parts, const ScanPart& run) {
  std::atomic<bool> stop = false;
  // Of the part that failed first: it stopped the others, which then failed too.
  Result<void> result;
  std::exception_ptr thrown;
  const auto run_one = [&](std::size_t part) {
    Result<void> own;
    std::exception_ptr own_thrown;
    try {
      own = guarded([&] { return run(part, stop); });
    } catch (...) {
      own_thrown = std::current_exception();
    }
    if ((own && !own_thrown) || stop.exchange(true)) return;
    result = std::move(own);
    thrown = own_thrown;
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t part = 1; part < parts; ++part) {
      try {
        threads.emplace_back(run_one, part);
      } catch (const std::system_error&) {
        run_one(part);  // the system gives no more threads
      }
    }
    run_one(0);
  }
  if (thrown) std::rethrow_exception(thrown);
  return result;
}

}  // namespace candor::server::store
