// `candor invite unclaimed`, and how the group of commands is mounted.
#include <CLI/CLI.hpp>

#include "forms/roster_csv.h"
#include "forms/round_json.h"
#include "server/protocol/hash.h"
#include "tests/server/cli/invite_support.h"

using namespace candor::server;
using namespace candor::server::test;

namespace {

struct Reminder : Registrar {
  Reminder() { REQUIRE(draw().exit_code == 0); }
  [[nodiscard]] Outcome list(const std::string& answer, const std::string& out = "") const {
    const std::string file = scratch.write("unclaimed.json", answer);
    return catch_output([&] { return run_invite_unclaimed({codes, file, out}); });
  }
  [[nodiscard]] std::string answer_with(const std::vector<std::size_t>& rows) const {
    nlohmann::json answer{{"unclaimed", nlohmann::json::array()}, {"claimed", 3}, {"exchanged", 0}};
    for (const auto row : rows) answer["unclaimed"].push_back(protocol::hex_of(this->rows()[row].claim_hash));
    return answer.dump();
  }
};

}  // namespace

TEST_CASE("invite unclaimed lists whoever is still to claim, and nobody else") {
  const Reminder reminder;
  const auto outcome = reminder.list(reminder.answer_with({4, 0}));
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.err.empty());
  CHECK(outcome.out ==
        "\xEF\xBB\xBFperson,contact,unit,category\r\n"
        "李明,+86 138-0000-0001,u1,A\r\nSun <b>,sun@example.org,u3,B\r\n");
  const auto round = candor::forms::parse_round(read(reminder.round));
  REQUIRE(round);
  CHECK(candor::forms::parse_roster_csv(round->round, outcome.out));
}

TEST_CASE("invite unclaimed writes to a file, and gives only the header where all have claimed") {
  const Reminder reminder;
  const std::string out = reminder.scratch / "remind.csv";
  const auto outcome = reminder.list(reminder.answer_with({}), out);
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.out.empty());
  CHECK(read(out) == "\xEF\xBB\xBFperson,contact,unit,category\r\n");
}

TEST_CASE("hashes that no row has are told by number") {
  const Reminder reminder;
  const auto outcome =
      reminder.list(R"({"unclaimed":[")" + std::string(64, 'a') + R"(",")" + std::string(64, 'b') + R"("]})");
  CHECK(outcome.exit_code == 0);
  CHECK(contains(outcome.err, "2 unclaimed codes stand in no row"));
}

TEST_CASE("an answer that is none is refused by place") {
  const Reminder reminder;
  for (const std::string& bad :
       {std::string(), std::string("[]"), std::string("{}"), std::string("{\"unclaimed\":{}}"),
        std::string("{\"unclaimed\":["), std::string("{\"unclaimed\":[1]}"),
        std::string("{\"unclaimed\":[\"abc\"]}")}) {
    CAPTURE(bad);
    const auto outcome = reminder.list(bad);
    CHECK(outcome.exit_code == 1);
    CHECK(outcome.out.empty());
    CHECK(contains(outcome.err, "unclaimed.json: "));
  }
  CHECK(contains(reminder.list("{\"unclaimed\":[\"abc\"]}").err, "error: /unclaimed/0: "));
  CHECK(catch_output([&] {
          return run_invite_unclaimed({reminder.roster, reminder.codes, ""});
        }).exit_code == 1);
}

TEST_CASE("invite mounts its commands, explains them, and asks for what they need") {
  const Registrar registrar;
  int exit_code = 7;
  CLI::App app;
  add_invite_commands(app, exit_code);
  for (const char* help :
       {"invite --help", "invite codes --help", "invite print --help", "invite unclaimed --help"})
    CHECK_THROWS_AS(app.parse(help), CLI::CallForHelp);
  for (const char* wrong : {"invite", "invite codes --round r.json", "invite print --codes c.csv",
                            "invite unclaimed --codes c.csv"})
    CHECK_THROWS_AS(app.parse(wrong), CLI::RequiredError);
  CHECK(exit_code == 7);
  const auto outcome = catch_output([&] {
    app.parse("invite codes --round \"" + registrar.round + "\" --roster \"" + registrar.roster +
              "\" --out \"" + registrar.codes + "\" --hashes \"" + registrar.hashes + "\"");
    return exit_code;
  });
  CHECK(outcome.exit_code == 0);
  CHECK(fs::exists(registrar.codes));
}
