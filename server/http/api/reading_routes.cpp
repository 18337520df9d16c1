// Texts of comments: read, cleared or withheld one by one before the release, and read by leaders after it.
#include <charconv>

#include "server/app/reading.h"
#include "server/app/results.h"
#include "server/http/api/api_json.h"
#include "server/http/api/services.h"
#include "server/protocol/hash.h"

namespace candor::server::http {
namespace {

Unexpected wrong(std::string_view place, const Phrase& expected) {
  return fail(ErrorKind::invalid, say({"{0}: {1}", "{0}：{1}"}, place, expected),
              {{Diagnostic::Severity::error,
                std::string(place),
                expected,
                {"correct it and send it again", "请改正后重新提交。"}}});
}

Result<ReviewState> parse_state(std::string_view name, std::string_view place) {
  if (const auto state = find_review_state(name)) return *state;
  return wrong(place, {"expected unread, cleared or withheld", "应为`unread`、`cleared`或`withheld`"});
}

Result<TextsWanted> parse_wanted(const Request& request) {
  TextsWanted wanted;
  const auto value = [&request](std::string_view name) {
    return std::string(request.query_value(name).value_or(""));
  };
  if (const auto state = value("state"); !state.empty()) {
    const auto parsed = parse_state(state, "state");
    if (!parsed) return fail(parsed.error());
    wanted.state = *parsed;
  }
  wanted.unit = value("unit");
  wanted.about = value("about");
  wanted.item = value("item");
  wanted.tag = value("tag");
  wanted.words = value("q");
  if (const auto mark = value("mark"); !mark.empty()) {
    if (mark != "any") return wrong("mark", {"expected any", "应为`any`"});
    wanted.marked = true;
  }
  if (const auto after = value("after"); !after.empty()) {
    const auto id = parse_text_id(after);
    if (!id) return wrong("after", {"expected the id of a text", "应为文字意见的编号"});
    wanted.after = *id;
  }
  if (const auto limit = value("limit"); !limit.empty()) {
    const auto [end, error] = std::from_chars(limit.data(), limit.data() + limit.size(), wanted.limit);
    if (error != std::errc{} || end != limit.data() + limit.size())
      return wrong("limit", {"expected a number from 1 to 100", "应为1至100的数"});
  }
  return wanted;
}

Json ranges_json(const std::vector<forms::TextRange>& ranges) {
  Json list = Json::array();
  for (const auto& range : ranges) list.push_back({range.start, range.end});
  return list;
}

Json item_json(const TextItem& item, bool released) {
  Json json{{"id", protocol::hex_of(item.text)},
            {"unit", item.unit},
            {"about", item.about},
            {"item", item.item},
            {"text", item.words},
            {"state", "shown"}};
  if (!released) {
    Json marks = Json::array();
    for (const auto& mark : item.marks) {
      marks.push_back(
          {{"kind", analysis::name_of(mark.kind)}, {"start", mark.range.start}, {"end", mark.range.end}});
    }
    json["state"] = name_of(item.review.state);
    json["marks"] = std::move(marks);
    json["redactions"] = ranges_json(item.review.redactions);
    json["version"] = item.review.version;
  }
  json["tags"] = item.review.tags;
  json["found"] = ranges_json(item.found);
  return json;
}

Json totals_json(const TextsPage& page) {
  if (page.released) return {{"shown", page.totals.shown}};
  return {{"unread", page.totals.unread},
          {"cleared", page.totals.cleared},
          {"withheld", page.totals.withheld},
          {"unreachable", page.totals.unreachable}};
}

Json page_json(const TextsPage& page) {
  Json items = Json::array(), tags = Json::array(), units = Json::array();
  for (const auto& item : page.items) items.push_back(item_json(item, page.released));
  for (const auto& tag : page.tags) tags.push_back({{"tag", tag.tag}, {"texts", tag.texts}});
  for (const auto& unit : page.units)
    units.push_back({{"unit", unit.unit}, {"unread", unit.unread}, {"texts", unit.texts}});
  return {
      {"items", std::move(items)}, {"next", page.next ? Json(protocol::hex_of(*page.next)) : Json(nullptr)},
      {"matches", page.matches},   {"totals", totals_json(page)},
      {"tags", std::move(tags)},   {"units", std::move(units)},
      {"released", page.released}};
}

Response get_reading(const Services& services, const Request& request, const SignedIn& caller) {
  const auto round = request.parameter("round");
  const auto wanted = parse_wanted(request);
  if (!wanted) return problem_response(wanted.error());
  const auto page = services.boxes.texts(round, *wanted);
  if (!page) return problem_response(page.error());
  // Reading what others wrote is power: who begins to is on record before they see it, wherever they begin.
  if (!page->items.empty()) {
    if (auto noted = services.rounds.note_reading(round, caller.account.name); !noted)
      return problem_response(noted.error());
  }
  return json_response(200, page_json(*page));
}

Result<std::vector<forms::TextRange>> parse_redactions(const nlohmann::json& body) {
  const Phrase expected{"expected a list of [start, end)", "应为由[起, 止)组成的列表"};
  const auto at = body.find("redactions");
  if (at == body.end() || !at->is_array()) return wrong("/redactions", expected);
  std::vector<forms::TextRange> ranges;
  const auto is_place = [](const nlohmann::json& place) {
    return place.is_number_unsigned() && place.get<std::uint64_t>() <= UINT32_MAX;
  };
  for (const auto& pair : *at) {
    if (!pair.is_array() || pair.size() != 2 || !is_place(pair[0]) || !is_place(pair[1]))
      return wrong("/redactions", expected);
    ranges.push_back({pair[0].get<std::uint32_t>(), pair[1].get<std::uint32_t>()});
  }
  return ranges;
}

Result<TextDecision> parse_decision(const Request& request) {
  const auto body = parse_body(request, {"state", "redactions", "tags"});
  if (!body) return fail(body.error());
  const auto name = get_string(*body, "state");
  if (!name) return fail(name.error());
  const auto state = parse_state(*name, "/state");
  if (!state) return fail(state.error());
  auto redactions = parse_redactions(*body);
  if (!redactions) return fail(std::move(redactions).error());
  TextDecision decision{*state, *std::move(redactions), {}};
  const auto tags = body->find("tags");
  if (tags == body->end() || !tags->is_array()) return wrong("/tags", {"expected a list", "应为列表"});
  for (const auto& tag : *tags) {
    if (!tag.is_string()) return wrong("/tags", {"expected texts", "应为文本"});
    decision.tags.push_back(tag.get<std::string>());
  }
  return decision;
}

/// No review goes beyond that: what is larger is no version of ours.
std::uint32_t review_version(std::int64_t version) {
  return version < kFirstReview || version > UINT32_MAX - 1 ? 0 : static_cast<std::uint32_t>(version);
}

Response put_text(const Services& services, const Request& request, const SignedIn&) {
  const auto version = get_if_match(request);
  if (!version) return problem_response(version.error());
  const auto id = parse_text_id(request.parameter("text"));
  if (!id) return problem_response(id.error());
  const auto decision = parse_decision(request);
  if (!decision) return problem_response(decision.error());
  const auto item =
      services.boxes.review_text(request.parameter("round"), *id, *decision, review_version(*version));
  if (!item) return problem_response(item.error());
  auto response = json_response(200, item_json(*item, false));
  response.headers.emplace_back("ETag", "\"" + std::to_string(item->review.version) + "\"");
  return response;
}

Result<std::vector<TextVersion>> parse_versions(const nlohmann::json& body) {
  const Phrase expected{"expected a list of {id, version}", "应为由编号和版本组成的列表"};
  const auto ids = body.find("ids");
  if (ids == body.end() || !ids->is_array()) return wrong("/ids", expected);
  std::vector<TextVersion> versions;
  for (const auto& entry : *ids) {
    if (!entry.is_object()) return wrong("/ids", expected);
    if (auto known = check_keys(entry, {"id", "version"}); !known) return fail(std::move(known).error());
    const auto hex = get_string(entry, "id");
    if (!hex) return fail(hex.error());
    const auto id = parse_text_id(*hex);
    if (!id) return fail(id.error());
    if (!entry.contains("version")) return wrong("/ids", expected);
    const auto version = get_integer_or(entry, "version", 0);
    if (!version) return fail(version.error());
    versions.push_back({*id, review_version(*version)});
  }
  return versions;
}

Response post_batch(const Services& services, const Request& request, const SignedIn&) {
  const auto body = parse_body(request, {"ids", "state"});
  if (!body) return problem_response(body.error());
  const auto name = get_string(*body, "state");
  if (!name) return problem_response(name.error());
  const auto state = parse_state(*name, "/state");
  if (!state) return problem_response(state.error());
  if (*state == ReviewState::unread)
    return problem_response(
        wrong("/state", {"expected cleared or withheld", "应为`cleared`或`withheld`"}).error);
  const auto versions = parse_versions(*body);
  if (!versions) return problem_response(versions.error());
  const auto done = services.boxes.review_texts(request.parameter("round"), *versions, *state);
  if (!done) return problem_response(done.error());
  Json stale = Json::array();
  for (const auto& id : done->stale) stale.push_back(protocol::hex_of(id));
  return json_response(200, Json{{"changed", done->changed}, {"stale", std::move(stale)}});
}

bool is_organizer(const Account& account) {
  return has_role(account, Role::organizer) || has_role(account, Role::administrator);
}

/// Whether this reader of the unit may read what is about `about`: the team, none, or a member who is shown.
bool shows(const UnitReading& reading, std::string_view about) {
  if (about == "team" || about == "-") return true;
  return std::ranges::any_of(reading.members_shown, [&](int member) {
    return reading.unit->members[static_cast<std::size_t>(member)].id == about;
  });
}

Response get_comments(const Services& services, const Request& request, const SignedIn& caller) {
  const auto round = request.parameter("round");
  const auto view = services.rounds.get(round);
  if (!view) return problem_response(view.error());
  if (readable_units(view->round, view->record.state, caller.account).empty()) {
    return problem_response(
        {ErrorKind::forbidden, "there is nothing in this round for you to read, or not yet", {}});
  }
  if (view->record.state != forms::RoundState::released) {
    return problem_response(
        {ErrorKind::conflict, "this round has not been released", {}, "本轮测评尚未公布"});
  }
  const auto counted = services.boxes.count(round);
  if (!counted) return problem_response(counted.error());
  const auto reading = read_unit(*counted, view->record.state, caller.account, request.parameter("unit"));
  if (!reading) return problem_response(reading.error());
  Json items = Json::array();
  if (reading->unit != nullptr) {
    const auto texts = services.boxes.published_texts(round, reading->unit->id);
    if (!texts) return problem_response(texts.error());
    for (const auto& text : *texts) {
      if (!shows(*reading, text.about)) continue;
      Json item{{"about", text.about}, {"item", text.item}, {"text", text.shown}};
      if (is_organizer(caller.account)) item["id"] = protocol::hex_of(text.text);
      items.push_back(std::move(item));
    }
  }
  const bool withheld = counted->tally->tables().units[reading->result].withheld;
  return json_response(200, Json{{"items", std::move(items)}, {"withheld", withheld}});
}

}  // namespace

std::vector<Route> reading_routes(const Services& services) {
  const auto with = [&services](auto handler) { return for_caller(services, handler); };
  const auto organizer = Caller::organizer;
  return {
      {Method::get, "/api/v1/rounds/{round}/reading", organizer, with(get_reading)},
      {Method::post, "/api/v1/rounds/{round}/reading/batch", organizer, with(post_batch)},
      {Method::put, "/api/v1/rounds/{round}/reading/{text}", organizer, with(put_text)},
      {Method::get, "/api/v1/rounds/{round}/units/{unit}/comments", Caller::signed_in, with(get_comments)}};
}

}  // namespace candor::server::http
