// `candor check` and `candor tally` on files: exit codes, what is said, what is written.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "server/cli/check_command.h"
#include "server/cli/tally_command.h"
#include "server/cli/text_file.h"
#include "tests/server/cli/support.h"

using namespace candor::server;
using namespace candor::server::test;

namespace {

const fs::path kCases = fs::path(CANDOR_TEST_DATA) / "cases";

TallyArguments case_arguments(const std::string& name) {
  TallyArguments arguments;
  arguments.round = (kCases / name / "round.json").string();
  arguments.ballots = (kCases / name / "ballots.csv").string();
  return arguments;
}

Outcome tally(const TallyArguments& arguments) {
  return catch_output([&] { return run_tally(arguments); });
}

}  // namespace

TEST_CASE("check accepts every golden round file") {
  for (const auto& entry : fs::directory_iterator(kCases)) {
    if (!entry.is_directory()) continue;
    CAPTURE(entry.path());
    const auto outcome = catch_output([&] {
      return run_check({{(entry.path() / "round.json").string()}, false});
    });
    CHECK(outcome.exit_code == 0);
    CHECK(contains(outcome.out, "ok"));
  }
}

TEST_CASE("check names every error by file, pointer, expectation and remedy, of all files") {
  const Scratch scratch;
  auto round = nlohmann::json::parse(read(kCases / "tree" / "round.json"));
  const std::string good = scratch.write("good.json", round.dump());
  round["rules"]["min_cell"] = 2;
  round["units"][1]["parent"] = "nowhere";
  const std::string bad = scratch.write("bad.json", round.dump());
  const std::string broken = scratch.write("broken.json", "{\"candor_round\": 1,");
  const auto outcome = catch_output([&] {
    return run_check({{bad, good, broken, scratch / "absent.json"}, false});
  });
  CHECK(outcome.exit_code == 1);
  CHECK(contains(outcome.err, bad + ": error: /rules/min_cell: "));
  CHECK(contains(outcome.err, bad + ": error: /units/1/parent: "));
  CHECK(contains(outcome.err, broken + ": "));
  CHECK(contains(outcome.err, "line 1"));
  CHECK(contains(outcome.err, "absent.json: "));
  CHECK(contains(outcome.out, "good.json: ok"));
  CHECK_FALSE(contains(outcome.out, "bad.json"));
}

TEST_CASE("check warns without failing, and fails for the same where a round is to open") {
  const Scratch scratch;
  auto round = nlohmann::json::parse(read(kCases / "tree" / "round.json"));
  round["title"].erase("zh-CN");
  const std::string file = scratch.write("draft.json", round.dump());
  const auto draft = catch_output([&] { return run_check({{file}, false}); });
  CHECK(draft.exit_code == 0);
  CHECK(contains(draft.err, file + ": warning: /title"));
  const auto opening = catch_output([&] { return run_check({{file}, true}); });
  CHECK(opening.exit_code == 1);
  CHECK(contains(opening.err, "error: /title"));
}

TEST_CASE("tally writes what is expected of a case, to stdout or to a file") {
  const auto expected = nlohmann::json::parse(read(kCases / "rounding" / "expected.json"));
  auto arguments = case_arguments("rounding");
  const auto outcome = tally(arguments);
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.err.empty());
  const auto printed = nlohmann::json::parse(outcome.out);
  CHECK(printed["units"][0]["results"][0]["score"] == expected["units"][0]["results"][0]["score"]);
  CHECK(printed["disclosed"] == true);
  const Scratch scratch;
  arguments.out = scratch / "tally.json";
  const auto to_file = tally(arguments);
  CHECK(to_file.exit_code == 0);
  CHECK(to_file.out.empty());
  CHECK(read(arguments.out) == outcome.out);
}

TEST_CASE("tally hides what is too small, but for scrutineers") {
  auto arguments = case_arguments("categories-and-weights");
  CHECK(contains(tally(arguments).out, R"({"unit":"tiny","suppressed":true})"));
  arguments.full = true;
  const auto full = nlohmann::json::parse(tally(arguments).out);
  CHECK(full["disclosed"] == false);
  CHECK(full["units"][3]["groups"][0]["valid"] == 4);
  arguments.format = "csv";
  CHECK(contains(tally(arguments).out, "unit,tiny,,,,turnout,C,,,,,,4,4,"));
  arguments.full = false;
  CHECK(contains(tally(arguments).out, "unit,tiny,,,,suppressed,"));
}

TEST_CASE("tally refuses what it cannot do yet, or never, as wrong usage") {
  const char* formats[] = {"xlsx", "html", "pdf", "", "JSON"};
  for (const auto* format : formats) {
    CAPTURE(format);
    auto arguments = case_arguments("rounding");
    arguments.format = format;
    const auto outcome = tally(arguments);
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.out.empty());
    CHECK(contains(outcome.err, "json"));
  }
  auto arguments = case_arguments("rounding");
  arguments.statistics = true;
  arguments.format = "csv";
  CHECK(tally(arguments).exit_code == 2);
}

