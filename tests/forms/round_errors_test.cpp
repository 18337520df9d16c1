// Tables of mistakes in round files, each with the exact place of its complaint.
#include "forms/round_json.h"

#include <optional>

#include "forms/round_check.h"
#include "tests/forms/support.h"

using namespace candor;
using namespace candor::forms;
using namespace candor::forms::test;

namespace {

/// Puts `value` (JSON; empty: removes what is there) at `at`, and complaints are expected at `place`.
struct Change {
  const char* at;
  const char* value;
  const char* place;
};

std::string changed(const Change& change) {
  Json file = full_round_json();
  const Json::json_pointer at(change.at);
  if (std::string(change.value).empty()) {
    Json& parent = file.at(at.parent_pointer());
    if (parent.is_array()) {
      parent.erase(static_cast<std::size_t>(std::stoul(at.back())));
    } else {
      parent.erase(at.back());
    }
  } else {
    file[at] = Json::parse(change.value);
  }
  return file.dump();
}

const Change kBad[] = {
    // shape
    {"/candor_round", "2", "/candor_round"},
    {"/candor_round", "\"1\"", "/candor_round"},
    {"/candor_round", "", "/candor_round"},
    {"/id", "", "/id"},
    {"/title", "", "/title"},
    {"/title", "\"Spring\"", "/title"},
    {"/title/en", "7", "/title/en"},
    {"/access", "", "/access"},
    {"/access/mode", "\"secret\"", "/access/mode"},
    {"/colour", "1", "/colour"},
    {"/a~1b", "1", "/a~1b"},
    {"/sections/0/colour", "1", "/sections/0/colour"},
    {"/sections/0/items/0/colour", "1", "/sections/0/items/0/colour"},
    {"/scales/overall/colour", "1", "/scales/overall/colour"},
    {"/scales/overall/options/0/colour", "1", "/scales/overall/options/0/colour"},
    {"/categories/0/colour", "1", "/categories/0/colour"},
    {"/units/0/colour", "1", "/units/0/colour"},
    {"/units/0/members/0/colour", "1", "/units/0/members/0/colour"},
    {"/rules/colour", "1", "/rules/colour"},
    {"/rules/quota/colour", "1", "/rules/quota/colour"},
    {"/rules/quorum/colour", "1", "/rules/quorum/colour"},
    {"/rules/flags/0/colour", "1", "/rules/flags/0/colour"},
    {"/access/colour", "1", "/access/colour"},
    {"/scales", "[]", "/scales"},
    {"/sections", "{}", "/sections"},
    {"/sections/0", "[]", "/sections/0"},
    {"/units/0/due", "[]", "/units/0/due"},
    {"/units/0/parent", "3", "/units/0/parent"},
    {"/units/0/parent", "\"\"", "/units/0/parent"},
    {"/units/0/members/0/head", "\"yes\"", "/units/0/members/0/head"},
    {"/rules", "null", "/rules"},
    // ids
    {"/id", "\"\"", "/id"},
    {"/id", "\"春\"", "/id"},
    {"/id", "\"..\"", "/id"},
    {"/id", "\"a/b\"", "/id"},
    {"/id", "\"team\"", "/id"},
    {"/units/0/id", "\"small:u\"", "/units/0/id"},
    {"/units/0/members/0/id", "\"team\"", "/units/0/members/0/id"},
    {"/units/0/members/0/id", "\"-\"", "/units/0/members/0/id"},
    {"/units/0/members/1/id", "\"m1\"", "/units/0/members/1/id"},
    {"/units/1/id", "\"u1\"", "/units/1/id"},
    {"/categories/1/id", "\"A\"", "/categories/1/id"},
    {"/sections/1/id", "\"team\"", "/sections/1/id"},
    {"/scales/überblick", R"({"options": [{"id": "a", "label": {"en": "a", "zh-CN": "a"}, "value": 1},
                                          {"id": "b", "label": {"en": "b", "zh-CN": "b"}, "value": 2}]})",
     "/scales/überblick"},
    {"/scales/overall/options/1/id", "\"excellent\"", "/scales/overall/options/1/id"},
    {"/sections/0/items/1/options/1/id", "\"pay\"", "/sections/0/items/1/options/1/id"},
    {"/sections/0/items/4/id", "\"overall\"", "/sections/0/items/4/id"},
    {"/sections/1/items/1/id", "\"five\"", "/sections/2/items/0/id"},
    {"/units/0/items/0/id", "\"overall\"", "/units/0/items/0/id"},
    {"/units/1/items", R"([{"id": "canteen", "type": "nps", "label": {"en": "c", "zh-CN": "c"}}])",
     "/units/1/items/0/id"},
    {"/rules/flags/1/id", "\"f1\"", "/rules/flags/1/id"},
    {"/sections/0/items/0/id", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"",
     "/sections/0/items/0/id"},
    // languages and texts
    {"/languages", "[]", "/languages"},
    {"/languages", "[\"en\", \"en\", \"zh-CN\"]", "/languages/1"},
    {"/languages/0", "\"zh_CN\"", "/languages/0"},
    {"/languages/0", "1", "/languages/0"},
    {"/title/e n", "\"x\"", "/title/e n"},
    {"/title/en", "\"a\\u0007b\"", "/title/en"},
    {"/contact", "7", "/contact"},
    // scales
    {"/scales/overall/options/0/value", "", "/scales/overall/options/0/value"},
    {"/scales/overall/options/0/value", "99.5", "/scales/overall/options/0/value"},
    {"/scales/overall/options/0/value", "\"1e3\"", "/scales/overall/options/0/value"},
    {"/scales/overall/options/0/value", "\"1/0\"", "/scales/overall/options/0/value"},
    {"/scales/overall/options/0/value", "12345678901234567", "/scales/overall/options/0/value"},
    {"/scales/overall/options/4/value", "\"1\"", "/scales/overall/options/4/value"},
    {"/scales/overall/options/4/favourable", "true", "/scales/overall/options/4/favourable"},
    {"/scales/five/options", "[]", "/scales/five/options"},
    {"/scales/overall/options/0/favourable", "1", "/scales/overall/options/0/favourable"},
    // items
    {"/sections/0/items/0/type", "\"star\"", "/sections/0/items/0/type"},
    {"/sections/0/items/0/type", "", "/sections/0/items/0/type"},
    {"/sections/0/items/0/scale", "\"none\"", "/sections/0/items/0/scale"},
    {"/sections/0/items/0/scale", "", "/sections/0/items/0/scale"},
    {"/sections/0/items/0/label", "", "/sections/0/items/0/label"},
    {"/sections/0/items/0/weight", "0.3", "/sections/0/items/0/weight"},
    {"/sections/0/items/0/weight", "\"-1\"", "/sections/0/items/0/weight"},
    {"/sections/0/items/1/weight", "\"0\"", "/sections/0/items/1/weight"},
    {"/sections/0/items/1/options", "[]", "/sections/0/items/1/options"},
    {"/sections/0/items/1/options/0/value", "\"1\"", "/sections/0/items/1/options/0/value"},
    {"/sections/0/items/2/max", "4", "/sections/0/items/2/max"},
    {"/sections/0/items/2/min", "3", "/sections/0/items/2/min"},
    {"/sections/0/items/2/min", "\"1\"", "/sections/0/items/2/min"},
    {"/sections/0/items/4/min", "\"61\"", "/sections/0/items/4/min"},
    {"/sections/0/items/4/max", "1.5", "/sections/0/items/4/max"},
    {"/sections/0/items/4/max", "\"999999999999999\"", "/sections/0/items/4/max"},
    {"/sections/0/items/4/decimals", "7", "/sections/0/items/4/decimals"},
    {"/sections/0/items/5/required", "true", "/sections/0/items/5/required"},
    {"/sections/0/items/5/show_if", R"({"item": "overall", "is": ["basic"]})", "/sections/0/items/5/show_if"},
    {"/sections/0/items/5/max_length", "0", "/sections/0/items/5/max_length"},
    {"/sections/4/items/0/required", "true", "/sections/4/items/0/required"},
    {"/sections/0/items/1/show_if/item", "\"order\"", "/sections/0/items/1/show_if/item"},
    {"/sections/0/items/1/show_if/item", "\"why\"", "/sections/0/items/1/show_if/item"},
    {"/sections/0/items/1/show_if/is", "[]", "/sections/0/items/1/show_if/is"},
    {"/sections/0/items/1/show_if/is/1", "\"superb\"", "/sections/0/items/1/show_if/is/1"},
    {"/sections/0/items/1/show_if/is/1", "\"basic\"", "/sections/0/items/1/show_if/is/1"},
    {"/sections/0/items/5", R"({"id": "z", "type": "nps", "label": {"en": "z", "zh-CN": "z"},
                               "show_if": {"item": "years", "is": ["1"]}})",
     "/sections/0/items/5/show_if/item"},
    {"/sections/0/of", "\"leader\"", "/sections/0/of"},
    {"/sections/0/about", "\"everybody\"", "/sections/0/about"},
    // categories, units
    {"/categories/0/weight", "\"-0.1\"", "/categories/0/weight"},
    {"/categories/0/confidential", "\"no\"", "/categories/0/confidential"},
    {"/units/1/parent", "\"u9\"", "/units/1/parent"},
    {"/units/0/parent", "\"u1\"", "/units/0/parent"},
    {"/units/0/parent", "\"u3\"", "/units/0/parent"},
    {"/units/0/due/D", "1", "/units/0/due/D"},
    {"/units/0/due/A", "-1", "/units/0/due/A"},
    {"/units/0/due/A", "1.5", "/units/0/due/A"},
    {"/units/0/due/A", "10000001", "/units/0/due/A"},
    {"/units/0/items/0/weight", "\"1\"", "/units/0/items/0/weight"},
    // rules
    {"/rules/base", "\"all\"", "/rules/base"},
    {"/rules/empty_category", "\"renormalize\"", "/rules/empty_category"},
    {"/rules/decimals", "7", "/rules/decimals"},
    {"/rules/decimals", "2.0", "/rules/decimals"},
    {"/rules/invalid/0", "\"overquota\"", "/rules/invalid/0"},
    {"/rules/invalid/1", "\"over_quota\"", "/rules/invalid/1"},
    {"/rules/quota/scale", "\"none\"", "/rules/quota/scale"},
    {"/rules/quota/option", "\"superb\"", "/rules/quota/option"},
    {"/rules/quota/at_most", "\"4/3\"", "/rules/quota/at_most"},
    {"/rules/quota/at_most", "", "/rules/quota/at_most"},
    {"/rules/quota/rounding", "\"up\"", "/rules/quota/rounding"},
    {"/rules/quorum/of", "\"returned\"", "/rules/quorum/of"},
    {"/rules/quorum/at_least", "\"101%\"", "/rules/quorum/at_least"},
    {"/rules/min_cell", "2", "/rules/min_cell"},
    {"/rules/min_cell", "99999999999", "/rules/min_cell"},
    {"/rules/min_text", "4", "/rules/min_text"},
    {"/rules/min_cell", "11", "/rules/min_text"},
    {"/rules/members_see", "\"some\"", "/rules/members_see"},
    {"/rules/flags/0/item", "\"years\"", "/rules/flags/0/item"},
    {"/rules/flags/0/item", "\"nothing\"", "/rules/flags/0/item"},
    {"/rules/flags/0/when", "\"favourable < 60\"", "/rules/flags/0/when"},
    {"/rules/flags/0/when", "\"favourable = 60%\"", "/rules/flags/0/when"},
    {"/rules/flags/0/when", "\"score < 60%\"", "/rules/flags/0/when"},
    {"/rules/flags/0/when", "\"option:superb > 1/3\"", "/rules/flags/0/when"},
    {"/rules/flags/0/when", "\"option:unknown > 1/3\"", "/rules/flags/0/when"},
    {"/rules/flags/0/when", "", "/rules/flags/0/when"},
};

