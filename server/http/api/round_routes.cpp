// A round's way from opening to its seal: opening, tickets, turnout, closing, importing; releasing stands
// apart.
#include "server/app/ticket_sheets.h"
#include "server/http/api/api_json.h"
#include "server/http/api/services.h"

namespace candor::server::http {
namespace {

constexpr std::size_t kImportLimitBytes = 64 * 1024 * 1024;
constexpr std::int64_t kMostPeople = 1'000'000'000;

Response meta(const Result<RoundView>& view) {
  if (!view) return problem_response(view.error());
  return json_response(200, Json{{"meta", round_meta_json(*view)}});
}

Result<OpeningWishes> parse_wishes(const nlohmann::json& body) {
  OpeningWishes wishes;
  const auto spare = get_integer_or(body, "spare_percent", wishes.spare_percent);
  const auto without_due = get_integer_or(body, "without_due", wishes.without_due);
  if (!spare) return fail(spare.error());
  const auto paper = get_integer_or(body, "paper_percent", wishes.paper_percent);
  if (!without_due) return fail(without_due.error());
  if (!paper) return fail(paper.error());
  // Out of range stays out of range: make_opening says what was expected.
  wishes.spare_percent = static_cast<int>(std::clamp<std::int64_t>(*spare, -1, 101));
  wishes.without_due = static_cast<int>(std::clamp<std::int64_t>(*without_due, -1, 10'001));
  wishes.paper_percent = static_cast<int>(std::clamp<std::int64_t>(*paper, -1, 101));
  const auto confirm = body.find("confirm");
  if (confirm == body.end() || confirm->is_null()) return wishes;
  if (!confirm->is_array()) return fail(ErrorKind::invalid, "/confirm: expected a list");
  for (const auto& entry : *confirm) {
    if (!entry.is_object())
      return fail(ErrorKind::invalid, "/confirm: expected objects with unit and category");
    auto unit = get_string(entry, "unit");
    auto category = get_string(entry, "category");
    if (!unit) return fail(std::move(unit).error());
    if (!category) return fail(std::move(category).error());
    wishes.confirmed.emplace_back(*std::move(unit), *std::move(category));
  }
  return wishes;
}

Response post_open(const Services& services, const Request& request, const SignedIn& caller) {
  const auto body = parse_body(request, {"confirm", "spare_percent", "without_due", "paper_percent"});
  if (!body) return problem_response(body.error());
  const auto wishes = parse_wishes(*body);
  if (!wishes) return problem_response(wishes.error());
  const auto view = services.moves.open(request.parameter("round"), *wishes, caller.account.name);
  if (!view) return problem_response(view.error());
  // 202: keys are being made; the view says how far that is.
  return json_response(view->opening ? 202 : 200, Json{{"meta", round_meta_json(*view)}});
}

Response delete_open(const Services& services, const Request& request, const SignedIn& caller) {
  return meta(services.moves.give_up_opening(request.parameter("round"), caller.account.name));
}

Response post_seal(const Services& services, const Request& request, const SignedIn& caller) {
  const auto body = parse_body(request, {"now", "min_cell"});
  if (!body) return problem_response(body.error());
  const auto now = get_time_or_zero(*body, "now");
  if (!now) return problem_response(now.error());
  const auto asked = get_integer_or(*body, "min_cell", 0);
  if (!asked) return problem_response(asked.error());
  std::optional<int> min_cell;
  // Out of range stays out of range: sealing says what was expected.
  if (body->contains("min_cell"))
    min_cell = static_cast<int>(std::clamp<std::int64_t>(*asked, 0, kMostPeople));
  auto view = services.moves.seal(request.parameter("round"), *now, min_cell, caller.account.name);
  if (view) view->raised_min_cell = services.boxes.raised_min_cell(view->record.id);
  return meta(view);
}

using Move = Result<RoundView> (RoundMoves::*)(std::string_view, std::string_view);

Response post_move(const Services& services, const Request& request, const SignedIn& caller, Move move) {
  if (const auto body = parse_body(request, {}); !body) return problem_response(body.error());
  return meta((services.moves.*move)(request.parameter("round"), caller.account.name));
}

/// A sealed round's results may be known: only an administrator throws them away.
Response post_void(const Services& services, const Request& request, const SignedIn& caller) {
  const auto view = services.rounds.get(request.parameter("round"));
  if (!view) return problem_response(view.error());
  const bool is_sealed = view->record.state == forms::RoundState::closed && view->record.sealed_at_s != 0;
  if (is_sealed && !has_role(caller.account, Role::administrator)) {
    return problem_response({ErrorKind::forbidden,
                             "only an administrator makes a sealed round void: its results may be known",
                             {}});
  }
  return post_move(services, request, caller, &RoundMoves::make_void);
}

Response get_tickets(const Services& services, const Request& request, const SignedIn& caller) {
  const auto unit = request.query_value("unit").value_or("");
  auto sheet = make_ticket_sheet(services.rounds, request.parameter("round"), unit, *services.public_url,
                                 caller.account.name);
  if (!sheet) return problem_response(sheet.error());
  return {200, "text/html; charset=utf-8", *std::move(sheet), {}, {}};
}

Response delete_tickets(const Services& services, const Request& request, const SignedIn& caller) {
  const auto erased = services.rounds.erase_codes(request.parameter("round"), caller.account.name);
  return erased ? no_content() : problem_response(erased.error());
}

Response post_purge(const Services& services, const Request& request, const SignedIn& caller) {
  if (const auto body = parse_body(request, {}); !body) return problem_response(body.error());
  const auto certificate = services.moves.purge(request.parameter("round"), caller.account.name);
  return certificate ? json_response(200, *certificate) : problem_response(certificate.error());
}

Response get_turnout(const Services& services, const Request& request, const SignedIn&) {
  const auto turnout = services.boxes.turnout(request.parameter("round"));
  return turnout ? json_response(200, turnout_json(*turnout)) : problem_response(turnout.error());
}

Response post_import(const Services& services, const Request& request, const SignedIn& caller) {
  const auto imported =
      services.moves.import_ballots(request.parameter("round"), request.body, caller.account.name);
  if (!imported) return problem_response(imported.error());
  return json_response(200, Json{{"meta", round_meta_json(imported->view)},
                                 {"ballots", imported->ballots},
                                 {"comments", imported->comments}});
}

}  // namespace

std::vector<Route> round_routes(const Services& services) {
  const auto with = [&services](auto handler) { return for_caller(services, handler); };
  const auto moving = [&services](Move move) {
    return [services, move](const Request& request, const Context& context) {
      return post_move(services, request, caller_of(context), move);
    };
  };
  const auto organizer = Caller::organizer;
  return {{Method::post, "/api/v1/rounds/{round}/open", organizer, with(post_open)},
          {Method::del, "/api/v1/rounds/{round}/open", organizer, with(delete_open)},
          {Method::post, "/api/v1/rounds/{round}/seal", organizer, with(post_seal)},
          {Method::post, "/api/v1/rounds/{round}/close", organizer, moving(&RoundMoves::close)},
          {Method::post, "/api/v1/rounds/{round}/void", organizer, with(post_void)},
          {Method::post, "/api/v1/rounds/{round}/purge", Caller::administrator, with(post_purge)},
          {Method::get, "/api/v1/rounds/{round}/tickets", organizer, with(get_tickets)},
          {Method::del, "/api/v1/rounds/{round}/tickets", organizer, with(delete_tickets)},
          {Method::get, "/api/v1/rounds/{round}/turnout", organizer, with(get_turnout)},
          {Method::post, "/api/v1/rounds/{round}/import", organizer, with(post_import), kImportLimitBytes,
           "text/csv"}};
}

}  // namespace candor::server::http
