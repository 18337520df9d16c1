// Reading the texts of comments over the API: which are there, in what order, what is marked, who decides.
#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "server/store/register.h"
#include "tests/server/api/reading_desk.h"

namespace candor::server::http::test {
namespace {

using nlohmann::json;

TEST_CASE("texts of units with enough ballots are read one by one, of the rest only the number is told") {
  const ReadingDesk desk;
  const auto page = desk.reading();
  CHECK(page["matches"] == 8);
  CHECK(page["next"].is_null());
  CHECK(page["released"] == false);
  CHECK(page["totals"] == json{{"unread", 8}, {"cleared", 0}, {"withheld", 0}, {"unreachable", 3}});
  CHECK(page["tags"] == json::array());
  CHECK(page["units"] ==
        json::parse(R"([{"unit":"u1","unread":6,"texts":6},{"unit":"u2","unread":2,"texts":2}])"));
  const auto texts = texts_of(page);
  std::vector<std::string> expected;
  for (const auto& each : some_texts()) {
    if ((each.unit == "u1" || each.unit == "u2") && each.text != " \u3000 ") expected.push_back(each.text);
  }
  std::ranges::sort(expected);
  CHECK(texts == expected);
  const auto whole = page.dump();
  for (const char* hidden : {"eight", "too few", "u1b0", "category", "revision", "nullifier"})
    CHECK(whole.find(hidden) == std::string::npos);
  for (const auto& item : page["items"]) {
    CHECK(item["id"].get<std::string>().size() == 32);
    CHECK(item["state"] == "unread");
    CHECK(item["version"] == 1);
    CHECK(item["redactions"] == json::array());
    CHECK(item["found"] == json::array());
    CHECK(item.size() == 11);
  }
}

TEST_CASE("the order is that of ids, stays over a restart, and says nothing of who wrote what") {
  ReadingDesk desk;
  const auto before = desk.reading()["items"];
  CHECK(std::ranges::is_sorted(before, {}, [](const json& item) { return item["id"].get<std::string>(); }));
  desk.now_s += 301;
  desk.program->boxes().forget_idle_texts();
  CHECK(desk.reading()["items"] == before);
  // Another box draws another key: the same texts in another order.
  std::set<std::vector<std::string>> orders;
  for (int turn = 0; turn < 3; ++turn) {
    std::vector<std::string> order;
    const auto page = ReadingDesk().reading();
    for (const auto& item : page["items"]) order.push_back(item["text"]);
    orders.insert(order);
  }
  CHECK(orders.size() > 1);
}

TEST_CASE("pages follow each other without a gap, whatever is filtered") {
  const ReadingDesk desk;
  for (const auto& limit : {"1", "3", "8", "100"}) {
    std::vector<json> seen;
    std::string after;
    for (int turn = 0; turn < 10; ++turn) {
      ReadingDesk::Query query{{"limit", limit}};
      if (!after.empty()) query.emplace_back("after", after);
      const auto page = desk.reading(query);
      CHECK(page["matches"] == 8);
      for (const auto& item : page["items"]) seen.push_back(item);
      if (page["next"].is_null()) break;
      after = page["next"];
    }
    CHECK(json(seen) == desk.reading()["items"]);
  }
}

TEST_CASE("filters narrow by unit, ratee, item, state, tag, mark and words") {
  const ReadingDesk desk;
  CHECK(desk.put(desk.item("more light"), decision("cleared", json::array(), {"光"})).status == 200);
  struct Case {
    ReadingDesk::Query query;
    std::vector<std::string> texts;
  };
  const std::vector<Case> table = {{{{"unit", "u2"}}, {"more light", "work on it"}},
                                   {{{"unit", "u3"}}, {}},
                                   {{{"about", "m2"}}, {"seldom here"}},
                                   {{{"about", "-"}}, {"<script>alert(1)</script> \u202e&amp;"}},
                                   {{{"item", "note"}, {"unit", "u2"}}, {"work on it"}},
                                   {{{"state", "cleared"}}, {"more light"}},
                                   {{{"state", "withheld"}}, {}},
                                   {{{"tag", "光"}}, {"more light"}},
                                   {{{"mark", "any"}}, {"小明 listens", "王小明经常不在，电话13800138000"}},
                                   {{{"q", "work"}}, {"Too much WORK", "work on it"}},
                                   {{{"q", "ork"}}, {}},
                                   {{{"q", "作量 大"}}, {"工作量太大"}},
                                   {{{"q", "ＷＯＲＫ much"}}, {"Too much WORK"}},
                                   {{{"q", "  "}, {"unit", "u2"}}, {"more light", "work on it"}}};
  for (const auto& [query, texts] : table) {
    INFO(query[0].first << "=" << query[0].second);
    const auto page = desk.reading(query);
    CHECK(texts_of(page) == texts);
    CHECK(page["matches"] == texts.size());
    CHECK(page["totals"]["unread"] == 7);
  }
  const auto found = desk.reading({{"q", "work"}, {"unit", "u1"}})["items"][0];
  CHECK(found["found"] == json::parse("[[9,13]]"));
}

TEST_CASE("what is asked for wrongly is refused") {
  const ReadingDesk desk;
  const std::vector<ReadingDesk::Query> table = {{{"state", "shown"}},
                                                 {{"limit", "0"}},
                                                 {{"limit", "101"}},
                                                 {{"limit", "-1"}},
                                                 {{"limit", "x"}},
                                                 {{"after", "x"}},
                                                 {{"after", std::string(32, 'g')}},
                                                 {{"mark", "member"}},
                                                 {{"q", std::string(101, 'x')}},
                                                 {{"q", "1 2 3 4 5 6 7 8 9 10 11"}}};
  for (const auto& query : table) {
    INFO(query[0].first << "=" << query[0].second);
    CHECK(desk.ask_as("li", Method::get, "reading", query).status == 422);
  }
  CHECK(desk.ask_as("li", Method::get, "reading", {{"q", "\xff"}}).status == 400);
  CHECK(desk.ask(Method::get, "/api/v1/rounds/none/reading").status == 404);
}

TEST_CASE("marks, and texts that would be markup elsewhere, come as plain JSON") {
  const ReadingDesk desk;
  const auto item = desk.item("王小明");
  CHECK(item["marks"] ==
        json::parse(R"([{"kind":"member","start":0,"end":3},{"kind":"telephone","start":10,"end":21}])"));
  CHECK(item["about"] == "team");
  CHECK(item["item"] == "improve");
  CHECK(item["unit"] == "u1");
  const auto response = desk.ask_as("li", Method::get, "reading", {{"about", "-"}});
  CHECK(response.content_type == "application/json");
  CHECK(json::parse(response.body)["items"][0]["text"] == "<script>alert(1)</script> \u202e&amp;");
}

TEST_CASE("a decision is stored with the next version, and whoever comes second is told") {
  const ReadingDesk desk;
  const auto before = desk.item("王小明");
  const auto wanted = decision("cleared", json::parse("[[0,3],[10,21]]"), {"workload", "电话"});
  const auto response = desk.put(before, wanted);
  CHECK(response.status == 200);
  CHECK(header_of(response, "ETag") == "\"2\"");
  const auto after = json::parse(response.body);
  CHECK(after["version"] == 2);
  CHECK(after["state"] == "cleared");
  CHECK(after["redactions"] == wanted["redactions"]);
  CHECK(after["tags"] == wanted["tags"]);
  CHECK(after["marks"] == before["marks"]);
  CHECK(after == desk.item("王小明"));
  CHECK(desk.put(before, decision("withheld")).status == 412);
  CHECK(desk.item("王小明") == after);
  CHECK(desk.reading()["tags"] == json::parse(R"([{"tag":"workload","texts":1},{"tag":"电话","texts":1}])"));
  CHECK(desk.put(after, decision("unread")).status == 200);
  CHECK(desk.item("王小明")["version"] == 3);
  CHECK(desk.reading()["tags"] == json::array());
  CHECK(desk.reading()["totals"]["unread"] == 8);
}

TEST_CASE("decisions that are no decisions are refused, each for its reason") {
  const ReadingDesk desk;
  const auto item = desk.item("工作量太大");
  const std::string path = "reading/" + item["id"].get<std::string>();
  std::vector<std::string> eleven;
  for (int i = 0; i < 11; ++i) eleven.push_back(std::to_string(i));
  std::string long_tag;
  for (int i = 0; i < 41; ++i) long_tag += "字";
  const std::vector<std::string> invalid = {
      decision("shown").dump(),
      decision("cleared", {{0, 6}}).dump(),
      decision("cleared", {{2, 2}}).dump(),
      decision("cleared", {{3, 1}}).dump(),
      decision("cleared", {{0, 2}, {1, 3}}).dump(),
      decision("cleared", {{2, 3}, {0, 1}}).dump(),
      decision("cleared", {{0}}).dump(),
      decision("cleared", {{-1, 2}}).dump(),
      decision("cleared", {{0, 4294967296}}).dump(),
      decision("cleared", {{"0", 1}}).dump(),
      decision("cleared", json::array(), eleven).dump(),
      decision("cleared", json::array(), {""}).dump(),
      decision("cleared", json::array(), {"   "}).dump(),
      decision("cleared", json::array(), {"a", "a"}).dump(),
      decision("cleared", json::array(), {long_tag}).dump(),
      decision("cleared", json::array(), {"two\nlines"}).dump(),
      decision("cleared", json::array(), {"\u0085"}).dump(),
      decision("cleared", json::array(), {std::string("a\0b", 3)}).dump(),
      decision("cleared", json::array(), {7}).dump(),
      R"({"state":"cleared","tags":[]})",
      R"({"state":"cleared","redactions":[]})",
      R"({"redactions":[],"tags":[]})",
      R"({"state":"cleared","redactions":[],"tags":[],"who":"me"})",
      "[]"};
  for (const auto& body : invalid) {
    INFO(body);
    CHECK(desk.ask_as("li", Method::put, path, {}, body, {{"If-Match", "\"1\""}}).status == 422);
  }
  CHECK(desk.ask_as("li", Method::put, path, {}, "{", {{"If-Match", "\"1\""}}).status == 400);
  const auto good = decision("cleared").dump();
  CHECK(desk.ask_as("li", Method::put, path, {}, good).status == 412);
  for (const char* version : {"\"0\"", "\"2\"", "\"-1\"", "\"4294967296\"", "x"})
    CHECK(desk.ask_as("li", Method::put, path, {}, good, {{"If-Match", version}}).status == 412);
  for (const auto& id : {std::string(32, '0'), std::string("x"), std::string(64, 'a')})
    CHECK(desk.ask_as("li", Method::put, "reading/" + id, {}, good, {{"If-Match", "\"1\""}}).status == 404);
  CHECK(desk.item("工作量太大") == item);
}

TEST_CASE("a round takes 200 different tags, then only those that are there") {
  std::vector<WrittenText> texts;
  for (std::size_t i = 0; i < 12; ++i) {
    texts.push_back({i, "u1", "team", "improve", "t" + std::to_string(i) + "."});
    texts.push_back({i, "u1", "-", "wish", "w" + std::to_string(i) + "."});
  }
  const ReadingDesk desk(texts);
  for (int text = 0; text < 20; ++text) {
    json tags = json::array();
    for (int i = 0; i < 10; ++i) tags.push_back("tag " + std::to_string(10 * text + i));
    const auto start = text < 10 ? "t" + std::to_string(text) : "w" + std::to_string(text - 10);
    CHECK(desk.put(desk.item(start + "."), decision("unread", json::array(), tags)).status == 200);
  }
  CHECK(desk.put(desk.item("w10."), decision("unread", json::array(), {"one more"})).status == 422);
  CHECK(desk.put(desk.item("w10."), decision("unread", json::array(), {"tag 7"})).status == 200);
  CHECK(desk.put(desk.item("w11."), decision("cleared")).status == 200);
}

TEST_CASE("a batch leaves redactions and tags, and tells whom somebody else was faster with") {
  const ReadingDesk desk;
  const auto first = desk.item("王小明"), second = desk.item("more light"), third = desk.item("work on it");
  CHECK(desk.put(first, decision("unread", json::parse("[[0,3]]"), {"names"})).status == 200);
  CHECK(desk.put(second, decision("withheld")).status == 200);
  const auto batch = [&](const json& ids, const std::string& state) {
    return desk.ask_as("li", Method::post, "reading/batch", {}, json{{"ids", ids}, {"state", state}}.dump());
  };
  const auto entry = [](const json& item, int version) {
    return json{{"id", item["id"]}, {"version", version}};
  };
  const auto done = batch({entry(first, 2), entry(second, 1), entry(third, 1)}, "cleared");
  CHECK(done.status == 200);
  CHECK(json::parse(done.body) == json{{"changed", 2}, {"stale", {second["id"]}}});
  const auto changed = desk.item("王小明");
  CHECK(changed["state"] == "cleared");
  CHECK(changed["redactions"] == json::parse("[[0,3]]"));
  CHECK(changed["tags"] == json{"names"});
  CHECK(changed["version"] == 3);
  CHECK(desk.item("more light")["state"] == "withheld");
  CHECK(batch(json::array({entry(first, 3)}), "unread").status == 422);
  CHECK(batch(json::array(), "cleared").status == 422);
  CHECK(batch({entry(first, 3), entry(first, 3)}, "cleared").status == 422);
  CHECK(batch(json::array({json{{"id", std::string(32, '0')}, {"version", 1}}}), "cleared").status == 404);
  CHECK(batch(json::array({json{{"id", first["id"]}}}), "cleared").status == 422);
  CHECK(batch(json::array({first["id"]}), "cleared").status == 422);
  CHECK(batch(json(201, entry(first, 3)), "cleared").status == 422);
  CHECK(desk.item("王小明")["version"] == 3);
}

TEST_CASE("two organizers at once: of each text's versions one decides") {
  const ReadingDesk desk;
  const auto item = desk.item("more light");
  std::atomic<int> stored{0}, stale{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      const int status = desk.put(item, decision(i % 2 == 0 ? "cleared" : "withheld")).status;
      if (status == 200) ++stored;
      if (status == 412) ++stale;
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(stored == 1);
  CHECK(stale == 7);
  CHECK(desk.item("more light")["version"] == 2);
}

TEST_CASE("a text as long as one may write is read, marked and redacted like any other") {
  std::string long_text = "王小明";
  for (int i = 3; i < 10'000; ++i) long_text += "𠮷";
  const ReadingDesk desk({{0, "u1", "team", "improve", long_text}});
  const auto item = desk.item("王小明");
  CHECK(item["text"] == long_text);
  CHECK(item["marks"].size() == 1);
  CHECK(desk.put(item, decision("cleared", {{0, 10'000}})).status == 200);
  CHECK(desk.put(desk.item("王小明"), decision("cleared", {{0, 10'001}})).status == 422);
}

TEST_CASE("opening the texts is noted in the audit trail once an hour, by whom, for which round") {
  ReadingDesk desk;
  const auto noted = [&desk] {
    std::size_t count = 0;
    const auto store = server::test::required(Register::open(desk.data.path() / "register.db"));
    for (const auto& entry : server::test::required(store->list_audit(100)))
      count += entry.act == "texts.read" && entry.subject == "reading" ? 1U : 0U;
    return count;
  };
  CHECK(noted() == 0);
  CHECK(desk.get(200, "reading").size() == 7);
  CHECK(desk.get(200, "reading").size() == 7);
  CHECK(noted() == 1);
  CHECK(desk.get(200, "reading", {}, "chen").size() == 7);
  CHECK(noted() == 2);
  desk.now_s += 3600;
  CHECK(desk.get(200, "reading").size() == 7);
  CHECK(noted() == 3);
  // Nobody gets a text unnoticed by beginning in the middle; whoever gets none has read none.
  const std::string first(32, '0'), last(32, 'f');
  CHECK(desk.get(200, "reading", {{"after", last}}, "wu")["items"].empty());
  CHECK(noted() == 3);
  CHECK_FALSE(desk.get(200, "reading", {{"after", first}}, "wu")["items"].empty());
  CHECK(noted() == 4);
}

}  // namespace
}  // namespace candor::server::http::test
