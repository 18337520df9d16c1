// The route table: what serves a request, who is let in, what every answer carries.
#include "server/http/router.h"

#include <stdexcept>

#include "tests/catch.h"

namespace candor::server::http {
namespace {

Handler says(std::string text) {
  return [text = std::move(text)](const Request&, const Context&) { return json_response(200, text); };
}

std::string header_of(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

Request asking(Method method, std::string path, std::string body = {},
               std::string type = "application/json") {
  Request request;
  request.method = method;
  request.path = std::move(path);
  request.body = std::move(body);
  request.headers = {{"Content-Type", std::move(type)}};
  return request;
}

Router sample_router() {
  const Handler shows = [](const Request& r, const Context&) {
    return json_response(200, std::string(r.parameter("round")) + "|" + std::string(r.parameter("unit")));
  };
  const Handler who = [](const Request&, const Context& c) {
    return json_response(200, *std::any_cast<std::string>(&c.account));
  };
  return Router({{Method::get, "/", Caller::anybody, says("start")},
                 {Method::get, "/rounds", Caller::anybody, says("list")},
                 {Method::post, "/rounds", Caller::organizer, who, 1000},
                 {Method::get, "/rounds/{round}", Caller::anybody, shows},
                 {Method::del, "/rounds/{round}", Caller::administrator, who},
                 {Method::get, "/rounds/new", Caller::anybody, says("new")},
                 {Method::get, "/rounds/{round}/units/{unit}/results", Caller::anybody, shows},
                 {Method::post, "/rounds/{round}/ballots", Caller::respondent, shows},
                 {Method::post, "/rounds/{round}/units", Caller::anybody, shows, 5, "text/csv"},
                 {Method::get, "/throws", Caller::anybody,
                  [](const Request&, const Context&) -> Response { throw std::runtime_error("why"); }}},
                [](Caller caller, const Request& request) -> Result<Context> {
                  if (request.cookie("who").empty()) return fail(ErrorKind::unauthenticated, "nobody");
                  if (caller == Caller::administrator) return fail(ErrorKind::forbidden, "no");
                  if (request.cookie("who") == "boom") throw std::runtime_error("why");
                  return Context{std::string(request.cookie("who"))};
                });
}

TEST_CASE("a path finds its route and its parameters") {
  const auto router = sample_router();
  const std::vector<std::pair<std::string, std::string>> table = {
      {"/", "start"},
      {"/rounds", "list"},
      {"/rounds/new", "new"},
      {"/rounds/a b", "a b|"},
      {"/rounds/r1/units/small:hq/results", "r1|small:hq"},
      {"/rounds/new/units/u/results", "new|u"}};
  for (const auto& [path, body] : table) {
    INFO(path);
    const auto response = router.handle(asking(Method::get, path));
    CHECK(response.status == 200);
    CHECK(response.body == body);
  }
}

TEST_CASE("what is not in the table is not found") {
  const auto router = sample_router();
  for (const std::string path :
       {"", "x", "//", "/round", "/rounds/", "/rounds//", "/rounds/r/", "/rounds/r/units",
        "/rounds//units/u/results", "/rounds/r/units//results", "/rounds/r/units/u/results/x", "/throws/"}) {
    INFO(path);
    const auto status = router.handle(asking(Method::get, path)).status;
    CHECK(status == (path == "/rounds/r/units" ? 405 : 404));
  }
}

TEST_CASE("another method is refused and the right ones are named") {
  const auto response = sample_router().handle(asking(Method::put, "/rounds/r"));
  CHECK(response.status == 405);
  CHECK(header_of(response, "Allow") == "GET, HEAD, DELETE");
  CHECK(header_of(sample_router().handle(asking(Method::get, "/rounds/r/ballots")), "Allow") == "POST");
}

TEST_CASE("HEAD is served by the route of GET") {
  CHECK(sample_router().handle(asking(Method::head, "/rounds")).status == 200);
}

TEST_CASE("a body of another type or charset is refused") {
  const auto router = sample_router();
  const std::vector<std::pair<std::string, int>> table = {{"application/json", 200},
                                                          {"Application/JSON; charset=UTF-8", 200},
                                                          {"application/json;charset=\"utf-8\"", 200},
                                                          {"", 415},
                                                          {"text/plain", 415},
                                                          {"application/jsonx", 415},
                                                          {"application/json; charset=gbk", 415},
                                                          {"multipart/form-data; boundary=x", 415},
                                                          {"application/x-www-form-urlencoded", 415},
                                                          {"application/json, text/plain", 415}};
  for (const auto& [type, status] : table) {
    INFO(type);
    CHECK(router.handle(asking(Method::post, "/rounds/r/ballots", "{}", type)).status == status);
  }
  CHECK(router.handle(asking(Method::post, "/rounds/r/units", "a,b", "text/csv")).status == 200);
}

TEST_CASE("a body over the route's limit is refused") {
  const auto router = sample_router();
  CHECK(router.handle(asking(Method::post, "/rounds/r/units", "12345", "text/csv")).status == 200);
  CHECK(router.handle(asking(Method::post, "/rounds/r/units", "123456", "text/csv")).status == 413);
  CHECK(router.body_limit(Method::post, "/rounds/r/units") == 5);
  CHECK(router.body_limit(Method::post, "/rounds") == 1000);
  CHECK(router.body_limit(Method::post, "/nowhere") == 256 * 1024);
}

TEST_CASE("a respondent's route takes neither cookie nor authorization") {
  const auto router = sample_router();
  for (const std::string name : {"Cookie", "cookie", "Authorization"}) {
    auto request = asking(Method::post, "/rounds/r/ballots", "{}");
    request.headers.emplace_back(name, "x");
    const auto response = router.handle(request);
    CHECK(response.status == 400);
    CHECK(response.body.find("\"kind\":\"invalid\"") != std::string::npos);
  }
}

TEST_CASE("a handler never sees a caller who may not") {
  const auto router = sample_router();
  const auto status = [&](Method method, std::string path, std::string cookie) {
    auto request = asking(method, std::move(path));
    if (!cookie.empty()) request.headers.emplace_back("Cookie", "who=" + cookie);
    return router.handle(request).status;
  };
  CHECK(status(Method::post, "/rounds", "") == 401);
  CHECK(status(Method::del, "/rounds/r", "ann") == 403);
  CHECK(status(Method::post, "/rounds", "ann") == 200);
  CHECK(status(Method::post, "/rounds", "boom") == 500);
}

TEST_CASE("who may not call is refused before the body is read") {
  const auto router = sample_router();
  auto head = asking(Method::post, "/rounds");
  head.headers.emplace_back("Content-Length", "999");
  const auto admission = router.admit(head);
  REQUIRE(admission.refusal);
  CHECK(admission.refusal->status == 401);
}

TEST_CASE("an exception of a handler becomes a problem that tells nothing") {
  const auto response = sample_router().handle(asking(Method::get, "/throws"));
  CHECK(response.status == 500);
  CHECK(response.body.find("why") == std::string::npos);
  CHECK(response.fault == "why");
}

TEST_CASE("every answer carries the security headers") {
  const auto router = sample_router();
  for (const auto& [path, status] : std::vector<std::pair<std::string, int>>{
           {"/", 200}, {"/no", 404}, {"/throws", 500}, {"/rounds/r/ballots", 405}}) {
    for (const bool secure : {false, true}) {
      auto request = asking(Method::get, path);
      request.secure = secure;
      const auto response = router.handle(request);
      INFO(path);
      CHECK(response.status == status);
      CHECK(header_of(response, "Content-Security-Policy")
                .find("default-src 'none'; script-src 'self'; style-src 'self';") == 0);
      CHECK(header_of(response, "Content-Security-Policy").find("unsafe") == std::string::npos);
      CHECK(header_of(response, "X-Content-Type-Options") == "nosniff");
      CHECK(header_of(response, "Referrer-Policy") == "no-referrer");
      CHECK(header_of(response, "X-Frame-Options") == "DENY");
      CHECK(header_of(response, "Cross-Origin-Opener-Policy") == "same-origin");
      CHECK(header_of(response, "Cross-Origin-Resource-Policy") == "same-origin");
      CHECK_FALSE(header_of(response, "Permissions-Policy").empty());
      CHECK(header_of(response, "Cache-Control") == "no-store");
      CHECK(header_of(response, "Strict-Transport-Security").empty() != secure);
      CHECK(header_of(response, "Server").empty());
    }
  }
}

TEST_CASE("a page is framed, and holds frames, only where it says so, and then only with our own pages") {
  const auto framing = [](Framing wanted) {
    return [wanted](const Request&, const Context&) {
      Response response{200, "text/html; charset=utf-8", "page", {}, {}};
      response.framing = wanted;
      return response;
    };
  };
  const Router router({{Method::get, "/alone", Caller::anybody, framing(Framing::alone)},
                       {Method::get, "/holder", Caller::anybody, framing(Framing::holder)},
                       {Method::get, "/framed", Caller::anybody, framing(Framing::framed)}},
                      {});
  struct Case {
    const char *path, *ancestors, *options;
    bool holds;
  };
  for (const auto& [path, ancestors, options, holds] :
       std::vector<Case>{{"/alone", "frame-ancestors 'none'", "DENY", false},
                         {"/holder", "frame-ancestors 'none'", "DENY", true},
                         {"/framed", "frame-ancestors 'self'", "SAMEORIGIN", false},
                         {"/nothing", "frame-ancestors 'none'", "DENY", false}}) {
    INFO(path);
    const auto response = router.handle(asking(Method::get, path));
    const auto policy = header_of(response, "Content-Security-Policy");
    CHECK(policy.find(ancestors) != std::string::npos);
    CHECK((policy.find("frame-src 'self'") != std::string::npos) == holds);
    CHECK(header_of(response, "X-Frame-Options") == options);
  }
}

TEST_CASE("a problem goes out in the language its reader asks for, and says which one it is") {
  const auto router = sample_router();
  auto request = asking(Method::get, "/nowhere");
  const auto english = router.handle(request);
  CHECK(header_of(english, "Content-Language") == "en");
  CHECK(header_of(english, "Vary") == "Accept-Language");
  request.path = "/throws";
  request.headers.emplace_back("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8");
  const auto chinese = router.handle(request);
  CHECK(chinese.status == 500);
  CHECK(header_of(chinese, "Content-Language") == "zh-CN");
  CHECK(chinese.body.find("服务器内部出错") != std::string::npos);
  CHECK(chinese.body_zh.empty());
  request.path = "/rounds";
  CHECK(header_of(router.handle(request), "Content-Language").empty());
}

}  // namespace
}  // namespace candor::server::http
