// `candor invite codes|print|unclaimed`: the registrar's side of invitations, offline. Touches no server and
// no data directory.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace candor::server {

struct InviteCodesArguments {
  std::string round;   ///< path of the round file
  std::string roster;  ///< path of the roster (CSV)
  std::string out;     ///< path of the codes to write (CSV); must not exist
  std::string hashes;  ///< path of the claim hashes to write (JSON); must not exist
};

struct InvitePrintArguments {
  std::string codes;          ///< path of what `invite codes` wrote
  std::string round;          ///< path of the round file
  std::string manifest;       ///< M in hex; upper case and spaces between digits are fine
  std::string manifest_file;  ///< path of manifest.json, to be compared; may be empty
  std::string url;            ///< what links start with: https://…, or http:// on this machine
  std::string unit;           ///< id: this unit alone; empty: all
  std::string out;            ///< path of the slips (HTML); may be empty
  std::string mail;           ///< path of the list to mail (CSV); may be empty, but not both
};

struct InviteUnclaimedArguments {
  std::string codes;      ///< path of what `invite codes` wrote
  std::string unclaimed;  ///< path of the server's answer (JSON)
  std::string out;        ///< path; empty: stdout
};

/// Draws a secret for each row of the roster. All three: errors on stderr by file, place, expectation and
/// remedy; nothing is written then. They return the exit code: 0 ok, 1 an input failed, 2 wrong usage.
[[nodiscard]] int run_invite_codes(const InviteCodesArguments& arguments);
[[nodiscard]] int run_invite_print(const InvitePrintArguments& arguments);
[[nodiscard]] int run_invite_unclaimed(const InviteUnclaimedArguments& arguments);

/// Mounts the commands; when one is given, parsing runs it and sets `exit_code`.
void add_invite_commands(CLI::App& app, int& exit_code);

}  // namespace candor::server
