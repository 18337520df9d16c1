// Static files: which form is sent, when none is, and what the program really carries.
#include "server/http/assets.h"

#include <set>

#include "tests/catch.h"

namespace candor::server::http {
namespace {

const Asset kPage{"/p.html", "text/html; charset=utf-8", "\"abc\"", false, "identity bytes", "gz", "b"};
const Asset kScript{"/assets/a.12345678.js", "text/javascript", "\"def\"", true, "script", {}, {}};

std::string header_of(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

Response ask(const Asset& asset, std::string encodings, std::string tags = {}) {
  Request request;
  if (!encodings.empty()) request.headers.emplace_back("Accept-Encoding", std::move(encodings));
  if (!tags.empty()) request.headers.emplace_back("If-None-Match", std::move(tags));
  return asset_response(asset, request);
}

TEST_CASE("the encoding is the one the browser wants most") {
  const std::vector<std::pair<std::string, std::string>> table = {{"", ""},
                                                                  {"gzip", "gzip"},
                                                                  {"br", "br"},
                                                                  {"gzip, deflate, br", "br"},
                                                                  {"GZIP", "gzip"},
                                                                  {"*", "br"},
                                                                  {"br;q=0, gzip", "gzip"},
                                                                  {"br;q=0.5, gzip;q=0.8", "gzip"},
                                                                  {"br;q=0.8, gzip;q=0.5", "br"},
                                                                  {"br;q=0", ""},
                                                                  {"br; q=0.000, gzip; q=0", ""},
                                                                  {"identity", ""},
                                                                  {"identity;q=1, br;q=0.5", ""},
                                                                  {"identity;q=0.5, br", "br"},
                                                                  {"*;q=0", ""},
                                                                  {"*;q=0, gzip", "gzip"},
                                                                  {"gzip;q=x", ""},
                                                                  {"gzip;q=9", ""},
                                                                  {"deflate, zstd", ""},
                                                                  {",,;", ""}};
  for (const auto& [accepted, coding] : table) {
    INFO(accepted);
    const auto response = ask(kPage, accepted);
    CHECK(response.status == 200);
    CHECK(header_of(response, "Content-Encoding") == coding);
    CHECK(response.static_body == (coding == "br" ? "b" : coding == "gzip" ? "gz" : "identity bytes"));
    CHECK(header_of(response, "Vary") == "Accept-Encoding");
  }
}

TEST_CASE("a form that does not exist is not sent") {
  CHECK(ask(kScript, "br, gzip").static_body == "script");
}

TEST_CASE("hashed names are immutable, the rest is asked for again") {
  CHECK(header_of(ask(kScript, ""), "Cache-Control") == "public, max-age=31536000, immutable");
  CHECK(header_of(ask(kPage, ""), "Cache-Control") == "no-cache");
}

TEST_CASE("an entity tag stands for the bytes sent, and saves sending them again") {
  CHECK(header_of(ask(kPage, ""), "ETag") == "\"abc\"");
  CHECK(header_of(ask(kPage, "br"), "ETag") == "\"abc-br\"");
  CHECK(header_of(ask(kPage, "gzip"), "ETag") == "\"abc-gz\"");
  for (const std::string tags : {"\"abc-br\"", "W/\"abc-br\"", "\"x\", \"abc-br\"", "*"}) {
    const auto response = ask(kPage, "br", tags);
    INFO(tags);
    CHECK(response.status == 304);
    CHECK(response.static_body.empty());
    CHECK(header_of(response, "ETag") == "\"abc-br\"");
  }
  for (const std::string tags : {"\"abc\"", "abc-br", "\"abc-brx\"", ""})
    CHECK(ask(kPage, "br", tags).status == 200);
}

TEST_CASE("the program carries its pages, each once, compressed where that helps") {
  std::set<std::string_view> paths;
  for (const auto& asset : all_assets()) {
    INFO(asset.path);
    CHECK(paths.insert(asset.path).second);
    CHECK_FALSE(asset.content_type.empty());
    CHECK(asset.etag.size() == 18);
    CHECK(asset.brotli.size() < asset.identity.size());
    CHECK(asset.gzip.size() < asset.identity.size());
    CHECK(find_asset(asset.path) == &asset);
  }
  CHECK(asset_routes().size() == all_assets().size());
  for (const std::string name : {"start", "respond", "console", "results"}) {
    INFO(name);
    CHECK(page_response(name, Request{}).status == 200);
  }
  CHECK(page_response("nothing", Request{}).status == 404);
}

}  // namespace
}  // namespace candor::server::http
