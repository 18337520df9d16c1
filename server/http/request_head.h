// The head of an HTTP/1 message (RFC 9112): request line and headers, read strictly, so that no proxy in
// front can understand the borders of a message differently from us. Pure; knows no sockets, routes or
// bodies.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

#include "server/http/message.h"

namespace candor::server::http {

constexpr std::size_t kMaximumHeadBytes = 16 * 1024;
constexpr std::size_t kMaximumTargetBytes = 8 * 1024;
constexpr std::size_t kMaximumHeaders = 64;

struct RequestHead {
  Request request;  ///< body still empty
  bool keep_alive = true;
  bool chunked = false;
  std::uint64_t content_length = 0;
  bool expects_continue = false;

  [[nodiscard]] bool has_body() const { return chunked || content_length > 0; }
};

/// Why a message is refused. The connection is closed after it, for where the next message starts is unknown.
struct Refusal {
  int status = 400;
  Error error;
};

/// Looks for the end of a head in what was received so far. A bare line feed, or more than the limits, is
/// refused at once.
struct HeadEnd {
  enum class State : std::uint8_t { incomplete, complete, refused };
  State state = State::incomplete;
  std::size_t size_bytes = 0;  ///< of the head with its empty line, where complete
  Refusal refusal;             ///< where refused
};
/// `seen_bytes`: how much of `received` an earlier call has looked through.
[[nodiscard]] HeadEnd find_head_end(std::string_view received, std::size_t seen_bytes);

/// `head` as found by find_head_end. Refused with 400: a malformed line, a header continued on the next line,
/// a name that is no token, control characters, no or several Host headers, Content-Length that is no number
/// or stands twice or beside Transfer-Encoding, a body on GET, HEAD or DELETE. 405: other methods. 413: a
/// length beyond 2^62. 414: target. 415: a compressed body. 417: another Expect. 431: headers. 501: another
/// Transfer-Encoding than chunked. 505: version.
[[nodiscard]] std::variant<RequestHead, Refusal> parse_request_head(std::string_view head);

}  // namespace candor::server::http
