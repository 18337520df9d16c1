// What the box does in a second on this machine. Hidden: run with `server_store_test "[.bench]"`.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "tests/catch.h"
#include "tests/server/store/box_rows_for_tests.h"
#include "tests/server/store/scratch.h"

namespace candor::server::tests {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

double fdatasync_us(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_CREAT | O_RDWR, 0600);
  REQUIRE(descriptor >= 0);
  const std::array<char, 4096> block{};
  const auto start = Clock::now();
  constexpr int kTimes = 200;
  for (int time = 0; time < kTimes; ++time) {
    REQUIRE(::write(descriptor, block.data(), block.size()) == static_cast<ssize_t>(block.size()));
    REQUIRE(::fdatasync(descriptor) == 0);
  }
  ::close(descriptor);
  return seconds_since(start) / kTimes * 1e6;
}

std::size_t resident_kib() {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word) {
    if (word == "VmRSS:") {
      std::size_t kib = 0;
      status >> kib;
      return kib;
    }
  }
  return 0;
}

TEST_CASE("bench: 32 threads cast for some seconds", "[.bench]") {
  const bool credentials = GENERATE(false, true);
  const Scratch scratch;
  const double fsync_us = fdatasync_us(scratch / "probe");
  auto box = Box::create(scratch / "box.db", {});
  REQUIRE(box);
  constexpr unsigned kThreads = 32;
  const char* wanted = std::getenv("CANDOR_BENCH_SECONDS");
  const double seconds = wanted != nullptr ? std::atof(wanted) : 5;
  std::atomic<std::uint64_t> accepted{0};
  std::array<std::vector<float>, kThreads> waits;
  const auto start = Clock::now();
  std::vector<std::thread> threads;
  for (unsigned thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (std::uint64_t number = thread; seconds_since(start) < seconds; number += kThreads) {
        const auto before = Clock::now();
        const auto outcome = (*box)->cast(credentials ? credential_row(number) : ballot_row(number));
        waits[thread].push_back(static_cast<float>(seconds_since(before) * 1e3));
        if (outcome && *outcome == CastOutcome::stored) ++accepted;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const double took = seconds_since(start);
  std::vector<float> all;
  for (const auto& some : waits) all.insert(all.end(), some.begin(), some.end());
  std::sort(all.begin(), all.end());
  REQUIRE(accepted == (*box)->count_ballots().value());
  const std::size_t busy_kib = resident_kib();
  std::this_thread::sleep_for(std::chrono::milliseconds(2000));
  std::printf(
      "%s: accepted %llu in %.1f s: %.0f/s, p50 %.2f ms, p99 %.2f ms, max %.1f ms, resident %zu KiB, idle "
      "%zu "
      "KiB, fdatasync "
      "%.0f us\n",
      credentials ? "credentials" : "tickets", static_cast<unsigned long long>(accepted), took,
      static_cast<double>(accepted) / took, static_cast<double>(all[all.size() / 2]),
      static_cast<double>(all[all.size() / 100 * 99]), static_cast<double>(all.back()), busy_kib,
      resident_kib(), fsync_us);
}

TEST_CASE("bench: a million ballots are imported, scanned and counted", "[.bench]") {
  const Scratch scratch;
  auto box = Box::create(scratch / "box.db", {});
  REQUIRE(box);
  std::vector<BallotRow> rows;
  rows.reserve(1'000'000);
  for (std::uint64_t number = 0; number < 1'000'000; ++number) rows.push_back(ballot_row(number));
  auto start = Clock::now();
  REQUIRE((*box)->import(std::move(rows), {}));
  std::printf("import %.2f s, file %.0f MB\n", seconds_since(start),
              static_cast<double>(std::filesystem::file_size(scratch / "box.db")) / 1e6);
  for (int time = 0; time < 3; ++time) {
    start = Clock::now();
    std::uint64_t sum = 0;
    REQUIRE((*box)->scan_ballots([&](std::uint32_t unit, std::uint32_t category, ByteView answers) {
      sum += unit + category + answers[0];
    }));
    const double scan = seconds_since(start);
    start = Clock::now();
    REQUIRE((*box)->ballots_per_unit(12));
    std::printf("scan %.3f s, per unit %.3f s (%llu), resident %zu KiB\n", scan, seconds_since(start),
                static_cast<unsigned long long>(sum), resident_kib());
  }
}

}  // namespace
}  // namespace candor::server::tests
