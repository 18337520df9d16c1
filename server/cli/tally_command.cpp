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
#include "forms/csv.h"
#include "forms/round_json.h"
#include "server/cli/failure.h"
#include "server/cli/progress.h"
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

/// Raw counts of a file of ballots, and what statistics need beside them.
struct Counted {
  std::optional<analysis::RawTally> raw;
  std::optional<analysis::RawCompleteBallots> complete;
};

void encode(const Counted& counted, const TallyArguments& arguments, const WritePiece& write) {
  const bool as_json = arguments.format == "json";
  std::optional<analysis::RoundStatistics> statistics;
  const auto added = [&] { return statistics ? &*statistics : nullptr; };
  if (arguments.full) {
    const auto full = analysis::list_in_full(*counted.raw);
    if (counted.complete) statistics = analysis::make_full_statistics(full, *counted.complete);
    return as_json ? report::write_full_tally_json(full, write, added())
                   : report::write_full_tally_csv(full, write);
  }
  const auto disclosed = analysis::disclose(*counted.raw);
  if (counted.complete) statistics = analysis::make_statistics(disclosed, *counted.complete);
  return as_json ? report::write_tally_json(disclosed, write, added())
                 : report::write_tally_csv(disclosed, write);
}

Error defect() {
  return {
      ErrorKind::internal, "a ballot that was read does not fit its round; this is a defect of Candor", {}};
}

/// Nothing is counted unless every row of the file is right. The text and the ballots are gone at the end.
Result<Counted> count_file(const forms::Round& round, const TallyArguments& arguments, Progress& progress) {
  const auto text = read_text_file(arguments.ballots, forms::kMaxCsvBytes);
  if (!text) return fail(text.error());
  auto read = forms::parse_ballots_csv(
      round, *text, [&](std::size_t bytes) { progress.show("Reading the ballots", bytes, text->size()); });
  if (!read) return fail(std::move(read).error());
  progress.show("Counting");
  analysis::Tallier tallier(round);
  std::optional<analysis::CompleteBallots> complete;
  if (arguments.statistics) complete.emplace(round);
  for (const forms::Ballot& ballot : read->ballots) {
    if (!tallier.add(ballot.unit, ballot.category, ballot.answers)) return fail(defect());
    if (complete && !complete->add(ballot.unit, ballot.category, ballot.answers)) return fail(defect());
  }
  Counted counted;
  counted.raw = std::move(tallier).finish();
  if (complete) counted.complete = std::move(*complete).finish();
  return counted;
}

int write_out(const Counted& counted, const TallyArguments& arguments, Progress& progress) {
  if (!arguments.out.empty()) {
    const auto written =
        write_text_file(arguments.out, [&](const WritePiece& write) { encode(counted, arguments, write); });
    progress.clear();
    return written ? 0 : report_failure(written.error(), arguments.out);
  }
  bool is_written = true;
  encode(counted, arguments, [&](std::string_view piece) {
    progress.clear();
    is_written = is_written && std::fwrite(piece.data(), 1, piece.size(), stdout) == piece.size();
  });
  is_written = std::fflush(stdout) == 0 && is_written;
  return is_written ? 0 : report_failure({ErrorKind::storage_full, "the output could not be written", {}});
}

}  // namespace

int run_tally(const TallyArguments& arguments) {
  if (const int refused = check_usage(arguments); refused != 0) return refused;
  const auto round_text = read_text_file(arguments.round, kMaxRoundFileBytes);
  if (!round_text) return report_failure(round_text.error(), arguments.round);
  const auto read = forms::parse_round(*round_text);
  if (!read) return report_failure(read.error(), arguments.round);
  Progress progress;
  const auto counted = count_file(read->round, arguments, progress);
  if (!counted) {
    progress.clear();
    return report_failure(counted.error(), arguments.ballots);
  }
  return write_out(*counted, arguments, progress);
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
