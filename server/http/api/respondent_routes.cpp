// What a respondent's browser asks for: the page's data, a ballot, a comment. Sees no cookie and no address.
#include <charconv>
#include <initializer_list>

#include "server/http/api/api_json.h"
#include "server/http/api/services.h"
#include "server/protocol/hash.h"

namespace candor::server::http {
namespace {

constexpr std::size_t kCastLimitBytes = 96 * 1024;  // a comment of 64 KiB, escaped and padded
constexpr std::size_t kClaimLimitBytes = 4 * 1024;

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
  Json json = page_json(*page, services.clock());
  json["box_url"] = services.box_url && !services.box_url->empty() ? Json(*services.box_url) : Json(nullptr);
  return json_response(200, json);
}

/// Reads text fields into their places; the first that is missing ends it.
struct TextField {
  const char* key;
  std::string* into;
};
Result<void> read_texts(const nlohmann::json& json, std::initializer_list<TextField> fields) {
  for (const auto& [key, into] : fields) {
    auto text = get_string(json, key);
    if (!text) return fail(std::move(text).error());
    *into = *std::move(text);
  }
  return {};
}

struct BytesField {
  const char* key;
  Bytes* into;
};
Result<void> read_bytes(const nlohmann::json& json, std::initializer_list<BytesField> fields) {
  for (const auto& [key, into] : fields) {
    auto bytes = get_bytes(json, key);
    if (!bytes) return fail(std::move(bytes).error());
    *into = *std::move(bytes);
  }
  return {};
}

Result<TicketRight> parse_ticket_right(const nlohmann::json& json, bool is_ballot) {
  TicketRight right;
  if (auto read = read_texts(json, {{"unit", &right.unit}, {"bearer", &right.bearer}}); !read)
    return fail(std::move(read).error());
  if (!is_ballot) return right;
  if (auto read = read_texts(json, {{"category", &right.category}}); !read)
    return fail(std::move(read).error());
  return right;
}

Result<CredentialRight> parse_credential_right(const nlohmann::json& json) {
  CredentialRight right;
  if (auto read = read_texts(json, {{"kid", &right.kid}}); !read) return fail(std::move(read).error());
  if (auto read = read_bytes(json, {{"spki", &right.spki},
                                    {"prefix", &right.prefix},
                                    {"signature", &right.signature},
                                    {"body_signature", &right.body_signature}});
      !read)
    return fail(std::move(read).error());
  return right;
}

/// Which keys a cast may have depends on its right: a ticket's, or a credential's.
Result<void> check_cast_keys(const nlohmann::json& json, bool is_ballot, bool by_credential) {
  std::vector<std::string_view> keys = {"manifest", "revision", "salt", "body", "pad"};
  if (by_credential) {
    keys.insert(keys.end(), {"kid", "spki", "prefix", "signature", "body_signature"});
  } else {
    keys.insert(keys.end(), {"unit", "bearer"});
    if (is_ballot) keys.emplace_back("category");
  }
  return check_keys(json, keys);
}

Result<Cast> parse_cast(const Request& request, bool is_ballot) {
  const auto json = parse_object(request);
  if (!json) return fail(json.error());
  const bool by_credential = json->contains("kid");
  if (auto known = check_cast_keys(*json, is_ballot, by_credential); !known)
    return fail(std::move(known).error());
  if (request.body.size() % 1024 != 0) {
    return fail(
        ErrorKind::invalid,
        Phrase{"the message must be padded to a multiple of 1024 bytes", "提交内容应填充至1024字节的整数倍"},
        {{Diagnostic::Severity::error,
          "/pad",
          {"expected a text that fills the message up", "应为填充文本"},
          {"lengthen pad", "请加长`pad`。"}}});
  }
  Cast cast;
  if (auto read =
          read_texts(*json, {{"manifest", &cast.manifest}, {"salt", &cast.salt}, {"body", &cast.body}});
      !read)
    return fail(std::move(read).error());
  const auto revision = get_integer_or(*json, "revision", 0);
  if (!revision) return fail(revision.error());
  cast.revision = *revision;
  if (by_credential) {
    auto right = parse_credential_right(*json);
    if (!right) return fail(std::move(right).error());
    cast.right = *std::move(right);
  } else {
    auto right = parse_ticket_right(*json, is_ballot);
    if (!right) return fail(std::move(right).error());
    cast.right = *std::move(right);
  }
  return cast;
}

Response accepted(const Result<Accepted>& cast) {
  return cast ? json_response(200, accepted_json(*cast)) : problem_response(cast.error());
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

Result<ClaimRequest> parse_claim(const Request& request) {
  const auto json = parse_body(request, {"manifest", "part", "category", "secret", "ballot", "comment"});
  if (!json) return fail(json.error());
  ClaimRequest claim;
  if (auto read = read_texts(*json, {{"manifest", &claim.manifest}, {"secret", &claim.secret}}); !read)
    return fail(std::move(read).error());
  if (auto read = read_bytes(*json, {{"ballot", &claim.ballot}}); !read) return fail(std::move(read).error());
  if (json->contains("comment")) {
    if (auto read = read_bytes(*json, {{"comment", &claim.comment}}); !read)
      return fail(std::move(read).error());
  }
  const auto part = get_integer_or(*json, "part", 0);
  const auto category = get_integer_or(*json, "category", 0);
  if (!part) return fail(part.error());
  if (!category) return fail(category.error());
  claim.part = *part;
  claim.category = *category;
  return claim;
}

Response post_claim(const Services& services, const Request& request) {
  const auto claim = parse_claim(request);
  if (!claim) return problem_response(claim.error());
  const auto answer = services.claims.claim(request.parameter("round"), *claim);
  if (!answer) return problem_response(answer.error());
  Json json{{"ballot", protocol::base64url_of(answer->ballot)}};
  if (!answer->comment.empty()) json["comment"] = protocol::base64url_of(answer->comment);
  return json_response(200, json);
}

/// What a browser asks before it sends JSON to another origin.
Response preflight(const Services&, const Request&) {
  Response response = no_content();
  response.headers = {{"Access-Control-Allow-Methods", "POST"},
                      {"Access-Control-Allow-Headers", "Content-Type"},
                      {"Access-Control-Max-Age", "86400"}};
  return response;
}

constexpr std::string_view kBallotsPath = "/api/v1/rounds/{round}/ballots";
constexpr std::string_view kCommentsPath = "/api/v1/rounds/{round}/comments";

std::vector<Route> casting_routes(const Services& services) {
  const auto with = [&services](auto handler) { return for_anybody(services, handler); };
  return {
      {Method::post, std::string(kBallotsPath), Caller::respondent, with(post_ballot), kCastLimitBytes},
      {Method::post, std::string(kCommentsPath), Caller::respondent, with(post_comment), kCastLimitBytes}};
}

}  // namespace

std::vector<Route> respondent_routes(const Services& services) {
  const auto with = [&services](auto handler) { return for_anybody(services, handler); };
  auto routes = casting_routes(services);
  routes.push_back(
      compressed({Method::get, "/api/v1/rounds/{round}/page", Caller::respondent, with(get_page)}));
  routes.push_back({Method::post, "/api/v1/rounds/{round}/claims", Caller::respondent, with(post_claim),
                    kClaimLimitBytes});
  return routes;
}

std::vector<Route> box_routes(const Services& services) {
  auto routes = casting_routes(services);
  for (const auto path : {kBallotsPath, kCommentsPath}) {
    routes.push_back({Method::options, std::string(path), Caller::anybody, for_anybody(services, preflight)});
  }
  return routes;
}

}  // namespace candor::server::http