TEST_CASE("tally --statistics of 49 companies meets the published figures, in full and of what is shown") {
  auto arguments = case_arguments("leadership-climate");
  arguments.statistics = true;
  arguments.full = true;
  const auto full = nlohmann::json::parse(tally(arguments).out);
  const auto& scale = full["statistics"]["team"]["scale"];
  CHECK(scale["alpha"].get<double>() == Approx(0.902237).epsilon(1e-6));
  CHECK(scale["icc1"].get<double>() == Approx(0.087956).epsilon(1e-5));
  CHECK(scale["icc2"].get<double>() == Approx(0.800754).epsilon(1e-6));
  double agreement = 0;
  for (const auto& unit : full["units"]) {
    agreement += unit["results"][0]["statistics"]["rwg_j"].get<double>() / 49;
  }
  CHECK(full["units"].size() == 49);
  CHECK(agreement == Approx(0.867785).epsilon(1e-6));

  arguments.full = false;
  const auto shown = nlohmann::json::parse(tally(arguments).out);
  for (const auto& unit : shown["units"]) {
    if (unit["suppressed"] == true) continue;
    const auto& item = unit["results"][0]["statistics"]["items"]["lead01"];
    CHECK(item["mean"].is_number());
    CHECK(item["rwg"].get<double>() >= 0);
    CHECK(item["favourable_interval"][0].get<double>() <= item["favourable_interval"][1].get<double>());
    CHECK(item["interval"].is_string());
  }
  CHECK(shown["statistics"]["team"]["items"]["lead01"]["icc1"].is_number());
}

TEST_CASE("tally names the place of bad input, and counts nothing then") {
  const Scratch scratch;
  auto arguments = case_arguments("rounding");
  std::string ballots = read(arguments.ballots);
  arguments.ballots = scratch.write("ballots.csv", ballots + "late,half-up,staff,team,marvellous\n");
  arguments.out = scratch / "tally.json";
  const auto bad_option = tally(arguments);
  CHECK(bad_option.exit_code == 1);
  CHECK(contains(bad_option.err, arguments.ballots + ": error: line 34"));
  CHECK_FALSE(fs::exists(arguments.out));
  arguments.ballots = scratch / "absent.csv";
  CHECK(tally(arguments).exit_code == 1);
  arguments = case_arguments("rounding");
  arguments.round = arguments.ballots;
  CHECK(tally(arguments).exit_code == 1);
  arguments = case_arguments("rounding");
  arguments.out = scratch / "no/such/directory/tally.json";
  CHECK(tally(arguments).exit_code == 1);
}

TEST_CASE("a file that cannot be replaced leaves the old one, and a larger one than stated is refused") {
  const Scratch scratch;
  const std::string file = scratch.write("text", "0123456789");
  CHECK(read_text_file(file, 10).value() == "0123456789");
  CHECK(read_text_file(file, 9).error().kind == candor::ErrorKind::too_large);
  CHECK(read_text_file(scratch / "", 9).error().kind == candor::ErrorKind::not_found);
  REQUIRE(write_text_file(file, "new"));
  CHECK(read(file) == "new");
  REQUIRE(write_text_file(file, [](const WritePiece& write) {
    for (const char* piece : {"in ", "", "pieces"}) write(piece);
  }));
  CHECK(read(file) == "in pieces");
  CHECK(std::distance(fs::directory_iterator(fs::path(file).parent_path()), {}) == 1);
  CHECK_FALSE(write_text_file(scratch / "absent/text", "new"));
}

TEST_CASE("both commands mount, explain themselves, and ask for what they need") {
  int exit_code = 7;
  CLI::App app;
  add_check_command(app, exit_code);
  add_tally_command(app, exit_code);
  CHECK_THROWS_AS(app.parse("tally --round only.json"), CLI::RequiredError);
  CHECK_THROWS_AS(app.parse("check"), CLI::RequiredError);
  CHECK_THROWS_AS(app.parse("tally --help"), CLI::CallForHelp);
  CHECK_THROWS_AS(app.parse("check --help"), CLI::CallForHelp);
  CHECK(exit_code == 7);
  const auto arguments = case_arguments("rounding");
  const auto outcome = catch_output([&] {
    app.parse("tally --round \"" + arguments.round + "\" --ballots \"" + arguments.ballots + "\"");
    return exit_code;
  });
  CHECK(outcome.exit_code == 0);
  CHECK(contains(outcome.out, "\"candor_tally\":1"));
}
