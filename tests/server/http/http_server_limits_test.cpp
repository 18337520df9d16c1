// Clients that send too much, too slowly, or never stop. What they cost is bounded in bytes and in time.
#include <chrono>
#include <thread>

#include "tests/catch.h"
#include "tests/server/http/raw_client.h"
#include "tests/server/http/running_server.h"

namespace candor::tests {
namespace {

const std::string kPost = "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n";

TEST_CASE("a body at the limit passes, one byte more does not, counted or chunked") {
  RunningServer server;
  const std::string full(256 * 1024, 'x');
  const auto length = [](std::size_t bytes) {
    return "Content-Length: " + std::to_string(bytes) + "\r\n\r\n";
  };
  CHECK(exchange(server.port(), kPost + length(full.size()) + full).body == full);
  CHECK(exchange(server.port(), kPost + length(full.size() + 1)).status == 413);
  const std::string chunked = kPost + "Transfer-Encoding: chunked\r\n\r\n40000\r\n" + full + "\r\n";
  CHECK(exchange(server.port(), chunked + "0\r\n\r\n").body == full);
  CHECK(exchange(server.port(), chunked + "1\r\nx\r\n0\r\n\r\n").status == 413);
}

TEST_CASE("a refused upload learns why although it is still sending") {
  RunningServer server;
  RawClient client(server.port());
  std::string request = kPost;
  request += "Content-Length: 100000000\r\n\r\n";
  request.append(300'000, 'x');
  client.send(request);
  const auto answer = client.receive();
  CHECK(answer.status == 413);
  CHECK(answer.body.find("too_large") != std::string::npos);
}

TEST_CASE("a chunked body without end is cut off at the limit") {
  RunningServer server;
  RawClient client(server.port());
  client.send(kPost + "Transfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "1000\r\n" + std::string(0x1000, 'x') + "\r\n";
  int sent = 0;
  while (sent < 10'000 && client.send(chunk)) ++sent;
  CHECK(sent < 10'000);
  CHECK(client.receive().status == 413);
}

TEST_CASE("a body of depth 100,000 is just bytes here, and passes within the limit") {
  RunningServer server;
  const std::string deep(100'000, '[');
  CHECK(exchange(server.port(), kPost + "Content-Length: 100000\r\n\r\n" + deep).status == 200);
}

TEST_CASE("a head without end is refused at 16 KiB") {
  RunningServer server;
  RawClient client(server.port());
  client.send("GET /hello HTTP/1.1\r\n");
  int sent = 0;
  while (sent < 100'000 && client.send("A: " + std::string(97, 'x') + "\r\n")) ++sent;
  CHECK(sent < 100'000);
  CHECK(client.receive().status == 431);
}

TEST_CASE("an idle connection is closed after two seconds, a silent one after five") {
  RunningServer server;
  RawClient idle(server.port());
  RawClient silent(server.port());
  REQUIRE(idle.send("GET /hello HTTP/1.1\r\nHost: h\r\n\r\n"));
  REQUIRE(idle.receive().status == 200);
  const auto idle_ms = idle.wait_for_close(8'000);
  CHECK(idle_ms >= 1'500);
  CHECK(idle_ms < 4'000);
  const auto silent_ms = silent.wait_for_close(8'000);
  CHECK(silent_ms >= 0);
  CHECK(silent_ms + idle_ms < 7'000);
}

TEST_CASE("dripping does not prolong a head beyond five seconds") {
  RunningServer server;
  RawClient client(server.port());
  const auto began = std::chrono::steady_clock::now();
  REQUIRE(client.send("GET /hello HTTP/1.1\r\nX: "));
  while (client.send("x") && std::chrono::steady_clock::now() - began < std::chrono::seconds(12)) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  const auto took = std::chrono::steady_clock::now() - began;
  CHECK(took > std::chrono::seconds(4));
  CHECK(took < std::chrono::seconds(8));
}

TEST_CASE("a body that stops coming is given up after five seconds") {
  RunningServer server;
  RawClient client(server.port());
  REQUIRE(client.send(kPost + "Content-Length: 10\r\n\r\nhalf"));
  const auto ms = client.wait_for_close(9'000);
  CHECK(ms > 4'000);
  CHECK(ms < 7'000);
}

TEST_CASE("clients that do not read their answers hold up nobody") {
  server::http::ListenOptions options;
  options.threads = 2;
  RunningServer server(options);
  std::vector<std::unique_ptr<RawClient>> deaf;
  for (int i = 0; i < 20; ++i) {
    deaf.push_back(std::make_unique<RawClient>(server.port()));
    REQUIRE(deaf.back()->send("GET /large HTTP/1.1\r\nHost: h\r\n\r\n"));
  }
  const auto began = std::chrono::steady_clock::now();
  CHECK(exchange(server.port(), "GET /hello HTTP/1.1\r\nHost: h\r\n\r\n").status == 200);
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(3));
}

TEST_CASE("a large answer arrives whole") {
  RunningServer server;
  CHECK(exchange(server.port(), "GET /large HTTP/1.1\r\nHost: h\r\n\r\n").body ==
        std::string(8 * 1024 * 1024, 'x'));
}

}  // namespace
}  // namespace candor::tests
