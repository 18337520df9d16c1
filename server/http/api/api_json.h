// Values to the API's JSON and back. The only place that knows both the use cases' types and JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "forms/result.h"
#include "server/app/accounts.h"
#include "server/app/ballot_boxes.h"
#include "server/app/rounds.h"
#include "server/http/accept_language.h"
#include "server/http/message.h"

namespace candor::server::http {

using Json = nlohmann::ordered_json;

[[nodiscard]] Json to_json(const std::vector<Diagnostic>& diagnostics, Language language);
[[nodiscard]] Json account_json(const Account& account);
[[nodiscard]] Json round_meta_json(const RoundView& view);
[[nodiscard]] Json round_full_json(const RoundView& view, Language language);
[[nodiscard]] Json accepted_json(const Accepted& accepted);
[[nodiscard]] Json page_json(const RoundPage& page, std::int64_t now_s);
[[nodiscard]] Json turnout_json(const Turnout& turnout);
/// {"items": […], "next": null}
[[nodiscard]] Json list_json(Json items);
/// ISO text, or null for 0.
[[nodiscard]] Json time_json(std::int64_t utc_s);

[[nodiscard]] Response json_response(int status, const Json& json);

/// Reads a JSON object with exactly these keys at most; every unknown key is an error by pointer.
/// Errors: `malformed`, `invalid`.
[[nodiscard]] Result<nlohmann::json> parse_body(const Request& request,
                                                const std::vector<std::string_view>& known_keys);

/// The second half of parse_body, for bodies whose keys depend on what they hold. Errors: `invalid`.
[[nodiscard]] Result<void> check_keys(const nlohmann::json& object,
                                      const std::vector<std::string_view>& known_keys);
[[nodiscard]] Result<nlohmann::json> parse_object(const Request& request);

/// A field of a body; each says in its error where and what was expected.
[[nodiscard]] Result<std::string> get_string(const nlohmann::json& object, std::string_view key);
[[nodiscard]] Result<std::string> get_string_or(const nlohmann::json& object, std::string_view key,
                                                std::string_view otherwise);
[[nodiscard]] Result<std::int64_t> get_integer_or(const nlohmann::json& object, std::string_view key,
                                                  std::int64_t otherwise);
/// Null and absence: 0.
[[nodiscard]] Result<std::int64_t> get_time_or_zero(const nlohmann::json& object, std::string_view key);
[[nodiscard]] Result<std::vector<RoleGrant>> get_roles(const nlohmann::json& object);

/// Bytes in base64url without padding.
[[nodiscard]] Result<Bytes> get_bytes(const nlohmann::json& object, std::string_view key);
/// 32 bytes in lower-case hex.
[[nodiscard]] Result<std::vector<Bytes32>> get_hashes(const nlohmann::json& object, std::string_view key);

/// The version in If-Match. Errors: `stale` if the header is missing or no version.
[[nodiscard]] Result<std::int64_t> get_if_match(const Request& request);

}  // namespace candor::server::http