const Change kDoubtful[] = {
    {"/title/en", "", "/title/en"},
    {"/title/en", "\" \"", "/title/en"},
    {"/intro/zh-CN", "", "/intro/zh-CN"},
    {"/units/0/members/0/post/en", "\"\"", "/units/0/members/0/post/en"},
    {"/sections/0/items/0/label", "{}", "/sections/0/items/0/label/zh-CN"},
    {"/sections", "[]", "/sections"},
    {"/sections/4/items", "[]", "/sections/4/items"},
    {"/categories", "[]", "/categories"},
    {"/units", "[]", "/units"},
};

const Change kWarned[] = {
    {"/rules/min_cell", "3", "/rules/min_cell"},
    {"/units/0/due/B", "4", "/units/0/due/B"},
    {"/rules/base", "\"valid\"", "/rules/base"},
    {"/title/fr", "\"Printemps\"", "/title/fr"},
    {"/sections/2/of", "\"guest\"", "/sections/2/of"},
    {"/rules/invalid", "[]", "/rules/quota"},
    {"/rules/quota", "", "/rules/invalid"},
    {"/units/0/due", "", "/rules/quorum"},
    {"/rules/flags/0/item", "\"canteen\"", "/rules/flags/0/when"},
    {"/scales/spare", R"({"options": [{"id": "a", "label": {"en": "a", "zh-CN": "a"}, "value": 1},
                                      {"id": "b", "label": {"en": "b", "zh-CN": "b"}, "value": 2}]})",
     "/scales/spare"},
};

}  // namespace

