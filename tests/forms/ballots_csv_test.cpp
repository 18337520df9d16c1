#include "forms/ballots_csv.h"

#include "forms/csv.h"
#include "tests/forms/support.h"

using namespace candor;
using namespace candor::forms;
using namespace candor::forms::test;

namespace {

const std::string kHeader =
    "ballot,unit,category,about,overall,why,which,order,years,five,recommend,canteen,improve,note\n";

std::string body_of(const Round& round, const Ballot& ballot) {
  return encode_ballot_body(make_codebook(round, round.units[ballot.unit]), ballot.answers);
}

struct Bad {
  const char* row;
  const char* place;
};

}  // namespace

TEST_CASE("parse_ballots_csv joins the rows of a ballot, adjacent or not") {
  const Round round = full_round();
  const auto read = parse_ballots_csv(round, kHeader +
                                                 "b1,u1,C,team,basic,style,q;p,k3;k1,1.5,,,5,,\n"
                                                 "b2,u2,B,team,excellent,,,,,,,,,\n"
                                                 "b1,u1,C,m2,,,,,,5,,,,good leader\n"
                                                 "b1,u1,C,-,,,,,,,10,,,\n");
  if (!read) UNSCOPED_INFO(describe(read.error().diagnostics));
  REQUIRE(read.has_value());
  REQUIRE(read->ballots.size() == 2);
  CHECK(read->ballots[0].unit == 0);
  CHECK(read->ballots[0].category == 2);
  CHECK(
      body_of(round, read->ballots[0]) ==
      R"({"-":{"recommend":10},"m2":{"five":"5"},"team":{"canteen":"5","order":["k3","k1"],"overall":"basic","which":["p","q"],"why":"style","years":"1.5"}})");
  CHECK(body_of(round, read->ballots[1]) == R"({"team":{"overall":"excellent"}})");
  REQUIRE(read->comments.size() == 1);
  CHECK(read->comments[0].unit == 0);
  CHECK(read->comments[0].texts == std::vector<CommentText>{{"m2", "note", "good leader"}});
}

TEST_CASE("a ballot with a single row of empty cells is a blank ballot") {
  const Round round = full_round();
  const auto read = parse_ballots_csv(round, kHeader + "b1,u1,A,team,,,,,,,,,,\n");
  REQUIRE(read.has_value());
  REQUIRE(read->ballots.size() == 1);
  CHECK(body_of(round, read->ballots[0]) == "{}");
}

TEST_CASE("hidden answers in a CSV are dropped, not refused") {
  const Round round = full_round();
  const auto read = parse_ballots_csv(round, kHeader + "b1,u1,A,team,excellent,pay,,k1,,,,,,\n");
  REQUIRE(read.has_value());
  CHECK(body_of(round, read->ballots[0]) == R"({"team":{"overall":"excellent"}})");
}

TEST_CASE(
    "parse_ballots_csv takes BOM, CRLF, quotes, newlines in quotes, empty lines and a missing last newline") {
  const Round round = full_round();
  const auto read = parse_ballots_csv(round,
                                      "\xEF\xBB\xBF"
                                      "ballot,unit,category,about,overall,note\r\n"
                                      "\"b \"\"1\"\"\",\"u1\",A,m1,basic,\"多听,\n\"\"一线\"\"\"\r\n\r\n"
                                      "\"b \"\"1\"\"\",u1,A,team,basic,");
  if (!read) UNSCOPED_INFO(describe(read.error().diagnostics));
  REQUIRE(read.has_value());
  CHECK(read->ballots.size() == 1);
  CHECK(read->comments[0].texts[0].text == "多听,\n\"一线\"");
}

TEST_CASE("columns may be left out and stand in any order") {
  const Round round = full_round();
  const auto read =
      parse_ballots_csv(round, "ballot,unit,category,about,years,overall\nb1,u1,A,team,60.0,basic\n");
  REQUIRE(read.has_value());
  CHECK(body_of(round, read->ballots[0]) == R"({"team":{"overall":"basic","years":"60"}})");
  CHECK(parse_ballots_csv(round, "ballot,unit,category,about\nb1,u1,A,team\n")->ballots.size() == 1);
  CHECK(parse_ballots_csv(round, "ballot,unit,category,about\n")->ballots.empty());
}

TEST_CASE("a column serves every ratee that is asked an item of that id") {
  Round round = full_round();
  round.sections[1].items[0].type = ItemType::number;  // `overall`: a scale of the team, a number of members
  const auto read =
      parse_ballots_csv(round, "ballot,unit,category,about,overall\nb,u1,A,team,basic\nb,u1,A,m1,42\n");
  REQUIRE(read.has_value());
  CHECK(body_of(round, read->ballots[0]) == R"({"m1":{"overall":"42"},"team":{"overall":"basic"}})");
}

