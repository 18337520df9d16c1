// bench_ingest --mode ticket|credential --connections N --seconds S: drives the real server on a fresh store
// over loopback and prints one JSON line. Fails (exit 1) if rows stored differ from acknowledgements, if an
// acknowledgement came without a receipt, or if a receipt does not hold.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <stdexcept>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "tests/bench/ingest_round.h"
#include "tests/bench/load_generator.h"
#include "tests/bench/server_process.h"

namespace {

using namespace candor::bench;
namespace fs = std::filesystem;

// Prepared for each second of the run: more than this machine can accept, or the run ends early.
constexpr double kTicketsPerSecond = 20'000, kCredentialsPerSecond = 8'500;

/// What a commit costs here at least: appends of 4 KiB, each made durable, for half a second.
double measure_fsync_per_second(const fs::path& directory) {
  const auto file = directory / "fsync-probe";
  const int descriptor = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  const std::string page(4096, 'x');
  const auto begin = std::chrono::steady_clock::now();
  int syncs = 0;
  double seconds = 0;
  while (seconds < 0.5) {
    if (::write(descriptor, page.data(), page.size()) < 0 || ::fdatasync(descriptor) != 0) break;
    ++syncs;
    seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  }
  ::close(descriptor);
  fs::remove(file);
  return syncs / seconds;
}

double percentile_ms(std::vector<std::uint32_t>& latencies_us, double share) {
  if (latencies_us.empty()) return 0;
  const auto at = static_cast<std::size_t>(share * static_cast<double>(latencies_us.size() - 1));
  std::nth_element(latencies_us.begin(), latencies_us.begin() + static_cast<std::ptrdiff_t>(at),
                   latencies_us.end());
  return latencies_us[at] / 1000.0;
}

struct Settings {
  std::string mode = "ticket";
  int connections = 32;
  double seconds = 10;
  int items = 20;
  std::size_t casts = 0;
  std::string program;
};

PreparedCasts prepare(const Settings& settings, const fs::path& data) {
  const bool by_credential = settings.mode == "credential";
  const double per_second = by_credential ? kCredentialsPerSecond : kTicketsPerSecond;
  const auto casts =
      settings.casts != 0 ? settings.casts : static_cast<std::size_t>(settings.seconds * per_second);
  return by_credential ? prepare_credential_casts(data, settings.items, casts)
                       : prepare_ticket_casts(data, settings.items, casts);
}

/// Says what is wrong on stderr; every answer was looked at, some receipts are verified.
bool receipts_hold(const PreparedCasts& casts, const LoadResult& load) {
  if (load.without_receipt > 0) {
    std::cerr << "bench_ingest: " << load.without_receipt << " answers came without a receipt\n";
    return false;
  }
  const auto holds = [&](const std::string& answer) { return receipt_holds(casts, answer); };
  if (std::ranges::all_of(load.samples, holds)) return true;
  std::cerr << "bench_ingest: a receipt does not hold\n";
  return false;
}

int run(const Settings& settings) {
  const fs::path data = fs::temp_directory_path() / ("candor-bench-" + std::to_string(::getpid()));
  fs::create_directories(data);
  const double fsyncs = measure_fsync_per_second(data);
  const auto casts = prepare(settings, data);
  LoadResult load;
  double idle_mb = 0, peak_mb = 0;
  {
    ServerProcess server(settings.program, data);
    idle_mb = server.resident_mb();
    load = run_load(server.port(), settings.connections, settings.seconds, casts.requests);
    peak_mb = server.peak_resident_mb();
    server.stop();
  }
  const auto stored = count_stored(data).ballots;
  fs::remove_all(data);
  const nlohmann::ordered_json line{
      {"accepted_per_second", static_cast<double>(load.accepted) / load.seconds},
      {"p50_ms", percentile_ms(load.latencies_us, 0.5)},
      {"p99_ms", percentile_ms(load.latencies_us, 0.99)},
      {"accepted", load.accepted},
      {"stored", stored},
      {"refused", load.refused},
      {"server_rss_mb", peak_mb},
      {"idle_rss_mb", idle_mb},
      {"fsync_per_second", fsyncs}};
  std::cout << line.dump() << std::endl;
  return load.accepted == stored && load.accepted > 0 && receipts_hold(casts, load) ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Ballots accepted per second by the real server, durable before the answer", "bench_ingest");
  Settings settings;
  settings.program = (fs::read_symlink("/proc/self/exe").parent_path() / "candor").string();
  app.add_option("--mode", settings.mode, "By what right is cast")
      ->check(CLI::IsMember({"ticket", "credential"}))
      ->capture_default_str();
  app.add_option("--connections", settings.connections)->check(CLI::Range(1, 1000))->capture_default_str();
  app.add_option("--seconds", settings.seconds)->check(CLI::Range(0.1, 600.0))->capture_default_str();
  app.add_option("--items", settings.items, "Scale items of a ballot")
      ->check(CLI::Range(1, 200))
      ->capture_default_str();
  app.add_option("--casts", settings.casts,
                 "Casts prepared; 0: for each second more than can be accepted, 20,000 or 8,500");
  app.add_option("--server", settings.program, "The program to drive")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  try {
    return run(settings);
  } catch (const std::exception& failure) {
    std::cerr << "bench_ingest: " << failure.what() << '\n';
    return 1;
  }
}
