// The one table from our kinds of failure to HTTP, and their form on the wire (RFC 9457).
#include <nlohmann/json.hpp>

#include "server/http/accept_language.h"

namespace candor::server::http {
namespace {

/// Seconds after which a refused caller may try again; short, because both queues empty within a second or
/// two.
constexpr const char* kRetryAfterSeconds = "2";

nlohmann::ordered_json encode_diagnostics(const std::vector<Diagnostic>& diagnostics, Language language) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& diagnostic : diagnostics) {
    const bool is_error = diagnostic.severity == Diagnostic::Severity::error;
    list.push_back({{"severity", is_error ? "error" : "warning"},
                    {"place", diagnostic.place},
                    {"expected", in_language(diagnostic.expected, language)},
                    {"remedy", in_language(diagnostic.remedy, language)}});
  }
  return list;
}

/// Where nobody wrote the Chinese words, the English ones are better than none.
std::string detail_in(const Error& error, Language language) {
  if (error.kind == ErrorKind::internal) {
    return in_language(
        {"Something went wrong on the server. Its log says what.", "服务器内部出错，原因已记入其日志。"},
        language);
  }
  return language == Language::zh && !error.detail_zh.empty() ? error.detail_zh : error.detail;
}

std::string encode_problem(int status, const Error& error, Language language) {
  const bool internal = error.kind == ErrorKind::internal;
  const nlohmann::ordered_json problem = {
      {"type", "about:blank"},
      {"title", reason_phrase(status)},
      {"status", status},
      {"kind", name_of(error.kind)},
      {"detail", detail_in(error, language)},
      {"diagnostics",
       internal ? nlohmann::ordered_json::array() : encode_diagnostics(error.diagnostics, language)}};
  // Details quote input, and input may be anything: what is not UTF-8 is replaced, never thrown at.
  return problem.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace

int status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::malformed:
      return 400;
    case ErrorKind::invalid:
      return 422;
    case ErrorKind::unauthenticated:
      return 401;
    case ErrorKind::forbidden:
      return 403;
    case ErrorKind::not_found:
      return 404;
    case ErrorKind::conflict:
      return 409;
    case ErrorKind::stale:
      return 412;
    case ErrorKind::expired:
      return 410;
    case ErrorKind::too_large:
      return 413;
    case ErrorKind::slow_down:
      return 429;
    case ErrorKind::busy:
      return 503;
    case ErrorKind::storage_full:
      return 507;
    case ErrorKind::unsupported:
      return 501;
    case ErrorKind::internal:
      return 500;
  }
  return 500;
}

std::string_view name_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::malformed:
      return "malformed";
    case ErrorKind::invalid:
      return "invalid";
    case ErrorKind::unauthenticated:
      return "unauthenticated";
    case ErrorKind::forbidden:
      return "forbidden";
    case ErrorKind::not_found:
      return "not_found";
    case ErrorKind::conflict:
      return "conflict";
    case ErrorKind::stale:
      return "stale";
    case ErrorKind::expired:
      return "expired";
    case ErrorKind::too_large:
      return "too_large";
    case ErrorKind::slow_down:
      return "slow_down";
    case ErrorKind::busy:
      return "busy";
    case ErrorKind::storage_full:
      return "storage_full";
    case ErrorKind::unsupported:
      return "unsupported";
    case ErrorKind::internal:
      return "internal";
  }
  return "internal";
}

std::string_view reason_phrase(int status) {
  switch (status) {
    case 100:
      return "Continue";
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 204:
      return "No Content";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    case 507:
      return "Insufficient Storage";
    default:
      return "Status";
  }
}

Response problem_response(const Error& error) {
  return problem_response(status_of(error.kind), error);
}

Response problem_response(int status, const Error& error) {
  Response response;
  response.status = status;
  response.content_type = "application/problem+json";
  if (error.kind == ErrorKind::internal) response.fault = error.detail;
  response.body = encode_problem(status, error, Language::en);
  response.body_zh = encode_problem(status, error, Language::zh);
  if (error.kind == ErrorKind::busy || error.kind == ErrorKind::slow_down) {
    response.headers.emplace_back("Retry-After", kRetryAfterSeconds);
  }
  return response;
}

}  // namespace candor::server::http
