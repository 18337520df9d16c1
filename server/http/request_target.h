// The target of a request line ("/r/a%20b?part=1") taken apart and percent-decoded, once and strictly: what
// two readers could understand differently is refused.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "forms/result.h"

namespace candor::server::http {

struct RequestTarget {
  std::string path;  ///< starts with "/"; valid UTF-8 without control characters
  std::vector<std::pair<std::string, std::string>> query;
};

/// Errors: `malformed` for anything but "/path[?query]"; broken escapes, bytes outside printable ASCII,
/// decoded text that is no UTF-8 or holds control characters; an escaped slash or backslash in the path; more
/// than 64 query values.
[[nodiscard]] Result<RequestTarget> parse_request_target(std::string_view target);

}  // namespace candor::server::http
