#include "server/http/message.h"

#include <utility>

#include "server/http/text_compare.h"

namespace candor::server::http {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

const std::string* find_value(const Pairs& pairs, std::string_view name) {
  for (const auto& [key, value] : pairs) {
    if (key == name) return &value;
  }
  return nullptr;
}

const std::string* find_header(const Pairs& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (equals_ignoring_case(key, name)) return &value;
  }
  return nullptr;
}

}  // namespace

std::string_view name_of(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::head:
      return "HEAD";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::patch:
      return "PATCH";
    case Method::options:
      return "OPTIONS";
    case Method::del:
      return "DELETE";
  }
  return "GET";
}

std::string_view Request::header(std::string_view name) const {
  const auto* value = find_header(headers, name);
  return value == nullptr ? std::string_view{} : std::string_view{*value};
}

bool Request::has_header(std::string_view name) const {
  return find_header(headers, name) != nullptr;
}

std::string_view Request::parameter(std::string_view name) const {
  const auto* value = find_value(path_parameters, name);
  return value == nullptr ? std::string_view{} : std::string_view{*value};
}

std::optional<std::string_view> Request::query_value(std::string_view name) const {
  const auto* value = find_value(query, name);
  if (value == nullptr) return std::nullopt;
  return *value;
}

std::string_view Request::cookie(std::string_view name) const {
  auto rest = header("Cookie");
  while (!rest.empty()) {
    auto value = take_until(rest, ';');
    const auto key = take_until(value, '=');
    if (key == name) return value;
  }
  return {};
}

Response json_response(int status, std::string body) {
  Response response;
  response.status = status;
  response.content_type = "application/json";
  response.body = std::move(body);
  return response;
}

Response no_content() {
  Response response;
  response.status = 204;
  return response;
}

}  // namespace candor::server::http
