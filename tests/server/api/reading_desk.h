// A round counted from a file whose respondents wrote texts, and staff of several roles who ask for them.
#pragma once

#include "tests/server/api/desk.h"

namespace candor::server::http::test {

inline forms::Item text_item(const std::string& id) {
  forms::Item item;
  item.id = id;
  item.type = forms::ItemType::text;
  item.label = {{"en", id}, {"zh-CN", id}};
  item.max_length = 10'000;
  return item;
}

/// Units u1 to u4 with the members m1 (王小明) and m2; texts about the team, members and none.
inline forms::Round round_with_texts() {
  auto round = server::test::openable("reading");
  const auto overall = round.sections.front().items.front();
  const auto about = [](const char* id, forms::About whom, std::vector<forms::Item> items) {
    forms::Section section;
    section.id = id;
    section.about = whom;
    section.title = {{"en", id}, {"zh-CN", id}};
    section.items = std::move(items);
    return section;
  };
  round.sections = {about("team", forms::About::team, {overall, text_item("improve")}),
                    about("members", forms::About::member, {text_item("note")}),
                    about("rest", forms::About::none, {text_item("wish")})};
  auto unit = round.units.front();
  unit.due.reset();
  unit.members.resize(2);
  unit.members[0].name = {{"en", "Wang Xiaoming"}, {"zh-CN", "王小明"}};
  unit.members[1].name = {{"en", "Li Wei"}, {"zh-CN", "李伟"}};
  round.units.clear();
  for (const char* id : {"u1", "u2", "u3", "u4"}) {
    unit.id = id;
    round.units.push_back(unit);
  }
  round.rules = {};
  return round;
}

struct WrittenText {
  std::size_t ballot;
  std::string unit, about, item, text;
};

/// Ballots 0 to 11 of u1, 0 to 10 of u2, 0 to 7 of u3, 0 and 1 of u4, with these texts on them.
inline std::string ballots_with_texts(const forms::Round& round, const std::vector<WrittenText>& texts) {
  const auto& item = round.sections.front().items.front().id;
  std::string csv = "ballot,unit,category,about," + item + ",improve,note,wish\n";
  for (const auto& [unit, count] :
       std::vector<std::pair<std::string, std::size_t>>{{"u1", 12}, {"u2", 11}, {"u3", 8}, {"u4", 2}}) {
    for (std::size_t ballot = 0; ballot < count; ++ballot) {
      const auto row = unit + "b" + std::to_string(ballot) + "," + unit + "," + round.categories[0].id + ",";
      const auto cell = [&](const char* about, const char* column) {
        for (const auto& each : texts) {
          if (each.unit == unit && each.ballot == ballot && each.about == about && each.item == column)
            return "\"" + each.text + "\"";
        }
        return std::string();
      };
      csv += row + "team,good," + cell("team", "improve") + ",,\n";
      for (const char* member : {"m1", "m2"}) csv += row + member + ",,," + cell(member, "note") + ",\n";
      csv += row + "-,,,," + cell("-", "wish") + "\n";
    }
  }
  return csv;
}

inline const std::vector<WrittenText>& some_texts() {
  static const std::vector<WrittenText> texts = {
      {0, "u1", "team", "improve", "王小明经常不在，电话13800138000"},
      {1, "u1", "team", "improve", "工作量太大"},
      {2, "u1", "team", "improve", "Too much WORK"},
      {3, "u1", "team", "improve", " \u3000 "},
      {1, "u1", "m1", "note", "小明 listens"},
      {2, "u1", "m2", "note", "seldom here"},
      {2, "u1", "-", "wish", "<script>alert(1)</script> \u202e&amp;"},
      {0, "u2", "team", "improve", "more light"},
      {5, "u2", "m1", "note", "work on it"},
      {0, "u3", "team", "improve", "only eight of us"},
      {1, "u3", "-", "wish", "two of eight"},
      {0, "u4", "team", "improve", "too few"},
  };
  return texts;
}

struct ReadingDesk : Desk {
  explicit ReadingDesk(const std::vector<WrittenText>& texts = some_texts()) {
    const auto round = round_with_texts();
    json(201, Method::post, "/api/v1/rounds", forms::encode_round(round));
    json(200, Method::post, "/api/v1/rounds/reading/import", ballots_with_texts(round, texts),
         {{"Content-Type", "text/csv"}});
  }

  using Query = std::vector<std::pair<std::string, std::string>>;
  /// Who calls: "li" is an organizer, "u1" or "u1/m2" a leader of a unit, "u1!" its head.
  Router staff{all_routes(services), [](Caller, const Request& request) -> Result<Context> {
                 SignedIn caller;
                 std::string who(request.header("Who"));
                 caller.account.name = who;
                 RoleGrant grant{Role::organizer, "", "", false};
                 if (who.starts_with("u")) {
                   grant.role = Role::leader;
                   grant.head = who.ends_with("!");
                   grant.unit = who.substr(0, 2);
                   if (who.size() > 3) grant.member = who.substr(3);
                 }
                 caller.account.roles = {grant};
                 return Context{caller};
               }};

  [[nodiscard]] Response ask_as(const std::string& who, Method method, const std::string& path,
                                const Query& query = {}, const std::string& body = {},
                                Headers headers = {}) const {
    Request request;
    request.method = method;
    request.path = "/api/v1/rounds/reading/" + path;
    request.query = query;
    request.body = body;
    request.headers = std::move(headers);
    request.headers.emplace_back("Content-Type", "application/json");
    request.headers.emplace_back("Who", who);
    return staff.handle(std::move(request));
  }
  [[nodiscard]] nlohmann::json get(int status, const std::string& path, const Query& query = {},
                                   const std::string& who = "li") const {
    const auto response = ask_as(who, Method::get, path, query);
    INFO(response.body);
    CHECK(response.status == status);
    return nlohmann::json::parse(response.body);
  }
  [[nodiscard]] nlohmann::json reading(const Query& query = {}) const { return get(200, "reading", query); }
  /// The text that begins so.
  [[nodiscard]] nlohmann::json item(const std::string& start) const {
    const auto page = reading({{"limit", "100"}});
    for (const auto& each : page["items"]) {
      if (each["text"].get<std::string>().starts_with(start)) return each;
    }
    FAIL("no text begins with " << start);
    return {};
  }
  [[nodiscard]] Response put(const nlohmann::json& item, const nlohmann::json& decision) const {
    return ask_as("li", Method::put, "reading/" + item["id"].get<std::string>(), {}, decision.dump(),
                  {{"If-Match", "\"" + std::to_string(item["version"].get<int>()) + "\""}});
  }
};

inline nlohmann::json decision(const std::string& state,
                               const nlohmann::json& redactions = nlohmann::json::array(),
                               const nlohmann::json& tags = nlohmann::json::array()) {
  return {{"state", state}, {"redactions", redactions}, {"tags", tags}};
}

inline std::vector<std::string> texts_of(const nlohmann::json& page) {
  std::vector<std::string> texts;
  for (const auto& item : page["items"]) texts.push_back(item["text"]);
  std::ranges::sort(texts);
  return texts;
}

}  // namespace candor::server::http::test
