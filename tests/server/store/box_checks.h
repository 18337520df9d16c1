// What the contract's tests look at again and again: which rows a box holds, and what casting again does.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "tests/catch.h"
#include "tests/server/store/box_contract.h"

namespace candor::server::tests {

inline void check_row(const BallotRow& stored, const BallotRow& expected) {
  CHECK(stored.nullifier == expected.nullifier);
  CHECK(stored.proof == expected.proof);
  CHECK(stored.unit == expected.unit);
  CHECK(stored.category == expected.category);
  CHECK(stored.revision == expected.revision);
  CHECK(stored.salt == expected.salt);
  CHECK(stored.answers == expected.answers);
}

/// The box holds these ballots and no other; `cast`: in any order.
inline void check_ballots(const Box& box, std::vector<BallotRow> cast) {
  std::ranges::sort(cast, {}, &BallotRow::nullifier);
  const std::vector<BallotRow> stored = all_ballots(box);
  REQUIRE(stored.size() == cast.size());
  for (std::size_t at = 0; at < cast.size(); ++at) check_row(stored[at], cast[at]);
}

struct CastAgain {
  const char* what;
  void (*change)(BallotRow&);
  std::optional<CastOutcome> outcome;  // none: conflict
};

/// Casts `first`, at revision 5, into a box of its own for each case; then what the case makes of it.
inline void check_cast_again(const BoxEngine& engine, BallotRow first, const std::vector<CastAgain>& cases) {
  first.revision = 5;
  for (const CastAgain& each : cases) {
    INFO(each.what);
    BoxOnDisk box(engine);
    REQUIRE(box->cast(first).value() == CastOutcome::stored);
    BallotRow second = first;
    each.change(second);
    const auto outcome = box->cast(second);
    if (each.outcome) {
      REQUIRE(outcome);
      CHECK(*outcome == *each.outcome);
    } else {
      CHECK(kind_of(outcome) == ErrorKind::conflict);
    }
    check_ballots(*box, {each.outcome == CastOutcome::replaced ? second : first});
    CHECK(box->check_integrity().value().empty());
  }
}

}  // namespace candor::server::tests
