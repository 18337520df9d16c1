// Requests and responses as our handlers see them. Know nothing of sockets, nor of the HTTP library, which
// is named in http_server.cpp alone.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "forms/result.h"

namespace candor::server::http {

enum class Method : std::uint8_t { get, head, post, put, patch, del, options };
[[nodiscard]] std::string_view name_of(Method method);

struct Request {
  Method method = Method::get;
  std::string path;  ///< percent-decoded, valid UTF-8, no NUL
  std::vector<std::pair<std::string, std::string>> query;
  std::vector<std::pair<std::string, std::string>> headers;          ///< as received; look up with header()
  std::vector<std::pair<std::string, std::string>> path_parameters;  ///< set by the router
  std::string body;
  bool secure = false;  ///< TLS here, or said by the proxy in front (`--behind-proxy`)

  /// First value without regard to case of the name; empty if absent.
  [[nodiscard]] std::string_view header(std::string_view name) const;
  [[nodiscard]] bool has_header(std::string_view name) const;
  [[nodiscard]] std::string_view parameter(std::string_view name) const;  ///< of the path
  [[nodiscard]] std::optional<std::string_view> query_value(std::string_view name) const;
  [[nodiscard]] std::string_view cookie(std::string_view name) const;
};

/// Where frames are concerned, a page is alone unless it says otherwise.
enum class Framing : std::uint8_t {
  alone,   ///< stands in no frame and holds none
  holder,  ///< holds frames of our own pages
  framed   ///< stands in frames of our own pages
};

struct Response {
  int status = 200;
  std::string content_type;  ///< empty with an empty body
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  /// Served instead of `body` where set: a static file that lives as long as the program.
  std::string_view static_body;
  /// What went wrong in an `internal` error: for the log, never sent.
  std::string fault{};
  Framing framing = Framing::alone;
  /// Problems only: the body for readers of Chinese. The router sends one of the two.
  std::string body_zh{};
};

[[nodiscard]] Response json_response(int status, std::string body);
[[nodiscard]] Response no_content();
/// RFC 9457, in both languages; status from the closed table in problem.cpp. `internal` details stay in the
/// log.
[[nodiscard]] Response problem_response(const Error& error);
/// The same under a status that only HTTP knows (405, 414, 415, 431, 505, or 400 for what a rule forbids).
[[nodiscard]] Response problem_response(int status, const Error& error);
[[nodiscard]] std::string_view reason_phrase(int status);
[[nodiscard]] int status_of(ErrorKind kind);
[[nodiscard]] std::string_view name_of(ErrorKind kind);

}  // namespace candor::server::http
