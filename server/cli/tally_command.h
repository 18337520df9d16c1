// `candor tally`: counts ballots from a file, without a server. Knows no store.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace candor::server {

struct TallyArguments {
  std::string round;            ///< path of the round file
  std::string ballots;          ///< path of the ballots (CSV)
  std::string format = "json";  ///< json or csv
  std::string out;              ///< path; empty: stdout
  bool full = false;            ///< the scrutineers' listing, without disclosure
  bool statistics = false;
};

/// Errors on stderr by file, line or JSON pointer, expectation and remedy; nothing is written then.
/// Returns the exit code: 0 ok, 1 an input failed, 2 wrong usage (a format that does not exist here).
[[nodiscard]] int run_tally(const TallyArguments& arguments);

/// Mounts the command; when it is given, parsing runs it and sets `exit_code`.
void add_tally_command(CLI::App& app, int& exit_code);

}  // namespace candor::server
