// What the tests of forms/ share: files of tests/data/forms, and rounds made from them.
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include <nlohmann/json.hpp>

#include "forms/round_json.h"
#include "tests/catch.h"
#include "tests/two_languages.h"

namespace candor::forms::test {

using candor::test::check_both_languages;

using Json = nlohmann::ordered_json;

inline constexpr auto kError = Diagnostic::Severity::error;
inline constexpr auto kWarning = Diagnostic::Severity::warning;

inline std::string read_data(const std::string& name) {
  std::ifstream file(CANDOR_TEST_DATA "/forms/" + name, std::ios::binary);
  REQUIRE(file.good());
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The round that uses every key, as JSON to be changed.
inline Json full_round_json() {
  return Json::parse(read_data("full-round.json"));
}

inline Round parse_valid(const std::string& text) {
  auto read = parse_round(text, Strictness::opening);
  if (!read) {
    for (const auto& diagnostic : read.error().diagnostics)
      UNSCOPED_INFO(diagnostic.place << ": " << diagnostic.expected.en);
  }
  REQUIRE(read.has_value());
  return std::move(read->round);
}

inline Round full_round() {
  return parse_valid(read_data("full-round.json"));
}

inline std::string describe(const std::vector<Diagnostic>& diagnostics) {
  std::string all;
  for (const auto& diagnostic : diagnostics) {
    all += (diagnostic.severity == kError ? "error " : "warning ") + diagnostic.place + ": " +
           diagnostic.expected.en + " | " + diagnostic.remedy.en + "\n";
  }
  return all;
}

inline bool has_place(const std::vector<Diagnostic>& diagnostics, Diagnostic::Severity severity,
                      const std::string& place) {
  for (const auto& diagnostic : diagnostics) {
    if (diagnostic.severity == severity && diagnostic.place == place) return true;
  }
  return false;
}

/// The first complaint of a file that must be refused: its place, and that it says what to do.
template <class T>
void check_first_complaint(const Result<T>& refused, const std::string& place) {
  REQUIRE_FALSE(refused.has_value());
  const auto& told = refused.error().diagnostics;
  INFO(describe(told));
  REQUIRE_FALSE(told.empty());
  CHECK(told[0].place == place);
  check_both_languages(refused.error());
}

}  // namespace candor::forms::test
