// What a respondent's browser asks for: the page's data, a ballot, a comment. Sees no cookie and no address.
#include <charconv>

#include "server/http/api/api_json.h"
#include "server/http/api/services.h"
#include "server/protocol/hash.h"

namespace candor::server::http {
namespace {

constexpr std::size_t kCastLimitBytes = 96 * 1024;  // a comment of 64 KiB, escaped and padded

Result<std::optional<std::size_t>> part_wanted(const Request& request) {
  const auto text = request.query_value("part");
  if (!text) return std::optional<std::size_t>{};
  std::size_t part = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), part);
  if (error != std::errc{} || end != text->data() + text->size() || part == 0) {
    return fail(ErrorKind::invalid, "part: expected a number from 1");
  }
  return std::optional(part);
}

Response get_page(const Services& services, const Request& request) {
  const auto part = part_wanted(request);
  if (!part) return problem_response(part.error());
  const auto page = services.boxes.page(request.parameter("round"), *part);
  if (!page) return problem_response(page.error());
  return json_response(200, page_json(*page, services.clock()));
}

Result<Cast> parse_cast(const Request& request, bool is_ballot) {
  auto json =
      is_ballot
          ? parse_body(request, {"manifest", "unit", "category", "bearer", "revision", "salt", "body", "pad"})
          : parse_body(request, {"manifest", "unit", "bearer", "revision", "salt", "body", "pad"});
  if (!json) return fail(std::move(json).error());
  if (request.body.size() % 1024 != 0) {
    return fail(
        ErrorKind::invalid, "the message must be padded to a multiple of 1024 bytes",
        {{Diagnostic::Severity::error, "/pad", "expected a text that fills the message up", "lengthen pad"}});
  }
  Cast cast;
  struct Field {
    const char* key;
    std::string Cast::*member;
    bool wanted;
  };
  for (const auto& [key, member, wanted] :
       {Field{"manifest", &Cast::manifest, true}, Field{"unit", &Cast::unit, true},
        Field{"category", &Cast::category, is_ballot}, Field{"bearer", &Cast::bearer, true},
        Field{"salt", &Cast::salt, true}, Field{"body", &Cast::body, true}}) {
    if (!wanted) continue;
    auto text = get_string(*json, key);
    if (!text) return fail(std::move(text).error());
    cast.*member = *std::move(text);
  }
  auto revision = get_integer_or(*json, "revision", 0);
  if (!revision) return fail(std::move(revision).error());
  cast.revision = *revision;
  return cast;
}

Response accepted(const Result<Bytes>& entry) {
  if (!entry) return problem_response(entry.error());
  return json_response(200, Json{{"accepted", true}, {"entry", protocol::hex_of(*entry)}});
}

Response post_ballot(const Services& services, const Request& request) {
  const auto cast = parse_cast(request, true);
  if (!cast) return problem_response(cast.error());
  return accepted(services.boxes.cast_ballot(request.parameter("round"), *cast));
}

Response post_comment(const Services& services, const Request& request) {
  const auto cast = parse_cast(request, false);
  if (!cast) return problem_response(cast.error());
  return accepted(services.boxes.cast_comment(request.parameter("round"), *cast));
}

}  // namespace

std::vector<Route> respondent_routes(const Services& services) {
  const auto with = [&services](auto handler) { return for_anybody(services, handler); };
  return {{Method::get, "/api/v1/rounds/{round}/page", Caller::respondent, with(get_page)},
          {Method::post, "/api/v1/rounds/{round}/ballots", Caller::respondent, with(post_ballot),
           kCastLimitBytes},
          {Method::post, "/api/v1/rounds/{round}/comments", Caller::respondent, with(post_comment),
           kCastLimitBytes}};
}

}  // namespace candor::server::http
