// RFC 8785 canonical JSON, limited to what the protocol uses: ASCII keys, integers |n| < 2^53, no
// fractions, no duplicate keys, no lone surrogates.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "forms/result.h"

namespace candor::forms {

inline constexpr int kMaxJsonDepth = 32;

/// Reads JSON with limits: valid UTF-8, depth <= max_depth, no duplicate keys. Errors: `malformed`,
/// place "line L, column C". Never throws, never recurses deeper than max_depth.
[[nodiscard]] Result<nlohmann::json> parse_json(std::string_view text, int max_depth = kMaxJsonDepth);

/// Canonical text. Precondition: no floating-point numbers.
[[nodiscard]] std::string encode_canonical(const nlohmann::json& value);

/// Appends one string, quoted and escaped as RFC 8785 demands. Precondition: valid UTF-8.
void append_canonical_string(std::string& out, std::string_view text);

/// parse_json, and the text must equal its canonical form byte for byte. Errors: `malformed`.
[[nodiscard]] Result<nlohmann::json> parse_canonical(std::string_view text, int max_depth = kMaxJsonDepth);

}  // namespace candor::forms