TEST_CASE("parse_ballots_csv names line and column of each wrong cell") {
  const Round round = full_round();
  for (const Bad& bad : {
           Bad{"b2,u9,A,team,,,,,,,,,,", "line 3, column 2"},
           Bad{"b2,,A,team,,,,,,,,,,", "line 3, column 2"},
           Bad{"b2,u1,X,team,,,,,,,,,,", "line 3, column 3"},
           Bad{"b2,u1,A,m3,,,,,,,,,,", "line 3, column 4"},
           Bad{"b2,u2,A,m1,,,,,,,,,,", "line 3, column 4"},
           Bad{",u1,A,team,,,,,,,,,,", "line 3, column 1"},
           Bad{"b2,u1,A,team,superb,,,,,,,,,", "line 3, column 5"},
           Bad{"b2,u1,A,team, basic,,,,,,,,,", "line 3, column 5"},
           Bad{"b2,u1,A,team,basic;basic,,,,,,,,,", "line 3, column 5"},
           Bad{"b2,u1,A,team,,,p;q;r,,,,,,,", "line 3, column 7"},
           Bad{"b2,u1,A,team,,,p;p,,,,,,,", "line 3, column 7"},
           Bad{"b2,u1,A,team,,,p;,,,,,,,", "line 3, column 7"},
           Bad{"b2,u1,A,team,,,,k1;k1,,,,,,", "line 3, column 8"},
           Bad{"b2,u1,A,team,,,,k1;k4,,,,,,", "line 3, column 8"},
           Bad{"b2,u1,A,team,,,,,60.5,,,,,", "line 3, column 9"},
           Bad{"b2,u1,A,team,,,,,1.55,,,,,", "line 3, column 9"},
           Bad{"b2,u1,A,team,,,,,\"1,5\",,,,,", "line 3, column 9"},
           Bad{"b2,u1,A,team,,,,,-0.6,,,,,", "line 3, column 9"},
           Bad{"b2,u1,A,team,,,,,many,,,,,", "line 3, column 9"},
           Bad{"b2,u1,A,team,,,,,,1,,,,", "line 3, column 10"},
           Bad{"b2,u1,A,m10,,,,,,1,,,,", "line 3, column 10"},
           Bad{"b2,u1,A,-,,,,,,,11,,,", "line 3, column 11"},
           Bad{"b2,u1,A,-,,,,,,,-1,,,", "line 3, column 11"},
           Bad{"b2,u1,A,-,,,,,,,7.5,,,", "line 3, column 11"},
           Bad{"b2,u1,A,team,,,,,,,5,,,", "line 3, column 11"},
           Bad{"b2,u2,A,team,,,,,,,,1,,", "line 3, column 12"},
           Bad{"b2,u1,A,team,,,,,,,,,123456789012345678901,", "line 3, column 13"},
           Bad{"b2,u1,A,team,,,,,,,,,,x", "line 3, column 14"},
           Bad{"b1,u1,A,team,,,,,,,,,,", "line 3, column 4"},
           Bad{"b1,u2,A,-,,,,,,,,,,", "line 3, column 2"},
           Bad{"b1,u1,B,-,,,,,,,,,,", "line 3, column 3"},
           Bad{"b2,u1,A,team,,,,,,,,,", "line 3, column 13"},
           Bad{"b2,u1,A,team,,,,,,,,,,,", "line 3, column 15"},
           Bad{"b2", "line 3, column 1"},
           Bad{"b2,u1,A,team,ba\"sic,,,,,,,,,", "line 3, column 5"},
           Bad{"b2,u1,A,team,\"basic\"x,,,,,,,,,", "line 3, column 5"},
           Bad{"b2,u1,A,team,,,,,,,,,\"cut", "line 3, column 13"},
           Bad{"b2,u1,A,team,,,,,,,,,\xFF,", "line 3, column 13"},
           Bad{"b2,u1,A,team\r,,,,,,,,,,", "line 3, column 4"},
       }) {
    INFO(bad.row);
    const auto read = parse_ballots_csv(round, kHeader + "b1,u1,A,team,basic,,,,,,,,,\n" + bad.row + "\n");
    REQUIRE_FALSE(read.has_value());
    INFO(describe(read.error().diagnostics));
    REQUIRE(read.error().diagnostics.size() == 1);
    CHECK(read.error().diagnostics[0].place == bad.place);
    CHECK(read.error().diagnostics[0].severity == kError);
    check_both_languages(read.error());
  }
}

