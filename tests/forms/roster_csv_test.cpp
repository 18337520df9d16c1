#include "forms/roster_csv.h"

#include "forms/gb18030.h"
#include "tests/forms/support.h"

using namespace candor;
using namespace candor::forms;
using namespace candor::forms::test;

namespace {

const std::string kHeader = "person,contact,unit,category\n";

ReadRoster read_roster(const Round& round, const std::string& csv) {
  auto roster = parse_roster_csv(round, csv);
  if (!roster) UNSCOPED_INFO(describe(roster.error().diagnostics));
  REQUIRE(roster.has_value());
  return std::move(*roster);
}

struct Bad {
  const char* what;
  std::string csv;
  const char* place;
};

}  // namespace

TEST_CASE("parse_roster_csv reads a row for each person and capacity, columns in any order") {
  const Round round = full_round();
  const auto roster = read_roster(round,
                                  "category,Person,unit,contact\r\n"
                                  "A,张伟,u1,+86 138-0000-0000\r\n"
                                  "C, 张伟 ,u1,\r\n"
                                  "\r\n"
                                  " ,,\t,\r\n"
                                  "C,\"O'Brien, \"\"Pat\"\"\",u3,pat@example.org\r\n");
  CHECK_FALSE(roster.gb18030);
  CHECK(roster.entries == std::vector<RosterEntry>{{"张伟", "+86 138-0000-0000", 0, 0},
                                                   {"张伟", "", 0, 2},
                                                   {"O'Brien, \"Pat\"", "pat@example.org", 2, 2}});
}

TEST_CASE("parse_roster_csv takes Chinese headers, names for ids, and a file without contacts") {
  const Round round = full_round();
  const auto roster =
      read_roster(round, "\xEF\xBB\xBF姓名,单位,类别\n李明,工厂,上级\n王芳,Shop,　Staff\n赵强,u2,B\n");
  CHECK(roster.entries ==
        std::vector<RosterEntry>{{"李明", "", 0, 0}, {"王芳", "", 1, 2}, {"赵强", "", 1, 1}});
}

TEST_CASE("parse_roster_csv recognises GB18030, and says so") {
  const Round round = full_round();
  // 姓名,联系方式,单位,类别 / 张伟,,工厂,职工 / 𠮷野 (four bytes for the first),€,工厂,职工
  const std::string csv =
      "\xD0\xD5\xC3\xFB,\xC1\xAA\xCF\xB5\xB7\xBD\xCA\xBD,\xB5\xA5\xCE\xBB,\xC0\xE0\xB1\xF0\r\n"
      "\xD5\xC5\xCE\xB0,,\xB9\xA4\xB3\xA7,\xD6\xB0\xB9\xA4\r\n"
      "\x95\x34\xB2\x35\xD2\xB0,\xA2\xE3,\xB9\xA4\xB3\xA7,\xD6\xB0\xB9\xA4\r\n";
  const auto roster = read_roster(round, csv);
  CHECK(roster.gb18030);
  CHECK(roster.entries == std::vector<RosterEntry>{{"张伟", "", 0, 2}, {"𠮷野", "€", 0, 2}});
  const auto wrong = parse_roster_csv(round, csv + "\xD5\xC5\xCE\xB0,,\xB3\xB5\xBC\xE4\xB6\xFE,A\r\n");
  REQUIRE_FALSE(wrong.has_value());
  CHECK(wrong.error().diagnostics[0].place == "line 4, column 3");
  CHECK(wrong.error().diagnostics[0].expected.en == "unknown unit `车间二`");
}

TEST_CASE("a long text in GB18030 is converted whole, a broken one not at all") {
  std::string bytes, text;
  for (int i = 0; i < 20'000; ++i) {
    bytes += "\xD5\xC5x";
    text += "张x";
  }
  CHECK(decode_gb18030(bytes) == text);
  for (const char* broken : {"\xFF", "\x80", "\xD5", "a\xD5\x20", "\x95\x34\xB2", "\xC3\xFB\xFE\xFF"}) {
    INFO(broken);
    CHECK_FALSE(decode_gb18030(broken).has_value());
  }
}

