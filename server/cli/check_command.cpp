#include "server/cli/check_command.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "forms/round_json.h"
#include "server/cli/failure.h"
#include "server/cli/text_file.h"

namespace candor::server {
namespace {

bool check_file(const std::string& path, forms::Strictness strictness) {
  const auto text = read_text_file(path, kMaxRoundFileBytes);
  if (!text) {
    report_failure(text.error(), path);
    return false;
  }
  const auto read = forms::parse_round(*text, strictness);
  if (!read) {
    report_failure(read.error(), path);
    return false;
  }
  if (!read->warnings.empty()) {
    const std::string detail =
        fmt::format("no errors, {} warning{}", read->warnings.size(), read->warnings.size() == 1 ? "" : "s");
    report_failure({ErrorKind::invalid, detail, read->warnings}, path);
  }
  fmt::print("{}: ok: round {}, {} units, {} categories\n", path, read->round.id, read->round.units.size(),
             read->round.categories.size());
  return true;
}

}  // namespace

int run_check(const CheckArguments& arguments) {
  const auto strictness = arguments.opening ? forms::Strictness::opening : forms::Strictness::draft;
  const auto failed = std::count_if(arguments.files.begin(), arguments.files.end(),
                                    [&](const std::string& path) { return !check_file(path, strictness); });
  return failed == 0 ? 0 : 1;
}

void add_check_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<CheckArguments>();
  CLI::App* command = app.add_subcommand("check", "Check round files: every error and warning at once");
  command->add_option("file", arguments->files, "Round files (JSON)")->required();
  command->add_flag("--opening", arguments->opening,
                    "As strictly as when a round opens: missing languages are errors");
  command->callback([arguments, &exit_code] { exit_code = run_check(*arguments); });
}

}  // namespace candor::server
