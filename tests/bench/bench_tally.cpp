// bench_tally --ballots N --items M --threads T: fills a box once and seals it, counts it five times from the
// store to disclosed tables, and prints the median as one JSON line.
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "analysis/disclose.h"
#include "server/app/count_round.h"
#include "server/report/tally_json.h"
#include "server/store/box.h"
#include "tests/bench/bench_box.h"
#include "tests/bench/bench_round.h"

namespace {

using namespace candor;
namespace fs = std::filesystem;

constexpr int kUnits = 114;  // with three categories each: 342 groups
constexpr int kCounts = 5;

struct Wishes {
  std::size_t ballots = 1'000'000;
  int items = 20;
  std::size_t threads = 1;
  std::string rows, tally;
  bool going_on = false;
};

template <class T>
T or_throw(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().detail);
  return *std::move(result);
}

void or_throw_nothing(const Result<void>& result) {
  if (!result) throw std::runtime_error(result.error().detail);
}

double count_once(const server::Box& box, const forms::Round& round, const Wishes& wishes) {
  const auto begin = std::chrono::steady_clock::now();
  const auto tally = analysis::disclose(or_throw(server::count_round(box, round, wishes.threads)));
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  std::uint64_t returned = 0;
  for (const auto& unit : tally.tables().units) {
    for (const auto& group : unit.groups) returned += group.returned;
  }
  // Of few ballots some groups are not shown; whether all are in is to be seen only where every one is.
  if (wishes.ballots >= 100'000 && returned != wishes.ballots)
    throw std::runtime_error("not every ballot was counted");
  return seconds;
}

/// Forgets what filling took, so that the peak is the one of counting: freed memory goes back to the system,
/// and Linux starts its high-water mark anew.
void forget_peak() {
  ::malloc_trim(0);
  std::ofstream("/proc/self/clear_refs") << "5";
}

/// The largest resident size since forget_peak, of the whole process; of its pages the system's cache of the
/// file is no part.
double peak_mb() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    double kib = 0;
    if (word == "VmHWM:" && status >> kib) return kib / 1024.0;
  }
  throw std::runtime_error("/proc/self/status does not say how much memory was taken");
}

void run(const Wishes& wishes, const fs::path& directory) {
  const fs::path file = directory / "bench.db";
  const auto round = bench::make_bench_round({wishes.items, kUnits, 0});
  bench::fill_box(file, round, wishes.ballots);
  if (!wishes.rows.empty()) bench::write_rows(file, round, wishes.rows);
  const auto box = or_throw(server::Box::open(file));
  // A round is counted once nobody can cast any more.
  if (!wishes.going_on) or_throw_nothing(box->seal({}));
  forget_peak();
  std::array<double, kCounts> seconds{};
  for (auto& one : seconds) one = count_once(*box, round, wishes);
  const double rss_mb = peak_mb();
  if (!wishes.tally.empty()) {
    const auto full = analysis::list_in_full(or_throw(server::count_round(*box, round, wishes.threads)));
    std::ofstream(wishes.tally) << server::report::encode_full_tally_json(full);
  }
  std::ranges::sort(seconds);
  const double median = seconds[kCounts / 2];
  std::cout << nlohmann::ordered_json{{"seconds", median},
                                      {"ballots_per_second", static_cast<double>(wishes.ballots) / median},
                                      {"rss_mb", rss_mb}}
                   .dump()
            << std::endl;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Seconds to count a round, from the store to disclosed tables", "bench_tally");
  Wishes wishes;
  app.add_option("--ballots", wishes.ballots)->check(CLI::Range(1, 10'000'000))->capture_default_str();
  app.add_option("--items", wishes.items)->check(CLI::Range(1, 200))->capture_default_str();
  app.add_option("--threads", wishes.threads)->check(CLI::Range(1, 64))->capture_default_str();
  app.add_flag("--going-on", wishes.going_on, "Counts a box that is not sealed: from its rows");
  app.add_option("--rows", wishes.rows, "Writes the ballots to this file as CSV, for others to count");
  app.add_option("--tally", wishes.tally, "Writes the count of every category to this file as JSON");
  CLI11_PARSE(app, argc, argv);
  const fs::path directory = fs::temp_directory_path() / ("candor-bench-tally-" + std::to_string(::getpid()));
  int code = 0;
  try {
    fs::create_directories(directory);
    run(wishes, directory);
  } catch (const std::exception& failure) {
    std::cerr << "bench_tally: " << failure.what() << '\n';
    code = 1;
  }
  fs::remove_all(directory);
  return code;
}
