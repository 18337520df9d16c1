// The flat table: columns, rows, and cells that a spreadsheet must not run.
#include "server/report/tally_csv.h"

#include <sstream>

#include "tests/analysis/builder.h"

using namespace candor;
using tests::make_item;
namespace report = candor::server::report;

namespace {

std::vector<std::string> lines_of(const std::string& csv) {
  std::vector<std::string> lines;
  std::istringstream text(csv);
  for (std::string line; std::getline(text, line);) {
    REQUIRE(line.back() == '\r');
    lines.push_back(line.substr(0, line.size() - 1));
  }
  return lines;
}

/// One row as a list of cells; cells of these tests hold no quoted commas.
std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream text(line + ",");
  for (std::string cell; std::getline(text, cell, ',');) cells.push_back(cell);
  return cells;
}

std::string cell(const std::vector<std::string>& lines, std::size_t row, const std::string& column) {
  const auto header = cells_of(lines[0]);
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (header[i] == column) return cells_of(lines[row])[i];
  }
  FAIL("no column " << column);
  return {};
}

}  // namespace

TEST_CASE("every row has every column, one row a group, pooled and weighted") {
  auto round = tests::make_round({make_item("a"), make_item("n", forms::ItemType::nps)});
  round->categories.push_back({"B", {}, forms::exact_integer(1), true});
  round->units[0].due = {{"A", 4}};
  std::vector<forms::Ballot> ballots(3, tests::vote(*round, 0, 0, {0, 2}));
  for (int i = 0; i < 3; ++i) ballots.push_back(tests::vote(*round, 0, 1, {1, 9}));
  const auto lines = lines_of(report::encode_tally_csv(tests::disclosed(*round, ballots)));
  REQUIRE(lines.size() == 1 + 2 + 4 + 3 + 2);
  const auto columns = cells_of(lines[0]).size();
  for (const auto& line : lines) CHECK(cells_of(line).size() == columns);
  CHECK(cell(lines, 1, "row") == "turnout");
  CHECK(cell(lines, 1, "due") == "4");
  CHECK(cell(lines, 2, "due") == "0");
  CHECK(cell(lines, 3, "row") == "group");
  CHECK(cell(lines, 3, "counts") == "good=3;fair=0;poor=0");
  CHECK(cell(lines, 3, "unscored") == "unknown=0");
  CHECK(cell(lines, 4, "score") == "60.00");
  CHECK(cell(lines, 5, "row") == "pooled");
  CHECK(cell(lines, 5, "favourable") == "50.00");
  CHECK(cell(lines, 6, "row") == "weighted");
  CHECK(cell(lines, 6, "score_exact") == "80");
  CHECK(cell(lines, 7, "nps") == "-100.00");
  CHECK(cell(lines, 9, "type") == "nps");
  CHECK(cell(lines, 10, "item").empty());
  CHECK(cell(lines, 11, "score") == "80.00");
  CHECK(cell(lines, 5, "base") == "6");
  CHECK(cell(lines, 6, "covered") == "2");
  CHECK(cell(lines, 11, "covered") == "1");
  CHECK(cell(lines, 11, "weight") == "1");
  CHECK(cell(lines, 11, "rank") == "1");
  CHECK(cell(lines, 11, "groups_differ") == "0");
  CHECK(cell(lines, 10, "rank").empty());
}

TEST_CASE("the table tells every denominator: bases, weights, the ballots behind a mean, quorum and flags") {
  auto round = tests::make_round({make_item("a"), make_item("b")});
  round->rules.base = forms::Base::returned;
  round->rules.invalid = {forms::InvalidReason::blank_ballot};
  round->rules.quorum_at_least = tests::exact("1/2");
  for (const char* id : {"low", "odd"}) {
    forms::Flag flag;
    flag.id = id;
    flag.item = "a";
    flag.operand = forms::FlagOperand::score;
    flag.threshold = tests::exact("90");
    round->rules.flags.push_back(flag);
  }
  round->units[0].due = {{"A", 8}};
  auto child = round->units[0];
  child.id = "child";
  child.parent = "u";
  round->units.push_back(child);
  std::vector<forms::Ballot> ballots(3, tests::vote(*round, 0, 0, {0, -1}));
  ballots.push_back(tests::vote(*round, 0, 0, {-1, -1}));  // returned, not valid
  for (int i = 0; i < 4; ++i) ballots.push_back(tests::vote(*round, 1, 0, {2, 2}));
  const auto lines = lines_of(report::encode_tally_csv(tests::disclosed(*round, ballots)));
  const auto find = [&](const std::string& start) {
    for (std::size_t i = 1; i < lines.size(); ++i) {
      if (lines[i].starts_with(start)) return i;
    }
    FAIL("no row " << start);
    return lines.size();
  };
  CHECK(cell(lines, find("unit,u,,,,turnout"), "quorate") == "1");
  const auto pooled_item = find("unit,u,team,a,scale,pooled");
  CHECK(cell(lines, pooled_item, "n") == "3");
  CHECK(cell(lines, pooled_item, "base") == "4");
  CHECK(cell(lines, pooled_item, "score") == "75.00");
  const auto pooled = find("unit,u,team,,,pooled");
  CHECK(cell(lines, pooled, "flags") == "low;odd");
  CHECK(cell(lines, pooled, "partial") == "1");
  CHECK(cell(lines, pooled, "covered") == "1");
  CHECK(cell(lines, pooled, "weight") == "2");
  CHECK(cell(lines, find("unit,u,team,,,weighted"), "rank").empty());  // part of the weight: no rank
  CHECK(cell(lines, find("unit,child,team,,,weighted"), "rank") == "1");
  const auto rollup = find("rollup,u,,,,turnout");
  CHECK(cell(lines, rollup, "units_shown") == "2");
  CHECK(cell(lines, rollup, "units_not_shown") == "0");
  CHECK(cell(lines, rollup, "valid") == "7");
  CHECK(cell(lines, find("rollup,u,team,a,scale,weighted"), "valid") == "7");
  CHECK(cell(lines, find("rollup,u,team,b,scale,weighted"), "valid") == "4");
  CHECK(cell(lines, find("rollup,u,team,a,scale,pooled"), "base") == "8");
  CHECK(cell(lines, find("rollup,u,team,,,weighted"), "covered") == "1");
}

TEST_CASE("a unit that is not shown has one row without figures; the full table has them") {
  const auto round = tests::make_round({make_item("a")});
  const std::vector<forms::Ballot> two(2, tests::vote(*round, 0, 0, {0}));
  const auto lines = lines_of(report::encode_tally_csv(tests::disclosed(*round, two)));
  REQUIRE(lines.size() == 2);
  CHECK(cell(lines, 1, "row") == "suppressed");
  CHECK(lines[1].find_first_of("0123456789") == std::string::npos);
  const auto full =
      lines_of(report::encode_full_tally_csv(analysis::list_in_full(tests::count(*round, two))));
  CHECK(cell(full, 2, "n") == "2");
}
