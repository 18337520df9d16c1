#include "server/http/accept_language.h"

#include <optional>

#include "server/http/text_compare.h"

namespace candor::server::http {
namespace {

/// "0", "0.8", "1.000" in thousandths; null where it is no weight.
std::optional<int> parse_weight(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  if (text.size() > 1 && text[1] != '.') return std::nullopt;
  int weight = (text[0] - '0') * 1000;
  int step = 100;
  for (std::size_t i = 2; i < text.size(); ++i, step /= 10) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    weight += (text[i] - '0') * step;
  }
  return weight <= 1000 ? std::optional(weight) : std::nullopt;
}

/// Null where a range is none of ours.
std::optional<Language> find_language(std::string_view range) {
  const auto primary = take_until(range, '-');
  if (equals_ignoring_case(primary, "zh")) return Language::zh;
  if (equals_ignoring_case(primary, "en") || primary == "*") return Language::en;
  return std::nullopt;
}

/// 1000 without parameters; 0 for a weight that cannot be read.
int weight_of(std::string_view parameters) {
  int weight = 1000;
  while (!parameters.empty()) {
    auto value = take_until(parameters, ';');
    const auto name = take_until(value, '=');
    if (equals_ignoring_case(name, "q")) weight = parse_weight(value).value_or(0);
  }
  return weight;
}

}  // namespace

Language preferred_language(std::string_view accept_language) {
  Language best = Language::en;
  int best_weight = 0;
  while (!accept_language.empty()) {
    auto parameters = take_until(accept_language, ',');
    const auto language = find_language(take_until(parameters, ';'));
    const int weight = weight_of(parameters);
    if (!language || weight <= best_weight) continue;
    best = *language;
    best_weight = weight;
  }
  return best;
}

Language language_of(const Request& request) {
  return preferred_language(request.header("Accept-Language"));
}

void name_language(Response& response, Language language) {
  response.headers.emplace_back("Content-Language", language == Language::zh ? "zh-CN" : "en");
  response.headers.emplace_back("Vary", "Accept-Language");
}

}  // namespace candor::server::http
