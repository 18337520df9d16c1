// `candor verify`: audits a scrutineers' bundle, a public record, or one against the other. Needs no server.
#pragma once

#include <string>

#include "server/verify/checks.h"

namespace CLI {
class App;
}

namespace candor::server {

struct VerifyArguments {
  std::string bundle;           ///< path; may be empty where there is a public record
  std::string manifest;         ///< M, 64 hexadecimal digits or 43 characters of base64url; may be empty
  std::string public_record;    ///< path; may be empty
  std::string format = "text";  ///< text or json
};

/// One line for each check on stdout. Returns the exit code: 0 no check failed, 1 one did, or a file could
/// not be read, 2 wrong usage.
[[nodiscard]] int run_verify(const VerifyArguments& arguments);

/// One line for each check on stdout, and how many there were.
void print_checks(const verify::Verified& verified);

/// Mounts the command; when it is given, parsing runs it and sets `exit_code`.
void add_verify_command(CLI::App& app, int& exit_code);

}  // namespace candor::server
