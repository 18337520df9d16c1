#include "server/http/listen_socket.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace candor::server::http {
namespace {

/// A meeting hall answers at once: connections wait here until they are accepted.
constexpr int kBacklog = 1024;

using Addresses = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

Addresses resolve(const std::string& host) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host.c_str(), "0", &hints, &found) != 0) found = nullptr;
  return {found, &::freeaddrinfo};
}

void set_port(sockaddr* address, std::uint16_t port) {
  if (address->sa_family == AF_INET6) {
    reinterpret_cast<sockaddr_in6*>(address)->sin6_port = htons(port);
  } else {
    reinterpret_cast<sockaddr_in*>(address)->sin_port = htons(port);
  }
}

std::uint16_t port_of(int descriptor) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  return ntohs(address.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6*>(&address)->sin6_port
                                             : reinterpret_cast<sockaddr_in*>(&address)->sin_port);
}

/// The listening descriptor, or the errno negated.
int listen_on(const addrinfo& address, std::uint16_t port) {
  const int descriptor = ::socket(address.ai_family, address.ai_socktype | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -errno;
  const int on = 1;
  // A restart must not wait for old connections to fade. SO_REUSEPORT would let a second server share the
  // port.
  ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  // Accepted sockets inherit it. Without it small answers wait for the peer's delayed acknowledgement.
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  set_port(address.ai_addr, port);
  if (::bind(descriptor, address.ai_addr, address.ai_addrlen) == 0 && ::listen(descriptor, kBacklog) == 0) {
    return descriptor;
  }
  const int why = errno;
  ::close(descriptor);
  return -why;
}

}  // namespace

bool is_loopback(const std::string& host) {
  const auto addresses = resolve(host);
  if (!addresses) return false;
  for (const auto* at = addresses.get(); at != nullptr; at = at->ai_next) {
    if (at->ai_family == AF_INET) {
      const auto* v4 = reinterpret_cast<const sockaddr_in*>(at->ai_addr);
      if ((ntohl(v4->sin_addr.s_addr) >> 24) != 127) return false;
    } else if (at->ai_family == AF_INET6) {
      const auto* v6 = reinterpret_cast<const sockaddr_in6*>(at->ai_addr);
      if (!IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr)) return false;
    } else {
      return false;
    }
  }
  return true;
}

Result<ListenSocket> open_listen_socket(const std::string& host, std::uint16_t port,
                                        std::uint16_t try_ports) {
  const auto addresses = resolve(host);
  if (!addresses) return fail(ErrorKind::not_found, "There is no host named " + host + ".");
  const int attempts = port == 0 ? 1 : std::max<int>(1, try_ports);
  int why = EADDRINUSE;
  for (int i = 0; i < attempts && port + i <= 65535; ++i) {
    const int made = listen_on(*addresses, static_cast<std::uint16_t>(port + i));
    if (made >= 0) return ListenSocket{made, port_of(made)};
    why = -made;
    if (why != EADDRINUSE && why != EACCES) break;
  }
  const auto place = host + ":" + std::to_string(port);
  switch (why) {
    case EADDRINUSE:
      return fail(ErrorKind::conflict, "Another program listens on " + place + " already.");
    case EACCES:
      return fail(ErrorKind::forbidden,
                  "Listening on " + place + " needs more rights; take a port from 1024 on.");
    case EADDRNOTAVAIL:
      return fail(ErrorKind::not_found, host + " is no address of this machine.");
    default:
      return fail(ErrorKind::internal, "Cannot listen on " + place + ": error " + std::to_string(why) + ".");
  }
}

}  // namespace candor::server::http
