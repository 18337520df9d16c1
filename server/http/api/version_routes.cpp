// Versions of drafts, and what there is to say of a round file before it is stored.
#include <charconv>

#include "server/http/api/api_json.h"
#include "server/http/api/services.h"

namespace candor::server::http {
namespace {

/// Errors: `not_found`, since no version has such a name.
Result<std::int64_t> version_wanted(const Request& request) {
  const auto text = request.parameter("version");
  std::int64_t version = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
  if (error != std::errc{} || end != text.data() + text.size() || version < 1)
    return fail(ErrorKind::not_found, "there is no such version of this draft");
  return version;
}

/// Absent or null: none. Errors: `invalid`.
Result<std::optional<std::string>> get_note(const nlohmann::json& body) {
  const auto at = body.find("note");
  if (at == body.end() || at->is_null()) return std::optional<std::string>();
  auto note = get_string(body, "note");
  if (!note) return fail(std::move(note).error());
  return std::optional(*std::move(note));
}

Json version_json(const DraftVersion& version) {
  return {{"version", version.version},
          {"saved_at", time_json(version.saved.at_s)},
          {"account", version.saved.account},
          {"note", version.note ? Json(*version.note) : Json(nullptr)},
          {"bytes", version.bytes},
          {"current", version.current},
          {"aside", version.aside}};
}

Response get_versions(const Services& services, const Request& request, const SignedIn&) {
  const auto versions = services.drafts.list(request.parameter("round"));
  if (!versions) return problem_response(versions.error());
  Json items = Json::array();
  for (const auto& version : *versions) items.push_back(version_json(version));
  return json_response(200, list_json(std::move(items)));
}

Response get_version(const Services& services, const Request& request, const SignedIn&) {
  const auto version = version_wanted(request);
  if (!version) return problem_response(version.error());
  auto file = services.drafts.get(request.parameter("round"), *version);
  return file ? json_response(200, *std::move(file)) : problem_response(file.error());
}

Result<DraftVersion> name_current(const Services& services, const Request& request,
                                  const std::optional<std::string>& note, std::string_view account) {
  const auto expected = get_if_match(request);
  if (!expected) return fail(expected.error());
  return services.drafts.name_current(request.parameter("round"), note.value_or(""), *expected, account);
}

Response post_version(const Services& services, const Request& request, const SignedIn& caller) {
  const auto body = parse_body(request, {"note", "file"});
  if (!body) return problem_response(body.error());
  const auto note = get_note(*body);
  if (!note) return problem_response(note.error());
  const auto file = body->find("file");
  const auto kept = file == body->end() ? name_current(services, request, *note, caller.account.name)
                                        : services.drafts.set_aside(request.parameter("round"), file->dump(),
                                                                    *note, caller.account.name);
  return kept ? json_response(201, version_json(*kept)) : problem_response(kept.error());
}

Response delete_version(const Services& services, const Request& request, const SignedIn& caller) {
  const auto version = version_wanted(request);
  if (!version) return problem_response(version.error());
  const auto removed = services.drafts.remove(request.parameter("round"), *version, caller.account.name);
  return removed ? no_content() : problem_response(removed.error());
}

Response post_check(const Services&, const Request& request, const SignedIn&) {
  const auto check = Rounds::check(request.body);
  if (!check) return problem_response(check.error());
  const Language language = language_of(request);
  auto response = json_response(200, Json{{"errors", to_json(check->errors, language)},
                                          {"blockers", to_json(check->blockers, language)},
                                          {"warnings", to_json(check->warnings, language)}});
  name_language(response, language);
  return response;
}

}  // namespace

std::vector<Route> version_routes(const Services& services) {
  const auto with = [&services](auto handler) { return for_caller(services, handler); };
  const auto organizer = Caller::organizer;
  return {
      compressed({Method::post, "/api/v1/check", organizer, with(post_check), kRoundFileLimitBytes}),
      {Method::get, "/api/v1/rounds/{round}/versions", organizer, with(get_versions)},
      {Method::post, "/api/v1/rounds/{round}/versions", organizer, with(post_version), kRoundFileLimitBytes},
      compressed({Method::get, "/api/v1/rounds/{round}/versions/{version}", organizer, with(get_version)}),
      {Method::del, "/api/v1/rounds/{round}/versions/{version}", organizer, with(delete_version)}};
}

}  // namespace candor::server::http