TEST_CASE("parse_roster_csv names line and column of whatever does not fit") {
  const Round round = full_round();
  for (const Bad& bad : {
           Bad{"empty file", "", "line 1, column 1"},
           Bad{"only a mark", "\xEF\xBB\xBF", "line 1, column 1"},
           Bad{"no rows", kHeader, "line 1, column 1"},
           Bad{"unknown column", "person,unit,category,grade\nLi,u1,A,3\n", "line 1, column 4"},
           Bad{"column twice", "person,unit,category,姓名\nLi,u1,A,Li\n", "line 1, column 4"},
           Bad{"no person", "unit,category\nu1,A\n", "line 1, column 3"},
           Bad{"no unit", "person,category\nLi,A\n", "line 1, column 3"},
           Bad{"semicolons", "person;contact;unit;category\nLi;;u1;A\n", "line 1, column 1"},
           Bad{"empty person", kHeader + "Li,,u1,A\n　,,u1,B\n", "line 3, column 1"},
           Bad{"unknown unit", kHeader + "Li,,u9,A\n", "line 2, column 3"},
           Bad{"empty unit", kHeader + "Li,,,A\n", "line 2, column 3"},
           Bad{"unknown category", kHeader + "Li,,u1,Z\n", "line 2, column 4"},
           Bad{"empty category", kHeader + "Li,,u1,\n", "line 2, column 4"},
           Bad{"twice", kHeader + "Li,a,u1,A\nLi,b,u1,B\nLi,c,工厂,Superiors\n", "line 4, column 1"},
           Bad{"too few fields", kHeader + "Li,,u1\n", "line 2, column 3"},
           Bad{"too many fields", kHeader + "Li,,u1,A,\n", "line 2, column 5"},
           Bad{"open quote", kHeader + "\"Li,,u1,A\n", "line 2, column 1"},
           Bad{"quote within", kHeader + "Li,x\"y,u1,A\n", "line 2, column 2"},
           Bad{"line break in a name", kHeader + "Wu,,u1,A\n\"Li\nMing\",,u1,A\n", "line 3, column 1"},
           Bad{"control character", kHeader + "Li,a\x07,u1,A\n", "line 2, column 2"},
           Bad{"NUL", kHeader + std::string("Li\0,,u1,A\n", 10), "line 2, column 1"},
           Bad{"formula", kHeader + "Li,\"=HYPERLINK(\"\"x\"\")\",u1,A\n", "line 2, column 2"},
           Bad{"formula with a sign", kHeader + "+cmd|' /C calc'!A0,,u1,A\n", "line 2, column 1"},
           Bad{"long person", kHeader + std::string(201, 'x') + ",,u1,A\n", "line 2, column 1"},
           Bad{"long contact", kHeader + "Li," + std::string(201, 'x') + ",u1,A\n", "line 2, column 2"},
           Bad{"neither UTF-8 nor GB18030", kHeader + "Li,,\xFFu1,A\n", "line 2, column 3"},
       }) {
    INFO(bad.what);
    check_first_complaint(parse_roster_csv(round, bad.csv), bad.place);
  }
}

TEST_CASE("parse_roster_csv tells errors of several lines at once, in their order") {
  const auto roster =
      parse_roster_csv(full_round(), kHeader + "Li,,u9,Z\nWu,,u1,A\n,,u1,A\nSun,u1,A\nWu,,u1,A\n");
  REQUIRE_FALSE(roster.has_value());
  CHECK(roster.error().kind == ErrorKind::invalid);
  CHECK(roster.error().detail == "The roster has 5 errors; nothing was read.");
  std::string places;
  for (const auto& diagnostic : roster.error().diagnostics) places += diagnostic.place + "; ";
  CHECK(places ==
        "line 2, column 3; line 2, column 4; line 4, column 1; line 5, column 3; line 6, column 1; ");
}

TEST_CASE("a name that two units share is no name for either, but their ids are") {
  Round round = full_round();
  round.units[1].name["en"] = "Works";
  round.categories[1].label["en"] = "A";
  const auto roster = parse_roster_csv(round, kHeader + "Li,,Works,A\nLi,,工厂,A\nLi,,u2,A\n");
  REQUIRE_FALSE(roster.has_value());
  REQUIRE(roster.error().diagnostics.size() == 1);
  CHECK(roster.error().diagnostics[0].place == "line 2, column 3");
  // An id comes before another one's name.
  CHECK(read_roster(round, kHeader + "Li,,工厂,A\n").entries[0].category == 0);
}

TEST_CASE("names of exactly the longest length pass, counted in characters") {
  std::string name;
  for (std::size_t i = 0; i < kMaxPersonLength; ++i) name += "张";
  CHECK(read_roster(full_round(), kHeader + name + ",,u1,A\n").entries[0].person == name);
}

TEST_CASE("encode_roster_csv writes what parse_roster_csv reads") {
  const Round round = full_round();
  const std::vector<RosterEntry> entries{
      {"张伟", "+86 138 0000 0000", 0, 0}, {"O'Brien, \"Pat\"", "", 2, 1}, {"Li", "li@example.org", 1, 2}};
  const std::string csv = encode_roster_csv(round, entries);
  CHECK(csv.starts_with("\xEF\xBB\xBFperson,contact,unit,category\r\n"));
  CHECK(read_roster(round, csv).entries == entries);
}

TEST_CASE("more rows or bytes than a roster may have are refused") {
  const Round round = full_round();
  std::string csv = kHeader;
  for (std::size_t i = 0; i <= kMaxRosterEntries; ++i)
    csv.append("p").append(std::to_string(i)).append(",,u1,A\n");
  const auto long_one = parse_roster_csv(round, csv);
  REQUIRE_FALSE(long_one.has_value());
  REQUIRE(long_one.error().diagnostics.size() == 1);
  CHECK(long_one.error().diagnostics[0].place == "line 500002, column 1");
  const auto large_one = parse_roster_csv(round, std::string(kMaxRosterBytes + 1, 'x'));
  REQUIRE_FALSE(large_one.has_value());
  CHECK(large_one.error().kind == ErrorKind::too_large);
}
