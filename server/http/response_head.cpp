#include "server/http/response_head.h"

#include <array>
#include <ctime>

#include <fmt/format.h>

namespace candor::server::http {
namespace {

/// RFC 9110 5.6.7, made once a second for each thread. Not by strftime, which asks the locale.
const std::string& http_date() {
  thread_local std::time_t made_at = -1;
  thread_local std::string text;
  const std::time_t now = std::time(nullptr);
  if (now == made_at) return text;
  constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm utc{};
  gmtime_r(&now, &utc);
  text = fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", kDays[static_cast<std::size_t>(utc.tm_wday)],
                     utc.tm_mday, kMonths[static_cast<std::size_t>(utc.tm_mon)], utc.tm_year + 1900,
                     utc.tm_hour, utc.tm_min, utc.tm_sec);
  made_at = now;
  return text;
}

void append_header(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ");
  const auto start = out.size();
  out.append(value);
  for (auto i = start; i < out.size(); ++i) {
    if (static_cast<unsigned char>(out[i]) < 0x20 || out[i] == 0x7f) out[i] = ' ';
  }
  out.append("\r\n");
}

}  // namespace

bool has_body(const Response& response) {
  return response.status >= 200 && response.status != 204 && response.status != 304;
}

std::string encode_response_head(const Response& response, bool keep_alive) {
  std::string out;
  out.reserve(1024);
  out.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  out.append(reason_phrase(response.status)).append("\r\n");
  append_header(out, "Date", http_date());
  for (const auto& [name, value] : response.headers) append_header(out, name, value);
  if (has_body(response)) {
    const auto size = response.static_body.empty() ? response.body.size() : response.static_body.size();
    if (!response.content_type.empty()) append_header(out, "Content-Type", response.content_type);
    append_header(out, "Content-Length", std::to_string(size));
  }
  if (!keep_alive) append_header(out, "Connection", "close");
  out.append("\r\n");
  return out;
}

}  // namespace candor::server::http
