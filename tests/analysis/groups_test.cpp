// The merging rules of disclosure on plain numbers.
#include "analysis/groups.h"

#include "tests/catch.h"

using namespace candor::analysis;

namespace {

/// Parts in file order; names of categories are A, B, C… A weight of 1 each unless said.
struct Given {
  std::uint64_t count;
  bool is_protected = true;
  std::int64_t weight = 1;
};

std::vector<Part> parts(const std::vector<Given>& given) {
  std::vector<Part> made;
  for (const Given& one : given) {
    made.push_back(
        {{static_cast<std::uint16_t>(made.size())}, one.is_protected, one.count, Rational(one.weight)});
  }
  return made;
}

std::string letters(const CategorySet& set) {
  std::string text;
  for (const auto category : set) text += static_cast<char>('A' + category);
  return text;
}

/// "A BC|D": groups, then what is left out.
std::string describe(const Grouping& grouping) {
  std::string text;
  for (const Part& group : grouping.groups) text += (text.empty() ? "" : " ") + letters(group.categories);
  return text + "|" + letters(grouping.left_out);
}

}  // namespace

TEST_CASE("group_unit merges small categories and leaves out what stays below k") {
  const struct {
    std::vector<Given> given;
    const char* groups;
  } rows[] = {
      {{{5}, {5}, {9}}, "A B C|"},  // nobody is small
      {{{0}, {5}, {0}}, "B|"},      // not listed
      {{{2}, {2}, {0}}, "|AB"},     // together below k
      {{{2}, {3}, {0}}, "AB|"},     // together just k
      {{{4}, {4}, {9}}, "AB C|"},   // the small ones suffice
      {{{4}, {9}, {6}}, "AC B|"},   // filled up by the fewest
      {{{4}, {9}, {6}, {1}, {0}}, "AD B C|"},
      {{{6, true, 3}, {4}, {6, true, 2}}, "A BC|"},  // as many: the smaller weight
      {{{6}, {4}, {6}}, "A BC|"},                    // as much: the later
      {{{6}, {6}, {4}}, "A BC|"},
      {{{1}, {9}, {1}, {1}, {1}}, "ABCDE|"},  // four small ones need the big one
      {{{1, false}, {9}, {9}}, "A B C|"},     // declared open: by itself at any size
      {{{1, false}, {2}, {2}}, "A|BC"},
      {{{1, false}, {4}, {9}}, "A BC|"},
      {{{1, false}}, "A|"},
      {{{0, false}, {0}}, "|"},
      {{}, "|"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.groups);
    CHECK(describe(group_unit(parts(row.given), 5)) == row.groups);
  }
}

TEST_CASE("group_item keeps a group without answers as it is, unless all are left out") {
  const struct {
    std::vector<Given> given;
    const char* groups;
  } rows[] = {
      {{{5}, {0}, {9}}, "A B C|"},
      {{{2}, {0}, {9}}, "AC B|"},  // never merged with one that has no answers
      {{{2}, {0}, {2}}, "|ABC"},   // those without answers too
      {{{0}, {0}, {0}}, "A B C|"},
      {{{3, false}, {2}, {0}}, "A|BC"},
      {{{3, false}, {0}, {0}}, "A B C|"},
      {{{2}, {9, false}, {7}, {8}}, "AC B D|"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.groups);
    CHECK(describe(group_item(parts(row.given), 5)) == row.groups);
  }
}

TEST_CASE("a merged group weighs what its categories weigh, and stands where the first of them stood") {
  auto given = parts({{9, true, 2}, {4, true, 3}, {9, true, 7}, {3, true, 5}});
  const Grouping grouping = group_unit(given, 5);
  REQUIRE(describe(grouping) == "A BD C|");
  CHECK(grouping.groups[1].weight == Rational(8));
  CHECK(grouping.groups[1].count == 7);
}
