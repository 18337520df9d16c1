#include "server/http/request_target.h"

#include "tests/catch.h"

namespace candor::server::http {
namespace {

TEST_CASE("a target is decoded into path and query") {
  const std::vector<std::pair<std::string, std::string>> paths = {{"/", "/"},         {"/a/b", "/a/b"},
                                                                  {"/a%20b", "/a b"}, {"/%e4%bd%a0", "/你"},
                                                                  {"/a+b", "/a+b"},   {"/a?x=/", "/a"}};
  for (const auto& [target, path] : paths) {
    const auto parsed = parse_request_target(target);
    INFO(target);
    REQUIRE(parsed);
    CHECK(parsed->path == path);
  }
  const auto parsed = parse_request_target("/?a=1&b&c=%26%3d&a=2&&d=e+f%2Fg");
  REQUIRE(parsed);
  const std::vector<std::pair<std::string, std::string>> query = {
      {"a", "1"}, {"b", ""}, {"c", "&="}, {"a", "2"}, {"d", "e f/g"}};
  CHECK(parsed->query == query);
}

TEST_CASE("targets that hide something are refused") {
  std::string many = "/?";
  for (int i = 0; i < 65; ++i) many += "a=1&";
  for (const std::string& target : std::vector<std::string>{
           "",        "a",    "*",       "http://h/",  "/a#b",          "/a b",    "/%",
           "/%4",     "/%zz", "/%00",    "/a%2fb",     "/a%2Fb",        "/a%5Cb",  "/%0d%0a",
           "/%7f",    "/%ff", "/%c0%af", "/%ed%a0%80", "/\xe4\xbd\xa0", "/?a=%00", "/?a=%zz",
           "/?%ff=1", many}) {
    INFO(target);
    const auto parsed = parse_request_target(target);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().kind == ErrorKind::malformed);
  }
}

}  // namespace
}  // namespace candor::server::http
