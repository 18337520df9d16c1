#include "server/protocol/ticket_lists.h"

#include <algorithm>

#include "server/protocol/codes.h"
#include "server/protocol/hash.h"
#include "tests/catch.h"
#include "tests/server/protocol/vectors.h"

using namespace candor;
using namespace candor::server;
using namespace candor::server::protocol;
using nlohmann::json;

namespace {

/// A bearer that depends on a number alone.
Bytes32 bearer_of(std::uint32_t number) {
  return Hash("test").u32(number).finish();
}

/// Two categories and comments of one unit, written by hand after DESIGN 7.2, not by make_canonical_files.
struct Made {
  std::string part, lists;
};
Made make_part(const std::vector<std::vector<std::uint32_t>>& ballots,
               const std::vector<std::uint32_t>& comments) {
  Made made;
  const auto add = [&](const std::vector<std::uint32_t>& numbers) -> json {
    std::vector<Bytes32> list;
    for (const auto number : numbers) list.push_back(bearer_hash(bearer_of(number)));
    std::sort(list.begin(), list.end());
    std::string bytes;
    for (const auto& entry : list) bytes.append(entry.begin(), entry.end());
    made.lists += bytes;
    if (list.empty()) return nullptr;
    return hex_of(Hash().text(std::string("candor/1/list\0", 14)).text(bytes).finish());
  };
  json groups = json::array();
  for (const auto& numbers : ballots) {
    groups.push_back({{"invitations", 0},
                      {"claims", nullptr},
                      {"bearers", add(numbers)},
                      {"tickets", numbers.size()},
                      {"category", "x"}});
  }
  json part = {{"groups", groups}, {"comment_bearers", add(comments)}, {"comment_tickets", comments.size()}};
  made.part = part.dump();
  return made;
}

}  // namespace

TEST_CASE("a bearer is found in its own unit and category and nowhere else") {
  const Made one = make_part({{1, 2, 3}, {4, 5}}, {101, 102});
  const Made none = make_part({{}, {}}, {});
  const Made last = make_part({{}, {6}}, {103});
  const std::vector<PartFiles> parts = {
      {one.part, one.lists}, {none.part, none.lists}, {last.part, last.lists}};
  const auto lists = TicketLists::load(parts, 2);
  REQUIRE(lists);
  CHECK(lists->size() == 9);
  const auto place_of = [&](std::uint32_t number) {
    std::vector<std::string> found;
    for (std::size_t unit = 0; unit < 4; ++unit) {
      for (std::size_t category = 0; category < 4; ++category) {
        if (lists->holds_ballot(unit, category, bearer_of(number))) {
          found.push_back(std::to_string(unit) + "/" + std::to_string(category));
        }
      }
      if (lists->holds_comment(unit, bearer_of(number))) found.push_back(std::to_string(unit) + "/comment");
    }
    return found;
  };
  using Places = std::vector<std::string>;
  for (const std::uint32_t number : {1U, 2U, 3U}) CHECK(place_of(number) == Places{"0/0"});
  for (const std::uint32_t number : {4U, 5U}) CHECK(place_of(number) == Places{"0/1"});
  for (const std::uint32_t number : {101U, 102U}) CHECK(place_of(number) == Places{"0/comment"});
  CHECK(place_of(6) == Places{"2/1"});
  CHECK(place_of(103) == Places{"2/comment"});
  CHECK(place_of(7).empty());
}

TEST_CASE("the hash of a bearer, which lists show, is no bearer") {
  const Made one = make_part({{1}}, {});
  const auto lists = TicketLists::load(std::vector<PartFiles>{{one.part, one.lists}}, 1);
  REQUIRE(lists);
  CHECK(lists->holds_ballot(0, 0, bearer_of(1)));
  CHECK_FALSE(lists->holds_ballot(0, 0, bearer_hash(bearer_of(1))));
}

TEST_CASE("lists of a round without units hold nothing") {
  const auto lists = TicketLists::load({}, 3);
  REQUIRE(lists);
  CHECK_FALSE(lists->holds_ballot(0, 0, bearer_of(1)));
  CHECK_FALSE(lists->holds_comment(0, bearer_of(1)));
  CHECK_FALSE(TicketLists().holds_ballot(0, 0, bearer_of(1)));
}

TEST_CASE("load refuses lists that differ from what their part states") {
  const Made good = make_part({{1, 2, 3}, {4}}, {5, 6});
  REQUIRE(TicketLists::load(std::vector<PartFiles>{{good.part, good.lists}}, 2));
  std::string changed = good.lists, swapped = good.lists, more_tickets = good.part;
  changed[40] = static_cast<char>(changed[40] ^ 1);
  std::swap_ranges(swapped.begin(), swapped.begin() + 32, swapped.begin() + 32);
  more_tickets.replace(more_tickets.find("\"tickets\":3"), 11, "\"tickets\":9999999999999999999");
  const std::vector<Made> bad = {{good.part, ""},
                                 {good.part, good.lists.substr(32)},
                                 {good.part, good.lists.substr(0, good.lists.size() - 1)},
                                 {good.part, good.lists + "x"},
                                 {good.part, changed},
                                 {good.part, swapped},
                                 {more_tickets, good.lists},
                                 {"", good.lists},
                                 {"{}", good.lists},
                                 {"[]", good.lists},
                                 {R"({"groups":[1,2]})", good.lists},
                                 {make_part({{1, 2, 3}}, {5, 6}).part, good.lists}};
  for (const Made& one : bad) {
    INFO(one.part);
    const auto lists =
        TicketLists::load(std::vector<PartFiles>{{good.part, good.lists}, {one.part, one.lists}}, 2);
    REQUIRE_FALSE(lists);
    CHECK(lists.error().kind == ErrorKind::invalid);
    CHECK(lists.error().detail.find("Part 2 ") == 0);
  }
}

TEST_CASE("load refuses a list that holds an entry twice") {
  const Made twice = make_part({{1, 1}}, {});
  CHECK_FALSE(TicketLists::load(std::vector<PartFiles>{{twice.part, twice.lists}}, 1));
}
