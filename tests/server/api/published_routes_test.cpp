// Texts after the release over the API: what is shown, to whom, and what is gone.
#include <algorithm>
#include <fstream>
#include <iterator>

#include "tests/server/api/reading_desk.h"

namespace candor::server::http::test {
namespace {

using nlohmann::json;

/// Cleared: all but "seldom here" (withheld) and "work on it" (unread); one redacted.
struct ReleasedDesk : ReadingDesk {
  explicit ReleasedDesk(const std::string& release = "{}") {
    CHECK(put(item("王小明"), decision("cleared", json::parse("[[0,3],[10,21]]"), {"names"})).status == 200);
    CHECK(put(item("seldom"), decision("withheld", json::array(), {"tag-of-a-withheld-text"})).status == 200);
    CHECK(put(item("小明 listens"), decision("cleared", json::parse("[[0,2]]"))).status == 200);
    for (const char* start : {"工作量", "Too much", "<script>", "more light"})
      CHECK(put(item(start), decision("cleared")).status == 200);
    const auto response = ask_as("li", Method::post, "release", {}, release);
    INFO(response.body);
    CHECK(response.status == 200);
  }
  [[nodiscard]] std::vector<std::string> comments(const std::string& who,
                                                  const std::string& unit = "u1") const {
    return texts_of(get(200, "units/" + unit + "/comments", {}, who));
  }
};

const std::vector<std::string> kTeam = {"<script>alert(1)</script> \u202e&amp;", "Too much WORK",
                                        "▇▇▇经常不在，电话▇▇▇", "工作量太大"};

std::vector<std::string> with(std::vector<std::string> texts, const std::string& more) {
  texts.push_back(more);
  std::ranges::sort(texts);
  return texts;
}

TEST_CASE("before the release nobody reads comments as results, afterwards those who may read the results") {
  const ReadingDesk desk;
  CHECK(desk.ask_as("li", Method::get, "units/u1/comments").status == 409);
  CHECK(desk.ask_as("u1!", Method::get, "units/u1/comments").status == 403);
  const ReleasedDesk released;
  CHECK(released.comments("u1!") == with(kTeam, "▇▇▇ listens"));
  CHECK(released.comments("u1/m1") == with(kTeam, "▇▇▇ listens"));
  CHECK(released.comments("u1/m2") == kTeam);
  CHECK(released.comments("u1") == kTeam);
  CHECK(released.comments("li") == with(kTeam, "▇▇▇ listens"));
  CHECK(released.comments("u2!", "u2") == std::vector<std::string>{"more light"});
  CHECK(released.ask_as("u2!", Method::get, "units/u1/comments").status == 403);
  CHECK(released.ask_as("u1!", Method::get, "units/nowhere/comments").status == 403);
  CHECK(released.ask_as("li", Method::get, "units/nowhere/comments").status == 404);
  CHECK(released.comments("u3!", "u3").empty());
  CHECK(released.get(200, "units/u3/comments", {}, "u3!")["withheld"] == false);
}

TEST_CASE("only organizers get the ids by which a text is withdrawn") {
  const ReleasedDesk desk;
  const auto for_head = desk.get(200, "units/u1/comments", {}, "u1!");
  const auto for_organizer = desk.get(200, "units/u1/comments");
  for (const auto& item : for_head["items"]) CHECK_FALSE(item.contains("id"));
  for (const auto& item : for_organizer["items"]) CHECK(item["id"].get<std::string>().size() == 32);
}

TEST_CASE("once released the queue has what is shown, without marks, and takes no decision") {
  const ReleasedDesk desk;
  const auto page = desk.reading();
  CHECK(page["released"] == true);
  CHECK(page["totals"] == json{{"shown", 6}});
  CHECK(page["matches"] == 6);
  for (const auto& item : page["items"]) {
    CHECK(item["state"] == "shown");
    for (const char* gone : {"marks", "redactions", "version"}) CHECK_FALSE(item.contains(gone));
    CHECK(item["text"] != "work on it");
    CHECK(item["text"] != "seldom here");
  }
  CHECK(page.dump().find("13800138000") == std::string::npos);
  CHECK(texts_of(desk.reading({{"tag", "names"}})) == std::vector<std::string>{"▇▇▇经常不在，电话▇▇▇"});
  CHECK(texts_of(desk.reading({{"q", "work"}})) == std::vector<std::string>{"Too much WORK"});
  CHECK(texts_of(desk.reading({{"about", "m1"}})) == std::vector<std::string>{"▇▇▇ listens"});
  auto item = page["items"][0];
  item["version"] = 2;
  CHECK(desk.put(item, decision("withheld")).status == 409);
  const json batch{{"ids", {{{"id", item["id"]}, {"version", 2}}}}, {"state", "withheld"}};
  CHECK(desk.ask_as("li", Method::post, "reading/batch", {}, batch.dump()).status == 409);
}

TEST_CASE(
    "of reviews nothing is left on the disk, of shown texts the redacted words only in the sealed rows") {
  ReleasedDesk desk;
  std::ifstream in(desk.data.path() / "box" / "reading.db", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  CHECK(bytes.find("tag-of-a-withheld-text") == std::string::npos);
  CHECK(bytes.find("0-3,10-21") == std::string::npos);
  CHECK(bytes.find("▇▇▇经常不在，电话▇▇▇") != std::string::npos);
}

TEST_CASE("a later release takes single texts and whole units away, and brings nothing back") {
  const ReleasedDesk desk;
  const auto gone = desk.item("工作量")["id"].get<std::string>();
  const auto release = [&desk](const json& withhold) {
    return desk
        .ask_as("li", Method::post, "release", {}, json{{"withhold", withhold}, {"reason", "x"}}.dump())
        .status;
  };
  CHECK(release({{"texts", {std::string(32, '0')}}}) == 404);
  CHECK(release({{"texts", {gone}}}) == 200);
  CHECK(desk.comments("u1") == std::vector<std::string>{kTeam[0], kTeam[1], kTeam[2]});
  CHECK(desk.reading()["matches"] == 5);
  CHECK(release({{"units", {"u2"}}}) == 200);
  // Nothing leaves without a trace: neither what was withheld nor what nobody decided about.
  std::vector<json> told;
  const auto releases = desk.get(200, "releases");
  for (const auto& one : releases["items"])
    told.push_back({one["shown_texts"], one["withheld_texts"], one["unread_texts"]});
  CHECK(told == std::vector<json>{{6, 1, 1}, {5, 2, 1}, {4, 3, 1}});
  CHECK(desk.get(200, "units/u2/comments", {}, "u2!") == json{{"items", json::array()}, {"withheld", true}});
  CHECK(desk.reading({{"unit", "u2"}})["matches"] == 0);
  CHECK(desk.comments("u1").size() == 3);
}

TEST_CASE("what the first release withholds is never shown") {
  const ReadingDesk before;
  const auto wanted = before.item("Too much");
  CHECK(before.put(wanted, decision("cleared")).status == 200);
  CHECK(before.put(before.item("more light"), decision("cleared")).status == 200);
  const json release{{"withhold", {{"units", {"u2"}}, {"texts", {wanted["id"]}}}}, {"reason", "x"}};
  CHECK(before.ask_as("li", Method::post, "release", {}, release.dump()).status == 200);
  CHECK(before.reading()["matches"] == 0);
  CHECK(before.get(200, "units/u1/comments", {}, "u1!")["items"].empty());
  CHECK(before.get(200, "units/u2/comments", {}, "u2!")["withheld"] == true);
}

TEST_CASE("before the seal nobody reads, and respondents' pages have no such route") {
  ReadingDesk desk;
  auto round = round_with_texts();
  round.id = "open";
  desk.json(201, Method::post, "/api/v1/rounds", forms::encode_round(round));
  CHECK(desk.ask(Method::get, "/api/v1/rounds/open/reading").status == 404);
  desk.json(200, Method::post, "/api/v1/rounds/open/open", R"({"without_due":12})");
  CHECK(desk.ask(Method::get, "/api/v1/rounds/open/reading").status == 409);
  desk.json(200, Method::post, "/api/v1/rounds/open/close", "{}");
  CHECK(desk.ask(Method::get, "/api/v1/rounds/open/reading").status == 409);
  const Router real{all_routes(desk.services), make_authorizer(desk.program->accounts())};
  for (const char* path : {"/api/v1/rounds/reading/reading", "/api/v1/rounds/reading/units/u1/comments"}) {
    Request request;
    request.path = path;
    request.headers.emplace_back("Cookie", "candor_session=stolen");
    CHECK(real.handle(request).status == 401);
  }
  for (const auto& route : box_routes(desk.services)) {
    CHECK(route.path.find("/reading") == std::string::npos);
    CHECK(route.path.find("/units/") == std::string::npos);
  }
}

TEST_CASE("a purge destroys texts: they are gone for everybody and from the disk") {
  ReleasedDesk desk;
  const auto purged = desk.ask_as("li", Method::post, "purge", {}, "{}");
  INFO(purged.body);
  CHECK(purged.status == 200);
  CHECK(desk.ask_as("li", Method::get, "reading").status == 410);
  CHECK(desk.ask_as("u1!", Method::get, "units/u1/comments").status == 410);
  std::ifstream in(desk.data.path() / "box" / "reading.db", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  for (const char* gone : {"13800138000", "Too much WORK", "▇▇▇"})
    CHECK(bytes.find(gone) == std::string::npos);
}

}  // namespace
}  // namespace candor::server::http::test
