// Who is invited to a round by credentials: roster, hashes of codes, sheets to print, what became of them.
#include <charconv>

#include <fmt/format.h>

#include "server/app/invitation_sheets.h"
#include "server/http/api/api_json.h"
#include "server/http/api/services.h"
#include "server/protocol/hash.h"

namespace candor::server::http {
namespace {

constexpr std::size_t kHashesLimitBytes = 64 * 1024 * 1024;
constexpr std::size_t kMostPeopleAtOnce = 500;

Json groups_json(const forms::Round& round, const std::vector<GroupCount>& groups) {
  Json out = Json::array();
  for (const auto& group : groups) {
    out.push_back({{"unit", round.units[group.unit].id},
                   {"category", round.categories[group.category].id},
                   {"count", group.count}});
  }
  return out;
}

Response imported(const Services& services, const Request& request,
                  const Result<Invitations::Imported>& done) {
  if (!done) return problem_response(done.error());
  const auto view = services.rounds.get(request.parameter("round"));
  if (!view) return problem_response(view.error());
  std::uint64_t people = 0;
  for (const auto& group : done->roster.groups) people += group.count;
  return json_response(200, Json{{"meta", round_meta_json(*view)},
                                 {"roster",
                                  {{"people", people},
                                   {"groups", groups_json(view->round, done->roster.groups)},
                                   {"encoding", done->gb18030 ? "gb18030" : "utf-8"},
                                   {"added", done->added}}}});
}

Response put_roster(const Services& services, const Request& request, const SignedIn& caller) {
  const auto version = get_if_match(request);
  if (!version) return problem_response(version.error());
  auto mode = Invitations::Mode::replace;
  if (request.query_value("add")) mode = Invitations::Mode::add;
  if (request.query_value("preview")) mode = Invitations::Mode::preview;
  return imported(services, request,
                  services.invitations.import_roster(request.parameter("round"), request.body, mode, *version,
                                                     caller.account.name));
}

/// `otherwise` where it is missing or no number.
std::size_t number_in_query(const Request& request, std::string_view name, std::size_t otherwise) {
  const auto text = request.query_value(name);
  if (!text) return otherwise;
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  return error == std::errc{} && end == text->data() + text->size() ? number : otherwise;
}

Response get_roster(const Services& services, const Request& request, const SignedIn&) {
  const auto view = services.rounds.get(request.parameter("round"));
  if (!view) return problem_response(view.error());
  const auto roster = services.invitations.view(request.parameter("round"));
  if (!roster) return problem_response(roster.error());
  const std::size_t limit =
      std::clamp<std::size_t>(number_in_query(request, "limit", kMostPeopleAtOnce), 1, kMostPeopleAtOnce);
  const std::size_t begin = std::min(number_in_query(request, "offset", 0), roster->people.size());
  const std::size_t end = begin + std::min(limit, roster->people.size() - begin);
  Json people = Json::array();
  for (std::size_t i = begin; i < end; ++i) {
    const auto& entry = roster->people[i];
    people.push_back({{"person", entry.person},
                      {"contact", entry.contact},
                      {"unit", view->round.units[entry.unit].id},
                      {"category", view->round.categories[entry.category].id}});
  }
  return json_response(200, Json{{"by", roster->by.empty() ? Json(nullptr) : Json(roster->by)},
                                 {"groups", groups_json(view->round, roster->groups)},
                                 {"items", std::move(people)},
                                 {"next", end < roster->people.size() ? Json(end) : Json(nullptr)}});
}

Response delete_roster(const Services& services, const Request& request, const SignedIn& caller) {
  const auto version = get_if_match(request);
  if (!version) return problem_response(version.error());
  const auto cleared = services.invitations.clear(request.parameter("round"), *version, caller.account.name);
  return cleared ? no_content() : problem_response(cleared.error());
}

template <class Named>
Result<std::uint32_t> index_of(const std::vector<Named>& all, const std::string& id, std::string_view place) {
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    if (all[i].id == id) return i;
  }
  const Phrase expected = say({"no \"{0}\" in this round", "本轮测评没有“{0}”"}, id);
  return fail(ErrorKind::invalid, say({"{0}: {1}", "{0}：{1}"}, place, expected),
              {{Diagnostic::Severity::error,
                std::string(place),
                expected,
                {"make the codes from the round file as it is now", "请按现在的测评文件重新生成邀请码。"}}});
}

struct PlaceOf {
  std::uint32_t unit = 0, category = 0;
};
/// "unit" and "category" of an object, as indices.
Result<PlaceOf> get_place(const nlohmann::json& object, const forms::Round& round, const std::string& at) {
  if (!object.is_object()) return fail(ErrorKind::invalid, at + ": expected an object");
  const auto unit = get_string(object, "unit");
  const auto category = get_string(object, "category");
  if (!unit) return fail(unit.error());
  if (!category) return fail(category.error());
  const auto unit_index = index_of(round.units, *unit, at + "/unit");
  const auto category_index = index_of(round.categories, *category, at + "/category");
  if (!unit_index) return fail(unit_index.error());
  if (!category_index) return fail(category_index.error());
  return PlaceOf{*unit_index, *category_index};
}

/// The file of `candor invite codes`.
Result<std::vector<ClaimEntry>> parse_hashes(const nlohmann::json& json, const forms::Round& round) {
  if (json.value("candor_claims", nlohmann::json()) != 1)
    return fail(ErrorKind::invalid,
                "/candor_claims: expected the file of hashes that candor invite codes wrote");
  const auto id = get_string(json, "round");
  if (!id) return fail(id.error());
  if (*id != round.id)
    return fail(ErrorKind::invalid, fmt::format("/round: these codes are for round \"{}\"", *id));
  const auto claims = json.find("claims");
  if (claims == json.end() || !claims->is_array())
    return fail(ErrorKind::invalid, "/claims: expected a list");
  std::vector<ClaimEntry> entries;
  for (std::size_t i = 0; i < claims->size(); ++i) {
    const auto& claim = (*claims)[i];
    const auto place = get_place(claim, round, fmt::format("/claims/{}", i));
    if (!place) return fail(place.error());
    const auto text = get_string(claim, "hash");
    const auto hash = text ? protocol::parse_hex32(*text) : Result<Bytes32>(fail(text.error()));
    if (!hash) return fail(ErrorKind::invalid, fmt::format("/claims/{}/hash: expected 64 hex digits", i));
    entries.push_back({*hash, place->unit, place->category});
  }
  return entries;
}

Response put_hashes(const Services& services, const Request& request, const SignedIn& caller) {
  const auto version = get_if_match(request);
  if (!version) return problem_response(version.error());
  const auto json = parse_body(request, {"candor_claims", "round", "claims"});
  if (!json) return problem_response(json.error());
  const auto view = services.rounds.get(request.parameter("round"));
  if (!view) return problem_response(view.error());
  auto entries = parse_hashes(*json, view->round);
  if (!entries) return problem_response(entries.error());
  return imported(services, request,
                  services.invitations.import_hashes(request.parameter("round"), *std::move(entries),
                                                     *version, caller.account.name));
}

Response get_unclaimed(const Services& services, const Request& request, const SignedIn&) {
  const auto use = services.invitations.use(request.parameter("round"));
  if (!use) return problem_response(use.error());
  Json hashes = Json::array();
  for (const auto& hash : use->unclaimed) hashes.push_back(protocol::hex_of(hash));
  return json_response(200, Json{{"unclaimed", std::move(hashes)},
                                 {"claimed", use->claimed},
                                 {"exchanged", use->exchanged},
                                 {"withdrawn", use->withdrawn}});
}

/// Where the registrar made the codes, nobody else changes who may claim: an organizer could fill a group
/// with codes of their own. Errors: `forbidden`.
Result<void> check_may_change(const RoundView& view, const SignedIn& caller) {
  if (view.record.codes_by != "registrar" || has_role(caller.account, Role::registrar)) return {};
  return fail(ErrorKind::forbidden,
              Phrase{"the registrar made the codes of this round: only a registrar changes them",
                     "本轮测评的邀请码由登记员生成，只有登记员可以修改"});
}

Response post_amendment(const Services& services, const Request& request, const SignedIn& caller) {
  const auto body = parse_body(request, {"unit", "category", "add", "remove"});
  if (!body) return problem_response(body.error());
  const auto view = services.rounds.get(request.parameter("round"));
  if (!view) return problem_response(view.error());
  if (auto may = check_may_change(*view, caller); !may) return problem_response(may.error());
  const auto place = get_place(*body, view->round, "");
  if (!place) return problem_response(place.error());
  auto add = get_hashes(*body, "add");
  auto remove = get_hashes(*body, "remove");
  if (!add) return problem_response(add.error());
  if (!remove) return problem_response(remove.error());
  const auto number = services.moves.amend(
      request.parameter("round"), {place->unit, place->category, *std::move(add), *std::move(remove)},
      caller.account.name);
  if (!number) return problem_response(number.error());
  return json_response(200, Json{{"number", *number}});
}

Response post_exchange(const Services& services, const Request& request, const SignedIn& caller) {
  const auto body = parse_body(request, {"claim_hash"});
  if (!body) return problem_response(body.error());
  const auto text = get_string(*body, "claim_hash");
  if (!text) return problem_response(text.error());
  const auto hash = protocol::parse_hex32(*text);
  if (!hash) return problem_response(hash.error());
  const auto view = services.rounds.get(request.parameter("round"));
  if (!view) return problem_response(view.error());
  if (auto may = check_may_change(*view, caller); !may) return problem_response(may.error());
  const auto exchanged = services.moves.exchange(request.parameter("round"), *hash, caller.account.name);
  return exchanged ? no_content() : problem_response(exchanged.error());
}

Response get_invitations(const Services& services, const Request& request, const SignedIn& caller) {
  const auto unit = request.query_value("unit").value_or("");
  auto sheet = make_invitation_sheet(services.rounds, services.invitations, request.parameter("round"), unit,
                                     *services.public_url, caller.account.name);
  if (!sheet) return problem_response(sheet.error());
  return {200, "text/html; charset=utf-8", *std::move(sheet), {}, {}};
}

Response get_invitations_csv(const Services& services, const Request& request, const SignedIn& caller) {
  auto csv = make_invitation_csv(services.rounds, services.invitations, request.parameter("round"),
                                 *services.public_url, caller.account.name);
  if (!csv) return problem_response(csv.error());
  Response response{200, "text/csv; charset=utf-8", *std::move(csv), {}, {}};
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"invitations.csv\"");
  return response;
}

}  // namespace

std::vector<Route> invitation_routes(const Services& services) {
  const auto with = [&services](auto handler) { return for_caller(services, handler); };
  const auto registrar = Caller::registrar;
  return {
      {Method::put, "/api/v1/rounds/{round}/roster", registrar, with(put_roster), forms::kMaxRosterBytes,
       "text/csv"},
      {Method::get, "/api/v1/rounds/{round}/roster", registrar, with(get_roster)},
      {Method::del, "/api/v1/rounds/{round}/roster", registrar, with(delete_roster)},
      {Method::put, "/api/v1/rounds/{round}/claim-hashes", registrar, with(put_hashes), kHashesLimitBytes},
      {Method::get, "/api/v1/rounds/{round}/unclaimed", registrar, with(get_unclaimed)},
      {Method::post, "/api/v1/rounds/{round}/amendments", registrar, with(post_amendment)},
      {Method::post, "/api/v1/rounds/{round}/exchange", registrar, with(post_exchange)},
      {Method::get, "/api/v1/rounds/{round}/invitations", registrar, with(get_invitations)},
      {Method::get, "/api/v1/rounds/{round}/invitations.csv", registrar, with(get_invitations_csv)}};
}

}  // namespace candor::server::http
