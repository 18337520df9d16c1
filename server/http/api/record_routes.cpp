// What a sealed round is checked by: the public record for anybody, the bundle for scrutineers, M for
// organizers.
#include "server/http/api/api_json.h"
#include "server/http/api/services.h"

namespace candor::server::http {
namespace {

Response download(const Result<std::string>& bytes, std::string content_type, const std::string& name) {
  if (!bytes) return problem_response(bytes.error());
  Response response{200, std::move(content_type), *bytes, {}, {}};
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
  return response;
}

std::string content_type_of(std::string_view name) {
  return name.ends_with(".json") ? "application/json" : "application/octet-stream";
}

Response get_record(const Services& services, const Request& request) {
  return download(services.boxes.record(request.parameter("round")), "application/zip",
                  std::string(request.parameter("round")) + "-public-record.zip");
}

Response get_record_file(const Services& services, const Request& request) {
  const auto name = request.parameter("name");
  const auto bytes = services.boxes.record_file(request.parameter("round"), name);
  if (!bytes) return problem_response(bytes.error());
  return {200, content_type_of(name), *bytes, {}, {}};
}

Response get_bundle(const Services& services, const Request& request, const SignedIn& caller) {
  const std::string round(request.parameter("round"));
  auto bundle = services.boxes.bundle(round);
  if (!bundle) return problem_response(bundle.error());
  if (auto noted = services.rounds.note_download(round, caller.account.name); !noted)
    return problem_response(noted.error());
  return download(bundle, "application/zip", round + "-scrutineers-bundle.zip");
}

Response get_manifest(const Services& services, const Request& request, const SignedIn&) {
  const std::string round(request.parameter("round"));
  const auto page = services.boxes.page(round, std::nullopt);
  if (!page) return problem_response(page.error());
  return download(page->manifest, "application/json", round + "-manifest.json");
}

}  // namespace

std::vector<Route> record_routes(const Services& services) {
  return {
      {Method::get, "/api/v1/rounds/{round}/record", Caller::respondent, for_anybody(services, get_record)},
      {Method::get, "/api/v1/rounds/{round}/record/{name}", Caller::respondent,
       for_anybody(services, get_record_file)},
      {Method::get, "/api/v1/rounds/{round}/bundle", Caller::scrutineer, for_caller(services, get_bundle)},
      {Method::get, "/api/v1/rounds/{round}/manifest", Caller::registrar,
       for_caller(services, get_manifest)}};
}

}  // namespace candor::server::http
