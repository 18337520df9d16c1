#include "forms/units_csv.h"

#include "tests/forms/support.h"

using namespace candor;
using namespace candor::forms;
using namespace candor::forms::test;

namespace {

std::vector<Unit> read_units(const Round& draft, const std::string& csv) {
  auto units = parse_units_csv(draft, csv);
  if (!units) UNSCOPED_INFO(describe(units.error().diagnostics));
  REQUIRE(units.has_value());
  return std::move(*units);
}

struct Bad {
  const char* what;
  std::string csv;
  const char* place;
};

const std::string kHeader = "unit,parent,name,member,member_name,head,kind,due.A,due.B\n";

}  // namespace

TEST_CASE("parse_units_csv reads units, members and who is due") {
  const Round draft = full_round();
  const auto units =
      read_units(draft,
                 "unit,parent,name.zh-CN,name.en,member,member_name,post.zh-CN,head,kind,due.A,due.C\r\n"
                 "hq,,总部,Head office,m1,李明,局长,yes,leader,6,97\r\n"
                 "hq,,,,m2,王芳,,,appointee,,\r\n"
                 ",,,,m3,赵强,,否,,6,\r\n"
                 "shop,hq,\"车间, 一\",Shop,,,,,,,\r\n"
                 "lab,shop,实验室,Lab,m1,Sun,,是,,0,\r\n");
  REQUIRE(units.size() == 3);
  CHECK(units[0].name == Text{{"zh-CN", "总部"}, {"en", "Head office"}});
  CHECK(units[0].due == std::map<std::string, int>{{"A", 6}, {"C", 97}});
  REQUIRE(units[0].members.size() == 3);
  CHECK(units[0].members[0].head);
  CHECK(units[0].members[0].name == Text{{"zh-CN", "李明"}, {"en", "李明"}});
  CHECK(units[0].members[0].post == Text{{"zh-CN", "局长"}});
  CHECK(units[0].members[1].kind == "appointee");
  CHECK_FALSE(units[0].members[2].head);
  CHECK(units[1].parent == "hq");
  CHECK(units[1].name.at("zh-CN") == "车间, 一");
  CHECK(units[1].members.empty());
  CHECK_FALSE(units[1].due.has_value());
  CHECK(units[2].members[0].head);
  CHECK(units[2].due == std::map<std::string, int>{{"A", 0}});
}

TEST_CASE("a child may stand before its parent, and a unit's first row need not name a member") {
  const Round draft = full_round();
  const auto units = read_units(draft, kHeader + "b,a,B,,,,,,\na,,A,,,,,3,\na,,,m1,Li,,,,\n");
  CHECK(units[0].parent == "a");
  CHECK(units[1].members.size() == 1);
}

TEST_CASE("a unit that the draft has already keeps its own items") {
  const Round draft = full_round();
  const auto units = read_units(draft, kHeader + "u1,,Works,,,,,,\n");
  CHECK(units[0].items == draft.units[0].items);
}

TEST_CASE("the units of a round come back from their CSV") {
  const Round round = full_round();
  const std::string csv = encode_units_csv(round);
  CHECK(csv.starts_with("\xEF\xBB\xBFunit,parent,name.zh-CN,name.en,member,"));
  CHECK(read_units(round, csv) == round.units);
}

TEST_CASE("a round without units gives a header to fill in, which alone is no list of units") {
  Round round = full_round();
  round.units.clear();
  const std::string csv = encode_units_csv(round);
  CHECK(
      csv ==
      "\xEF\xBB\xBFunit,parent,name.zh-CN,name.en,member,member_name.zh-CN,member_name.en,post.zh-CN,post.en,"
      "head,kind,due.A,due.B,due.C\r\n");
  CHECK_FALSE(parse_units_csv(round, csv).has_value());
}

