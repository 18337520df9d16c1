// One connection: reads requests, has the router answer them, writes the answers. Never waits: it says what
// it waits for and until when. Knows neither who waits for it nor other connections.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/body_reader.h"
#include "server/http/http_server.h"
#include "server/http/request_head.h"
#include "server/http/router.h"
#include "server/http/transport.h"

namespace candor::server::http {

/// What all connections of a server share.
struct ConnectionSettings {
  const Router* router = nullptr;
  std::function<void(const AccessLine&)> log;  ///< may be empty; called from many threads
  bool tls = false;
  bool behind_proxy = false;
  std::atomic<bool> draining = false;        ///< every answer is the last of its connection
  std::atomic<std::int64_t> held_bytes = 0;  ///< of requests that are not complete yet, all together
};

class Connection {
 public:
  enum class Wants : std::uint8_t { read, write, close };

  /// `settings` must outlive the connection.
  Connection(std::unique_ptr<Transport> transport, ConnectionSettings& settings, std::int64_t now_ms);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] int descriptor() const { return transport_->descriptor(); }
  /// Does all that can be done now. One thread at a time. `now_ms`: steady milliseconds.
  [[nodiscard]] Wants advance(std::int64_t now_ms);
  /// When to give the connection up, steady milliseconds.
  [[nodiscard]] std::int64_t deadline_ms() const { return deadline_ms_; }
  /// Between two requests: nothing is lost if it is closed now.
  [[nodiscard]] bool is_idle() const { return phase_ == Phase::reading && received_.empty() && !head_; }

 private:
  enum class Phase : std::uint8_t { handshake, reading, writing, lingering };
  enum class Step : std::uint8_t { again, blocked_reading, blocked_writing, over };

  /// What comes of it; `again` where it was done.
  static Step step_after(IoState state);
  Step advance_once(std::int64_t now_ms);
  Step shake_hands();
  Step receive(std::int64_t now_ms);
  Step flush(std::int64_t now_ms);
  Step linger();

  /// What has been received is read as far as it goes; true once there is an answer to write.
  bool read_request(std::int64_t now_ms);
  void read_head(std::int64_t now_ms);
  void read_body(std::int64_t now_ms);
  void await_body();
  void serve(std::int64_t now_ms);
  void refuse(Refusal refusal, std::int64_t now_ms);
  void start_writing(Response response, std::int64_t now_ms);
  Step finish_answer(std::int64_t now_ms);

  void log_request(const Response& response, std::int64_t microseconds) const;
  void account_held_bytes();
  void set_reading_deadline(std::int64_t now_ms);

  std::unique_ptr<Transport> transport_;
  ConnectionSettings& settings_;
  Phase phase_ = Phase::handshake;
  std::int64_t deadline_ms_ = 0;
  std::int64_t handling_ms_ = 0;   // spent in handlers since `advance` was called
  std::int64_t began_ms_ = 0;      ///< the request, or writing its answer
  std::size_t request_bytes_ = 0;  ///< of the request being read, as they came in
  std::size_t requests_served_ = 0;
  std::int64_t held_bytes_ = 0;  ///< our share of settings_.held_bytes

  std::string received_;      ///< not yet understood
  std::size_t searched_ = 0;  ///< of received_, for the end of the head
  std::optional<RequestHead> head_;
  Admission admission_;
  std::optional<BodyReader> body_reader_;  ///< while a body is being read
  bool continue_due_ = false;              ///< "100 Continue" is still to be said
  bool unread_input_ = false;              ///< the peer may still be sending what nobody will read

  std::string outgoing_head_, outgoing_body_;
  std::string_view outgoing_rest_;  ///< what follows the head: of outgoing_body_, or a static file
  std::size_t written_ = 0;         ///< of the head and of the rest
  bool keep_alive_ = true;
};

}  // namespace candor::server::http
