// `candor check FILE…`: reads round files and says everything that is wrong with them. Counts nothing.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace candor::server {

struct CheckArguments {
  std::vector<std::string> files;
  bool opening = false;  ///< as strictly as when a round opens
};

/// Errors and warnings on stderr by file, JSON pointer, expectation and remedy.
/// Returns the exit code: 0 no errors (warnings allowed), 1 some file has errors.
[[nodiscard]] int run_check(const CheckArguments& arguments);

/// Mounts the command; when it is given, parsing runs it and sets `exit_code`.
void add_check_command(CLI::App& app, int& exit_code);

}  // namespace candor::server
