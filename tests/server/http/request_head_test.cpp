// Heads of requests: what is read, and what is refused with which status.
#include "server/http/request_head.h"

#include "tests/catch.h"

namespace candor::server::http {
namespace {

std::variant<RequestHead, Refusal> read(std::string_view text) {
  const auto end = find_head_end(text, 0);
  if (end.state == HeadEnd::State::refused) return end.refusal;
  REQUIRE(end.state == HeadEnd::State::complete);
  return parse_request_head(text.substr(0, end.size_bytes));
}

RequestHead accepted(std::string_view text) {
  auto head = read(text);
  INFO(text);
  REQUIRE(std::holds_alternative<RequestHead>(head));
  return std::get<RequestHead>(std::move(head));
}

int refused_with(std::string_view text) {
  const auto head = read(text);
  const auto* refusal = std::get_if<Refusal>(&head);
  return refusal == nullptr ? 0 : refusal->status;
}

TEST_CASE("a head is taken apart into method, path, query and headers") {
  const auto head = accepted(
      "POST /r/%E4%BD%A0?part=2&x=a+b HTTP/1.1\r\nHost: h\r\nX-A:  b \t\r\nContent-Length: 12\r\n\r\n");
  CHECK(head.request.method == Method::post);
  CHECK(head.request.path == "/r/你");
  CHECK(head.request.query_value("part") == "2");
  CHECK(head.request.query_value("x") == "a b");
  CHECK(head.request.header("x-a") == "b");
  CHECK(head.content_length == 12);
  CHECK(head.keep_alive);
  CHECK_FALSE(head.chunked);
}

TEST_CASE("a header's value is taken as it stands, never percent-decoded") {
  CHECK(accepted("GET / HTTP/1.1\r\nHost: h\r\nCookie: a=%0d%0ab\r\n\r\n").request.cookie("a") == "%0d%0ab");
}

TEST_CASE("the connection is kept where both sides speak HTTP/1.1 and nobody says close") {
  CHECK(accepted("GET / HTTP/1.1\r\nHost: h\r\nConnection: keep-alive\r\n\r\n").keep_alive);
  CHECK_FALSE(accepted("GET / HTTP/1.1\r\nHost: h\r\nConnection: x, Close\r\n\r\n").keep_alive);
  CHECK_FALSE(accepted("GET / HTTP/1.0\r\n\r\n").keep_alive);
}

TEST_CASE("a body is counted or chunked, and may be empty on any method") {
  CHECK(accepted("PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: Chunked\r\n\r\n").chunked);
  CHECK_FALSE(accepted("GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n").has_body());
  CHECK(accepted("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n")
            .expects_continue);
}

TEST_CASE("what two readers could understand differently is refused") {
  const std::string nul = std::string("GET / HTTP/1.1\r\nHost: h\r\nX: a") + '\0' + "b\r\n\r\n";
  const std::vector<std::pair<std::string, int>> table = {
      {"GET  / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"GET / HTTP/1.1 \r\nHost: h\r\n\r\n", 400},
      {"GET /\r\nHost: h\r\n\r\n", 400},
      {"G@T / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"GET / HTTP/2.0\r\nHost: h\r\n\r\n", 505},
      {"PRI * HTTP/2.0\r\n\r\n", 505},
      {"GET / FTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"GET http://h/ HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"TRACE / HTTP/1.1\r\nHost: h\r\n\r\n", 405},
      {"get / HTTP/1.1\r\nHost: h\r\n\r\n", 405},
      {"\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost h\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: h\r\n: b\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: h\r\nX : b\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: h\r\nX: a\rb\r\n\r\n", 400},
      {"GET / HTTP/1.1\nHost: h\n\n", 400},
      {"GET / HTTP/1.1\r\nHost: h\r\nX: a\n\r\n\r\n", 400},
      {nul, 400},
      {"GET / HTTP/1.1\r\nHost: h\r\nExpect: 200-ok\r\n\r\n", 417},
  };
  for (const auto& [text, status] : table) {
    INFO(text);
    CHECK(refused_with(text) == status);
  }
}

TEST_CASE("lengths that could hide a second request are refused") {
  const std::vector<std::pair<std::string, int>> table = {
      {"Content-Length: 5\r\nContent-Length: 5", 400},
      {"Content-Length: 5\r\nContent-Length: 6", 400},
      {"Content-Length: 5\r\ncontent-length: 5", 400},
      {"Content-Length: 5, 5", 400},
      {"Content-Length: -1", 400},
      {"Content-Length: +5", 400},
      {"Content-Length: 5 5", 400},
      {"Content-Length: 0x5", 400},
      {"Content-Length: 5a", 400},
      {"Content-Length: %35", 400},
      {"Content-Length:", 400},
      {"Content-Length: 9999999999999999999", 413},
      {"Content-Length: 18446744073709551621", 413},
      {"Content-Length : 5", 400},
      {"Transfer-Encoding: chunked\r\nContent-Length: 5", 400},
      {"Content-Length: 5\r\nTransfer-Encoding: chunked", 400},
      {"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", 400},
      {"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", 400},
      {"Transfer-Encoding: gzip, chunked", 501},
      {"Transfer-Encoding: identity", 501},
      {"Transfer-Encoding: xchunked", 501},
      {"Transfer-Encoding: \"chunked\"", 501},
      {"Transfer-Encoding:\r\n chunked", 400},
      {"Transfer-Encoding : chunked", 400},
      {"Content-Encoding: gzip\r\nContent-Length: 5", 415},
      {"Content-Encoding: br\r\nContent-Length: 5", 415},
  };
  for (const auto& [headers, status] : table) {
    INFO(headers);
    CHECK(refused_with("POST /echo HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n\r\n") == status);
  }
  CHECK(refused_with("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n") == 400);
}

TEST_CASE("GET, HEAD and DELETE with a body are refused") {
  for (const std::string method : {"GET", "HEAD", "DELETE"}) {
    CHECK(refused_with(method + " / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\n") == 400);
    CHECK(refused_with(method + " / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n") == 400);
  }
}

TEST_CASE("a head is limited in length and number of headers") {
  const std::string start = "GET / HTTP/1.1\r\nHost: h\r\n";
  std::string many = start;
  for (int i = 0; i < 63; ++i) many += "A: b\r\n";
  CHECK(refused_with(many + "\r\n") == 0);
  CHECK(refused_with(many + "A: b\r\n\r\n") == 431);
  CHECK(refused_with(start + "A: " + std::string(17'000, 'x') + "\r\n\r\n") == 431);
  CHECK(refused_with("GET /" + std::string(8'190, 'x') + " HTTP/1.1\r\nHost: h\r\n\r\n") == 0);
  CHECK(refused_with("GET /" + std::string(8'193, 'x') + " HTTP/1.1\r\nHost: h\r\n\r\n") == 414);
  CHECK(refused_with(std::string(16 * 1024, 'x')) == 414);
}

TEST_CASE("the end of a head is found wherever the bytes are cut") {
  const std::string text = "GET / HTTP/1.1\r\nHost: h\r\n\r\nrest";
  for (std::size_t cut = 0; cut + 4 < text.size(); ++cut) {
    CHECK(find_head_end(text.substr(0, cut), 0).state == HeadEnd::State::incomplete);
    const auto end = find_head_end(text, cut);
    REQUIRE(end.state == HeadEnd::State::complete);
    CHECK(end.size_bytes == text.size() - 4);
  }
}

}  // namespace
}  // namespace candor::server::http
