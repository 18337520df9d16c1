// `candor compare` on files: exit codes, what is said, what is written.
#include "server/cli/compare_command.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "server/cli/tally_command.h"
#include "tests/server/cli/support.h"

using namespace candor::server;
using namespace candor::server::test;
using nlohmann::json;

namespace {

const fs::path kCases = fs::path(CANDOR_TEST_DATA) / "cases";

/// The tally of a golden case as a file; `change` is done to its JSON.
template <class Change>
std::string write_tally(const Scratch& scratch, const std::string& file, const Change& change,
                        bool full = false) {
  TallyArguments arguments;
  arguments.round = (kCases / "tree" / "round.json").string();
  arguments.ballots = (kCases / "tree" / "ballots.csv").string();
  arguments.full = full;
  const auto outcome = catch_output([&] { return run_tally(arguments); });
  REQUIRE(outcome.exit_code == 0);
  auto tally = json::parse(outcome.out);
  change(tally);
  return scratch.write(file, tally.dump());
}

const auto kAsItIs = [](json& /*tally*/) {};
const auto kNextRound = [](json& tally) { tally["round"] = "next"; };

Outcome compare(const std::string& before, const std::string& after, const std::string& format = "json",
                const std::string& out = {}) {
  return catch_output([&] { return run_compare({before, after, format, out}); });
}

}  // namespace

TEST_CASE("compare writes JSON and CSV, to stdout or to a file") {
  const Scratch scratch;
  const auto before = write_tally(scratch, "before.json", kAsItIs);
  const auto after = write_tally(scratch, "after.json", kNextRound);
  const auto told = compare(before, after);
  CHECK(told.exit_code == 0);
  CHECK(told.err.empty());
  const auto comparison = json::parse(told.out);
  CHECK(comparison["candor_comparison"] == 1);
  CHECK(comparison["after"] == "next");
  CHECK(comparison["units"]["compared"].size() >= 3);
  CHECK(comparison["rollup"]["compared"].size() >= 1);
  const auto& item = comparison["units"]["compared"][0]["results"][0]["items"][0];
  CHECK(item["favourable"]["word"] == "no clear change");
  CHECK(item["score"]["weighted"]["difference"]["exact"] == "0");
  const auto to_file = compare(before, after, "csv", scratch / "out.csv");
  CHECK(to_file.exit_code == 0);
  CHECK(to_file.out.empty());
  CHECK(contains(read(scratch / "out.csv"), ",no clear change,"));
}

TEST_CASE("compare warns of a round held against itself") {
  const Scratch scratch;
  const auto tally = write_tally(scratch, "tally.json", kAsItIs);
  const auto outcome = compare(tally, tally);
  CHECK(outcome.exit_code == 0);
  CHECK(contains(outcome.err, "warning: both tallies are of round"));
}

TEST_CASE("compare refuses what cannot be compared or is no tally, and writes nothing") {
  const Scratch scratch;
  const auto good = write_tally(scratch, "good.json", kAsItIs);
  const auto full = write_tally(scratch, "full.json", kNextRound, true);
  const auto rescaled = write_tally(scratch, "rescaled.json", [](json& tally) {
    for (auto& [id, options] : tally["scales"].items()) options.back()["id"] = "other";
    for (auto* part : {&tally["units"], &tally["rollup"]}) part->clear();
  });
  const auto damaged = write_tally(scratch, "damaged.json", [](json& tally) {
    tally["units"][0]["results"][0]["items"][0]["pooled"]["n"] = 1;
  });
  const auto cut = scratch.write("cut.json", read(good).substr(0, 1000));
  const auto round = (kCases / "tree" / "round.json").string();
  const auto csv = (kCases / "tree" / "ballots.csv").string();
  for (const auto& bad : {full, damaged, cut, round, csv, scratch / "absent.json"}) {
    CAPTURE(bad);
    const auto outcome = compare(good, bad, "json", scratch / "out.json");
    CHECK(outcome.exit_code == 1);
    CHECK(outcome.out.empty());
    CHECK(contains(outcome.err, bad));
    CHECK_FALSE(fs::exists(scratch / "out.json"));
  }
  CHECK(contains(compare(good, damaged).err, "/units/0/results/0/items/0/pooled/n: n is not the sum"));
  CHECK(contains(compare(good, full).err, "/disclosed"));
  // Nothing that both have uses the scale: nothing is compared, so nothing contradicts.
  CHECK(compare(good, rescaled).exit_code == 0);
}

TEST_CASE("nothing of a file that is refused steers the terminal or begins a line") {
  const Scratch scratch;
  const auto good = write_tally(scratch, "good.json", kAsItIs);
  const auto bad = write_tally(scratch, "bad.json", [](json& tally) {
    tally["parents"]["x\x1b[2J\ncandor: all is well"] = 7;
    tally["rules"]["weights"]["y\xc2\x9b\x7f"] = "\x1b]0;z\a";
  });
  const auto outcome = compare(good, bad);
  CHECK(outcome.exit_code == 1);
  CHECK_FALSE(contains(outcome.err, "\x1b"));
  CHECK_FALSE(contains(outcome.err, "\xc2\x9b"));
  CHECK_FALSE(contains(outcome.err, "\x7f"));
  CHECK_FALSE(contains(outcome.err, "\ncandor: all is well"));
  CHECK(contains(outcome.err, "x?[2J?candor: all is well"));
}

TEST_CASE("compare asks for what it needs") {
  const Scratch scratch;
  const auto tally = write_tally(scratch, "tally.json", kAsItIs);
  CHECK(compare(tally, tally, "xlsx").exit_code == 2);
  CHECK(compare(tally, tally, "json", scratch / "no/such/out.json").exit_code == 1);
  int exit_code = 7;
  CLI::App app;
  add_compare_command(app, exit_code);
  CHECK_THROWS_AS(app.parse("compare --before only.json"), CLI::RequiredError);
  CHECK_THROWS_AS(app.parse("compare --help"), CLI::CallForHelp);
  CHECK(exit_code == 7);
}
