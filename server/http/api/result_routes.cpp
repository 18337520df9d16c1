// Results: the whole tally for organizers, one unit's for those who may read it. Only disclosed tables come
// here.
#include <fmt/format.h>

#include "forms/round_json.h"
#include "server/app/results.h"
#include "server/http/api/api_json.h"
#include "server/http/api/services.h"
#include "server/report/tally_csv.h"
#include "server/report/tally_json.h"

namespace candor::server::http {
namespace {

/// Id and name of a unit that is counted together with others: enough to say which they are.
forms::Unit name_of_unit(const forms::Unit& unit) {
  forms::Unit named;
  named.id = unit.id;
  named.name = unit.name;
  named.parent = unit.parent;
  return named;
}

/// The round file as a reader of one unit may have it: that unit, with the members who are shown, and the
/// names of those that are counted together with it.
Json round_file_for(const CountedRound& counted, const UnitReading& reading) {
  forms::Round own = *counted.round;
  own.units.clear();
  if (reading.unit != nullptr) {
    own.units.push_back(*reading.unit);
    own.units.front().members.clear();
    for (const int member : reading.members_shown) {
      own.units.front().members.push_back(reading.unit->members[static_cast<std::size_t>(member)]);
    }
  }
  for (const std::uint32_t together :
       counted.tally->tables().units[reading.small.value_or(reading.result)].small) {
    const auto& unit = counted.round->units[together];
    if (&unit != reading.unit) own.units.push_back(name_of_unit(unit));
  }
  return forms::round_to_json(own);
}

std::string unit_json(const RoundView& view, const CountedRound& counted, const UnitReading& reading) {
  const auto shows = [&reading](int ratee) {
    return ratee < 0 || std::ranges::find(reading.members_shown, ratee) != reading.members_shown.end();
  };
  Json members = Json::array(), children = Json::array();
  for (const int member : reading.members_shown) {
    members.push_back(reading.unit->members[static_cast<std::size_t>(member)].id);
  }
  for (const auto& child : reading.children) {
    Json json{{"unit", child.unit}, {"name", child.name}, {"suppressed", child.suppressed}};
    if (child.withheld) json["withheld"] = true;
    children.push_back(std::move(json));
  }
  const auto& tally = *counted.tally;
  return fmt::format(
      R"({{"round":{},"round_file":{},"result":{},"small":{},"rollup":{},"members_shown":{},"members_hidden":{},"children":{}}})",
      round_meta_json(view).dump(), round_file_for(counted, reading).dump(),
      report::unit_result_json(tally, reading.result, shows),
      reading.small ? report::unit_result_json(tally, *reading.small) : "null",
      reading.rollup ? report::rollup_result_json(tally, *reading.rollup) : "null", members.dump(),
      reading.members_hidden, children.dump());
}

Response get_unit_results(const Services& services, const Request& request, const SignedIn& caller) {
  const auto view = services.rounds.get(request.parameter("round"));
  if (!view) return problem_response(view.error());
  const auto may_read = readable_units(view->round, view->record.state, caller.account);
  if (may_read.empty()) {
    return problem_response(
        {ErrorKind::forbidden, "there is nothing in this round for you to read, or not yet", {}});
  }
  const auto counted = services.boxes.count(request.parameter("round"));
  if (!counted) return problem_response(counted.error());
  const auto reading = read_unit(*counted, view->record.state, caller.account, request.parameter("unit"));
  if (!reading) return problem_response(reading.error());
  return json_response(200, unit_json(*view, *counted, *reading));
}

Response get_tally(const Services& services, const Request& request, const SignedIn&) {
  const auto counted = services.boxes.count(request.parameter("round"));
  if (!counted) return problem_response(counted.error());
  return json_response(200, report::encode_tally_json(*counted->tally));
}

Response get_tally_csv(const Services& services, const Request& request, const SignedIn&) {
  const auto counted = services.boxes.count(request.parameter("round"));
  if (!counted) return problem_response(counted.error());
  Response response{200, "text/csv; charset=utf-8", report::encode_tally_csv(*counted->tally), {}, {}};
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"results.csv\"");
  return response;
}

Response get_readable(const Services& services, const Request&, const SignedIn& caller) {
  const auto views = services.rounds.list();
  if (!views) return problem_response(views.error());
  Json items = Json::array();
  for (const auto& view : *views) {
    for (const auto& id : readable_units(view.round, view.record.state, caller.account)) {
      items.push_back({{"round", view.record.id},
                       {"title", view.round.title},
                       {"unit", id},
                       {"unit_name", forms::find_unit(view.round, id)->name},
                       {"released_at", time_json(view.record.released_at_s)}});
    }
  }
  return json_response(200, list_json(std::move(items)));
}

}  // namespace

std::vector<Route> result_routes(const Services& services) {
  const auto with = [&services](auto handler) { return for_caller(services, handler); };
  return {
      compressed({Method::get, "/api/v1/rounds/{round}/results", Caller::organizer, with(get_tally)}),
      compressed({Method::get, "/api/v1/rounds/{round}/results.csv", Caller::organizer, with(get_tally_csv)}),
      compressed({Method::get, "/api/v1/rounds/{round}/units/{unit}/results", Caller::signed_in,
                  with(get_unit_results)}),
      {Method::get, "/api/v1/results", Caller::signed_in, with(get_readable)}};
}

}  // namespace candor::server::http
