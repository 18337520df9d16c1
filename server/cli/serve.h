// `candor serve`: opens the data directory, listens, serves until SIGTERM or SIGINT, then drains.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "server/app/program.h"

namespace CLI {
class App;
}

namespace candor::server {

struct ServeOptions {
  std::filesystem::path data = "candor-data";
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;
  std::uint16_t try_ports = 1;
  std::string tls_certificate, tls_key;  ///< paths; both or neither
  bool behind_proxy = false;
  std::string public_url;  ///< what links and QR codes start with; empty: made from host and port
  std::string box_listen;  ///< "HOST:PORT" of the anonymous routes' own listener; empty: none
  std::string box_url;     ///< what browsers call it; empty: made from box_listen
  std::size_t threads = 64;
  bool log_requests = false;
};

/// Mounts the flags that every serving command shares; each can also be set as CANDOR_… in the environment.
void add_serve_options(CLI::App& command, ServeOptions& options);

/// Runs to the end. `prepare` is called once, with the stores open and the port known, before the first
/// request is answered; what it fails with ends the program. Returns the exit code.
int serve(const ServeOptions& options,
          const std::function<Result<void>(Program&, const std::string& public_url)>& prepare = {});

void add_serve_command(CLI::App& app, int& exit_code);

}  // namespace candor::server
