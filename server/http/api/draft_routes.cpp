// Drafts: from a template or a file, edited, given units and times.
#include <algorithm>

#include "forms/round_json.h"
#include "forms/units_csv.h"
#include "server/http/api/api_json.h"
#include "server/http/api/services.h"
#include "server/templates/templates.h"

namespace candor::server::http {
namespace {

Response full(const Request& request, int status, const Result<RoundView>& view) {
  if (!view) return problem_response(view.error());
  const Language language = language_of(request);
  auto response = json_response(status, round_full_json(*view, language));
  name_language(response, language);
  response.headers.emplace_back("ETag", "\"" + std::to_string(view->record.version) + "\"");
  return response;
}

Response download(std::string content_type, const std::string& name, std::string body) {
  Response response{200, std::move(content_type), std::move(body), {}, {}};
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
  return response;
}

Response get_templates(const Services&, const Request&, const SignedIn&) {
  Json items = Json::array();
  for (const auto& entry : templates::all_templates()) {
    items.push_back({{"id", entry.id}, {"title", entry.title}, {"summary", entry.summary}});
  }
  return json_response(200, list_json(std::move(items)));
}

Response get_template(const Services&, const Request& request, const SignedIn&) {
  const auto* const found = templates::find_template(request.parameter("template"));
  if (found == nullptr) return problem_response({ErrorKind::not_found, "no such template", {}});
  return json_response(200, std::string(found->bytes));
}

Response get_rounds(const Services& services, const Request&, const SignedIn&) {
  const auto views = services.rounds.list();
  if (!views) return problem_response(views.error());
  Json items = Json::array();
  for (const auto& view : *views) items.push_back(round_meta_json(view));
  return json_response(200, list_json(std::move(items)));
}

Response post_round(const Services& services, const Request& request, const SignedIn& caller) {
  return full(request, 201, services.rounds.create(request.body, caller.account.name));
}

Response get_round(const Services& services, const Request& request, const SignedIn&) {
  auto view = services.rounds.get(request.parameter("round"));
  if (view) view->raised_min_cell = services.boxes.raised_min_cell(view->record.id);
  return full(request, 200, view);
}

Response put_round(const Services& services, const Request& request, const SignedIn& caller) {
  const auto version = get_if_match(request);
  if (!version) return problem_response(version.error());
  return full(
      request, 200,
      services.rounds.replace(request.parameter("round"), request.body, *version, caller.account.name));
}

Response delete_round(const Services& services, const Request& request, const SignedIn& caller) {
  const auto removed = services.rounds.remove(request.parameter("round"), caller.account.name);
  return removed ? no_content() : problem_response(removed.error());
}

Response get_file(const Services& services, const Request& request, const SignedIn&) {
  const auto view = services.rounds.get(request.parameter("round"));
  if (!view) return problem_response(view.error());
  return download("application/json", view->record.id + ".round.json", view->record.file);
}

Response get_units_csv(const Services& services, const Request& request, const SignedIn&) {
  const auto view = services.rounds.get(request.parameter("round"));
  if (!view) return problem_response(view.error());
  return download("text/csv; charset=utf-8", view->record.id + "-units.csv",
                  forms::encode_units_csv(view->round));
}

Response post_units(const Services& services, const Request& request, const SignedIn& caller) {
  const auto version = get_if_match(request);
  if (!version) return problem_response(version.error());
  return full(
      request, 200,
      services.rounds.import_units(request.parameter("round"), request.body, *version, caller.account.name));
}

Response put_times(const Services& services, const Request& request, const SignedIn& caller) {
  const auto version = get_if_match(request);
  if (!version) return problem_response(version.error());
  const auto body = parse_body(request, {"opens_at", "closes_at", "grace_hours", "retain_until"});
  if (!body) return problem_response(body.error());
  const auto opens = get_time_or_zero(*body, "opens_at");
  const auto closes = get_time_or_zero(*body, "closes_at");
  if (!opens) return problem_response(opens.error());
  if (!closes) return problem_response(closes.error());
  RoundTimes times{*opens, *closes, std::nullopt, std::nullopt};
  if (body->contains("grace_hours")) {
    const auto grace = get_integer_or(*body, "grace_hours", 0);
    if (!grace) return problem_response(grace.error());
    times.grace_s = std::clamp<std::int64_t>(*grace, -1, kMaxGrace_s) * 3600;  // out of range stays so
  }
  if (body->contains("retain_until")) {
    const auto retain = get_time_or_zero(*body, "retain_until");
    if (!retain) return problem_response(retain.error());
    times.retain_until_s = *retain;
  }
  return full(request, 200,
              services.moves.set_times(request.parameter("round"), times, *version, caller.account.name));
}

}  // namespace

std::vector<Route> draft_routes(const Services& services) {
  const auto with = [&services](auto handler) { return for_caller(services, handler); };
  const auto organizer = Caller::organizer;
  // What a round file says is no secret from whoever may read it, and it may be large.
  return {
      {Method::get, "/api/v1/templates", organizer, with(get_templates)},
      compressed({Method::get, "/api/v1/templates/{template}", organizer, with(get_template)}),
      compressed({Method::get, "/api/v1/rounds", Caller::staff, with(get_rounds)}),
      compressed({Method::post, "/api/v1/rounds", organizer, with(post_round), kRoundFileLimitBytes}),
      compressed({Method::get, "/api/v1/rounds/{round}", Caller::staff, with(get_round)}),
      compressed({Method::put, "/api/v1/rounds/{round}", organizer, with(put_round), kRoundFileLimitBytes}),
      {Method::del, "/api/v1/rounds/{round}", organizer, with(delete_round)},
      compressed({Method::get, "/api/v1/rounds/{round}/file", Caller::staff, with(get_file)}),
      compressed({Method::get, "/api/v1/rounds/{round}/units.csv", organizer, with(get_units_csv)}),
      compressed({Method::post, "/api/v1/rounds/{round}/units", organizer, with(post_units),
                  kRoundFileLimitBytes, "text/csv"}),
      {Method::put, "/api/v1/rounds/{round}/times", organizer, with(put_times)}};
}

}  // namespace candor::server::http
