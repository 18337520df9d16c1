// `candor rehearse`: a whole round with made-up respondents, from codes to audit, without a server.
#pragma once

#include <cstdint>
#include <string>

namespace CLI {
class App;
}

namespace candor::server {

struct RehearseArguments {
  std::string round;  ///< path of a round file
  std::string out;    ///< directory, made if absent
  std::uint64_t seed = 1;
  double turnout = 1;  ///< 0…1
};

/// Writes scrutineers-bundle.zip, public-record.zip and tally.json, replacing what is there; prints what was
/// done and the audit's checks. SIGINT, SIGTERM and SIGHUP end it with everything tidied up. Returns the exit
/// code: 0 every check held, 1 one did not, or the round cannot be opened, or something could not be written.
[[nodiscard]] int run_rehearse(const RehearseArguments& arguments);

/// Mounts the command; when it is given, parsing runs it and sets `exit_code`.
void add_rehearse_command(CLI::App& app, int& exit_code);

}  // namespace candor::server
