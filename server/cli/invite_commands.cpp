// The flags of `candor invite`; what each command does stands in invite_codes.cpp, invite_print.cpp and
// invite_unclaimed.cpp.
#include "server/cli/invite_commands.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace candor::server {
namespace {

void add_codes(CLI::App& group, int& exit_code) {
  auto arguments = std::make_shared<InviteCodesArguments>();
  CLI::App* command = group.add_subcommand("codes", "Draw a personal code for each row of a roster");
  command->add_option("--round", arguments->round, "Round file (JSON)")->required();
  command->add_option("--roster", arguments->roster, "Who is due (CSV: person, contact, unit, category)")
      ->required();
  command->add_option("--out", arguments->out, "Write the codes to this new file (CSV); it stays with you")
      ->required();
  command
      ->add_option("--hashes", arguments->hashes,
                   "Write the claim hashes to this new file (JSON), for the server")
      ->required();
  command->callback([arguments, &exit_code] { exit_code = run_invite_codes(*arguments); });
}

void add_print(CLI::App& group, int& exit_code) {
  auto arguments = std::make_shared<InvitePrintArguments>();
  CLI::App* command = group.add_subcommand("print", "After opening: slips to hand out, a list to mail");
  command->add_option("--codes", arguments->codes, "What `invite codes` wrote (CSV)")->required();
  command->add_option("--round", arguments->round, "Round file (JSON), as it was opened")->required();
  command
      ->add_option("--manifest", arguments->manifest,
                   "M, the fingerprint of the opened round (64 hex digits)")
      ->required();
  command->add_option("--manifest-file", arguments->manifest_file,
                      "manifest.json of the opened round: compare it with M and the round file");
  command->add_option("--url", arguments->url, "What links start with (https://…)")->required();
  command->add_option("--unit", arguments->unit, "This unit alone (its id)");
  command->add_option("--out", arguments->out, "Write slips to this file (HTML)");
  command->add_option("--mail", arguments->mail, "Write a list for mailing to this file (CSV)");
  command->callback([arguments, &exit_code] { exit_code = run_invite_print(*arguments); });
}

void add_unclaimed(CLI::App& group, int& exit_code) {
  auto arguments = std::make_shared<InviteUnclaimedArguments>();
  CLI::App* command = group.add_subcommand("unclaimed", "List whose codes are not claimed yet");
  command->add_option("--codes", arguments->codes, "What `invite codes` wrote (CSV)")->required();
  command->add_option("--unclaimed", arguments->unclaimed, "The server's list of unclaimed hashes (JSON)")
      ->required();
  command->add_option("--out", arguments->out, "Write to this file instead of standard output");
  command->callback([arguments, &exit_code] { exit_code = run_invite_unclaimed(*arguments); });
}

}  // namespace

void add_invite_commands(CLI::App& app, int& exit_code) {
  CLI::App* group = app.add_subcommand("invite", "Personal codes, made and kept by the registrar, offline");
  group->require_subcommand(1);
  add_codes(*group, exit_code);
  add_print(*group, exit_code);
  add_unclaimed(*group, exit_code);
}

}  // namespace candor::server