TEST_CASE("parse_units_csv names line and column of what is wrong") {
  const Round draft = full_round();
  for (const Bad& bad : {
           Bad{"empty file", "", "line 1, column 1"},
           Bad{"no unit column", "parent,name\n", "line 1, column 1"},
           Bad{"semicolons", "unit;parent\n", "line 1, column 1"},
           Bad{"unknown column", "unit,name,colour\n", "line 1, column 3"},
           Bad{"unknown category", "unit,name,due.X\n", "line 1, column 3"},
           Bad{"unknown language", "unit,name.fr\n", "line 1, column 2"},
           Bad{"column twice", "unit,name,name\n", "line 1, column 3"},
           Bad{"no unit yet", kHeader + ",,A,,,,,,\n", "line 2, column 1"},
           Bad{"bad unit id", kHeader + "总部,,A,,,,,,\n", "line 2, column 1"},
           Bad{"reserved unit id", kHeader + "team,,A,,,,,,\n", "line 2, column 1"},
           Bad{"no name", kHeader + "a,,,,,,,,\n", "line 2, column 3"},
           Bad{"doubled unit", kHeader + "a,,A,,,,,,\nb,,B,,,,,,\na,,A,,,,,,\n", "line 4, column 1"},
           Bad{"unit again without member", kHeader + "a,,A,,,,,,\na,,A,,,,,,\n", "line 3, column 4"},
           Bad{"unknown parent", kHeader + "a,,A,,,,,,\nb,x,B,,,,,,\n", "line 3, column 2"},
           Bad{"own parent", kHeader + "a,a,A,,,,,,\n", "line 2, column 2"},
           Bad{"cycle", kHeader + "a,c,A,,,,,,\nb,a,B,,,,,,\nc,b,C,,,,,,\n", "line 2, column 2"},
           Bad{"other parent", kHeader + "z,,Z,,,,,,\na,,A,m1,Li,,,,\na,z,,m2,Wu,,,,\n", "line 4, column 2"},
           Bad{"other name", kHeader + "a,,A,m1,Li,,,,\na,,B,m2,Wu,,,,\n", "line 3, column 3"},
           Bad{"doubled member", kHeader + "a,,A,m1,Li,,,,\na,,,m1,Wu,,,,\n", "line 3, column 4"},
           Bad{"reserved member id", kHeader + "a,,A,-,Li,,,,\n", "line 2, column 4"},
           Bad{"bad member id", kHeader + "a,,A,m 1,Li,,,,\n", "line 2, column 4"},
           Bad{"member without id", kHeader + "a,,A,,Li,,,,\n", "line 2, column 4"},
           Bad{"member without name", kHeader + "a,,A,m1,,,,,\n", "line 2, column 5"},
           Bad{"head", kHeader + "a,,A,m1,Li,maybe,,,\n", "line 2, column 6"},
           Bad{"due no number", kHeader + "a,,A,,,,,six,\n", "line 2, column 8"},
           Bad{"due negative", kHeader + "a,,A,,,,,,-1\n", "line 2, column 9"},
           Bad{"due fraction", kHeader + "a,,A,,,,,1.5,\n", "line 2, column 8"},
           Bad{"due huge", kHeader + "a,,A,,,,,99999999999,\n", "line 2, column 8"},
           Bad{"other due", kHeader + "a,,A,m1,Li,,,6,\na,,,m2,Wu,,,7,\n", "line 3, column 8"},
           Bad{"too few fields", kHeader + "a,,A\n", "line 2, column 3"},
           Bad{"too many fields", kHeader + "a,,A,,,,,,,\n", "line 2, column 10"},
           Bad{"open quote", kHeader + "a,,\"A,,,,,,\n", "line 2, column 3"},
           Bad{"control character", kHeader + "a,,A\x07,,,,,,\n", "line 2, column 3"},
           Bad{"GB18030", kHeader + "a,,\xB3\xB5\xBC\xE4,,,,,,\n", "line 2, column 3"},
       }) {
    INFO(bad.what);
    check_first_complaint(parse_units_csv(draft, bad.csv), bad.place);
  }
}

TEST_CASE("parse_units_csv tells errors of several lines at once, in their order") {
  const auto units =
      parse_units_csv(full_round(), kHeader + "a,x,A,,,,,,\nb,,B,m1,Li,perhaps,,,\nc c,,C,,,,,,\n");
  REQUIRE_FALSE(units.has_value());
  INFO(describe(units.error().diagnostics));
  REQUIRE(units.error().diagnostics.size() == 3);
  CHECK(units.error().detail == "The list of units has 3 errors; nothing was read.");
}

TEST_CASE("parse_units_csv says how to save a file in another encoding") {
  const auto units = parse_units_csv(full_round(), "unit,name\na,\xB3\xB5\xBC\xE4\n");
  REQUIRE_FALSE(units.has_value());
  CHECK(units.error().kind == ErrorKind::malformed);
  CHECK(units.error().diagnostics[0].expected.en.find("GB18030") != std::string::npos);
  CHECK(units.error().diagnostics[0].remedy.en.find("UTF-8") != std::string::npos);
}

TEST_CASE("more units than a round may have are refused") {
  std::string csv = "unit,name\n";
  for (int i = 0; i < 10'001; ++i) csv += "u" + std::to_string(i) + ",U\n";
  const auto units = parse_units_csv(full_round(), csv);
  REQUIRE_FALSE(units.has_value());
  CHECK(units.error().diagnostics[0].expected.en == "expected at most 10000 units");
}
