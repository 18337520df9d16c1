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
              {"--1", "'--1"},
              {"\tx", "'\tx"},
              {"=a,b", "\"'=a,b\""},
              {"a,b", "\"a,b\""},
              {"say \"hi\"", "\"say \"\"hi\"\"\""},
              {"a\nb", "\"a\nb\""}};
  for (const auto& row : rows) {
    CAPTURE(row.value);
    CHECK(report::csv_cell(row.value) == row.written);
  }
}

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
