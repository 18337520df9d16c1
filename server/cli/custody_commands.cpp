// `candor backup`, `candor restore`, `candor purge`, `candor doctor`.
#include "server/cli/commands.h"

#include <cstdio>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "server/app/clock.h"
#include "server/app/custody.h"
#include "server/app/program.h"
#include "server/cli/failure.h"

namespace candor::server {
namespace {

struct Paths {
  std::string data = "candor-data";
  std::string other;
  std::string tls_certificate, tls_key;
};

void add_data_option(CLI::App& command, Paths& paths) {
  command.add_option("--data", paths.data, "Directory that holds everything")
      ->envname("CANDOR_DATA")
      ->capture_default_str();
}

int run_backup(const Paths& paths) {
  if (const auto done = back_up(paths.data, paths.other); !done) return report_failure(done.error());
  fmt::print("backed up {} to {}\n", paths.data, paths.other);
  return 0;
}

int run_restore(const Paths& paths) {
  if (const auto done = restore(paths.other, paths.data); !done) return report_failure(done.error());
  fmt::print(
      "restored {} from {}\nclaims are shut in open rounds; to sign receipts and to seal, put the old "
      "directory's "
      "keys/ back into {}\nwhat was released or withheld after the backup is not in it: compare the public "
      "records that others hold, and "
      "withhold it again before anybody reads\n",
      paths.data, paths.other, paths.data);
  return 0;
}

int run_purge(const Paths& paths) {
  auto program = Program::open(paths.data, system_now_s);
  if (!program) return report_failure(program.error());
  const auto certificate = (*program)->moves().purge(paths.other, "-");
  if (!certificate) return report_failure(certificate.error());
  fmt::print("{}\n", *certificate);
  return 0;
}

std::string_view word_of(CheckOutcome outcome) {
  switch (outcome) {
    case CheckOutcome::ok:
      return "ok";
    case CheckOutcome::warning:
      return "warning";
    case CheckOutcome::failed:
      return "FAILED";
  }
  return "";
}

int run_doctor(const Paths& paths) {
  auto checks = examine(paths.data, system_now_s());
  if (!paths.tls_certificate.empty() || !paths.tls_key.empty()) {
    for (auto& check : examine_tls(paths.tls_certificate, paths.tls_key, system_now_s()))
      checks.push_back(std::move(check));
  }
  bool sound = true;
  for (const auto& check : checks) {
    fmt::print("{:8} {}: {}\n", word_of(check.outcome), check.what, check.detail);
    sound = sound && check.outcome != CheckOutcome::failed;
  }
  return sound ? 0 : 1;
}

}  // namespace

void add_custody_commands(CLI::App& app, int& exit_code) {
  auto paths = std::make_shared<Paths>();
  auto* backup =
      app.add_subcommand("backup", "Copy all data, compacted, to a directory; the server may run meanwhile");
  add_data_option(*backup, *paths);
  backup->add_option("--to", paths->other, "Directory of the backup; the one before is replaced")->required();
  backup->callback([paths, &exit_code] { exit_code = run_backup(*paths); });

  auto* restore_command = app.add_subcommand("restore", "Put a backup in place as a new data directory");
  add_data_option(*restore_command, *paths);
  restore_command->add_option("--from", paths->other, "Directory of the backup")->required();
  restore_command->callback([paths, &exit_code] { exit_code = run_restore(*paths); });

  auto* purge = app.add_subcommand("purge", "Destroy the answers of a round after its retention date");
  add_data_option(*purge, *paths);
  purge->add_option("--round", paths->other, "Id of the round")->required();
  purge->callback([paths, &exit_code] { exit_code = run_purge(*paths); });

  auto* doctor = app.add_subcommand("doctor", "Examine schema, integrity, disk, clock, TLS and rights");
  add_data_option(*doctor, *paths);
  doctor->add_option("--tls-cert", paths->tls_certificate, "Certificate chain (PEM)")
      ->envname("CANDOR_TLS_CERT");
  doctor->add_option("--tls-key", paths->tls_key, "Private key (PEM)")->envname("CANDOR_TLS_KEY");
  doctor->callback([paths, &exit_code] { exit_code = run_doctor(*paths); });
}

}  // namespace candor::server
