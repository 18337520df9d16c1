// The listening socket: where it may listen, and how. Knows no HTTP and no TLS.
#pragma once

#include <cstdint>
#include <string>

#include "forms/result.h"

namespace candor::server::http {

struct ListenSocket {
  int descriptor = -1;  ///< to be closed by the caller
  std::uint16_t port = 0;
};

/// Whether a name or address means this machine alone: 127.0.0.0/8, ::1, localhost.
[[nodiscard]] bool is_loopback(const std::string& host);

/// Listens on the first free port of `try_ports` from `port` on; port 0: one that the system chooses.
/// Errors: `conflict` if all are taken, `not_found` if the host is not this machine's, `forbidden` for a port
/// that needs rights.
[[nodiscard]] Result<ListenSocket> open_listen_socket(const std::string& host, std::uint16_t port,
                                                      std::uint16_t try_ports);

}  // namespace candor::server::http
