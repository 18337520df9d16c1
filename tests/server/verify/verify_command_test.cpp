// `candor verify`: exit codes, what is said, how M may be written.
#include <CLI/CLI.hpp>

#include <nlohmann/json.hpp>

#include "server/cli/verify_command.h"
#include "server/protocol/hash.h"
#include "tests/catch.h"
#include "tests/server/cli/support.h"
#include "tests/server/verify/support/sample.h"

using namespace candor::server;
using namespace candor::tests;
using candor::server::test::catch_output;
using candor::server::test::contains;
using candor::server::test::Scratch;

namespace {

struct OnDisk {
  Scratch scratch;
  std::string bundle = scratch.write("bundle.zip", zip_of(sample_bundle()));
  std::string record = scratch.write("record.zip", zip_of(sample_record()));
};

test::Outcome run(const VerifyArguments& arguments) {
  return catch_output([&] { return run_verify(arguments); });
}

}  // namespace

TEST_CASE("verify says each check on a line of its own and ends with 0 if none failed") {
  const OnDisk files;
  const std::string m = protocol::hex_of(sample().manifest_hash);
  const auto all = run({files.bundle, m, files.record});
  CHECK(all.exit_code == 0);
  CHECK(all.err.empty());
  CHECK(contains(all.out, "ok            archive: 18 files"));
  CHECK(contains(all.out, "\nok            record counts: "));
  CHECK(contains(all.out, " 0 failed, 0 not compared\n"));
  CHECK_FALSE(contains(all.out, "NOT COMPARED"));
  const auto without = run({files.bundle, {}, {}});
  CHECK(without.exit_code == 0);
  CHECK(contains(without.out, "\nNOT COMPARED  M: " + m));
  const auto alone = run({{}, m, files.record});
  CHECK(alone.exit_code == 0);
  CHECK(contains(alone.out, "\nok            entries: "));
}

TEST_CASE("M may be written in either case of hexadecimal, or as links have it; another M fails") {
  const OnDisk files;
  std::string upper = protocol::hex_of(sample().manifest_hash);
  for (char& c : upper) c = static_cast<char>(std::toupper(c));
  CHECK(run({files.bundle, upper, {}}).exit_code == 0);
  CHECK(run({files.bundle, protocol::base64url_of(sample().manifest_hash), {}}).exit_code == 0);
  const auto other = run({files.bundle, std::string(64, '0'), {}});
  CHECK(other.exit_code == 1);
  CHECK(contains(other.out, "\nFAILED        M: expected 000"));
}

TEST_CASE(
    "verify ends with 1 for what cannot be read, with 2 for wrong usage, and says so on standard error") {
  const OnDisk files;
  CHECK(run({files.scratch / "absent.zip", {}, {}}).exit_code == 1);
  CHECK(run({files.bundle, {}, files.scratch / "absent.zip"}).exit_code == 1);
  const auto bad = run({files.scratch.write("bad.zip", "no archive"), {}, {}});
  CHECK(bad.exit_code == 1);
  CHECK(contains(bad.out, "FAILED        archive: "));
  for (const VerifyArguments& arguments :
       {VerifyArguments{}, VerifyArguments{files.bundle, "xyz", {}},
        VerifyArguments{files.bundle, std::string(63, '0'), {}}, VerifyArguments{files.bundle, {}, {}, "xml"}}) {
    const auto outcome = run(arguments);
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.out.empty());
    CHECK(contains(outcome.err, "candor verify: "));
  }
}

TEST_CASE("verify writes the same as JSON") {
  const OnDisk files;
  const auto outcome = run({files.bundle, {}, {}, "json"});
  CHECK(outcome.exit_code == 0);
  const auto report = nlohmann::json::parse(outcome.out);
  CHECK(report["candor_verify"] == 1);
  CHECK(report["sound"] == true);
  CHECK(report["checks"][0] ==
        nlohmann::json{{"name", "archive"}, {"outcome", "ok"}, {"detail", report["checks"][0]["detail"]}});
  CHECK(report["checks"][3]["outcome"] == "not_compared");
}

TEST_CASE("names in a hostile archive can neither move the cursor nor pass for a line of the report") {
  const OnDisk files;
  Files bundle = sample_bundle();
  auto manifest = nlohmann::json::parse(bundle["manifest.json"]);
  auto core = nlohmann::json::parse(bundle["core.json"]);
  manifest["round"] = core["id"] = "x\n\u001b[2Kok            seal: \u009b2J";
  bundle["core.json"] = core.dump();
  manifest["core"] = protocol::hex_of(protocol::Hash().text(bundle["core.json"]).finish());
  bundle["manifest.json"] = manifest.dump();
  const auto outcome = run({files.scratch.write("hostile.zip", zip_of(bundle)), {}, {}});
  CHECK(outcome.exit_code == 1);
  CHECK(contains(outcome.out, "round x??[2Kok"));
  CHECK_FALSE(contains(outcome.out, "\x1b"));
  CHECK_FALSE(contains(outcome.out, "\xC2\x9B"));
  CHECK_FALSE(contains(outcome.out, "\nok            seal"));
}

TEST_CASE("the command mounts and explains itself") {
  int exit_code = 7;
  CLI::App app;
  add_verify_command(app, exit_code);
  CHECK_THROWS_AS(app.parse("verify --help"), CLI::CallForHelp);
  const OnDisk files;
  const auto outcome = catch_output([&] {
    app.parse("verify \"" + files.bundle + "\" --public \"" + files.record + "\"");
    return exit_code;
  });
  CHECK(outcome.exit_code == 0);
}
