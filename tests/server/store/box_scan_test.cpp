// Scanning a box on several threads at once: every ballot once, and all threads see the same commit.
#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <thread>

#include "tests/catch.h"
#include "tests/server/store/box_contract.h"
#include "tests/server/store/box_rows_for_tests.h"
#include "tests/server/store/box_scans.h"

namespace candor::server::tests {
namespace {

/// Answers that are told apart; of ballot 0 there are none.
BallotRow row_of(std::uint64_t number) {
  BallotRow row = ballot_row(number, number % 70);
  row.unit = static_cast<std::uint32_t>(number);
  return row;
}

}  // namespace

TEST_CASE("a scan gives every ballot once, whatever the number of threads") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  for (const std::uint64_t ballots : {0U, 1U, 2U, 500U}) {
    BoxOnDisk box(engine);
    std::vector<Seen> cast;
    for (std::uint64_t number = 0; number < ballots; ++number) {
      const BallotRow row = row_of(number);
      cast.emplace_back(row.unit, row.category, row.answers);
      REQUIRE(box->cast(row));
    }
    std::ranges::sort(cast);
    for (const std::size_t threads : {1U, 2U, 3U, 8U, 64U}) {
      CAPTURE(ballots, threads);
      auto seen = scan_with(*box, threads);
      REQUIRE(seen);
      if (ballots == 500 && threads <= 8)
        CHECK(std::ranges::none_of(*seen, [](const auto& part) { return part.empty(); }));
      CHECK(sorted(std::move(*seen)) == cast);
    }
  }
}

TEST_CASE("keys at the edges of the parts are in one part each") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  std::size_t ballots = 0;
  for (const int first : {0x00, 0x3F, 0x40, 0x7F, 0x80, 0xBF, 0xC0, 0xFF}) {
    for (const int rest : {0x00, 0x01, 0xFF}) {
      BallotRow row = ballot_row(ballots++);
      row.nullifier.fill(static_cast<std::uint8_t>(rest));
      row.nullifier[0] = static_cast<std::uint8_t>(first);
      REQUIRE(box->cast(row).value() == CastOutcome::stored);
    }
  }
  const auto seen = scan_with(*box, 4);
  REQUIRE(seen);
  for (const auto& part : *seen) CHECK(part.size() == ballots / 4);
}

TEST_CASE("all threads of a scan see the same commit while others cast") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  constexpr std::size_t kKeys = 8;
  // One ballot in each part. They are replaced one after the other, so at any commit no ballot is more than
  // one revision ahead of a later one, and none behind.
  const auto cast = [&](std::size_t key, std::uint32_t revision) {
    BallotRow row = ballot_row(key);
    row.nullifier[0] = static_cast<std::uint8_t>(key * 256 / kKeys + 5);
    row.unit = static_cast<std::uint32_t>(key);
    row.revision = revision;
    row.answers = {static_cast<std::uint8_t>(revision)};
    return box->cast(row);
  };
  for (std::size_t key = 0; key < kKeys; ++key) REQUIRE(cast(key, 1));
  std::atomic<int> refused = 0;
  std::atomic<bool> ended = false;
  std::jthread caster([&] {
    for (std::uint32_t revision = 2; revision <= 99; ++revision) {
      for (std::size_t key = 0; key < kKeys; ++key) refused += cast(key, revision) ? 0 : 1;
    }
    ended = true;
  });
  std::size_t during = 0;
  for (bool last = false; !last;) {
    last = ended;
    std::array<int, kKeys> revisions{};
    const auto seen = scan_with(*box, kKeys);
    REQUIRE(seen);
    for (const auto& [unit, category, answers] : sorted(*seen)) {
      CHECK(revisions.at(unit) == 0);
      revisions.at(unit) = answers.at(0);
    }
    CAPTURE(revisions);
    CHECK(std::ranges::is_sorted(revisions, std::ranges::greater()));
    CHECK(revisions.front() - revisions.back() <= 1);
    if (revisions.back() > 1 && revisions.back() < 99) ++during;
  }
  CHECK(refused == 0);
  CHECK(during > 0);
}

TEST_CASE("a visitor that throws ends the scan, and the box can be scanned again and emptied of its log") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  for (std::uint64_t number = 0; number < 200; ++number) REQUIRE(box->cast(ballot_row(number)));
  for (const std::size_t threads : {1U, 2U, 5U}) {
    CAPTURE(threads);
    std::vector<Box::BallotVisitor> visitors(threads, [](std::uint32_t, std::uint32_t, ByteView) {});
    visitors.back() = [](std::uint32_t, std::uint32_t, ByteView) { throw std::runtime_error("enough"); };
    CHECK_THROWS_WITH(box->scan_ballots(visitors), "enough");
    const auto seen = scan_with(*box, threads);
    REQUIRE(seen);
    CHECK(sorted(*seen).size() == 200);
  }
}

TEST_CASE("a box that takes nothing more is scanned all the same") {
  const BoxEngine engine = GENERATE(from_range(box_engines()));
  BoxOnDisk box(engine);
  for (std::uint64_t number = 0; number < 50; ++number) REQUIRE(box->cast(ballot_row(number)));
  REQUIRE(box->seal({}));
  CHECK(sorted(scan_with(*box, 3).value()).size() == 50);
  box->drain();
  CHECK(sorted(scan_with(*box, 3).value()).size() == 50);
}

}  // namespace candor::server::tests
