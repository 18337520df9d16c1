// Good round files, limits, encodings and broken JSON; single mistakes are in round_errors_test.cpp.
#include "forms/round_json.h"

#include <optional>

#include "forms/round_check.h"
#include "forms/round_limits.h"
#include "tests/forms/support.h"

using namespace candor;
using namespace candor::forms;
using namespace candor::forms::test;

TEST_CASE("parse_round reads a file that uses every key") {
  const auto read = parse_round(read_data("full-round.json"), Strictness::opening);
  REQUIRE(read.has_value());
  CHECK(describe(read->warnings) == "");
  const Round& round = read->round;
  CHECK(round.id == "2026-spring");
  CHECK(round.scales.size() == 2);
  CHECK(round.scales[0].id == "overall");
  CHECK(round.scales[0].options[1].value == exact_integer(80));
  CHECK_FALSE(round.scales[0].options[4].scored);
  CHECK(round.sections[0].items[4].minimum->numerator == -1);
  CHECK(round.sections[0].items[1].show_if->is == std::vector<std::string>{"basic", "incompetent"});
  CHECK(round.categories[1].weight.denominator == 5);
  CHECK_FALSE(round.categories[0].confidential);
  CHECK(round.categories[2].confidential);
  CHECK(round.units[0].members[0].head);
  CHECK(round.units[2].parent == "u2");
  CHECK_FALSE(round.units[1].due.has_value());
  CHECK(round.rules.flags[1].operand == FlagOperand::option);
  CHECK(round.rules.flags[1].option == "incompetent");
  CHECK(round.rules.flags[1].comparison == Comparison::greater_equal);
  CHECK(round.rules.flags[2].comparison == Comparison::less_equal);
  CHECK(round.access == AccessMode::credential);
}

TEST_CASE("parse_round fills in the documented defaults") {
  const Round round = parse_valid(R"({"candor_round": 1, "id": "r", "title": {"en": "R"}, "languages": ["en"],
    "sections": [{"id": "s", "about": "team", "title": {"en": "S"}, "items": [{"id": "i", "type": "nps", "label": {"en": "I"}}]}],
    "categories": [{"id": "A", "label": {"en": "A"}}], "units": [{"id": "u", "name": {"en": "U"}}],
    "access": {"mode": "open"}})");
  CHECK(round.rules == Rules{});
  CHECK(round.rules.base == Base::scored);
  CHECK(round.rules.empty_category == EmptyCategory::renormalise);
  CHECK(round.rules.decimals == 2);
  CHECK(round.rules.invalid.empty());
  CHECK(round.rules.min_cell == 5);
  CHECK(round.rules.min_text == 10);
  CHECK(round.rules.members_see == MembersSee::own);
  CHECK(round.categories[0].weight == exact_integer(1));
  CHECK(round.categories[0].confidential);
  CHECK_FALSE(round.sections[0].items[0].required);
  CHECK(round.units[0].parent.empty());
}

TEST_CASE("parse_round finds every cycle among units once") {
  Json file = full_round_json();
  file["units"] = Json::parse(R"([{"id": "a", "name": {"en": "a", "zh-CN": "a"}, "parent": "c"},
    {"id": "b", "name": {"en": "b", "zh-CN": "b"}, "parent": "a"}, {"id": "c", "name": {"en": "c", "zh-CN": "c"}, "parent": "b"},
    {"id": "d", "name": {"en": "d", "zh-CN": "d"}, "parent": "a"}, {"id": "e", "name": {"en": "e", "zh-CN": "e"}, "parent": "e"}])");
  file["rules"].erase("flags");
  const auto read = parse_round(file.dump());
  REQUIRE_FALSE(read.has_value());
  INFO(describe(read.error().diagnostics));
  CHECK(read.error().detail == "The round file has 2 errors.");
  CHECK(has_place(read.error().diagnostics, kError, "/units/0/parent"));
  CHECK(has_place(read.error().diagnostics, kError, "/units/4/parent"));
}

