// Listens, reads requests within limits, hands them to the router, writes answers. cpp-httplib is named in
// http_server.cpp alone, which accepts connections with it; docs/decisions/0002-http-messages.md says why
// messages are read here and not there.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "forms/result.h"
#include "server/http/router.h"

namespace candor::server::http {

struct ListenOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;    ///< 0: the system chooses
  std::uint16_t try_ports = 1;  ///< this many ports from `port` on are tried
  std::optional<std::filesystem::path> tls_certificate, tls_key;  ///< PEM; both or neither
  bool behind_proxy = false;              ///< a proxy in front speaks TLS (and X-Forwarded-Proto is believed)
  std::size_t threads = 64;               ///< requests answered at once; connections that wait occupy none
  std::size_t connection_limit = 12'000;  ///< open connections; one more is told 503 and closed
};

/// One line for each request, given to the log: no address, agent, cookie, query, code or answer.
struct AccessLine {
  std::string_view method;
  std::string_view route;  ///< the pattern, never the path that was asked for
  int status = 0;
  std::int64_t microseconds = 0;
  std::string_view fault;  ///< what went wrong, after an `internal` error; else empty
};

class HttpServer {
 public:
  /// Binds, but does not serve yet. Errors: `invalid` (plain HTTP beyond loopback without `behind_proxy`;
  /// only one of certificate and key), `conflict` (port taken), `not_found` (no such host), `malformed`
  /// (certificate or key). `router` must outlive the server. Raises the process's soft limit of open files to
  /// what `connection_limit` needs.
  static Result<std::unique_ptr<HttpServer>> bind(const ListenOptions& options, const Router& router,
                                                  std::function<void(const AccessLine&)> log);
  virtual ~HttpServer() = default;
  [[nodiscard]] virtual std::uint16_t port() const = 0;
  /// Serves until stop(). Returns after requests under way were answered.
  virtual void run() = 0;
  /// From any thread or after a signal (not from inside a signal handler): stop taking connections, answer
  /// what is under way.
  virtual void stop() = 0;
};

}  // namespace candor::server::http
