// The golden cases of tests/data/cases as values, and reading of whole files for tests.
#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "analysis/tally.h"
#include "forms/ballots_csv.h"
#include "forms/round_json.h"
#include "tests/catch.h"

namespace candor::tests {

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

inline std::vector<std::filesystem::path> find_cases() {
  std::vector<std::filesystem::path> cases;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(CANDOR_TEST_DATA) / "cases")) {
    if (entry.is_directory()) cases.push_back(entry.path());
  }
  std::sort(cases.begin(), cases.end());
  return cases;
}

/// A round with its ballots. The Round does not move: results point into it.
struct Case {
  std::unique_ptr<forms::Round> round;
  std::vector<forms::Ballot> ballots;
};

inline Case read_case(const std::filesystem::path& folder) {
  auto read = forms::parse_round(read_file(folder / "round.json"));
  if (!read) {
    for (const auto& d : read.error().diagnostics) UNSCOPED_INFO(d.place << ": " << d.expected.en);
  }
  REQUIRE(read);
  Case result{std::make_unique<forms::Round>(std::move(read->round)), {}};
  auto ballots = forms::parse_ballots_csv(*result.round, read_file(folder / "ballots.csv"));
  if (!ballots) {
    for (const auto& d : ballots.error().diagnostics) UNSCOPED_INFO(d.place << ": " << d.expected.en);
  }
  REQUIRE(ballots);
  result.ballots = std::move(ballots->ballots);
  return result;
}

inline analysis::RawTally count(const forms::Round& round, const std::vector<forms::Ballot>& ballots) {
  analysis::Tallier tallier(round);
  for (const auto& ballot : ballots) REQUIRE(tallier.add(ballot.unit, ballot.category, ballot.answers));
  return std::move(tallier).finish();
}

}  // namespace candor::tests
