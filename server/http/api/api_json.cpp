#include "server/http/api/api_json.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "forms/canonical_json.h"
#include "forms/round_json.h"
#include "server/protocol/hash.h"

namespace candor::server::http {
namespace {

Unexpected wrong_field(std::string_view key, const Phrase& expected) {
  return fail(ErrorKind::invalid, say({"/{0}: {1}", "/{0}：{1}"}, key, expected),
              {{Diagnostic::Severity::error,
                fmt::format("/{}", key),
                expected,
                {"see docs/openapi.yaml", "请参阅`docs/openapi.yaml`。"}}});
}

std::optional<std::int64_t> total_due(const forms::Round& round) {
  std::int64_t sum = 0;
  for (const auto& unit : round.units) {
    if (!unit.due) return std::nullopt;
    for (const auto& [category, due] : *unit.due) sum += due;
  }
  return sum;
}

Result<RoleGrant> parse_grant(const nlohmann::json& json) {
  if (!json.is_object()) return wrong_field("roles", {"expected objects", "应为对象"});
  auto name = get_string(json, "role");
  if (!name) return fail(std::move(name).error());
  auto role = parse_role(*name);
  if (!role)
    return wrong_field("roles", {"expected administrator, organizer, registrar, scrutineer or leader",
                                 "应为`administrator`、`organizer`、`registrar`、`scrutineer`或`leader`"});
  auto unit = get_string_or(json, "unit", "");
  auto member = get_string_or(json, "member", "");
  if (!unit || !member)
    return wrong_field("roles", {"expected texts for unit and member", "单位和成员应为文本"});
  RoleGrant grant{*role, *std::move(unit), *std::move(member), false};
  if (const auto head = json.find("head"); head != json.end() && !head->is_null()) {
    if (!head->is_boolean())
      return wrong_field("roles", {"expected true or false for head", "`head`应为`true`或`false`"});
    grant.head = head->get<bool>();
  }
  return grant;
}

}  // namespace

Response json_response(int status, const Json& json) {
  return json_response(status, json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Json time_json(std::int64_t utc_s) {
  return utc_s == 0 ? Json(nullptr) : Json(time_text(utc_s));
}

Json list_json(Json items) {
  return {{"items", std::move(items)}, {"next", nullptr}};
}

Json to_json(const std::vector<Diagnostic>& diagnostics, Language language) {
  Json out = Json::array();
  for (const auto& d : diagnostics) {
    out.push_back({{"severity", d.severity == Diagnostic::Severity::error ? "error" : "warning"},
                   {"place", d.place},
                   {"expected", in_language(d.expected, language)},
                   {"remedy", in_language(d.remedy, language)}});
  }
  return out;
}

Json account_json(const Account& account) {
  Json roles = Json::array();
  for (const auto& grant : account.roles) {
    roles.push_back({{"role", name_of(grant.role)},
                     {"unit", grant.unit.empty() ? Json(nullptr) : Json(grant.unit)},
                     {"member", grant.member.empty() ? Json(nullptr) : Json(grant.member)},
                     {"head", grant.head}});
  }
  return {{"id", account.id},
          {"name", account.name},
          {"display_name", account.display_name},
          {"disabled", account.disabled},
          {"roles", std::move(roles)},
          {"has_password", !account.password_hash.empty()}};
}

Json round_meta_json(const RoundView& view) {
  std::size_t members = 0;
  for (const auto& unit : view.round.units) members += unit.members.size();
  const auto due = total_due(view.round);
  const auto& record = view.record;
  return {{"id", record.id},
          {"title", view.round.title},
          {"state", forms::name_of(record.state)},
          {"access", forms::name_of(view.round.access)},
          {"version", record.version},
          {"units", view.round.units.size()},
          {"members", members},
          {"due", due ? Json(*due) : Json(nullptr)},
          {"min_cell", view.raised_min_cell.value_or(view.round.rules.min_cell)},
          {"opens_at", time_json(record.opens_at_s)},
          {"closes_at", time_json(record.closes_at_s)},
          {"released_at", time_json(record.released_at_s)},
          {"manifest_hash", record.manifest_hash.empty() ? Json(nullptr) : Json(record.manifest_hash)},
          {"tickets_kept", view.tickets_kept},
          {"imported", record.imported},
          {"codes_by", record.codes_by.empty() ? Json(nullptr) : Json(record.codes_by)},
          {"opening",
           view.opening ? Json{{"done", view.opening->done}, {"total", view.opening->total}} : Json(nullptr)},
          {"grace_s", record.grace_s},
          {"casts_until", time_json(casts_until(status_of(record)))},
          {"retain_until", time_json(record.retain_until_s)},
          {"sealed_at", time_json(record.sealed_at_s)},
          {"purged_at", time_json(record.purged_at_s)},
          {"claims_shut", record.claims_shut}};
}

Json accepted_json(const Accepted& accepted) {
  Json receipt(nullptr);
  if (accepted.receipt) {
    receipt = {{"candor_receipt", 1},
               {"manifest", accepted.manifest},
               {"kind", protocol::name_of(accepted.kind)},
               {"entry", protocol::hex_of(accepted.entry)},
               {"signature", protocol::base64url_of(*accepted.receipt)}};
  }
  return {{"accepted", true}, {"entry", protocol::hex_of(accepted.entry)}, {"receipt", std::move(receipt)}};
}

Json round_full_json(const RoundView& view, Language language) {
  Json small = Json::array();
  for (const auto& entry : view.small_categories) {
    small.push_back({{"unit", entry.unit}, {"category", entry.category}, {"due", entry.due}});
  }
  return {{"meta", round_meta_json(view)},
          {"file", forms::round_to_json(view.round)},
          {"warnings", to_json(view.warnings, language)},
          {"blockers", to_json(view.blockers, language)},
          {"small_categories", std::move(small)}};
}

Json page_json(const RoundPage& page, std::int64_t now_s) {
  Json json{{"round", page.status.id},
            {"state", forms::name_of(page.status.state)},
            {"takes_ballots", page.takes_ballots},
            {"takes_claims", page.takes_claims},
            {"opens_at", time_json(page.status.opens_at_s)},
            {"closes_at", time_json(page.status.closes_at_s)},
            {"casts_until", time_json(casts_until(page.status))},
            {"retain_until", time_json(page.status.retain_until_s)},
            {"server_time", time_json(now_s)},
            {"manifest_hash", page.manifest_hash},
            {"manifest", page.manifest},
            {"core", page.core}};
  if (!page.units.empty()) {
    Json units = Json::array();
    for (const auto& unit : page.units)
      units.push_back({{"part", unit.part}, {"id", unit.id}, {"name", unit.name}});
    json["units"] = std::move(units);
  }
  if (page.part) {
    json["part_number"] = page.part_number;
    json["part"] = *page.part;
    json["proof"] = page.proof;
  }
  return json;
}

Json turnout_json(const Turnout& turnout) {
  Json items = Json::array();
  for (const auto& line : turnout.lines) {
    items.push_back({{"unit", line.unit},
                     {"due", line.due ? Json(*line.due) : Json(nullptr)},
                     {"returned", line.returned ? Json(*line.returned) : Json(nullptr)}});
  }
  return {{"computed_at", time_json(turnout.computed_at_s)},
          {"next_at", time_json(turnout.next_at_s)},
          {"min_cell", turnout.min_cell},
          {"items", std::move(items)}};
}

Result<nlohmann::json> parse_object(const Request& request) {
  auto json = forms::parse_json(request.body);
  if (json && !json->is_object())
    return fail(ErrorKind::invalid, Phrase{"expected a JSON object", "应为 JSON 对象"});
  return json;
}

Result<nlohmann::json> parse_body(const Request& request, const std::vector<std::string_view>& known_keys) {
  auto json = parse_object(request);
  if (!json) return json;
  if (auto known = check_keys(*json, known_keys); !known) return fail(std::move(known).error());
  return json;
}

Result<void> check_keys(const nlohmann::json& object, const std::vector<std::string_view>& known_keys) {
  std::vector<Diagnostic> unknown;
  for (const auto& [key, value] : object.items()) {
    if (std::ranges::find(known_keys, key) != known_keys.end()) continue;
    unknown.push_back({Diagnostic::Severity::error,
                       "/" + key,
                       {"no such key here", "此处没有这个键"},
                       {"remove it, or correct its name", "请删去，或改正名称。"}});
  }
  if (!unknown.empty())
    return fail(ErrorKind::invalid, Phrase{"unknown keys", "有未知的键"}, std::move(unknown));
  return {};
}

Result<Bytes> get_bytes(const nlohmann::json& object, std::string_view key) {
  const auto text = get_string(object, key);
  if (!text) return fail(text.error());
  auto bytes = protocol::parse_base64url(*text);
  if (!bytes) return wrong_field(key, {"expected base64url without padding", "应为不带填充的`base64url`"});
  return bytes;
}

Result<std::vector<Bytes32>> get_hashes(const nlohmann::json& object, std::string_view key) {
  std::vector<Bytes32> hashes;
  const auto at = object.find(key);
  if (at == object.end() || at->is_null()) return hashes;
  if (!at->is_array()) return wrong_field(key, {"expected a list", "应为列表"});
  for (const auto& entry : *at) {
    const auto hash = entry.is_string() ? protocol::parse_hex32(entry.get<std::string>())
                                        : Result<Bytes32>(fail(ErrorKind::invalid, ""));
    if (!hash)
      return wrong_field(key,
                         {"expected hashes of 64 lower-case hex digits", "应为64位小写十六进制的校验值"});
    hashes.push_back(*hash);
  }
  return hashes;
}

Result<std::string> get_string(const nlohmann::json& object, std::string_view key) {
  const auto at = object.find(key);
  if (at == object.end() || !at->is_string()) return wrong_field(key, {"expected a text", "应为文本"});
  return at->get<std::string>();
}

Result<std::string> get_string_or(const nlohmann::json& object, std::string_view key,
                                  std::string_view otherwise) {
  const auto at = object.find(key);
  if (at == object.end() || at->is_null()) return std::string(otherwise);
  return get_string(object, key);
}

Result<std::int64_t> get_integer_or(const nlohmann::json& object, std::string_view key,
                                    std::int64_t otherwise) {
  const auto at = object.find(key);
  if (at == object.end() || at->is_null()) return otherwise;
  if (!at->is_number_integer()) return wrong_field(key, {"expected an integer", "应为整数"});
  if (at->is_number_unsigned() && at->get<std::uint64_t>() > INT64_MAX)
    return wrong_field(key, {"expected a smaller integer", "应为更小的整数"});
  return at->get<std::int64_t>();
}

Result<std::int64_t> get_time_or_zero(const nlohmann::json& object, std::string_view key) {
  auto text = get_string_or(object, key, "");
  if (!text) return fail(std::move(text).error());
  if (text->empty()) return std::int64_t{0};
  const auto time = parse_time(*text);
  if (!time)
    return wrong_field(key, {"expected a time in UTC like \"2026-11-21T05:30:00Z\", or null",
                             "应为世界协调时间，如“2026-11-21T05:30:00Z”，或空值"});
  return *time;
}

Result<std::vector<RoleGrant>> get_roles(const nlohmann::json& object) {
  const auto at = object.find("roles");
  if (at == object.end() || !at->is_array()) return wrong_field("roles", {"expected a list", "应为列表"});
  std::vector<RoleGrant> roles;
  for (const auto& entry : *at) {
    auto grant = parse_grant(entry);
    if (!grant) return fail(std::move(grant).error());
    roles.push_back(*std::move(grant));
  }
  return roles;
}

Result<std::int64_t> get_if_match(const Request& request) {
  std::string_view text = request.header("If-Match");
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  if (text.ends_with("-br")) text.remove_suffix(3);  // as the tag of a compressed answer has it
  std::int64_t version = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) {
    return fail(ErrorKind::stale,
                Phrase{"this edit needs the header If-Match with the version that it starts from",
                       "修改须以`If-Match`注明所依据的版本"});
  }
  return version;
}

}  // namespace candor::server::http
