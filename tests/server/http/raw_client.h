// A client that sends exactly the bytes it is given, so that tests can be as rude as the network. Knows just
// enough HTTP to take an answer apart.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace candor::tests {

struct RawAnswer {
  int status = 0;  ///< 0: the connection ended before an answer
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  /// First value, without regard to case of the name; empty if absent.
  [[nodiscard]] std::string header(std::string_view name) const;
};

class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  [[nodiscard]] bool is_connected() const { return socket_ >= 0; }
  /// False once the peer takes no more.
  bool send(std::string_view bytes) const;
  /// Waits up to `timeout_ms` for one answer. `without_body`: the answer to HEAD.
  RawAnswer receive(bool without_body = false, int timeout_ms = 8'000);
  /// Milliseconds until the peer closed; -1 if it has not within `timeout_ms`. What still comes is dropped.
  [[nodiscard]] std::int64_t wait_for_close(int timeout_ms) const;

 private:
  bool receive_more(int timeout_ms);
  int socket_ = -1;
  std::string received_;
};

/// One request on a connection of its own.
RawAnswer exchange(std::uint16_t port, std::string_view bytes, bool without_body = false);

}  // namespace candor::tests
