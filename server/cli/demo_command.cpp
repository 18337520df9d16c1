// `candor demo`: serves a made-up campaign and prints how to get in.
#include "server/cli/commands.h"

#include <cstdio>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "server/cli/serve.h"
#include "server/demo/demo.h"

namespace candor::server {
namespace {

constexpr std::uint16_t kPortsToTry = 50;

void print_ways_in(const demo::DemoCampaign& campaign, const std::string& url) {
  fmt::print("\nCandor runs at {}\n\n", url);
  fmt::print("Answer as a respondent (one ballot a ticket):\n  {}/b#{}\n\n", url, campaign.ticket_fragment);
  fmt::print("Organize: {}/console    Read results: {}/results\n", url, url);
  for (const auto& login : campaign.logins)
    fmt::print("  {:10} {}   {}\n", login.name, login.password, login.what);
  fmt::print("\nCtrl-C stops it. All of it is made up; the passwords are of this machine alone.\n\n");
  std::fflush(stdout);
}

}  // namespace

void add_demo_command(CLI::App& app, int& exit_code) {
  auto* command =
      app.add_subcommand("demo", "Serve a made-up campaign on loopback, and print logins and a ticket link");
  auto options = std::make_shared<ServeOptions>();
  options->data = "candor-demo";
  options->try_ports = kPortsToTry;
  add_serve_options(*command, *options);
  command->callback([options, &exit_code] {
    exit_code = serve(*options, [&](Program& program, const std::string& url) -> Result<void> {
      auto campaign = demo::ensure_demo(program, options->data, system_now_s());
      if (!campaign) return fail(std::move(campaign).error());
      print_ways_in(*campaign, url);
      return {};
    });
  });
}

}  // namespace candor::server
