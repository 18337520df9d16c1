// Counts every case of tests/data/cases and compares with what is expected of it.
#include "server/report/tally_json.h"
#include "tests/analysis/cases.h"
#include "tests/analysis/json_difference.h"

using candor::tests::find_differences;
using candor::tests::read_file;
using nlohmann::json;
namespace report = candor::server::report;

TEST_CASE("the comparison of golden files sees what is missing, changed or too many") {
  const auto differs = [](const char* expected, const char* actual) {
    std::vector<std::string> found;
    find_differences(json::parse(expected), json::parse(actual), "", found);
    return !found.empty();
  };
  CHECK_FALSE(differs(R"({"a": [1, {"b": null}]})", R"({"a": [1, {"b": null, "c": 2}], "d": 3})"));
  CHECK(differs(R"({"a": 1})", R"({})"));
  CHECK(differs(R"({"a": null})", R"({})"));
  CHECK(differs(R"({"a": "1"})", R"({"a": 1})"));
  CHECK(differs(R"([1])", R"([1, 2])"));
  CHECK(differs(R"([1, 2])", R"([2, 1])"));
}

TEST_CASE("every golden case is counted as expected, disclosed and in full") {
  const auto cases = candor::tests::find_cases();
  REQUIRE(cases.size() >= 15);
  for (const auto& folder : cases) {
    DYNAMIC_SECTION(folder.filename().string()) {
      const auto golden = candor::tests::read_case(folder);
      const auto raw = candor::tests::count(*golden.round, golden.ballots);
      candor::tests::check_same(json::parse(read_file(folder / "expected.json")),
                                json::parse(report::encode_tally_json(candor::analysis::disclose(raw))));
      candor::tests::check_same(
          json::parse(read_file(folder / "expected-full.json")),
          json::parse(report::encode_full_tally_json(candor::analysis::list_in_full(raw))));
    }
  }
}
