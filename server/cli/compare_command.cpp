#include "server/cli/compare_command.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <optional>

#include "server/cli/failure.h"
#include "server/cli/text_file.h"
#include "server/report/comparison_csv.h"
#include "server/report/comparison_json.h"
#include "server/report/tally_reading.h"

namespace candor::server {
namespace {

constexpr int kWrongUsage = 2;
constexpr std::uint64_t kMaxTallyFileBytes = 1024ull * 1024 * 1024;

/// Nullopt once what is wrong has been told.
std::optional<analysis::TallyFigures> read_tally(const std::string& path) {
  const auto text = read_text_file(path, kMaxTallyFileBytes);
  if (!text) {
    report_failure(text.error(), path);
    return std::nullopt;
  }
  auto tally = report::parse_tally_json(*text);
  if (!tally) {
    report_failure(tally.error(), path);
    return std::nullopt;
  }
  return *std::move(tally);
}

int write_out(const std::string& text, const std::string& path) {
  if (path.empty()) {
    const bool written =
        std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    return written ? 0 : report_failure({ErrorKind::storage_full, "the output could not be written", {}});
  }
  const auto written = write_text_file(path, text);
  return written ? 0 : report_failure(written.error(), path);
}

}  // namespace

int run_compare(const CompareArguments& arguments) {
  if (arguments.format != "json" && arguments.format != "csv") {
    fmt::print(stderr, "candor compare: --format must be json or csv, not \"{}\".\n", arguments.format);
    return kWrongUsage;
  }
  const auto before = read_tally(arguments.before);
  const auto after = read_tally(arguments.after);
  if (!before || !after) return 1;
  const auto comparison = analysis::compare_tallies(*before, *after);
  if (!comparison) return report_failure(comparison.error(), arguments.after);
  if (before->round == after->round) {
    fmt::print(stderr,
               "candor compare: warning: both tallies are of round {}; compare two different rounds\n",
               after->round);
  }
  return write_out(arguments.format == "json" ? report::encode_comparison_json(*comparison)
                                              : report::encode_comparison_csv(*comparison),
                   arguments.out);
}

void add_compare_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<CompareArguments>();
  CLI::App* command = app.add_subcommand("compare", "What changed between two rounds, from their tallies");
  command->add_option("--before", arguments->before, "Tally of the earlier round (JSON)")->required();
  command->add_option("--after", arguments->after, "Tally of the later round (JSON)")->required();
  command->add_option("--format", arguments->format, "json or csv")->capture_default_str();
  command->add_option("--out", arguments->out, "Write to this file instead of standard output");
  command->callback([arguments, &exit_code] { exit_code = run_compare(*arguments); });
}

}  // namespace candor::server
