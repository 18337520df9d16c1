// Static files, embedded in the program at build time: each with its brotli and gzip forms made ahead,
// hashed names `immutable`, an ETag for the rest. Built from `static/` by static/build.mjs.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "server/http/message.h"
#include "server/http/router.h"

namespace candor::server::http {

struct Asset {
  std::string_view path;  ///< "/assets/respond.3f2a91c0.js", "/b.html"
  std::string_view content_type;
  std::string_view etag;  ///< quoted
  bool immutable = false;
  std::string_view identity, gzip, brotli;  ///< empty where not smaller
};

[[nodiscard]] const std::vector<Asset>& all_assets();
[[nodiscard]] const Asset* find_asset(std::string_view path);
/// Negotiates the encoding, answers If-None-Match with 304.
[[nodiscard]] Response asset_response(const Asset& asset, const Request& request);
/// Routes for every asset by its own path. Pages such as "/b" are named by their owner: see page_response.
[[nodiscard]] std::vector<Route> asset_routes();
/// The page `name` ("respond", "console", "results", "start"): the asset "/<name>.html". 404 if absent.
[[nodiscard]] Response page_response(std::string_view name, const Request& request);

}  // namespace candor::server::http
