#include "server/http/accept_encoding.h"

#include <algorithm>

#include "server/http/text_compare.h"

namespace candor::server::http {
namespace {

/// Thousandths: "0.5" is 500, "1" is 1000; what is no weight counts as 0, that is as refused.
int parse_weight(std::string_view text) {
  if (text.empty() || (text[0] != '0' && text[0] != '1') || text.size() > 5) return 0;
  int weight = (text[0] - '0') * 1000;
  if (text.size() > 1 && text[1] != '.') return 0;
  int unit = 100;
  for (const char digit : text.substr(std::min<std::size_t>(2, text.size()))) {
    if (digit < '0' || digit > '9') return 0;
    weight += (digit - '0') * unit;
    unit /= 10;
  }
  return std::min(weight, 1000);
}

}  // namespace

int weight_of_coding(std::string_view accepted, std::string_view coding) {
  int any = -1;
  while (!accepted.empty()) {
    auto parameters = take_until(accepted, ',');
    const auto name = take_until(parameters, ';');
    int weight = 1000;
    while (!parameters.empty()) {
      auto value = take_until(parameters, ';');
      if (equals_ignoring_case(take_until(value, '='), "q")) weight = parse_weight(value);
    }
    if (equals_ignoring_case(name, coding)) return weight;
    if (name == "*") any = weight;
  }
  return any;
}

bool prefers_identity(std::string_view accepted, int weight) {
  return accepted.find("identity") != std::string_view::npos &&
         weight_of_coding(accepted, "identity") > weight;
}

}  // namespace candor::server::http
