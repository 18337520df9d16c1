// A round file checked over the API, and the answers that go compressed.
#include <algorithm>

#include "server/http/assets.h"
#include "tests/server/api/desk.h"
#include "tests/server/http/unpacked.h"

namespace candor::server::http::test {
namespace {

const Desk::Headers kPacked = {{"Accept-Encoding", "gzip, br"}};

TEST_CASE("a round file is checked without being stored") {
  const Desk desk;
  auto round = server::test::round_of("members-and-quota");
  round.title.erase("zh-CN");
  const auto found = desk.json(200, Method::post, "/api/v1/check", forms::encode_round(round));
  CHECK(found["errors"].empty());
  CHECK_FALSE(found["warnings"].empty());
  REQUIRE_FALSE(found["blockers"].empty());
  for (const char* key : {"severity", "place", "expected", "remedy"}) {
    INFO(key);
    CHECK(found["blockers"][0][key].is_string());
  }
  const auto chinese = desk.json(200, Method::post, "/api/v1/check", forms::encode_round(round),
                                 {{"Accept-Language", "zh-CN,zh;q=0.9"}});
  CHECK(chinese["blockers"][0]["place"] == found["blockers"][0]["place"]);
  CHECK(chinese["blockers"][0]["expected"] != found["blockers"][0]["expected"]);
  CHECK(desk.json(200, Method::get, "/api/v1/rounds")["items"].empty());
  CHECK_FALSE(desk.json(200, Method::post, "/api/v1/check", "{}")["errors"].empty());
  CHECK_FALSE(desk.json(200, Method::post, "/api/v1/check", "[]")["errors"].empty());
  for (const char* malformed : {"", "{", "\xff"})
    CHECK(desk.ask(Method::post, "/api/v1/check", malformed).status == 400);
  CHECK(desk.ask(Method::post, "/api/v1/check", std::string(kRoundFileLimitBytes + 1, ' ')).status == 413);
}

forms::Round openable(const std::string& id) {
  auto round = server::test::round_of("members-and-quota");
  round.id = id;
  round.asked_by = round.intro = round.use_of_answers = round.thanks = {{"en", "x"}, {"zh-CN", "x"}};
  return round;
}

TEST_CASE("the respondent's page goes compressed to whoever takes that, the same as plain") {
  const Desk desk;
  required(desk.program->rounds().create(forms::encode_round(openable("r")), "li"));
  required(desk.program->moves().open("r", {}, "li"));
  for (const std::string path : {"/api/v1/rounds/r/page", "/api/v1/rounds/r/page?part=1"}) {
    INFO(path);
    Request request;
    request.path = path.substr(0, path.find('?'));
    if (path.find('?') != std::string::npos) request.query = {{"part", "1"}};
    const auto plain = desk.router.handle(request);
    request.headers = kPacked;
    const auto packed = desk.router.handle(request);
    CHECK(header_of(plain, "Content-Encoding").empty());
    CHECK(header_of(packed, "Content-Encoding") == "br");
    CHECK(packed.body.size() * 2 < plain.body.size());
    CHECK(unpacked(packed.body) == plain.body);
  }
}

TEST_CASE("answers that may hold a secret are never compressed") {
  const Desk desk;
  const auto plain = [](const Route& route) { return !route.compressed; };
  for (const auto& route : all_routes(desk.services)) {
    INFO(name_of(route.method) << " " << route.path);
    const bool secret =
        route.path.find("session") != std::string::npos || route.path.find("account") != std::string::npos ||
        route.path.find("claim") != std::string::npos || route.path.find("ballots") != std::string::npos ||
        route.path.find("comments") != std::string::npos ||
        route.path.find("invitations") != std::string::npos ||
        route.path.find("tickets") != std::string::npos || route.path.find("roster") != std::string::npos ||
        route.path.find("sheets") != std::string::npos || route.path.find("bundle") != std::string::npos;
    if (secret) CHECK(plain(route));
  }
}

TEST_CASE("every kind of page says whether it is framed; all but the preview stand alone") {
  const Desk desk;
  for (const char* path : {"/", "/b", "/r/x", "/how", "/public/x", "/console", "/preview", "/results",
                           "/healthz", "/nothing", "/api/v1/rounds"}) {
    INFO(path);
    const auto response = desk.ask(Method::get, path);
    const auto policy = header_of(response, "Content-Security-Policy");
    const bool framed = std::string_view(path) == "/preview";
    const bool holds = std::string_view(path) == "/console";
    CHECK(header_of(response, "X-Frame-Options") == (framed ? "SAMEORIGIN" : "DENY"));
    CHECK((policy.find("frame-ancestors 'self'") != std::string::npos) == framed);
    CHECK((policy.find("frame-ancestors 'none'") != std::string::npos) != framed);
    CHECK((policy.find("frame-src 'self'") != std::string::npos) == holds);
    CHECK(policy.find("default-src 'none'") == 0);
  }
  if (find_asset("/preview.html") != nullptr) CHECK(desk.ask(Method::get, "/preview").status == 200);
}

}  // namespace
}  // namespace candor::server::http::test
