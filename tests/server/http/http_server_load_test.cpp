// Many connections at once. Not a benchmark: everybody is answered, and who waits holds up nobody.
#include <atomic>
#include <chrono>
#include <thread>

#include "tests/catch.h"
#include "tests/server/http/raw_client.h"
#include "tests/server/http/running_server.h"

namespace candor::tests {
namespace {

const std::string kGet = "GET /hello HTTP/1.1\r\nHost: h\r\n\r\n";

std::vector<std::unique_ptr<RawClient>> connect_many(std::uint16_t port, int count) {
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < count; ++i) clients.push_back(std::make_unique<RawClient>(port));
  return clients;
}

TEST_CASE("a thousand connections at once are all answered") {
  RunningServer server;
  auto clients = connect_many(server.port(), 1'000);
  const auto began = std::chrono::steady_clock::now();
  for (auto& client : clients) REQUIRE(client->send(kGet));
  int answered = 0;
  for (auto& client : clients) answered += client->receive().status == 200 ? 1 : 0;
  CHECK(answered == 1'000);
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(5));
}

TEST_CASE("connections that drip or idle hold up nobody, even with few threads") {
  server::http::ListenOptions options;
  options.threads = 2;
  RunningServer server(options);
  auto dripping = connect_many(server.port(), 500);
  for (auto& client : dripping) REQUIRE(client->send("GET /hello HTTP/1.1\r\nHost:"));
  auto idle = connect_many(server.port(), 500);
  const auto began = std::chrono::steady_clock::now();
  for (int i = 0; i < 50; ++i) REQUIRE(exchange(server.port(), kGet).status == 200);
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(4));
}

TEST_CASE("a connection beyond the limit is told to come back, and may once another has gone") {
  server::http::ListenOptions options;
  options.connection_limit = 3;
  RunningServer server(options);
  auto clients = connect_many(server.port(), 3);
  for (auto& client : clients) {
    REQUIRE(client->send(kGet));
    REQUIRE(client->receive().status == 200);
  }
  const auto refused = exchange(server.port(), "");
  CHECK(refused.status == 503);
  CHECK(refused.header("Retry-After") == "2");
  CHECK(refused.body.find("\"kind\":\"busy\"") != std::string::npos);
  clients.clear();
  int status = 0;
  for (int i = 0; i < 100 && status != 200; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    status = exchange(server.port(), kGet).status;
  }
  CHECK(status == 200);
}

TEST_CASE("many threads over kept connections lose no request") {
  RunningServer server;
  std::atomic<int> answered = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 16; ++t) {
    threads.emplace_back([&] {
      RawClient client(server.port());
      for (int i = 0; i < 200; ++i) {
        if (!client.send(kGet) || client.receive().status != 200) return;
        ++answered;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(answered == 16 * 200);
  CHECK(server.handled() == 16 * 200);
}

TEST_CASE("clients that leave in the middle of anything do no harm") {
  RunningServer server;
  const std::string whole =
      "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\nhello";
  for (std::size_t cut = 0; cut <= whole.size(); cut += 3)
    RawClient(server.port()).send(whole.substr(0, cut));
  for (int i = 0; i < 20; ++i) RawClient(server.port()).send("GET /large HTTP/1.1\r\nHost: h\r\n\r\n");
  CHECK(exchange(server.port(), kGet).status == 200);
}

}  // namespace
}  // namespace candor::tests
