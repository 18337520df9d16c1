#include "server/http/request_target.h"

#include <optional>

#include "forms/utf8.h"

namespace candor::server::http {
namespace {

constexpr std::size_t kMaximumQueryValues = 64;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

/// `in_query`: a plus is a space there, and slashes mean nothing.
std::optional<std::string> decode(std::string_view text, bool in_query) {
  std::string decoded;
  decoded.reserve(text.size());
  bool escaped_anything = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c <= ' ' || c == 0x7f) return std::nullopt;  // bytes above 0x7f are negative here: refused too
    if (c == '+' && in_query) {
      c = ' ';
    } else if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_value(text[i + 1]);
      const int low = hex_value(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      if (is_control(c) || (!in_query && (c == '/' || c == '\\'))) return std::nullopt;
      escaped_anything = true;
      i += 2;
    }
    decoded += c;
  }
  if (escaped_anything && forms::find_invalid_utf8(decoded) != std::string_view::npos) return std::nullopt;
  return decoded;
}

Unexpected malformed(const char* what) {
  return fail(ErrorKind::malformed, what);
}

}  // namespace

Result<RequestTarget> parse_request_target(std::string_view target) {
  if (target.empty() || target.front() != '/' || target.find('#') != std::string_view::npos) {
    return malformed("The request's target must be a path, perhaps with a query.");
  }
  const auto question = target.find('?');
  auto path = decode(target.substr(0, question), false);
  if (!path) return malformed("The path is not percent-encoded UTF-8, or escapes what may not be escaped.");
  RequestTarget parsed{std::move(*path), {}};
  if (question == std::string_view::npos) return parsed;
  auto rest = target.substr(question + 1);
  while (!rest.empty()) {
    const auto end = rest.find('&');
    const auto pair = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    if (pair.empty()) continue;
    if (parsed.query.size() == kMaximumQueryValues) return malformed("The query holds too many values.");
    const auto equals = pair.find('=');
    auto name = decode(pair.substr(0, equals), true);
    auto value = equals == std::string_view::npos ? std::string{} : decode(pair.substr(equals + 1), true);
    if (!name || !value) return malformed("The query is not percent-encoded UTF-8.");
    parsed.query.emplace_back(std::move(*name), std::move(*value));
  }
  return parsed;
}

}  // namespace candor::server::http
