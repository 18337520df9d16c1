// Answers sent in brotli. Only for routes that ask for it: a compressed length tells something of what is in
// the body, so no answer that holds a secret is one of them (docs/decisions/0016-compressed-answers.md).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/message.h"

namespace candor::server::http {

/// Shorter bodies go as they are: they fit into one packet anyway.
inline constexpr std::size_t kLeastCompressed = 1024;

/// RFC 7932, less thorough the longer `text` is; nullopt where that would not be shorter.
[[nodiscard]] std::optional<std::string> brotli_of(std::string_view text);

/// Compresses the body of a success where `request` takes that and it pays. Says in Vary that it may, and
/// gives other bytes another entity tag: `"7"` becomes `"7-br"`.
void compress_body(Response& response, const Request& request);

}  // namespace candor::server::http
