// `candor compare`: what changed between two rounds, from their tallies. Knows no ballots and no store.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace candor::server {

struct CompareArguments {
  std::string before, after;    ///< paths of tallies (`candor tally --format json`)
  std::string format = "json";  ///< json or csv
  std::string out;              ///< path; empty: stdout
};

/// Errors on stderr by file, JSON pointer, expectation and remedy; nothing is written then.
/// Returns the exit code: 0 ok, 1 an input failed or the two cannot be compared, 2 wrong usage.
[[nodiscard]] int run_compare(const CompareArguments& arguments);

/// Mounts the command; when it is given, parsing runs it and sets `exit_code`.
void add_compare_command(CLI::App& app, int& exit_code);

}  // namespace candor::server
