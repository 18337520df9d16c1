// Requests as handlers see them, and the one table from failures to HTTP.
#include "server/http/message.h"

#include <nlohmann/json.hpp>

#include "server/http/response_head.h"
#include "tests/catch.h"

namespace candor::server::http {
namespace {

TEST_CASE("headers are found without regard to case, the first one counts") {
  Request request;
  request.headers = {{"X-One", "1"}, {"x-one", "2"}, {"Empty", ""}};
  CHECK(request.header("x-ONE") == "1");
  CHECK(request.has_header("empty"));
  CHECK_FALSE(request.has_header("absent"));
}

TEST_CASE("a cookie is found by its whole name") {
  Request request;
  request.headers = {{"Cookie", "xcandor=0; candor=a=b; other=c"}};
  CHECK(request.cookie("candor") == "a=b");
  CHECK(request.cookie("other") == "c");
  CHECK(request.cookie("cand").empty());
}

TEST_CASE("each kind of failure has its status and name") {
  const std::vector<std::tuple<ErrorKind, int, std::string>> table = {
      {ErrorKind::malformed, 400, "malformed"},
      {ErrorKind::invalid, 422, "invalid"},
      {ErrorKind::unauthenticated, 401, "unauthenticated"},
      {ErrorKind::forbidden, 403, "forbidden"},
      {ErrorKind::not_found, 404, "not_found"},
      {ErrorKind::conflict, 409, "conflict"},
      {ErrorKind::stale, 412, "stale"},
      {ErrorKind::expired, 410, "expired"},
      {ErrorKind::too_large, 413, "too_large"},
      {ErrorKind::slow_down, 429, "slow_down"},
      {ErrorKind::busy, 503, "busy"},
      {ErrorKind::storage_full, 507, "storage_full"},
      {ErrorKind::unsupported, 501, "unsupported"},
      {ErrorKind::internal, 500, "internal"}};
  for (const auto& [kind, status, name] : table) {
    const auto response = problem_response({kind, "what", {}});
    CHECK(response.status == status);
    CHECK(response.content_type == "application/problem+json");
    const auto problem = nlohmann::json::parse(response.body);
    CHECK(problem["status"] == status);
    CHECK(problem["kind"] == name);
    CHECK(problem["type"] == "about:blank");
    CHECK(problem["title"] == std::string(reason_phrase(status)));
    CHECK(reason_phrase(status) != "Status");
  }
}

TEST_CASE("a problem carries every diagnostic") {
  const Error error{ErrorKind::invalid,
                    "two places",
                    {{Diagnostic::Severity::error, "/units/0", {"an id", "编号"}, {"give one", "请填写"}},
                     {Diagnostic::Severity::warning, "line 2", {"less", "更少"}, {"cut", "请删减"}}}};
  const auto problem = nlohmann::json::parse(problem_response(error).body);
  CHECK(problem["detail"] == "two places");
  REQUIRE(problem["diagnostics"].size() == 2);
  CHECK(problem["diagnostics"][0] ==
        nlohmann::json{
            {"severity", "error"}, {"place", "/units/0"}, {"expected", "an id"}, {"remedy", "give one"}});
  CHECK(problem["diagnostics"][1]["severity"] == "warning");
}

TEST_CASE("a problem is there in both languages, in English where nobody wrote the Chinese") {
  const Error both{ErrorKind::invalid,
                   "one place",
                   {{Diagnostic::Severity::error, "/id", {"an id", "编号"}, {"give one", "请填写"}}},
                   "一处"};
  const auto problem = nlohmann::json::parse(problem_response(both).body_zh);
  CHECK(problem["detail"] == "一处");
  CHECK(problem["kind"] == "invalid");
  CHECK(problem["diagnostics"][0] ==
        nlohmann::json{{"severity", "error"}, {"place", "/id"}, {"expected", "编号"}, {"remedy", "请填写"}});
  CHECK(nlohmann::json::parse(problem_response({ErrorKind::busy, "later", {}}).body_zh)["detail"] == "later");
  const auto inside = problem_response({ErrorKind::internal, "disk /dev/x", {}, "磁盘 /dev/x"});
  CHECK(inside.body_zh.find("/dev/x") == std::string::npos);
}

TEST_CASE("what went wrong inside is for the log, not for the caller") {
  const auto response = problem_response({ErrorKind::internal, "disk /dev/x", {{{}, "secret", {}, {}}}});
  CHECK(response.body.find("/dev/x") == std::string::npos);
  CHECK(response.body.find("secret") == std::string::npos);
  CHECK(response.fault == "disk /dev/x");
}

TEST_CASE("a problem about bytes that are no UTF-8 is still JSON") {
  CHECK_NOTHROW(nlohmann::json::parse(problem_response({ErrorKind::malformed, "\xff\xfe", {}}).body));
}

TEST_CASE("who is refused for a while is told for how long") {
  for (const auto kind : {ErrorKind::busy, ErrorKind::slow_down}) {
    const auto response = problem_response({kind, "", {}});
    REQUIRE(response.headers.size() == 1);
    CHECK(response.headers[0].first == "Retry-After");
  }
}

TEST_CASE("a header's value cannot start another header") {
  Response response = no_content();
  response.headers.emplace_back("X-A", "b\r\nX-Evil: c");
  const auto head = encode_response_head(response, true);
  CHECK(head.find("\r\nX-Evil") == std::string::npos);
  CHECK(head.find("Content-Length") == std::string::npos);
}

}  // namespace
}  // namespace candor::server::http
