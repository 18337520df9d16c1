// `candor`: the command line. Exit codes: 0 ok, 1 the input or the check failed, 2 wrong usage.
#include <CLI/CLI.hpp>

#include "server/cli/check_command.h"
#include "server/cli/commands.h"
#include "server/cli/compare_command.h"
#include "server/cli/invite_commands.h"
#include "server/cli/rehearse_command.h"
#include "server/cli/serve.h"
#include "server/cli/tally_command.h"
#include "server/cli/verify_command.h"

int main(int argc, char** argv) {
  CLI::App app("Candor: anonymous appraisal of leadership teams and leaders", "candor");
  app.set_version_flag("--version", CANDOR_VERSION);
  app.require_subcommand(1);
  int exit_code = 0;
  candor::server::add_serve_command(app, exit_code);
  candor::server::add_demo_command(app, exit_code);
  candor::server::add_check_command(app, exit_code);
  candor::server::add_tally_command(app, exit_code);
  candor::server::add_compare_command(app, exit_code);
  candor::server::add_rehearse_command(app, exit_code);
  candor::server::add_verify_command(app, exit_code);
  candor::server::add_invite_commands(app, exit_code);
  candor::server::add_account_commands(app, exit_code);
  candor::server::add_custody_commands(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int status = app.exit(error);  // prints help, version or what was wrong
    return status == 0 ? 0 : 2;
  }
  return exit_code;
}
