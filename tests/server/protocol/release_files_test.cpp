// What is decided after the last ballot, written and read again.
#include "server/protocol/release_files.h"

#include "forms/round_limits.h"

#include "tests/catch.h"

using namespace candor;
using namespace candor::server::protocol;

namespace {

Release first() {
  Release release;
  release.at_s = 1'795'239'000;
  release.min_cell = 5;
  release.groups.fill(7);
  release.withheld = {"a", "b"};
  release.texts_shown = 12;
  release.texts_withheld = 1;
  release.texts_unread = 3;
  release.reason = "名单有误 \"x\"\n";
  return release;
}

}  // namespace

TEST_CASE("releases are read as they were written") {
  auto second = first();
  second.number = 2;
  second.withheld = {"a", "b", "c"};
  second.texts_shown = 11;
  second.texts_withheld = 2;
  const std::string lines = release_line(first()) + release_line(second);
  const auto read = parse_releases(lines);
  REQUIRE(read);
  CHECK(*read == std::vector<Release>{first(), second});
  CHECK(parse_releases("")->empty());
}

TEST_CASE("a later release that gives something back, or changes what was fixed, is none") {
  const auto refused = [](auto change) {
    auto second = first();
    second.number = 2;
    change(second);
    return !parse_releases(release_line(first()) + release_line(second));
  };
  CHECK_FALSE(refused([](Release&) {}));
  CHECK(refused([](Release& r) { r.number = 3; }));
  CHECK(refused([](Release& r) { r.number = 1; }));
  CHECK(refused([](Release& r) { r.withheld = {"a"}; }));
  CHECK(refused([](Release& r) { r.withheld = {"b", "a"}; }));
  CHECK(refused([](Release& r) { r.withheld = {"a", "b", "b"}; }));
  CHECK(refused([](Release& r) { r.min_cell = 4; }));
  CHECK(refused([](Release& r) { r.groups.fill(8); }));
  CHECK(refused([](Release& r) { r.texts_shown = 13; }));
  CHECK(refused([](Release& r) {
    r.texts_shown = 13;
    r.texts_withheld = 0;
  }));
  CHECK(refused([](Release& r) { r.texts_shown = 11; }));
  CHECK(refused([](Release& r) { r.texts_unread = 2; }));
}

TEST_CASE("a line that is not exactly a release is malformed") {
  const std::string good = release_line(first());
  REQUIRE(parse_release_line(good));
  const auto with = [&good](const std::string& from, const std::string& to) {
    std::string line = good;
    const auto at = line.find(from);
    REQUIRE(at != std::string::npos);
    return line.replace(at, from.size(), to);
  };
  for (const std::string& bad :
       {std::string(), std::string("\n"), good.substr(0, good.size() - 1), " " + good, good + "\n",
        with("\"candor_release\":1", "\"candor_release\":2"), with("\"number\":1", "\"number\":\"1\""),
        with("\"min_cell\":5", "\"min_cell\":-5"), with("0707", "07x7"), with("[\"a\",\"b\"]", "[\"a\",2]"),
        with("[\"a\",\"b\"]", "\"a\""), with(",\"texts_shown\":12", ""), with(",\"texts_unread\":3", ""),
        with("\"at\"", "\"zt\"")}) {
    CAPTURE(bad);
    const auto read = parse_release_line(bad);
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == ErrorKind::malformed);
  }
}

TEST_CASE("the smallest group is only ever raised, and texts with it") {
  forms::Rules frozen;
  frozen.min_cell = 5;
  frozen.min_text = 10;
  const auto to = [&frozen](int min_cell) { return raised_rules(frozen, rules_json(min_cell)); };
  CHECK(to(6)->min_cell == 6);
  CHECK(to(6)->min_text == 10);
  CHECK(to(12)->min_text == 12);
  CHECK(to(forms::kMaxMinCell)->min_text == forms::kMaxMinCell);
  for (const int wrong : {5, 4, 0, -1, forms::kMaxMinCell + 1, INT32_MAX}) CHECK_FALSE(to(wrong));
  for (const char* bad :
       {"", "{}", R"({"candor_rules":2,"min_cell":8})", R"({"candor_rules":1,"min_cell":"8"})",
        R"({"candor_rules":1,"min_cell":8,"x":1})", R"({"min_cell":8,"candor_rules":1})"}) {
    CAPTURE(bad);
    CHECK_FALSE(raised_rules(frozen, bad));
  }
}

TEST_CASE("files of releases stand in the order of their numbers") {
  CHECK(release_name(2) == "releases/0002.json");
  CHECK(release_name(9) < release_name(10));
  CHECK(release_tally_name(2) == "releases/0002-tally.json");
  CHECK(release_counts_name(12) == "releases/0012-counts.json");
}
