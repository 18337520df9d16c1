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
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
       "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"X-Frame-Options", "DENY"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
  };
  return headers;
}

}  // namespace

void add_security_headers(Response& response, bool secure) {
  const auto& fixed = fixed_headers();
  response.headers.reserve(response.headers.size() + fixed.size() + 2);
  const bool cache_told = std::any_of(response.headers.begin(), response.headers.end(),
                                      [](const auto& header) { return header.first == "Cache-Control"; });
  response.headers.insert(response.headers.end(), fixed.begin(), fixed.end());
  if (!cache_told) response.headers.emplace_back("Cache-Control", "no-store");
  if (secure) response.headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
}

}  // namespace candor::server::http