TEST_CASE("each limit on the size of a round is an error at its place") {
  const auto repeat = [](const Json& entry, std::size_t n, const char* key) {
    Json list = Json::array();
    for (std::size_t i = 0; i < n; ++i) {
      list.push_back(entry);
      list.back()[key] = "x" + std::to_string(i);
    }
    return list;
  };
  const Json full = full_round_json();
  struct Limit {
    const char* at;
    const char* sample;
    std::size_t too_many;
  };
  for (const Limit& limit :
       {Limit{"/units", "/units/2", 10'001}, Limit{"/categories", "/categories/2", 51},
        Limit{"/sections", "/sections/4", 101}, Limit{"/sections/4/items", "/sections/4/items/1", 501},
        Limit{"/units/1/members", "/units/0/members/2", 201}, Limit{"/rules/flags", "/rules/flags/0", 101},
        Limit{"/scales/five/options", "/scales/five/options/0", 251}}) {
    Json file = full;
    file[Json::json_pointer(limit.at)] =
        repeat(full.at(Json::json_pointer(limit.sample)), limit.too_many, "id");
    const auto read = parse_round(file.dump());
    INFO(limit.at);
    REQUIRE_FALSE(read.has_value());
    CHECK(has_place(read.error().diagnostics, kError, limit.at));
  }
  CHECK(parse_round(std::string(16 * 1024 * 1024 + 1, ' ')).error().kind == ErrorKind::too_large);
}

TEST_CASE("a label longer than the limit is an error, counted in characters") {
  Json file = full_round_json();
  std::string label;
  for (int i = 0; i < 2000; ++i) label += "字";
  file["title"]["zh-CN"] = label;
  CHECK(parse_round(file.dump()).has_value());
  file["title"]["zh-CN"] = label + "字";
  const auto read = parse_round(file.dump());
  REQUIRE_FALSE(read.has_value());
  CHECK(has_place(read.error().diagnostics, kError, "/title/zh-CN"));
}

TEST_CASE("a unit whose full ballot could not be cast is not opened") {
  Json file = full_round_json();
  Json members = Json::array();
  for (int i = 0; i < 200; ++i) {
    members.push_back(
        {{"id", "member-with-a-long-id-" + std::to_string(i)}, {"name", {{"en", "x"}, {"zh-CN", "x"}}}});
  }
  for (int i = 0; i < 3; ++i) {
    Json item = file["sections"][1]["items"][0];
    item["id"] = "more" + std::to_string(i);
    file["sections"][1]["items"].push_back(item);
  }
  file["units"][1]["members"] = members;
  CHECK(has_place(parse_round(file.dump(), Strictness::draft)->warnings, kWarning, "/units/1"));
  const auto opening = parse_round(file.dump(), Strictness::opening);
  REQUIRE_FALSE(opening.has_value());
  CHECK(has_place(opening.error().diagnostics, kError, "/units/1"));
  check_both_languages(opening.error());
}

TEST_CASE("thousands of mistakes are counted, not all told") {
  Json file = full_round_json();
  for (int i = 0; i < 5000; ++i) file["unknown" + std::to_string(i)] = 1;
  const auto read = parse_round(file.dump());
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().detail == "The round file has 5000 errors.");
  CHECK(read.error().diagnostics.size() == 1001);
  CHECK(read.error().diagnostics.back().expected.en == "4000 more like these");
  CHECK(read.error().diagnostics.back().expected.zh == "另有4000处类似问题");
}

