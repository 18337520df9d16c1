#include "server/cli/rehearse_command.h"

#include <csignal>
#include <cstdlib>

#include <CLI/CLI.hpp>

#include "server/verify/verify.h"
#include "tests/server/cli/support.h"
#include "tests/server/rehearsal/rounds_for_rehearsal.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::test;

namespace {

/// TMPDIR leads elsewhere while it lives.
class TemporaryFiles {
 public:
  explicit TemporaryFiles(const std::string& path) {
    if (const char* const before = std::getenv("TMPDIR")) before_ = before;
    std::filesystem::create_directory(path);
    setenv("TMPDIR", path.c_str(), 1);
  }
  ~TemporaryFiles() {
    if (before_.empty()) {
      unsetenv("TMPDIR");
    } else {
      setenv("TMPDIR", before_.c_str(), 1);
    }
  }
  TemporaryFiles(const TemporaryFiles&) = delete;
  TemporaryFiles& operator=(const TemporaryFiles&) = delete;

 private:
  std::string before_;
};

std::string small_round(forms::AccessMode mode) {
  auto round = made_small(round_of("categories-and-weights"), 6, 1);
  round.access = mode;
  return forms::encode_round(round);
}

int usage_of(std::vector<std::string> words) {
  CLI::App app;
  int exit_code = 0;
  add_rehearse_command(app, exit_code);
  std::reverse(words.begin(), words.end());
  try {
    app.parse(words);
  } catch (const CLI::ParseError&) {
    return 2;
  }
  return exit_code;
}

}  // namespace

TEST_CASE("rehearse writes bundle, record and tally, and leaves nothing else") {
  const Scratch scratch;
  const RehearseArguments arguments{scratch.write("round.json", small_round(forms::AccessMode::credential)),
                                    scratch / "out/deep", 7, 1};
  const TemporaryFiles temporary(scratch / "tmp");
  const auto outcome = catch_output([&] { return run_rehearse(arguments); });
  INFO(outcome.out << outcome.err);
  REQUIRE(outcome.exit_code == 0);
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(arguments.out)) names.push_back(entry.path().filename());
  std::ranges::sort(names);
  CHECK(names == std::vector<std::string>{"public-record.zip", "scrutineers-bundle.zip", "tally.json"});
  CHECK(fs::is_empty(scratch / "tmp"));
  const auto record = read(arguments.out + "/public-record.zip");
  const auto bundle = read(arguments.out + "/scrutineers-bundle.zip");
  CHECK(verify::verify_bundle(bundle, {std::nullopt, record}).sound());
  CHECK(contains(outcome.out, "M: "));
  CHECK(contains(outcome.out, "receipts: "));
  CHECK(contains(outcome.out, "fewer than min_cell") == contains(outcome.out, "for this rehearsal alone"));
}

TEST_CASE("rehearse with the same seed gives the same tally.json") {
  const Scratch scratch;
  const auto file = scratch.write("round.json", small_round(forms::AccessMode::ticket));
  std::vector<std::string> tallies;
  for (const std::uint64_t seed : {7, 7, 8}) {
    const auto out = scratch / ("out" + std::to_string(tallies.size()));
    const auto outcome = catch_output([&] { return run_rehearse({file, out, seed, 1}); });
    REQUIRE(outcome.exit_code == 0);
    tallies.push_back(read(out + "/tally.json"));
  }
  CHECK(tallies[0] == tallies[1]);
  CHECK(tallies[0] != tallies[2]);
}

TEST_CASE("rehearse says on standard error why it cannot, and exits with 1") {
  const Scratch scratch;
  const auto good = scratch.write("good.json", small_round(forms::AccessMode::open));
  auto unfinished = made_small(round_of("categories-and-weights"), 6, 1);
  unfinished.contact = "(fill in) whom to ask";
  const auto bad = scratch.write("bad.json", forms::encode_round(unfinished));
  const auto in_the_way = scratch.write("file", "no directory");
  const struct {
    RehearseArguments arguments;
    const char* says;
  } cases[] = {{{scratch / "none.json", scratch / "out", 1, 1}, "none.json"},
               {{bad, scratch / "out", 1, 1}, "/contact"},
               {{good, in_the_way + "/below", 1, 1}, "file/below"}};
  for (const auto& wrong : cases) {
    INFO(wrong.says);
    const auto outcome = catch_output([&] { return run_rehearse(wrong.arguments); });
    CHECK(outcome.exit_code == 1);
    CHECK(contains(outcome.err, wrong.says));
  }
  CHECK_FALSE(fs::exists(scratch / "out"));
}

TEST_CASE("a signal ends a rehearsal, which tidies up first") {
  const Scratch scratch;
  const RehearseArguments arguments{scratch.write("round.json", small_round(forms::AccessMode::credential)),
                                    scratch / "out", 1, 1};
  const TemporaryFiles temporary(scratch / "tmp");
  sigset_t signals, before;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, &before);
  ::raise(SIGINT);  // waits until it is asked for
  const auto outcome = catch_output([&] { return run_rehearse(arguments); });
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  CHECK(outcome.exit_code == 1);
  CHECK(contains(outcome.err, "interrupted"));
  CHECK(fs::is_empty(scratch / "tmp"));
  CHECK_FALSE(fs::exists(scratch / "out"));
}

TEST_CASE("rehearse refuses wrong usage") {
  CHECK(usage_of({"rehearse"}) == 2);
  CHECK(usage_of({"rehearse", "--round", "r.json"}) == 2);
  CHECK(usage_of({"rehearse", "--round", "r.json", "--out", "o", "--turnout", "1.5"}) == 2);
  CHECK(usage_of({"rehearse", "--round", "r.json", "--out", "o", "--turnout", "-1"}) == 2);
  CHECK(usage_of({"rehearse", "--round", "r.json", "--out", "o", "--seed", "x"}) == 2);
}
