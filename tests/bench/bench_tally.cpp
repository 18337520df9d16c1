// bench_tally --ballots N --items M --threads T: fills a box once, counts it five times from the store to
// disclosed tables, and prints the median as one JSON line.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <stdexcept>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "analysis/disclose.h"
#include "analysis/tally.h"
#include "forms/codebook.h"
#include "server/store/box.h"
#include "tests/bench/bench_round.h"

namespace {

using namespace candor;
namespace fs = std::filesystem;

constexpr int kUnits = 114;  // with three categories each: 342 groups
constexpr int kCounts = 5;

template <class T>
T or_throw(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().detail);
  return *std::move(result);
}

server::Bytes32 random_key(std::mt19937_64& random) {
  server::Bytes32 key;
  for (auto& byte : key) byte = static_cast<std::uint8_t>(random());
  return key;
}

server::BallotRow random_ballot(const forms::Codebook& book, std::uint32_t unit, std::mt19937_64& random) {
  auto answers = forms::blank_answers(book);
  for (const auto& slot : book.slots) {
    forms::write_choice(answers, slot, static_cast<int>(random() % (slot.options->size() + 1)) - 1);
  }
  return {random_key(random),
          random_key(random),
          unit,
          static_cast<std::uint32_t>(random() % 3),
          1,
          random_key(random),
          answers};
}

std::unique_ptr<server::Box> fill_box(const fs::path& file, const forms::Round& round, std::size_t ballots) {
  auto box = or_throw(server::Box::create(file, {}));
  std::mt19937_64 random(20260101);
  const auto book = forms::make_codebook(round, round.units.front());
  std::vector<server::BallotRow> rows;
  rows.reserve(ballots);
  for (std::size_t i = 0; i < ballots; ++i) {
    rows.push_back(random_ballot(book, static_cast<std::uint32_t>(random() % kUnits), random));
  }
  if (auto stored = box->import(std::move(rows), {}); !stored)
    throw std::runtime_error(stored.error().detail);
  return box;
}

double count_once(const server::Box& box, const forms::Round& round, std::uint64_t wanted) {
  const auto begin = std::chrono::steady_clock::now();
  analysis::Tallier tallier(round);
  bool sound = true;
  const auto scanned =
      box.scan_ballots([&](std::uint32_t unit, std::uint32_t category, server::ByteView answers) {
        sound = tallier.add(unit, category, answers) && sound;
      });
  const auto tally = analysis::disclose(std::move(tallier).finish());
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  std::uint64_t returned = 0;
  for (const auto& unit : tally.tables().units) {
    for (const auto& group : unit.groups) returned += group.returned;
  }
  if (!scanned || !sound || returned != wanted) throw std::runtime_error("not every ballot was counted");
  return seconds;
}

double resident_mb() {
  std::ifstream statm("/proc/self/statm");
  long total = 0, resident = 0;
  statm >> total >> resident;
  return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1024.0 * 1024.0);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Seconds to count a round, from the store to disclosed tables", "bench_tally");
  std::size_t ballots = 1'000'000;
  int items = 20, threads = 1;
  app.add_option("--ballots", ballots)->check(CLI::Range(1, 10'000'000))->capture_default_str();
  app.add_option("--items", items)->check(CLI::Range(1, 200))->capture_default_str();
  app.add_option("--threads", threads, "1: a parallel count comes later")->check(CLI::Range(1, 1));
  CLI11_PARSE(app, argc, argv);
  const fs::path directory = fs::temp_directory_path() / ("candor-bench-tally-" + std::to_string(::getpid()));
  try {
    fs::create_directories(directory);
    const auto round = bench::make_bench_round({items, kUnits, 0});
    auto filled = fill_box(directory / "bench.db", round, ballots);
    filled.reset();
    const auto box = or_throw(server::Box::open(directory / "bench.db"));
    std::array<double, kCounts> seconds{};
    for (auto& one : seconds) one = count_once(*box, round, ballots);
    std::ranges::sort(seconds);
    const double median = seconds[kCounts / 2];
    std::cout << nlohmann::ordered_json{{"seconds", median},
                                        {"ballots_per_second", static_cast<double>(ballots) / median},
                                        {"rss_mb", resident_mb()}}
                     .dump()
              << std::endl;
  } catch (const std::exception& failure) {
    std::cerr << "bench_tally: " << failure.what() << '\n';
    fs::remove_all(directory);
    return 1;
  }
  fs::remove_all(directory);
  return 0;
}
