// A real server on a loopback port of the system's choice, with a few routes that show what reached them.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "server/http/http_server.h"

namespace candor::tests {

/// GET /hello ; POST /echo (the body back, any caller) ; PUT /small (at most 16 bytes of text/csv) ; GET
/// /throws ; GET /slow (answers after 600 ms) ; GET /slower (after 2,300) ; GET /large (8 MiB) ; POST
/// /ballots/{round} (respondent) ; GET /staff and POST /staff (nobody is signed in) ; GET /secure ("yes" or
/// "no").
[[nodiscard]] std::vector<server::http::Route> sample_routes(std::atomic<int>& handled);

class RunningServer {
 public:
  explicit RunningServer(server::http::ListenOptions options = {});
  ~RunningServer();
  RunningServer(const RunningServer&) = delete;
  RunningServer& operator=(const RunningServer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  /// Requests that reached a handler.
  [[nodiscard]] int handled() const { return handled_.load(); }
  void stop();
  /// "METHOD route status" of each request so far.
  [[nodiscard]] std::vector<std::string> log_lines();

 private:
  std::atomic<int> handled_ = 0;
  server::http::Router router_;
  std::mutex mutex_;
  std::vector<std::string> lines_;
  std::unique_ptr<server::http::HttpServer> server_;
  std::thread thread_;
};

}  // namespace candor::tests
