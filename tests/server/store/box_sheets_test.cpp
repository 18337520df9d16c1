// The contract of a box for paper sheets, which wait there until two people have keyed them alike.
#include <algorithm>

#include "tests/catch.h"
#include "tests/server/store/box_contract.h"
#include "tests/server/store/box_rows_for_tests.h"
#include "tests/server/store/racing.h"

namespace candor::server::tests {
namespace {

SheetRow sheet(std::uint64_t number, const std::string& keyer) {
  return {bytes_from(number),
          keyer,
          3,
          1,
          "{\"team\":{\"q\":\"a\"}}",
          bytes_from(number + 1'000'000),
          "{\"team\":{\"improve\":\"更多的光\"}}"};
}

TEST_CASE("sheets are listed by bearer and keyer as they were put, also after reopening") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  std::vector<SheetRow> put;
  for (std::uint64_t number = 0; number < 20; ++number) {
    for (const char* keyer : {"wang", "li"}) {
      put.push_back(sheet(number, keyer));
      REQUIRE(box->put_sheet(put.back()));
    }
  }
  put.push_back(sheet(20, "li"));
  put.back().comment_body.clear();
  put.back().unit = put.back().category = 4294967295U;
  REQUIRE(box->put_sheet(put.back()));
  std::ranges::sort(put, [](const SheetRow& left, const SheetRow& right) {
    return std::tie(left.bearer, left.keyer) < std::tie(right.bearer, right.keyer);
  });
  CHECK(box->list_sheets().value() == put);
  box.reopen();
  CHECK(box->list_sheets().value() == put);
  CHECK(box->count_ballots().value() == 0);
}

TEST_CASE("a keyer's second sheet for a bearer replaces the first, and nobody else's") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  REQUIRE(box->put_sheet(sheet(1, "li")));
  REQUIRE(box->put_sheet(sheet(1, "wang")));
  SheetRow other = sheet(1, "wang");
  other.ballot_body = "{}";
  other.unit = 4;
  REQUIRE(box->put_sheet(other));
  CHECK(box->list_sheets().value() == std::vector{sheet(1, "li"), other});
}

TEST_CASE("removed sheets are gone, whoever keyed them; those of other bearers stay") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  for (std::uint64_t number = 0; number < 4; ++number) {
    REQUIRE(box->put_sheet(sheet(number, "li")));
    REQUIRE(box->put_sheet(sheet(number, "wang")));
  }
  REQUIRE(box->remove_sheets({sheet(0, "").bearer, sheet(2, "").bearer, sheet(77, "").bearer}));
  const auto left = box->list_sheets().value();
  CHECK(left.size() == 4);
  for (const SheetRow& row : left) {
    CHECK((row.bearer == sheet(1, "").bearer || row.bearer == sheet(3, "").bearer));
  }
  REQUIRE(box->remove_sheets({}));
}

TEST_CASE("a sheet outside the limits is refused") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  CHECK(kind_of(box->put_sheet(sheet(1, ""))) == ErrorKind::invalid);
  CHECK(kind_of(box->put_sheet(sheet(1, std::string(201, 'x')))) == ErrorKind::invalid);
  SheetRow row = sheet(1, "li");
  row.ballot_body.assign(16 * 1024 + 1, 'x');
  CHECK(kind_of(box->put_sheet(row)) == ErrorKind::too_large);
  row = sheet(1, "li");
  row.comment_body.assign(64 * 1024 + 1, 'x');
  CHECK(kind_of(box->put_sheet(row)) == ErrorKind::too_large);
  CHECK(box->list_sheets().value().empty());
  row.keyer.assign(200, 'x');
  row.ballot_body.assign(16 * 1024, 'x');
  row.comment_body.assign(64 * 1024, 'x');
  CHECK(box->put_sheet(row));
}

TEST_CASE("sheets are put while ballots are cast, and a drained box takes none") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  std::atomic<int> failed{0};
  race(16, [&](unsigned index) {
    for (std::uint64_t number = index; number < 160; number += 16) {
      if (index % 2 == 0 ? !box->put_sheet(sheet(number, "li")) : !box->cast(ballot_row(number))) ++failed;
    }
  });
  CHECK(failed == 0);
  CHECK(box->list_sheets().value().size() == 80);
  CHECK(box->count_ballots().value() == 80);
  box->drain();
  CHECK(kind_of(box->put_sheet(sheet(999, "li"))) == ErrorKind::busy);
  CHECK(kind_of(box->remove_sheets({bytes_from(1)})) == ErrorKind::busy);
}

TEST_CASE("a box with sheets is neither replaced nor imported into") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  REQUIRE(box->put_sheet(sheet(1, "li")));
  CHECK(kind_of(box->import({ballot_row(1)}, {})) == ErrorKind::conflict);
  box.shut();
  CHECK(kind_of(engine.create(box.file(), {}, {}, {})) == ErrorKind::conflict);
}

}  // namespace
}  // namespace candor::server::tests
