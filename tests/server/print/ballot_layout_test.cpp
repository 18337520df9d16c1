#include "server/print/ballot_layout.h"

#include <fstream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "forms/round_json.h"
#include "tests/catch.h"

using namespace candor;
using namespace candor::server::print;

namespace {

std::string read_data(const std::string& name) {
  std::ifstream file(CANDOR_TEST_DATA "/" + name, std::ios::binary);
  REQUIRE(file.good());
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// "5-2 m2 rating": number, about, item, in the order of the sheet.
std::vector<std::string> rows_of(const forms::Round& round, const forms::Unit& unit) {
  std::vector<std::string> rows;
  for (const BallotPart& part : make_ballot_layout(round, unit)) {
    const bool none = part.section != nullptr && part.section->about == forms::About::none;
    for (const BallotBlock& block : part.blocks) {
      for (const BallotRow& row : block.rows) {
        if (row.item->type == forms::ItemType::info) {
          CHECK(row.number.empty());
          continue;
        }
        const std::string about = row.member != nullptr ? row.member->id : none ? "-" : "team";
        rows.push_back(std::string(row.number).append(" ").append(about).append(" ").append(row.item->id));
      }
    }
  }
  return rows;
}

}  // namespace

TEST_CASE("questions lie on paper in the order, and under the numbers, in which they are keyed") {
  for (const auto& expected : nlohmann::json::parse(read_data("paper/layout.json"))) {
    const std::string folder = expected["round"];
    const std::string unit_id = expected["unit"];
    INFO(folder << " " << unit_id);
    const auto read = forms::parse_round(read_data(folder + "/round.json"));
    REQUIRE(read);
    const forms::Unit* const unit = forms::find_unit(read->round, unit_id);
    REQUIRE(unit != nullptr);
    CHECK(rows_of(read->round, *unit) == expected["rows"].get<std::vector<std::string>>());
  }
}

TEST_CASE("rows share a table where one scale or one item does, and not across what stands between") {
  const auto read = forms::parse_round(read_data("paper/round.json"));
  REQUIRE(read);
  const auto parts = make_ballot_layout(read->round, read->round.units[0]);
  const auto sizes = [](const BallotPart& part) {
    std::vector<std::size_t> all;
    for (const BallotBlock& block : part.blocks) all.push_back(block.rows.size());
    return all;
  };
  REQUIRE(parts.size() == 5);
  CHECK(sizes(parts[0]) == std::vector<std::size_t>{2, 1, 1, 1, 1, 1});  // the info item parts two scales
  CHECK(parts[1].section == nullptr);
  CHECK(sizes(parts[2]) == std::vector<std::size_t>{7, 1, 7, 7});
  CHECK_FALSE(parts[2].member_by_member);
  CHECK(sizes(parts[3]) == std::vector<std::size_t>{4, 1, 4, 1});
  CHECK(parts[3].member_by_member);
}

TEST_CASE("what hangs on another answer names its number, of the same person") {
  const auto read = forms::parse_round(read_data("paper/round.json"));
  REQUIRE(read);
  const auto parts = make_ballot_layout(read->round, read->round.units[0]);
  const BallotRow& why = parts[0].blocks[4].rows[0];
  CHECK(why.shown_by_number == "4");
  CHECK(why.shown_by->id == "goal");
  const BallotRow& reasons = parts[2].blocks[2].rows[6];
  CHECK(reasons.number == "10-7");
  CHECK(item_number(reasons) == "10");
  CHECK(reasons.shown_by_number == "9-7");
  CHECK(parts[2].blocks[0].rows[0].shown_by == nullptr);
}

TEST_CASE("options are marked by one key each, none of which looks like another") {
  std::string marks;
  for (std::size_t i = 0; i < 33; ++i) marks += option_mark(i);
  CHECK(marks == "123456789ABCDEFGHJKLMNPQRSTUVWXYZ");
  CHECK(option_mark(33).empty());
  CHECK(option_mark(249).empty());
}
