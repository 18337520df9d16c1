#include "server/cli/tally_command.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

#include "analysis/disclose.h"
#include "analysis/statistics/round_statistics.h"
#include "forms/ballots_csv.h"
#include "forms/round_json.h"
#include "server/cli/failure.h"
#include "server/cli/text_file.h"
#include "server/report/tally_csv.h"
#include "server/report/tally_json.h"

namespace candor::server {
namespace {

constexpr int kWrongUsage = 2;

int refuse(std::string_view sentence) {
  fmt::print(stderr, "candor tally: {}\n", sentence);
  return kWrongUsage;
}

int check_usage(const TallyArguments& arguments) {
  if (arguments.format == "xlsx" || arguments.format == "html") {
    return refuse("this version writes json and csv; --format " + arguments.format +
                  " comes later. Use csv for a spreadsheet.");
  }
  if (arguments.format != "json" && arguments.format != "csv") {
    return refuse("--format must be json or csv, not \"" + arguments.format + "\".");
  }
  if (arguments.statistics && arguments.format != "json") {
    return refuse("--statistics goes with --format json; the CSV holds the count alone.");
  }
  return 0;
}

/// `complete`: for statistics; null without.
std::string encode(const analysis::RawTally& raw, const analysis::RawCompleteBallots* complete,
                   const TallyArguments& arguments) {
  const bool as_json = arguments.format == "json";
  std::optional<analysis::RoundStatistics> statistics;
  if (arguments.full) {
    const auto full = analysis::list_in_full(raw);
    if (complete != nullptr) statistics = analysis::make_full_statistics(full, *complete);
    const auto* added = statistics ? &*statistics : nullptr;
    return as_json ? report::encode_full_tally_json(full, added) : report::encode_full_tally_csv(full);
  }
  const auto disclosed = analysis::disclose(raw);
  if (complete != nullptr) statistics = analysis::make_statistics(disclosed, *complete);
  const auto* added = statistics ? &*statistics : nullptr;
  return as_json ? report::encode_tally_json(disclosed, added) : report::encode_tally_csv(disclosed);
}

Error defect() {
  return {
      ErrorKind::internal, "a ballot that was read does not fit its round; this is a defect of Candor", {}};
}

Result<analysis::RawTally> count(const forms::Round& round, const std::vector<forms::Ballot>& ballots) {
  analysis::Tallier tallier(round);
  for (const forms::Ballot& ballot : ballots) {
    if (!tallier.add(ballot.unit, ballot.category, ballot.answers)) return fail(defect());
  }
  return std::move(tallier).finish();
}

Result<analysis::RawCompleteBallots> sum_complete(const forms::Round& round,
                                                  const std::vector<forms::Ballot>& ballots) {
  analysis::CompleteBallots complete(round);
  for (const forms::Ballot& ballot : ballots) {
    if (!complete.add(ballot.unit, ballot.category, ballot.answers)) return fail(defect());
  }
  return std::move(complete).finish();
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

int run_tally(const TallyArguments& arguments) {
  if (const int refused = check_usage(arguments); refused != 0) return refused;
  const auto round_text = read_text_file(arguments.round, kMaxRoundFileBytes);
  if (!round_text) return report_failure(round_text.error(), arguments.round);
  const auto read = forms::parse_round(*round_text);
  if (!read) return report_failure(read.error(), arguments.round);
  const auto ballots_text = read_text_file(arguments.ballots, kMaxBallotsFileBytes);
  if (!ballots_text) return report_failure(ballots_text.error(), arguments.ballots);
  const auto ballots = forms::parse_ballots_csv(read->round, *ballots_text);
  if (!ballots) return report_failure(ballots.error(), arguments.ballots);
  const auto raw = count(read->round, ballots->ballots);
  if (!raw) return report_failure(raw.error(), arguments.ballots);
  if (!arguments.statistics) return write_out(encode(*raw, nullptr, arguments), arguments.out);
  const auto complete = sum_complete(read->round, ballots->ballots);
  if (!complete) return report_failure(complete.error(), arguments.ballots);
  return write_out(encode(*raw, &*complete, arguments), arguments.out);
}

void add_tally_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<TallyArguments>();
  CLI::App* command = app.add_subcommand("tally", "Count ballots from a file, without a server");
  command->add_option("--round", arguments->round, "Round file (JSON)")->required();
  command->add_option("--ballots", arguments->ballots, "Ballots (CSV)")->required();
  command->add_option("--format", arguments->format, "json or csv")->capture_default_str();
  command->add_option("--out", arguments->out, "Write to this file instead of standard output");
  command->add_flag("--full", arguments->full,
                    "For scrutineers: every category by itself, without the rules of disclosure");
  command->add_flag("--statistics", arguments->statistics,
                    "Add means, agreement, intervals and reliability (json)");
  command->callback([arguments, &exit_code] { exit_code = run_tally(*arguments); });
}

}  // namespace candor::server
