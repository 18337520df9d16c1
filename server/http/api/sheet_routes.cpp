// Ballots on paper: printed, keyed by two people, then cast.
#include "server/app/paper_ballot.h"
#include "server/http/api/api_json.h"
#include "server/http/api/services.h"
#include "server/protocol/hash.h"

namespace candor::server::http {
namespace {

constexpr std::size_t kSheetLimitBytes = 192 * 1024;

Result<Bytes32> get_hash(const nlohmann::json& object, std::string_view key) {
  const auto text = get_string(object, key);
  if (!text) return fail(text.error());
  return protocol::parse_hex32(*text);
}

Result<KeyedSheet> parse_sheet(const Request& request) {
  const auto json =
      parse_body(request, {"unit", "category", "bearer", "ballot", "comment_bearer", "comment"});
  if (!json) return fail(json.error());
  KeyedSheet sheet;
  struct Field {
    const char* key;
    std::string KeyedSheet::*member;
  };
  for (const auto& [key, member] :
       {Field{"unit", &KeyedSheet::unit}, Field{"category", &KeyedSheet::category},
        Field{"ballot", &KeyedSheet::ballot}, Field{"comment", &KeyedSheet::comment}}) {
    auto text = get_string(*json, key);
    if (!text) return fail(std::move(text).error());
    sheet.*member = *std::move(text);
  }
  const auto bearer = get_hash(*json, "bearer");
  const auto comment_bearer = get_hash(*json, "comment_bearer");
  if (!bearer) return fail(bearer.error());
  if (!comment_bearer) return fail(comment_bearer.error());
  sheet.bearer = *bearer;
  sheet.comment_bearer = *comment_bearer;
  return sheet;
}

Response post_sheet(const Services& services, const Request& request, const SignedIn& caller) {
  const auto sheet = parse_sheet(request);
  if (!sheet) return problem_response(sheet.error());
  const auto state = services.boxes.key_sheet(request.parameter("round"), *sheet, caller.account.name);
  if (!state) return problem_response(state.error());
  return json_response(200, Json{{"state", name_of(*state)}});
}

Response get_sheets(const Services& services, const Request& request, const SignedIn&) {
  const auto lines = services.boxes.list_sheets(request.parameter("round"));
  if (!lines) return problem_response(lines.error());
  Json items = Json::array();
  std::size_t settled = 0;
  for (const auto& line : *lines) {
    if (line.state == SheetState::settled) ++settled;
    items.push_back({{"bearer", protocol::hex_of(line.bearer)},
                     {"unit", line.unit},
                     {"category", line.category},
                     {"keyers", line.keyers},
                     {"state", name_of(line.state)}});
  }
  return json_response(200, Json{{"items", std::move(items)}, {"settled", settled}});
}

Response delete_sheet(const Services& services, const Request& request, const SignedIn& caller) {
  const auto bearer = protocol::parse_hex32(request.parameter("bearer"));
  if (!bearer) return problem_response(bearer.error());
  const auto removed = services.boxes.remove_sheet(request.parameter("round"), *bearer);
  if (!removed) return problem_response(removed.error());
  // Noted without saying which: a sheet keyed again and again would be a way to try out answers.
  const auto noted = services.rounds.note_sheet_removed(request.parameter("round"), caller.account.name);
  return noted ? no_content() : problem_response(noted.error());
}

Response post_cast(const Services& services, const Request& request, const SignedIn& caller) {
  if (const auto body = parse_body(request, {}); !body) return problem_response(body.error());
  const auto done = services.boxes.cast_sheets(request.parameter("round"));
  if (!done) return problem_response(done.error());
  if (auto noted = services.rounds.note_sheets(request.parameter("round"), done->cast, caller.account.name);
      !noted)
    return problem_response(noted.error());
  Json refused = Json::array();
  for (const auto& bearer : done->refused) refused.push_back(protocol::hex_of(bearer));
  return json_response(200, Json{{"cast", done->cast}, {"refused", std::move(refused)}});
}

Response get_paper_ballot(const Services& services, const Request& request, const SignedIn&) {
  const auto unit = request.query_value("unit").value_or("");
  const auto category = request.query_value("category").value_or("");
  const auto language = request.query_value("language").value_or("");
  auto ballot = make_paper_ballot(services.rounds, request.parameter("round"), {unit, category, language});
  if (!ballot) return problem_response(ballot.error());
  return {200, "text/html; charset=utf-8", *std::move(ballot), {}, {}};
}

}  // namespace

std::vector<Route> sheet_routes(const Services& services) {
  const auto with = [&services](auto handler) { return for_caller(services, handler); };
  const auto registrar = Caller::registrar;
  return {{Method::get, "/api/v1/rounds/{round}/paper-ballot", registrar, with(get_paper_ballot)},
          {Method::post, "/api/v1/rounds/{round}/sheets", registrar, with(post_sheet), kSheetLimitBytes},
          {Method::get, "/api/v1/rounds/{round}/sheets", registrar, with(get_sheets)},
          {Method::post, "/api/v1/rounds/{round}/sheets/cast", registrar, with(post_cast)},
          {Method::del, "/api/v1/rounds/{round}/sheets/{bearer}", registrar, with(delete_sheet)}};
}

}  // namespace candor::server::http
