// Where the server may listen, and what it says where it may not.
#include "server/http/listen_socket.h"

#include <unistd.h>

#include "server/http/http_server.h"
#include "tests/catch.h"

namespace candor::server::http {
namespace {

Result<std::unique_ptr<HttpServer>> bind_with(ListenOptions options) {
  static const Router router({}, {});
  return HttpServer::bind(options, router, {});
}

TEST_CASE("loopback is known by address and by name") {
  for (const std::string host : {"127.0.0.1", "127.1.2.3", "::1", "localhost"}) CHECK(is_loopback(host));
  for (const std::string host : {"0.0.0.0", "::", "192.0.2.1", "", "no such host"}) {
    INFO(host);
    CHECK_FALSE(is_loopback(host));
  }
}

TEST_CASE("plain HTTP beyond loopback is refused unless a proxy speaks TLS") {
  ListenOptions options;
  options.port = 0;
  options.host = "0.0.0.0";
  const auto refused = bind_with(options);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::invalid);
  CHECK(refused.error().detail.find("--behind-proxy") != std::string::npos);
  options.behind_proxy = true;
  CHECK(bind_with(options));
}

TEST_CASE("half a pair of certificate and key, or files that hold neither, are refused") {
  ListenOptions options;
  options.port = 0;
  options.tls_certificate = "/nonexistent.pem";
  auto refused = bind_with(options);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::invalid);
  options.tls_key = "/nonexistent.key";
  refused = bind_with(options);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::malformed);
  CHECK(refused.error().detail.find("/nonexistent.pem") != std::string::npos);
}

TEST_CASE("a port that is taken is a conflict, or the next one is tried") {
  ListenOptions options;
  options.port = 0;
  const auto first = bind_with(options);
  REQUIRE(first);
  options.port = (*first)->port();
  const auto second = bind_with(options);
  REQUIRE_FALSE(second);
  CHECK(second.error().kind == ErrorKind::conflict);
  CHECK(second.error().detail.find(std::to_string(options.port)) != std::string::npos);
  options.try_ports = 50;
  const auto third = bind_with(options);
  REQUIRE(third);
  CHECK((*third)->port() > options.port);
}

TEST_CASE("a host that is not ours cannot be listened on") {
  const auto refused = open_listen_socket("192.0.2.1", 0, 1);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::not_found);
}

}  // namespace
}  // namespace candor::server::http