TEST_CASE("parse_round names the place of each mistake by JSON pointer, with expectation and remedy") {
  for (const Change& change : kBad) {
    const auto read = parse_round(changed(change), Strictness::opening);
    INFO("put " << change.value << " at " << change.at << ", expecting an error at " << change.place);
    REQUIRE_FALSE(read.has_value());
    INFO(describe(read.error().diagnostics));
    CHECK(read.error().kind == ErrorKind::invalid);
    CHECK(has_place(read.error().diagnostics, kError, change.place));
    check_both_languages(read.error());
  }
}

TEST_CASE("a single mistake in a file gives a single error") {
  for (const Change& change : {Change{"/id", "\"a b\"", "/id"}, Change{"/title", "", "/title"},
                               Change{"/units/1/parent", "\"u9\"", "/units/1/parent"},
                               Change{"/sections/4/items/1/type", "\"star\"", "/sections/4/items/1/type"},
                               Change{"/rules/flags/0/when", "\"x\"", "/rules/flags/0/when"}}) {
    const auto read = parse_round(changed(change), Strictness::opening);
    REQUIRE_FALSE(read.has_value());
    INFO(describe(read.error().diagnostics));
    REQUIRE(read.error().diagnostics.size() == 1);
    CHECK(read.error().diagnostics[0].place == change.place);
  }
}

