#include "server/http/assets.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

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

/// How much an Accept-Encoding header wants `coding`, in thousandths; -1 where it says nothing about it.
int wanted(std::string_view accepted, std::string_view coding) {
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

struct Choice {
  std::string_view bytes;
  std::string_view coding;      ///< empty: as it is
  std::string_view tag_suffix;  ///< other bytes need another entity tag
};

/// The smallest form of those wanted most. Nothing acceptable: as it is, which every client understands.
Choice choose(const Asset& asset, std::string_view accepted) {
  const std::array<std::pair<Choice, int>, 2> compressed = {{
      {{asset.brotli, "br", "-br"}, wanted(accepted, "br")},
      {{asset.gzip, "gzip", "-gz"}, wanted(accepted, "gzip")},
  }};
  Choice best{asset.identity, {}, {}};
  int best_weight = 0;
  for (const auto& [choice, weight] : compressed) {
    if (choice.bytes.empty() || weight <= best_weight) continue;
    best = choice;
    best_weight = weight;
  }
  // "identity" has to be asked for by name to go before a compressed form.
  return wanted(accepted, "identity") > best_weight && accepted.find("identity") != std::string_view::npos
             ? Choice{asset.identity, {}, {}}
             : best;
}

std::string tag_of(const Asset& asset, std::string_view suffix) {
  std::string tag(asset.etag.substr(0, asset.etag.size() - 1));
  return tag.append(suffix).append("\"");
}

bool names_tag(std::string_view list, std::string_view tag) {
  while (!list.empty()) {
    auto candidate = take_until(list, ',');
    if (candidate.substr(0, 2) == "W/") candidate.remove_prefix(2);
    if (candidate == tag || candidate == "*") return true;
  }
  return false;
}

}  // namespace

const Asset* find_asset(std::string_view path) {
  const auto& assets = all_assets();
  const auto at =
      std::find_if(assets.begin(), assets.end(), [path](const Asset& a) { return a.path == path; });
  return at == assets.end() ? nullptr : &*at;
}

Response asset_response(const Asset& asset, const Request& request) {
  const auto choice = choose(asset, request.header("Accept-Encoding"));
  const auto tag = tag_of(asset, choice.tag_suffix);
  Response response;
  response.headers.emplace_back("ETag", tag);
  response.headers.emplace_back("Vary", "Accept-Encoding");
  response.headers.emplace_back("Cache-Control",
                                asset.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (names_tag(request.header("If-None-Match"), tag)) {
    response.status = 304;
    return response;
  }
  response.content_type = asset.content_type;
  response.static_body = choice.bytes;
  if (!choice.coding.empty()) response.headers.emplace_back("Content-Encoding", choice.coding);
  return response;
}

std::vector<Route> asset_routes() {
  std::vector<Route> routes;
  for (const auto& asset : all_assets()) {
    Route route;
    route.path = asset.path;
    route.handler = [&asset](const Request& request, const Context&) {
      return asset_response(asset, request);
    };
    routes.push_back(std::move(route));
  }
  return routes;
}

Response page_response(std::string_view name, const Request& request) {
  std::string path = "/";
  const auto* asset = find_asset(path.append(name).append(".html"));
  if (asset == nullptr)
    return problem_response({ErrorKind::not_found, "This page is not part of this program.", {}});
  return asset_response(*asset, request);
}

}  // namespace candor::server::http
