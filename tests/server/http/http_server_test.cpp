// The server over real sockets: ordinary requests, and what it answers to what it refuses.
#include "server/http/http_server.h"

#include <chrono>
#include <future>
#include <thread>

#include "tests/catch.h"
#include "tests/server/http/raw_client.h"
#include "tests/server/http/running_server.h"

namespace candor::tests {
namespace {

std::string post(const std::string& path, const std::string& body, const std::string& more = {}) {
  return "POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n" + more +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

const std::string kGet = "GET /hello HTTP/1.1\r\nHost: h\r\n\r\n";

TEST_CASE("requests follow each other on one connection, also when they come at once or byte by byte") {
  RunningServer server;
  RawClient client(server.port());
  REQUIRE(client.send(kGet + post("/echo", "one") + post("/echo", "two") + kGet));
  for (const std::string body : {"\"hello\"", "one", "two", "\"hello\""}) {
    const auto answer = client.receive();
    CHECK(answer.status == 200);
    CHECK(answer.body == body);
  }
  for (const char byte : post("/echo", "drip")) REQUIRE(client.send(std::string(1, byte)));
  CHECK(client.receive().body == "drip");
}

TEST_CASE("a connection serves a thousand requests, then it is closed") {
  RunningServer server;
  RawClient client(server.port());
  for (int i = 1; i <= 1000; ++i) {
    REQUIRE(client.send(kGet));
    const auto answer = client.receive();
    REQUIRE(answer.status == 200);
    REQUIRE((answer.header("Connection") == "close") == (i == 1000));
  }
  CHECK(client.wait_for_close(1000) >= 0);
}

TEST_CASE("Connection: close and HTTP/1.0 are honoured") {
  RunningServer server;
  for (const std::string request :
       {"GET /hello HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", "GET /hello HTTP/1.0\r\n\r\n"}) {
    RawClient client(server.port());
    REQUIRE(client.send(request));
    const auto answer = client.receive();
    CHECK(answer.status == 200);
    CHECK(answer.header("Connection") == "close");
    CHECK(client.wait_for_close(1000) >= 0);
  }
}

TEST_CASE("HEAD tells the length and sends no body") {
  RunningServer server;
  RawClient client(server.port());
  REQUIRE(client.send("HEAD /hello HTTP/1.1\r\nHost: h\r\n\r\n" + kGet));
  const auto head = client.receive(true);
  CHECK(head.status == 200);
  CHECK(head.header("Content-Length") == "7");
  CHECK(client.receive().body == "\"hello\"");
}

TEST_CASE("a chunked body arrives whole") {
  RunningServer server;
  const auto answer = exchange(
      server.port(),
      "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n");
  CHECK(answer.status == 200);
  CHECK(answer.body == "abcde");
}

TEST_CASE("a client that waits for 100 Continue gets it, and one that would be refused does not") {
  RunningServer server;
  RawClient client(server.port());
  const std::string expecting =
      "Host: h\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\n";
  REQUIRE(client.send("POST /echo HTTP/1.1\r\n" + expecting));
  CHECK(client.receive().status == 100);
  REQUIRE(client.send("hello"));
  CHECK(client.receive().body == "hello");
  CHECK(exchange(server.port(), "POST /staff HTTP/1.1\r\n" + expecting).status == 401);
  CHECK(exchange(server.port(), "POST /nowhere HTTP/1.1\r\n" + expecting).status == 404);
}

TEST_CASE("a range is not served: the whole answer comes") {
  RunningServer server;
  for (const std::string range : {"bytes=0-1", "bytes=0-1,3-4", "bytes=9-1", "garbage"}) {
    const auto answer =
        exchange(server.port(), "GET /hello HTTP/1.1\r\nHost: h\r\nRange: " + range + "\r\n\r\n");
    CHECK(answer.status == 200);
    CHECK(answer.body == "\"hello\"");
    CHECK(answer.header("Content-Range").empty());
  }
}

TEST_CASE("every refusal is a problem document under the security headers, on a connection that ends") {
  RunningServer server;
  const std::string h = " HTTP/1.1\r\nHost: h\r\n";
  const std::vector<std::pair<std::string, int>> table = {
      {"nonsense\r\n\r\n", 400},
      {"GET /hello HTTP/3.0\r\n\r\n", 505},
      {"TRACE /hello" + h + "\r\n", 405},
      {"GET /a%2fb" + h + "\r\n", 400},
      {"GET /a%00b" + h + "\r\n", 400},
      {"GET /%ff" + h + "\r\n", 400},
      {"GET /hello\nHost: h\n\n", 400},
      {"GET /hello" + h + "Content-Length: 3\r\n\r\nabc", 400},
      {"POST /echo" + h + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400},
      {"POST /echo" + h + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc", 400},
      {"POST /echo" + h + "Transfer-Encoding: gzip\r\n\r\n", 501},
      {"POST /echo" + h + "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc", 415},
      {"POST /echo" + h + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 3\r\n\r\nabc",
       415},
      {"POST /echo" + h + "Content-Length: 3\r\n\r\nabc", 415},
      {"POST /echo" + h + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
      {"PUT /small" + h + "Content-Type: text/csv\r\nContent-Length: 17\r\n\r\n", 413},
      {"POST /ballots/r" + h + "Cookie: a=b\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
       400},
      {"POST /nowhere" + h + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}", 404},
      {"GET /hello" + h + "X: " + std::string(20'000, 'x') + "\r\n\r\n", 431},
      {"GET /" + std::string(20'000, 'x') + h + "\r\n", 414}};
  for (const auto& [request, status] : table) {
    INFO(request.substr(0, 200));
    RawClient client(server.port());
    client.send(request);
    const auto answer = client.receive();
    CHECK(answer.status == status);
    CHECK(answer.header("Content-Type") == "application/problem+json");
    CHECK(answer.body.find("\"status\":" + std::to_string(status)) != std::string::npos);
    CHECK(answer.header("Connection") == "close");
    CHECK(answer.header("Cache-Control") == "no-store");
    CHECK(answer.header("Content-Security-Policy").find("default-src 'none'") == 0);
    CHECK(answer.header("Server").empty());
    CHECK(client.wait_for_close(3'000) >= 0);
  }
  CHECK(server.handled() == 0);
}

TEST_CASE("a request smuggled behind a refused one is never served") {
  RunningServer server;
  const std::string hidden = "GET /hello HTTP/1.1\r\nHost: h\r\n\r\n";
  for (const std::string& first :
       std::vector<std::string>{"POST /echo HTTP/1.1\r\nHost: h\r\nContent-Type: "
                                "application/json\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n",
                                "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Type: "
                                "application/json\r\nContent-Length: 5\r\nContent-Length: 0\r\n\r\n",
                                "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Type: "
                                "application/json\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: y\r\n\r\n",
                                "GET /hello HTTP/1.1\r\nHost: h\r\nContent-Length : 40\r\n\r\n"}) {
    INFO(first);
    RawClient client(server.port());
    client.send(first + hidden);
    CHECK(client.receive().status == 400);
    CHECK(client.receive(false, 500).status == 0);
  }
  CHECK(server.handled() == 0);
}

TEST_CASE("refusals without a body leave the connection open") {
  RunningServer server;
  RawClient client(server.port());
  for (const auto& [request, status] :
       std::vector<std::pair<std::string, int>>{{"GET /nowhere HTTP/1.1\r\nHost: h\r\n\r\n", 404},
                                                {"DELETE /echo HTTP/1.1\r\nHost: h\r\n\r\n", 405},
                                                {"GET /staff HTTP/1.1\r\nHost: h\r\n\r\n", 401},
                                                {"GET /throws HTTP/1.1\r\nHost: h\r\n\r\n", 500},
                                                {"DELETE /hello HTTP/1.1\r\nHost: h\r\n\r\n", 204},
                                                {kGet, 200}}) {
    REQUIRE(client.send(request));
    const auto answer = client.receive();
    CHECK(answer.status == status);
    CHECK(answer.body.find("secret") == std::string::npos);
  }
}

TEST_CASE("a proxy is believed about TLS only where one is expected") {
  const std::string request = "GET /secure HTTP/1.1\r\nHost: h\r\nX-Forwarded-Proto: https\r\n\r\n";
  RunningServer direct;
  CHECK(exchange(direct.port(), request).body == "no");
  server::http::ListenOptions options;
  options.behind_proxy = true;
  RunningServer proxied(options);
  const auto answer = exchange(proxied.port(), request);
  CHECK(answer.body == "yes");
  CHECK_FALSE(answer.header("Strict-Transport-Security").empty());
}

TEST_CASE("the log names the pattern of a route, never the path") {
  RunningServer server;
  exchange(server.port(), post("/ballots/secret-round", "{}"));
  exchange(server.port(), "GET /secret?code=1 HTTP/1.1\r\nHost: h\r\n\r\n");
  exchange(server.port(), "secret\r\n\r\n");
  server.stop();
  CHECK(server.log_lines() == std::vector<std::string>{"POST /ballots/{round} 200", "GET - 404", "- - 400"});
}

TEST_CASE("an answer that took longer than idle connections are kept leaves its connection open") {
  RunningServer server;
  RawClient client(server.port());
  REQUIRE(client.send("GET /slower HTTP/1.1\r\nHost: h\r\n\r\n"));
  CHECK(client.receive().body == "\"slower\"");
  std::this_thread::sleep_for(std::chrono::milliseconds(700));
  REQUIRE(client.send(kGet));
  CHECK(client.receive().status == 200);
}

TEST_CASE("stop answers what is under way, then takes no more") {
  auto server = std::make_unique<RunningServer>();
  const auto port = server->port();
  RawClient busy(port);
  RawClient idle(port);
  RawClient half(port);
  REQUIRE(idle.send(kGet));
  REQUIRE(idle.receive().status == 200);
  REQUIRE(half.send(post("/echo", "hello").substr(0, 80)));
  REQUIRE(busy.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n"));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  const auto began = std::chrono::steady_clock::now();
  auto stopped = std::async(std::launch::async, [&] { server->stop(); });
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  REQUIRE(half.send(post("/echo", "hello").substr(80)));
  const auto late = half.receive();
  CHECK(late.body == "hello");
  CHECK(late.header("Connection") == "close");
  const auto answer = busy.receive();
  CHECK(answer.status == 200);
  CHECK(answer.body == "\"slow\"");
  CHECK(idle.wait_for_close(1000) >= 0);
  stopped.get();
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::milliseconds(3'500));  // patience is 4 s
  CHECK_FALSE(RawClient(port).is_connected());
}

TEST_CASE("stop does not wait long for a request that never ends, nor before the server runs") {
  auto server = std::make_unique<RunningServer>();
  RawClient client(server->port());
  REQUIRE(client.send("GET /hello HTTP/1.1\r\nHost"));
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  const auto began = std::chrono::steady_clock::now();
  server->stop();
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::milliseconds(5'500));
  RunningServer{}.stop();
}

}  // namespace
}  // namespace candor::tests
