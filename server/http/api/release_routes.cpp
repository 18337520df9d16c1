// Releasing results, the first time and again with less; and what was released.
#include <algorithm>
#include <optional>

#include "server/http/api/api_json.h"
#include "server/http/api/services.h"

namespace candor::server::http {
namespace {

/// A list of texts, or none where the key is absent.
Result<std::vector<std::string>> get_texts_or_none(const nlohmann::json& object, std::string_view key) {
  std::vector<std::string> texts;
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return texts;
  const bool sound =
      found->is_array() && std::ranges::all_of(*found, [](const auto& one) { return one.is_string(); });
  if (!sound) return fail(ErrorKind::invalid, "/withhold/" + std::string(key) + ": expected a list of ids");
  for (const auto& one : *found) texts.push_back(one.template get<std::string>());
  return texts;
}

Result<RoundMoves::Withheld> parse_withheld(const nlohmann::json& body) {
  RoundMoves::Withheld withheld;
  auto reason = get_string_or(body, "reason", "");
  if (!reason) return fail(std::move(reason).error());
  withheld.reason = *std::move(reason);
  const auto found = body.find("withhold");
  if (found == body.end() || found->is_null()) return withheld;
  if (!found->is_object())
    return fail(ErrorKind::invalid, "/withhold: expected an object with units and texts");
  if (auto known = check_keys(*found, {"units", "texts"}); !known) return fail(std::move(known).error());
  auto units = get_texts_or_none(*found, "units");
  auto texts = get_texts_or_none(*found, "texts");
  if (!units) return fail(std::move(units).error());
  if (!texts) return fail(std::move(texts).error());
  withheld.units = *std::move(units);
  withheld.texts = *std::move(texts);
  return withheld;
}

Response post_release(const Services& services, const Request& request, const SignedIn& caller) {
  const auto body = parse_body(request, {"withhold", "reason"});
  if (!body) return problem_response(body.error());
  const auto withheld = parse_withheld(*body);
  if (!withheld) return problem_response(withheld.error());
  const auto view = services.moves.release(request.parameter("round"), *withheld, caller.account.name);
  if (!view) return problem_response(view.error());
  return json_response(200, Json{{"meta", round_meta_json(*view)}});
}

Response get_releases(const Services& services, const Request& request, const SignedIn&) {
  if (const auto view = services.rounds.get(request.parameter("round")); !view)
    return problem_response(view.error());
  const auto releases = services.boxes.releases(request.parameter("round"));
  Json items = Json::array();
  // A draft has no box: nothing was released.
  if (!releases && releases.error().kind == ErrorKind::not_found)
    return json_response(200, list_json(std::move(items)));
  if (!releases) return problem_response(releases.error());
  for (const auto& release : *releases) {
    items.push_back({{"number", release.number},
                     {"at", time_json(release.at_s)},
                     {"min_cell", release.min_cell},
                     {"withheld_units", release.withheld},
                     {"withheld_texts", release.texts_withheld},
                     {"shown_texts", release.texts_shown},
                     {"unread_texts", release.texts_unread},
                     {"reason", release.reason}});
  }
  return json_response(200, list_json(std::move(items)));
}

}  // namespace

std::vector<Route> release_routes(const Services& services) {
  const auto with = [&services](auto handler) { return for_caller(services, handler); };
  return {{Method::post, "/api/v1/rounds/{round}/release", Caller::organizer, with(post_release)},
          {Method::get, "/api/v1/rounds/{round}/releases", Caller::staff, with(get_releases)}};
}

}  // namespace candor::server::http
