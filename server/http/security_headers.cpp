#include "server/http/security_headers.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace candor::server::http {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

const Headers& fixed_headers() {
  static const Headers headers = {
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
  };
  return headers;
}

/// The empty string where there is none.
std::string_view text_of(const std::shared_ptr<const std::string>& origin) {
  return origin ? std::string_view(*origin) : std::string_view();
}

std::string content_policy(std::string_view connect_to, Framing framing) {
  std::string policy =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";
  if (!connect_to.empty()) policy.append(" ").append(connect_to);
  policy.append("; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors ");
  policy.append(framing == Framing::framed ? "'self'" : "'none'");
  if (framing == Framing::holder) policy.append("; frame-src 'self'");
  return policy;
}

}  // namespace

void add_security_headers(Response& response, bool secure, const Origins& origins) {
  const auto& fixed = fixed_headers();
  response.headers.reserve(response.headers.size() + fixed.size() + 6);
  const bool cache_told = std::any_of(response.headers.begin(), response.headers.end(),
                                      [](const auto& header) { return header.first == "Cache-Control"; });
  response.headers.insert(response.headers.end(), fixed.begin(), fixed.end());
  response.headers.emplace_back("X-Frame-Options",
                                response.framing == Framing::framed ? "SAMEORIGIN" : "DENY");
  response.headers.emplace_back("Content-Security-Policy",
                                content_policy(text_of(origins.connect_to), response.framing));
  if (const auto allowed = text_of(origins.allow_from); !allowed.empty()) {
    response.headers.emplace_back("Access-Control-Allow-Origin", allowed);
    response.headers.emplace_back("Vary", "Origin");
  }
  if (!cache_told) response.headers.emplace_back("Cache-Control", "no-store");
  if (secure) response.headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
}

}  // namespace candor::server::http
