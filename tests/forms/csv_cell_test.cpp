// Cells that a spreadsheet must not run, there and back; and the table of names behind ballots.
#include <map>
#include <random>

#include "forms/ballots_csv.h"
#include "forms/csv.h"
#include "forms/name_table.h"
#include "forms/units_csv.h"
#include "tests/forms/support.h"

using namespace candor;
using namespace candor::forms;
using namespace candor::forms::test;

namespace {

std::string cell_of(std::string_view text) {
  std::string out;
  append_csv_cell(out, text);
  return out;
}

/// What a reader of CSV and then of cells makes of it.
std::string read_back(const std::string& cell) {
  const std::string row = "x," + cell + "\r\n";
  CsvReader rows(row);
  REQUIRE(rows.next() == CsvReader::Row::read);
  REQUIRE(rows.fields().size() == 2);
  return std::string(read_csv_cell(rows.fields()[1].text));
}

}  // namespace

TEST_CASE("a cell that a spreadsheet would run is made harmless, numbers stay numbers") {
  const struct {
    const char* value;
    const char* written;
  } rows[] = {{"", ""},
              {"team", "team"},
              {"-", "-"},
              {"-36.36", "-36.36"},
              {"-400/11", "-400/11"},
              {"=1+1", "'=1+1"},
              {"+49", "'+49"},
              {"@SUM(A1)", "'@SUM(A1)"},
              {"-cmd", "'-cmd"},
              {"＝1+1", "'＝1+1"},
              {"＋x", "'＋x"},
              {"－1", "'－1"},
              {"＠SUM(A1)", "'＠SUM(A1)"},
              {"'＝1", "''＝1"},
              {"，", "，"},
              {"=", "'="},
              {"--1", "'--1"},
              {"\tx", "'\tx"},
              {"\rx", "\"'\rx\""},
              {"'", "'"},
              {"'quoted'", "'quoted'"},
              {"'=1", "''=1"},
              {"''-x", "'''-x"},
              {"'-1", "''-1"},
              {"=a,b", "\"'=a,b\""},
              {"a,b", "\"a,b\""},
              {"say \"hi\"", "\"say \"\"hi\"\"\""},
              {"a\nb", "\"a\nb\""}};
  for (const auto& row : rows) {
    CAPTURE(row.value);
    CHECK(cell_of(row.value) == row.written);
    CHECK(read_back(cell_of(row.value)) == row.value);
  }
}

TEST_CASE("any text comes back from its cell, and none is run") {
  constexpr unsigned kSeed = 20261121;
  std::mt19937 random(kSeed);
  CAPTURE(kSeed);
  const std::string letters = "''==+-@\t\r\n,\"1./;a";
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::size_t length = random() % 6; length > 0; --length) text += letters[random() % letters.size()];
    CAPTURE(text);
    const std::string cell = cell_of(text);
    CHECK(read_back(cell) == text);
    const std::size_t first = cell.starts_with('"') ? 1 : 0;
    const bool is_run = first < cell.size() && std::string("=+@\t\r").find(cell[first]) != std::string::npos;
    CHECK_FALSE(is_run);
  }
}

TEST_CASE("units whose names and ids look like formulas are written harmless and read back the same") {
  Round round = full_round();
  round.units.resize(1);
  Unit& unit = round.units[0];
  unit.id = "-A1";
  unit.parent.clear();
  for (auto& [language, name] : unit.name) name = "=HYPERLINK(\"http://x\",\"" + language + "\")";
  REQUIRE_FALSE(unit.members.empty());
  unit.members[0].id = "-m";
  const char* names[] = {"+49 30", "@all", "-1+1", "'=not this time", "\ttab", "- dash"};
  for (const char* name : names) {
    CAPTURE(name);
    for (auto& [language, text] : unit.members[0].name) text = name;
    const std::string csv = encode_units_csv(round);
    CHECK(csv.find("'-A1") != std::string::npos);
    CHECK(csv.find("'=HYPERLINK") != std::string::npos);
    const auto read = parse_units_csv(round, csv);
    if (!read) UNSCOPED_INFO(describe(read.error().diagnostics));
    REQUIRE(read.has_value());
    CHECK((*read)[0].id == unit.id);
    CHECK((*read)[0].name == unit.name);
    CHECK((*read)[0].members[0].id == "-m");
    CHECK((*read)[0].members[0].name == unit.members[0].name);
  }
}

TEST_CASE("ballots of ids that look like formulas are read as written by hand and as written here") {
  Round round = full_round();
  round.units[0].id = "-u";
  round.categories[0].id = "-A";
  round.units[0].members[0].id = "-m";
  auto& options = round.scales[0].options;
  options[0].id = "-best";
  const std::string item = "overall";
  const std::string plain = "ballot,unit,category,about," + item + "\n=b,-u,-A,team,-best\n=b,-u,-A,-m,\n";
  const auto read = parse_ballots_csv(round, plain);
  if (!read) UNSCOPED_INFO(describe(read.error().diagnostics));
  REQUIRE(read.has_value());
  REQUIRE(read->ballots.size() == 1);
  const std::string written = encode_ballots_csv(round, read->ballots);
  CHECK(written.find("b1,'-u,'-A,team,'-best") != std::string::npos);
  const auto again = parse_ballots_csv(round, written);
  if (!again) UNSCOPED_INFO(describe(again.error().diagnostics));
  REQUIRE(again.has_value());
  CHECK(again->ballots[0].answers == read->ballots[0].answers);
}

TEST_CASE("a table of names numbers them as a map does") {
  constexpr unsigned kSeed = 7;
  std::mt19937 random(kSeed);
  CAPTURE(kSeed);
  std::vector<std::string> names;
  for (int i = 0; i < 30'000; ++i) names.push_back("b" + std::to_string(random() % 20'000));
  names.emplace_back();
  NameTable table;
  std::map<std::string_view, std::size_t> plain;
  for (const std::string& name : names) {
    const auto [known, is_new] = plain.try_emplace(name, plain.size());
    const auto place = table.add(name);
    REQUIRE(place.number == known->second);
    REQUIRE(place.is_new == is_new);
  }
}
