#include "server/cli/rehearse_command.h"

#include <pthread.h>
#include <unistd.h>
#include <csignal>
#include <ctime>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "server/cli/failure.h"
#include "server/cli/text_file.h"
#include "server/cli/verify_command.h"
#include "server/rehearsal/rehearse.h"

namespace candor::server {
namespace {

namespace fs = std::filesystem;
using rehearsal::Rehearsed;

/// While it lives, the signals that end a program wait to be asked for: what lies in the scratch directory is
/// tidied up first. Threads that are started meanwhile do the same.
class HeldSignals {
 public:
  HeldSignals() {
    sigemptyset(&ours_);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&ours_, signal);
    pthread_sigmask(SIG_BLOCK, &ours_, &before_);
  }
  ~HeldSignals() {
    const timespec at_once{0, 0};
    while (sigtimedwait(&ours_, nullptr, &at_once) > 0) {
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

  [[nodiscard]] static bool some_came() {
    sigset_t pending;
    sigemptyset(&pending);
    sigpending(&pending);
    return sigismember(&pending, SIGINT) == 1 || sigismember(&pending, SIGTERM) == 1 ||
           sigismember(&pending, SIGHUP) == 1;
  }

 private:
  sigset_t ours_{}, before_{};
};

Result<fs::path> find_temporary_directory() {
  std::error_code error;
  auto path = fs::temp_directory_path(error);
  if (error) return fail(ErrorKind::storage_full, "there is no directory for temporary files; set TMPDIR");
  return path;
}

/// For whoever sits before a terminal: a key takes a third of a second, and there may be many.
void tell_keys(const OpeningProgress& progress) {
  if (isatty(STDERR_FILENO) != 1) return;
  fmt::print(stderr, "\rkeys: {} of {}{}", progress.done, progress.total,
             progress.done == progress.total ? "\n" : "");
  std::fflush(stderr);
}

Result<Rehearsed> rehearse_file(const RehearseArguments& arguments, const std::string& round_file) {
  const auto scratch = find_temporary_directory();
  if (!scratch) return fail(scratch.error());
  const HeldSignals held;
  rehearsal::RehearsalWishes wishes;
  wishes.seed = arguments.seed;
  wishes.turnout = arguments.turnout;
  wishes.stop = HeldSignals::some_came;
  wishes.on_keys = tell_keys;
  return rehearsal::rehearse(round_file, wishes, *scratch);
}

int write_files(const Rehearsed& done, const fs::path& directory) {
  std::error_code error;
  fs::create_directories(directory, error);
  if (error) return report_failure({ErrorKind::storage_full, error.message(), {}}, directory.string());
  const struct {
    const char* name;
    const std::string& bytes;
  } files[] = {{"scrutineers-bundle.zip", done.bundle},
               {"public-record.zip", done.record},
               {"tally.json", done.tally_json}};
  for (const auto& file : files) {
    const std::string path = (directory / file.name).string();
    if (const auto written = write_text_file(path, file.bytes); !written)
      return report_failure(written.error(), path);
    fmt::print("{}: {} bytes\n", path, file.bytes.size());
  }
  return 0;
}

void tell_small_categories(const Rehearsed& done) {
  for (const auto& small : done.small_categories) {
    fmt::print("unit {}, category {}: {} due, fewer than min_cell; confirmed for this rehearsal alone\n",
               small.unit, small.category, small.due);
  }
}

}  // namespace

int run_rehearse(const RehearseArguments& arguments) {
  const auto file = read_text_file(arguments.round, kMaxRoundFileBytes);
  if (!file) return report_failure(file.error(), arguments.round);
  const auto done = rehearse_file(arguments, *file);
  if (!done) return report_failure(done.error(), arguments.round);
  tell_small_categories(*done);
  fmt::print("{} ballots and {} comments cast, sealed, released and audited in {:.1f} s\n", done->ballots,
             done->comments, done->seconds);
  print_checks(done->verified);
  if (const int failed = write_files(*done, arguments.out); failed != 0) return failed;
  if (std::fflush(stdout) != 0)
    return report_failure({ErrorKind::storage_full, "the output could not be written", {}});
  return done->verified.sound() ? 0 : 1;
}

void add_rehearse_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<RehearseArguments>();
  CLI::App* command = app.add_subcommand(
      "rehearse", "Run a whole round through the real protocol with made-up respondents, without a server");
  command->add_option("--round", arguments->round, "Round file (JSON), ready to be opened")->required();
  command->add_option("--out", arguments->out, "Directory for bundle, public record and tally")->required();
  command->add_option("--seed", arguments->seed, "The same seed gives the same answers")
      ->capture_default_str();
  command->add_option("--turnout", arguments->turnout, "Share of those due who answer, 0 to 1")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  command->callback([arguments, &exit_code] { exit_code = run_rehearse(*arguments); });
}

}  // namespace candor::server
