// Compressed answers: who gets one, what it decodes to, what it is called.
#include "server/http/compress.h"

#include <algorithm>
#include <random>

#include "server/http/router.h"
#include "tests/catch.h"
#include "tests/server/http/unpacked.h"

namespace candor::server::http {
namespace {

std::string header_of(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

bool varies(const Response& response) {
  return std::ranges::find(response.headers, std::pair<std::string, std::string>(
                                                 "Vary", "Accept-Encoding")) != response.headers.end();
}

std::string long_text(std::size_t size) {
  std::string text;
  for (int i = 0; text.size() < size; ++i) text += "{\"unit\":\"u" + std::to_string(i) + "\",\"测评\":1},";
  return text.substr(0, size);
}

Request accepting(std::string encodings, Method method = Method::get, std::string path = "/big") {
  Request request;
  request.method = method;
  request.path = std::move(path);
  if (!encodings.empty()) request.headers.emplace_back("Accept-Encoding", std::move(encodings));
  return request;
}

Router sample_router() {
  const auto says = [](int status, std::size_t size) {
    return [=](const Request&, const Context&) {
      auto response = json_response(status, long_text(size));
      response.headers.emplace_back("ETag", "\"7\"");
      return response;
    };
  };
  return Router({compressed({Method::get, "/big", Caller::anybody, says(200, 5000)}),
                 compressed({Method::post, "/big", Caller::anybody, says(201, 5000)}),
                 compressed({Method::get, "/small", Caller::anybody, says(200, kLeastCompressed - 1)}),
                 compressed({Method::get, "/least", Caller::anybody, says(200, kLeastCompressed)}),
                 compressed({Method::get, "/wrong", Caller::anybody,
                             [](const Request&, const Context&) {
                               return problem_response({ErrorKind::invalid, std::string(5000, 'x'), {}});
                             }}),
                 {Method::get, "/secret", Caller::anybody, says(200, 5000)}},
                {});
}

TEST_CASE("whoever accepts brotli gets it, and reads the same; nobody else does") {
  const std::vector<std::pair<std::string, bool>> table = {{"", false},
                                                           {"gzip", false},
                                                           {"gzip, deflate, br", true},
                                                           {"BR", true},
                                                           {"*", true},
                                                           {"br;q=0", false},
                                                           {"br;q=0, *", false},
                                                           {"*;q=0", false},
                                                           {"br;q=0.1", true},
                                                           {"identity", false},
                                                           {"identity;q=1, br;q=0.5", false},
                                                           {"br, identity;q=0.5", true},
                                                           {"br;q=x", false},
                                                           {"brotli", false}};
  const auto router = sample_router();
  for (const auto& [encodings, packed] : table) {
    INFO(encodings);
    const auto response = router.handle(accepting(encodings));
    CHECK(response.status == 200);
    CHECK(header_of(response, "Content-Encoding") == (packed ? "br" : ""));
    CHECK(header_of(response, "ETag") == (packed ? "\"7-br\"" : "\"7\""));
    CHECK(varies(response));
    CHECK((response.body.size() < 1000) == packed);
    CHECK((packed ? test::unpacked(response.body) : response.body) == long_text(5000));
  }
}

TEST_CASE("HEAD is told what GET would get") {
  const auto router = sample_router();
  for (const char* encodings : {"", "br"}) {
    const auto got = router.handle(accepting(encodings));
    const auto head = router.handle(accepting(encodings, Method::head));
    CHECK(head.headers == got.headers);
    CHECK(head.body.size() == got.body.size());
  }
}

TEST_CASE("what is short, what failed and what may hold secrets goes as it is") {
  const auto router = sample_router();
  for (const char* path : {"/small", "/wrong", "/secret"}) {
    INFO(path);
    const auto response = router.handle(accepting("br", Method::get, path));
    CHECK(header_of(response, "Content-Encoding").empty());
    CHECK(response.body == router.handle(accepting("", Method::get, path)).body);
  }
  CHECK_FALSE(varies(router.handle(accepting("br", Method::get, "/secret"))));
  CHECK(header_of(router.handle(accepting("br", Method::get, "/least")), "Content-Encoding") == "br");
  CHECK(header_of(router.handle(accepting("br", Method::post, "/big")), "Content-Encoding") == "br");
}

TEST_CASE("texts of every length come back as they were, and noise is left alone") {
  for (const std::size_t size : {1024, 1025, 65'536, 65'537, 1'048'576, 1'048'577, 3'000'000}) {
    INFO(size);
    const auto text = long_text(size);
    const auto packed = brotli_of(text);
    REQUIRE(packed);
    CHECK(packed->size() < size / 2);
    CHECK(test::unpacked(*packed) == text);
  }
  std::mt19937_64 generator(7);
  std::string noise(5000, '\0');
  for (char& byte : noise) byte = static_cast<char>(generator());
  CHECK_FALSE(brotli_of(noise));
  CHECK_FALSE(brotli_of(""));
}

}  // namespace
}  // namespace candor::server::http