TEST_CASE("parse_round tells every error at once, errors before warnings") {
  Json file = full_round_json();
  file["id"] = "";
  file["units"][1]["parent"] = "nobody";
  file["sections"][0]["items"][0]["weight"] = 0.5;
  file["rules"]["base"] = "every";
  file["title"]["fr"] = "Printemps";
  const auto read = parse_round(file.dump(), Strictness::draft);
  REQUIRE_FALSE(read.has_value());
  const auto& told = read.error().diagnostics;
  INFO(describe(told));
  for (const char* place : {"/id", "/units/1/parent", "/sections/0/items/0/weight", "/rules/base"}) {
    CHECK(has_place(told, kError, place));
  }
  CHECK(has_place(told, kWarning, "/title/fr"));
  CHECK(told.back().severity == kWarning);
  CHECK(read.error().detail == "The round file has 4 errors.");
}

TEST_CASE("what a draft may lack is a warning in a draft and an error at opening") {
  for (const Change& change : kDoubtful) {
    INFO("put " << change.value << " at " << change.at << ", expecting a complaint at " << change.place);
    Json file = Json::parse(changed(change));
    file["rules"].erase("quorum");
    file["rules"].erase("flags");
    if (std::string(change.at) == "/categories") file["units"][0].erase("due");
    const auto draft = parse_round(file.dump(), Strictness::draft);
    REQUIRE(draft.has_value());
    CHECK(has_place(draft->warnings, kWarning, change.place));
    const auto opening = parse_round(file.dump(), Strictness::opening);
    REQUIRE_FALSE(opening.has_value());
    CHECK(has_place(opening.error().diagnostics, kError, change.place));
    check_both_languages(draft->warnings);
    check_both_languages(opening.error());
  }
}

TEST_CASE("parse_round warns of what is allowed but hardly meant") {
  for (const Change& change : kWarned) {
    INFO("put " << change.value << " at " << change.at << ", expecting a warning at " << change.place);
    const auto read = parse_round(changed(change), Strictness::opening);
    REQUIRE(read.has_value());
    INFO(describe(read->warnings));
    CHECK(has_place(read->warnings, kWarning, change.place));
    check_both_languages(read->warnings);
  }
}

TEST_CASE("the warnings of the design say its words") {
  const auto small = parse_round(changed({"/units/0/due/C", "4", ""}));
  REQUIRE(small.has_value());
  CHECK(describe(small->warnings).find("its weight will not apply there") != std::string::npos);
  const auto base = parse_round(changed({"/rules/base", "\"returned\"", ""}));
  REQUIRE(base.has_value());
  CHECK(describe(base->warnings).find("don't know then counts as 0") != std::string::npos);
  const auto open = parse_round(changed({"/units/0/due/A", "1", ""}));
  REQUIRE(open.has_value());
  CHECK(open->warnings.empty());  // A is not confidential
}
