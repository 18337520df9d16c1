#include "server/http/assets.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "server/http/accept_encoding.h"
#include "server/http/text_compare.h"

namespace candor::server::http {
namespace {

struct Choice {
  std::string_view bytes;
  std::string_view coding;      ///< empty: as it is
  std::string_view tag_suffix;  ///< other bytes need another entity tag
};

/// The smallest form of those wanted most. Nothing acceptable: as it is, which every client understands.
Choice choose(const Asset& asset, std::string_view accepted) {
  const std::array<std::pair<Choice, int>, 2> compressed = {{
      {{asset.brotli, "br", "-br"}, weight_of_coding(accepted, "br")},
      {{asset.gzip, "gzip", "-gz"}, weight_of_coding(accepted, "gzip")},
  }};
  Choice best{asset.identity, {}, {}};
  int best_weight = 0;
  for (const auto& [choice, weight] : compressed) {
    if (choice.bytes.empty() || weight <= best_weight) continue;
    best = choice;
    best_weight = weight;
  }
  return prefers_identity(accepted, best_weight) ? Choice{asset.identity, {}, {}} : best;
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