TEST_CASE("parse_ballots_csv refuses wrong headers") {
  const Round round = full_round();
  for (const Bad& bad : {
           Bad{"", "line 1, column 1"},
           Bad{"b1,u1,A,team\n", "line 1, column 1"},
           Bad{"ballot;unit;category;about\n", "line 1, column 1"},
           Bad{"ballot,unit,about,category\n", "line 1, column 3"},
           Bad{"ballot,unit,category\n", "line 1, column 3"},
           Bad{"ballot,unit,category,about,overall,overall\n", "line 1, column 6"},
           Bad{"ballot,unit,category,about,colour\n", "line 1, column 5"},
           Bad{"ballot,unit,category,about,read\n", "line 1, column 5"},
           Bad{"ballot,unit,category,about,\n", "line 1, column 5"},
           Bad{"\"ballot,unit\n", "line 1, column 1"},
       }) {
    INFO(bad.row);
    const auto read = parse_ballots_csv(round, bad.row);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().diagnostics[0].place == bad.place);
    check_both_languages(read.error());
  }
}

TEST_CASE("a row wider than any round is refused instead of filling the memory") {
  const auto read =
      parse_ballots_csv(full_round(), "ballot,unit,category,about" + std::string(kMaxCsvFields, ','));
  REQUIRE_FALSE(read.has_value());
  CHECK(describe(read.error().diagnostics).find("more than 20000 fields") != std::string::npos);
}

TEST_CASE("errors name the line where a field begins, also after newlines in quotes") {
  const Round round = full_round();
  const auto read = parse_ballots_csv(
      round, "ballot,unit,category,about,note,overall\nb1,u1,A,m1,\"one\ntwo\",superb\nb2,u9,A,m1,,\n");
  REQUIRE_FALSE(read.has_value());
  REQUIRE(read.error().diagnostics.size() == 2);
  CHECK(read.error().diagnostics[0].place == "line 3, column 6");
  CHECK(read.error().diagnostics[1].place == "line 4, column 2");
}

TEST_CASE("NUL bytes and other encodings are refused with their place") {
  const Round round = full_round();
  const auto nul = parse_ballots_csv(round, kHeader + "b1,u1,A,m1,,,,,,,,,," + std::string("a\0b", 3) + "\n");
  REQUIRE_FALSE(nul.has_value());
  CHECK(nul.error().kind == ErrorKind::malformed);
  CHECK(nul.error().diagnostics[0].place == "line 2, column 14");
  const auto gb18030 = parse_ballots_csv(round, kHeader + "b1,u1,A,m1,,,,,,,,,,\xBA\xC3\n");
  REQUIRE_FALSE(gb18030.has_value());
  CHECK(gb18030.error().diagnostics[0].place == "line 2, column 14");
  CHECK(gb18030.error().diagnostics[0].expected.en.find("GB18030") != std::string::npos);
}

TEST_CASE("after 200 errors the rest is only counted, and nothing is returned") {
  const Round round = full_round();
  std::string csv = kHeader + "good,u1,A,team,basic,,,,,,,,,\n";
  for (int i = 0; i < 1000; ++i) csv += "b" + std::to_string(i) + ",u1,A,team,superb,,,,,,,,,\n";
  const auto read = parse_ballots_csv(round, csv);
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().diagnostics.size() == 201);
  CHECK(read.error().diagnostics.back().expected.en == "800 more like these");
  CHECK(read.error().detail == "The ballots have 1000 errors; nothing was read.");
}

TEST_CASE("encode_ballots_csv writes closed answers that are read back the same, and no texts") {
  for (const char* name : {"item-types", "asked-of-whom", "validity-edges", "members-and-quota"}) {
    INFO(name);
    const std::string folder = "cases/" + std::string(name);
    const Round round = parse_valid(read_data(folder + "/round.json"));
    const auto read = parse_ballots_csv(round, read_data(folder + "/ballots.csv"));
    REQUIRE(read.has_value());
    REQUIRE_FALSE(read->ballots.empty());
    const auto again = parse_ballots_csv(round, encode_ballots_csv(round, read->ballots));
    REQUIRE(again.has_value());
    REQUIRE(again->ballots.size() == read->ballots.size());
    CHECK(again->comments.empty());
    for (std::size_t i = 0; i < read->ballots.size(); ++i) {
      CHECK(again->ballots[i].unit == read->ballots[i].unit);
      CHECK(again->ballots[i].category == read->ballots[i].category);
      CHECK(again->ballots[i].answers == read->ballots[i].answers);
    }
  }
}

TEST_CASE("encode_ballots_csv names ballots by their order and writes a row for a blank one") {
  const Round round = full_round();
  const Codebook codebook = make_codebook(round, round.units[1]);
  CHECK(encode_ballots_csv(round, {{1, 0, blank_answers(codebook)}}) ==
        "ballot,unit,category,about,overall,why,which,order,years,five,recommend,canteen\r\n"
        "b1,u2,A,team,,,,,,,,\r\n"
        "b1,u2,A,-,,,,,,,,\r\n");
}

TEST_CASE("every unknown column of a wide header is counted, in reasonable time") {
  std::string header = "ballot,unit,category,about";
  for (int i = 0; i < 19'000; ++i) header += ",c" + std::to_string(i);
  const auto read = parse_ballots_csv(full_round(), header + "\n");
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().detail == "The ballots have 19000 errors; nothing was read.");
}
