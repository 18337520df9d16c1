// Bytes over one accepted connection, in the clear or under TLS, never waiting: what cannot be done now is
// said. Knows no HTTP.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include <openssl/types.h>

namespace candor::server::http {

enum class IoState : std::uint8_t { done, want_read, want_write, closed };
struct IoResult {
  IoState state = IoState::closed;
  std::size_t bytes = 0;  ///< moved, where done
};

class Transport {
 public:
  virtual ~Transport() = default;
  [[nodiscard]] virtual int descriptor() const = 0;
  /// To be called until `done`, before anything else.
  [[nodiscard]] virtual IoResult handshake() = 0;
  /// `closed` at the end of what the peer sends, too.
  [[nodiscard]] virtual IoResult read(char* into, std::size_t size) = 0;
  /// Writes a part of `first` followed by `second`; at least one is not empty.
  [[nodiscard]] virtual IoResult write(std::string_view first, std::string_view second) = 0;
  /// Tells the peer that nothing more comes, while reading goes on.
  virtual void finish_writing() = 0;
};

/// Both take ownership of the descriptor, which must not block, and close it at the end. `context` must
/// outlive it.
[[nodiscard]] std::unique_ptr<Transport> make_plain_transport(int descriptor);
/// Null if OpenSSL has no memory left; the descriptor is closed then.
[[nodiscard]] std::unique_ptr<Transport> make_tls_transport(int descriptor, SSL_CTX* context);

}  // namespace candor::server::http
