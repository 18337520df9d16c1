// Sealing with a larger smallest group, releasing, releasing less: over the API.
#include "tests/server/api/desk.h"

namespace candor::server::http::test {
namespace {

const std::string kRound = "/api/v1/rounds/tree";

/// The golden case `tree`, counted from its file.
struct ImportDesk : Desk {
  ImportDesk() {
    auto round = server::test::round_of("tree");
    round.id = "tree";
    round.asked_by = round.intro = round.use_of_answers = round.thanks = {{"en", "x"}, {"zh-CN", "x"}};
    CHECK(json(201, Method::post, "/api/v1/rounds", forms::encode_round(round)).is_object());
    CHECK(json(200, Method::post, kRound + "/import", server::test::read_case("tree", "ballots.csv"),
               {{"Content-Type", "text/csv"}})
              .is_object());
  }
  [[nodiscard]] std::size_t count_releases() const {
    return json(200, Method::get, kRound + "/releases")["items"].size();
  }
};

TEST_CASE("what is withheld is told in the results and in the list of releases") {
  const ImportDesk desk;
  CHECK(desk.count_releases() == 0);
  CHECK(desk.json(200, Method::post, kRound + "/release", "{}")["meta"]["state"] == "released");
  CHECK(desk.ask(Method::post, kRound + "/release", R"({"withhold":{"units":["n1"]},"reason":"disputed"})")
            .status == 200);
  const auto tally = desk.json(200, Method::get, kRound + "/results");
  for (const auto& unit : tally["units"]) CHECK(unit.value("withheld", false) == (unit["unit"] == "n1"));
  for (const auto& rollup : tally["rollup"]) {
    CHECK(rollup.value("withheld", false) == (rollup["unit"] == "hq" || rollup["unit"] == "north"));
  }
  const auto releases = desk.json(200, Method::get, kRound + "/releases")["items"];
  REQUIRE(releases.size() == 2);
  CHECK(releases[0]["withheld_units"].empty());
  CHECK(releases[1] == nlohmann::json{{"number", 2},
                                      {"at", "2026-11-21T05:30:00Z"},
                                      {"min_cell", 5},
                                      {"withheld_units", {"n1"}},
                                      {"withheld_texts", 0},
                                      {"shown_texts", 0},
                                      {"unread_texts", 0},
                                      {"reason", "disputed"}});
}

TEST_CASE("a release that cannot be is refused, and nothing is released by it") {
  const ImportDesk desk;
  struct Wrong {
    std::string body;
    int status;
    const char* words;
  };
  for (const auto& [body, status, words] :
       {Wrong{R"({"withhold":{"units":["nowhere"]},"reason":"r"})", 404, "nowhere"},
        Wrong{R"({"withhold":{"texts":["00"]},"reason":"r"})", 404, "00"},
        Wrong{R"({"withhold":{"units":["n1"]}})", 422, "reason"},
        Wrong{R"({"withhold":{"units":["n1"]},"reason":" \u200b\n"})", 422, "reason"},
        Wrong{R"({"withhold":{"units":"n1"}})", 422, "/withhold/units"},
        Wrong{R"({"withhold":{"units":[1]}})", 422, "/withhold/units"},
        Wrong{R"({"withhold":["n1"]})", 422, "/withhold"},
        Wrong{R"({"withhold":{"unit":["n1"]}})", 422, "unit"}, Wrong{R"({"hold":{}})", 422, "hold"},
        Wrong{R"({"reason":7})", 422, "reason"},
        Wrong{R"({"reason":")" + std::string(2001, 'x') + R"("})", 422, "2000"},
        Wrong{R"({"reason":"a\u0007b"})", 422, "reason"}, Wrong{R"({"reason":"a\rb"})", 422, "reason"},
        Wrong{R"({"reason":"\u202egnorw"})", 422, "reason"},
        Wrong{R"({"reason":"a\u2028b"})", 422, "reason"}}) {
    CAPTURE(body);
    const auto response = desk.ask(Method::post, kRound + "/release", body);
    CHECK(response.status == status);
    CHECK(response.body.find(words) != std::string::npos);
    CHECK(desk.count_releases() == 0);
  }
  CHECK(desk.ask(Method::post, kRound + "/release", "{}").status == 200);
  CHECK(desk.ask(Method::post, kRound + "/release", "{}").status == 409);
  CHECK(desk.count_releases() == 1);
}

TEST_CASE("an import has no seal, so its smallest group is that of its draft") {
  const ImportDesk desk;
  const auto response =
      desk.ask(Method::post, kRound + "/seal", R"({"now":"2026-11-21T05:30:00Z","min_cell":8})");
  CHECK(response.status == 409);
  CHECK(desk.json(200, Method::get, "/api/v1/rounds/tree/releases")["items"].empty());
  CHECK(desk.ask(Method::get, "/api/v1/rounds/nowhere/releases").status == 404);
}

}  // namespace
}  // namespace candor::server::http::test
