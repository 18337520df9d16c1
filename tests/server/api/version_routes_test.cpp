// Versions of drafts over the API: who was second, what was kept, what may be restored.
#include <algorithm>

#include "tests/server/api/desk.h"

namespace candor::server::http::test {
namespace {

using nlohmann::json;

std::string file_titled(const std::string& title, const std::string& id = "draft") {
  auto round = server::test::round_of("members-and-quota");
  round.id = id;
  round.title["en"] = title;
  return forms::encode_round(round);
}

const std::string kRound = "/api/v1/rounds/draft";
const std::string kVersions = kRound + "/versions";

Desk::Headers upon(std::int64_t version, const std::string& who = "li") {
  return {{"If-Match", "\"" + std::to_string(version) + "\""}, {"Who", who}};
}

json aside_body(const std::string& file) {
  return {{"note", "theirs"}, {"file", json::parse(file)}};
}

struct DraftDesk : Desk {
  DraftDesk() {
    CHECK(json(201, Method::post, "/api/v1/rounds", file_titled("first"))["meta"]["version"] == 1);
  }
  [[nodiscard]] nlohmann::json versions() const { return json(200, Method::get, kVersions)["items"]; }
  [[nodiscard]] std::string title_of(std::int64_t version) const {
    return json(200, Method::get, kVersions + "/" + std::to_string(version))["title"]["en"];
  }
};

TEST_CASE("a draft's versions tell who saved what, newest first, and give the files back") {
  DraftDesk desk;
  desk.now_s += 3600;
  CHECK(desk.ask(Method::put, kRound, file_titled("second"), upon(1, "chen")).status == 200);
  const auto items = desk.versions();
  REQUIRE(items.size() == 2);
  CHECK(items[0] == json{{"version", 2},
                         {"saved_at", "2026-11-21T06:30:00Z"},
                         {"account", "chen"},
                         {"note", nullptr},
                         {"bytes", file_titled("second").size()},
                         {"current", true},
                         {"aside", false}});
  CHECK(items[1]["account"] == "li");
  CHECK(items[1]["current"] == false);
  CHECK(desk.ask(Method::get, kVersions + "/1").body == file_titled("first"));
  CHECK(desk.ask(Method::get, kVersions + "/2").body == file_titled("second"));
}

TEST_CASE("of two people at once the second is told, and what they wrote is set aside, not lost") {
  DraftDesk desk;
  CHECK(desk.ask(Method::put, kRound, file_titled("hers"), upon(1, "li")).status == 200);
  CHECK(desk.ask(Method::put, kRound, file_titled("his"), upon(1, "chen")).status == 412);
  const auto entry =
      desk.json(201, Method::post, kVersions, aside_body(file_titled("his")).dump(), {{"Who", "chen"}});
  CHECK(entry["aside"] == true);
  CHECK(entry["account"] == "chen");
  CHECK(entry["note"] == "theirs");
  CHECK(desk.title_of(entry["version"]) == "his");
  const auto full = desk.json(200, Method::get, kRound);
  CHECK(full["meta"]["version"] == 2);
  CHECK(full["file"]["title"]["en"] == "hers");
  CHECK(desk.ask(Method::put, kRound, file_titled("hers, again"), upon(2, "li")).status == 200);
  CHECK(std::ranges::count(desk.versions(), json(true), [](const json& item) { return item["aside"]; }) == 1);
}

TEST_CASE("a named version stays, and is restored like any edit") {
  DraftDesk desk;
  const auto named = desk.json(201, Method::post, kVersions, R"({"note":"agreed 定稿"})", upon(1));
  CHECK(named["version"] == 1);
  CHECK(named["note"] == "agreed 定稿");
  CHECK(desk.ask(Method::put, kRound, file_titled("second"), upon(1)).status == 200);
  CHECK(desk.ask(Method::put, kRound, file_titled("third"), upon(2)).status == 200);
  REQUIRE(desk.versions().size() == 2);
  const auto old = desk.ask(Method::get, kVersions + "/1").body;
  CHECK(desk.json(200, Method::put, kRound, old, upon(3))["file"]["title"]["en"] == "first");
  const auto items = desk.versions();
  REQUIRE(items.size() == 3);
  CHECK(items[0]["version"] == 4);
  CHECK(items[0]["note"].is_null());
  CHECK(desk.title_of(3) == "third");
}

TEST_CASE("a version that nobody needs is removed, the current one is not") {
  DraftDesk desk;
  CHECK(desk.json(201, Method::post, kVersions, aside_body(file_titled("his")).dump())["version"] == 2);
  CHECK(desk.ask(Method::del, kVersions + "/2").status == 204);
  CHECK(desk.ask(Method::del, kVersions + "/2").status == 404);
  CHECK(desk.ask(Method::del, kVersions + "/1").status == 409);
  CHECK(desk.versions().size() == 1);
}

TEST_CASE("what cannot be a version is refused, each for its reason") {
  DraftDesk desk;
  struct Case {
    std::string body;
    Desk::Headers headers;
    int status;
  };
  auto incomplete = json::parse(file_titled("x"));
  incomplete.erase("sections");
  const std::vector<Case> table = {
      {R"({"note":"x"})", {}, 412},
      {R"({"note":"x"})", upon(2), 412},
      {R"({"note":"x","who":"me"})", upon(1), 422},
      {R"({"note":7})", upon(1), 422},
      {R"({"note":null})", upon(1), 422},
      {R"({"note":""})", upon(1), 422},
      {R"({"note":"  "})", upon(1), 422},
      {R"({"note":"two\nlines"})", upon(1), 422},
      {json{{"note", std::string(201, 'x')}}.dump(), upon(1), 422},
      {"{", upon(1), 400},
      {"[]", upon(1), 422},
      {R"({"note":"x","file":null})", {}, 422},
      {R"({"note":"x","file":"text"})", {}, 422},
      {json{{"note", nullptr}, {"file", incomplete}}.dump(), {}, 422},
      {aside_body(file_titled("x", "other")).dump(), {}, 422},
  };
  for (const auto& [body, headers, status] : table) {
    INFO(body.substr(0, 100));
    CHECK(desk.ask(Method::post, kVersions, body, headers).status == status);
  }
  std::string characters;
  for (int i = 0; i < 200; ++i) characters += "字";
  CHECK(desk.ask(Method::post, kVersions, json{{"note", characters}}.dump(), upon(1)).status == 201);
  for (const char* version : {"0", "-1", "x", "1x", "7", "99999999999999999999"}) {
    INFO(version);
    CHECK(desk.ask(Method::get, kVersions + "/" + version).status == 404);
    CHECK(desk.ask(Method::del, kVersions + "/" + version).status == 404);
  }
  CHECK(desk.ask(Method::get, "/api/v1/rounds/none/versions").status == 404);
  CHECK(desk.ask(Method::post, "/api/v1/rounds/none/versions", R"({"note":"x"})", upon(1)).status == 404);
}

TEST_CASE("an opened round has no versions and takes none") {
  DraftDesk desk;
  auto round = server::test::round_of("members-and-quota");
  round.id = "draft";
  round.asked_by = round.intro = round.use_of_answers = round.thanks = {{"en", "x"}, {"zh-CN", "x"}};
  CHECK(desk.ask(Method::put, kRound, forms::encode_round(round), upon(1)).status == 200);
  CHECK(desk.ask(Method::post, kVersions, R"({"note":"final"})", upon(2)).status == 201);
  CHECK(desk.json(200, Method::post, kRound + "/open", "{}")["meta"]["state"] == "open");
  CHECK(desk.versions().empty());
  CHECK(desk.ask(Method::get, kVersions + "/2").status == 404);
  CHECK(desk.ask(Method::post, kVersions, R"({"note":"late"})", upon(3)).status == 409);
  CHECK(desk.ask(Method::post, kVersions, aside_body(forms::encode_round(round)).dump()).status == 409);
}

TEST_CASE("times change the round's version, not the file's, and the tag of a compressed answer is one too") {
  DraftDesk desk;
  CHECK(desk.ask(Method::put, kRound + "/times", R"({"opens_at":null,"closes_at":null})", upon(1)).status ==
        200);
  CHECK(desk.versions()[0]["version"] == 1);
  CHECK(desk.versions()[0]["current"] == true);
  const auto packed = desk.ask(Method::get, kRound, {}, {{"Accept-Encoding", "br"}});
  CHECK(header_of(packed, "ETag") == "\"2-br\"");
  CHECK(desk.ask(Method::put, kRound, file_titled("x"), {{"If-Match", header_of(packed, "ETag")}}).status ==
        200);
}

}  // namespace
}  // namespace candor::server::http::test