TEST_CASE("parse_round refuses what is no JSON object with a place") {
  struct Bad {
    const char* name;
    std::string text;
    const char* place;
  };
  const Bad table[] = {
      {"empty", "", "line 1, column 1"},
      {"cut off", "{\"id\": \"a\",\n \"title\": {", "line 2, column 11"},
      {"trailing comma", "{\n\"a\": 1,\n}", "line 3, column 1"},
      {"doubled key", "{\"id\": \"a\",\n \"id\": \"b\"}", "line 2, column 5"},
      {"wrong UTF-8", "{\"id\": \"\xFF\"}", "line 1, column 9"},
      {"GB18030", "{\"id\": \"\xC4\xE3\xBA\xC3\"}", "line 1, column 9"},
      {"NUL after the end", std::string("{}\0x", 4), "line 1, column 3"},
      {"two documents", "{} {}", "line 1, column 4"},
      {"single quotes", "{'id': 1}", "line 1, column 2"},
  };
  for (const Bad& bad : table) {
    INFO(bad.name);
    const auto read = parse_round(bad.text);
    REQUIRE_FALSE(read.has_value());
    INFO(describe(read.error().diagnostics));
    CHECK(read.error().kind == ErrorKind::malformed);
    REQUIRE(read.error().diagnostics.size() == 1);
    CHECK(read.error().diagnostics[0].place == bad.place);
    check_both_languages(read.error());
  }
  CHECK(parse_round("[]").error().kind == ErrorKind::invalid);
}

TEST_CASE("parse_round says which encoding a file seems to have") {
  const auto gb18030 = parse_round("{\"title\": \"\xC3\xF1\xD6\xF7\xB2\xE2\xC6\xC0\"}");
  REQUIRE_FALSE(gb18030.has_value());
  CHECK(gb18030.error().diagnostics[0].expected.en.find("GB18030") != std::string::npos);
  CHECK(gb18030.error().diagnostics[0].remedy.en.find("UTF-8") != std::string::npos);
  const auto utf16 = parse_round(std::string("\xFF\xFE{\0}\0", 6));
  REQUIRE_FALSE(utf16.has_value());
  CHECK(utf16.error().diagnostics[0].expected.en.find("UTF-16") != std::string::npos);
}

TEST_CASE("parse_round survives 100,000 levels of nesting") {
  const auto read = parse_round(std::string(100'000, '['));
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().kind == ErrorKind::malformed);
  CHECK(read.error().diagnostics[0].place == "line 1, column 33");
}

TEST_CASE("parse_round takes a file with a byte order mark") {
  CHECK(parse_round("\xEF\xBB\xBF" + read_data("full-round.json")).has_value());
}

TEST_CASE("the golden cases are valid rounds and come back as they went in") {
  for (const char* name : {"item-types", "asked-of-whom", "validity-edges", "members-and-quota"}) {
    INFO(name);
    const Round round = parse_valid(read_data("cases/" + std::string(name) + "/round.json"));
    CHECK(parse_valid(encode_round(round)) == round);
  }
}

TEST_CASE("a round of 10,000 units comes back as it went in; one too large to be read again is not kept") {
  Round round = full_round();
  const Unit unit = round.units.at(0);
  round.units.clear();
  round.rules.flags.clear();  // one looks at a unit's own item
  for (std::size_t i = 0; i < kMaxUnits; ++i) {
    round.units.push_back({});
    round.units.back().id = "n" + std::to_string(i);
    round.units.back().name = unit.name;
    for (int member = 0; member < 5; ++member) {
      round.units.back().members.push_back({});
      round.units.back().members.back().id = "m" + std::to_string(member);
      round.units.back().members.back().name = unit.name;
    }
  }
  const auto kept = encode_round_to_keep(round);
  REQUIRE(kept);
  CHECK(parse_valid(*kept) == round);
  for (auto& one : round.units) one.name.begin()->second = std::string(2000, 'x');
  const auto refused = encode_round_to_keep(round);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::too_large);
}

TEST_CASE("check_round finds in memory what parse_round finds in a file") {
  Round round = full_round();
  CHECK(check_round(round, Strictness::opening).empty());
  round.units[2].parent = "nobody";
  round.units[0].members[0].id = "team";
  const auto told = check_round(round, Strictness::opening);
  CHECK(has_place(told, kError, "/units/2/parent"));
  CHECK(has_place(told, kError, "/units/0/members/0/id"));
}
