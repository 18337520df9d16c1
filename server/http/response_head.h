// Responses as bytes of HTTP/1.1. Pure but for the clock of the Date header; knows no sockets and no routes.
#pragma once

#include <string>

#include "server/http/message.h"

namespace candor::server::http {

/// Status line and headers with the empty line. Content-Length is that of the body, also where the body is
/// not sent (HEAD). Control characters in a header's value become spaces.
[[nodiscard]] std::string encode_response_head(const Response& response, bool keep_alive);

/// Whether a body may follow this status (not 204 and 304).
[[nodiscard]] bool has_body(const Response& response);

}  // namespace candor::server::http
