// The engines that the contract of a box is tested on, and helpers of its suite.
#include "tests/catch.h"
#include "tests/server/store/box_contract.h"

namespace candor::server::tests {

const std::vector<BoxEngine>& box_engines() {
  static const std::vector<BoxEngine> engines{{"SQLite", Box::create, Box::open}};
  return engines;
}

BoxOnDisk::BoxOnDisk(const BoxEngine& engine, BoxOptions options, const std::vector<CanonicalFile>& files,
                     ByteView sealed_key)
    : engine_(engine) {
  auto made = engine_.create(file(), files, sealed_key, options);
  if (!made) FAIL(made.error().detail);
  box_ = std::move(*made);
}

void BoxOnDisk::reopen(BoxOptions options) {
  shut();
  auto opened = engine_.open(file(), options);
  if (!opened) FAIL(opened.error().detail);
  box_ = std::move(*opened);
}

std::vector<BallotRow> all_ballots(const Box& box) {
  std::vector<BallotRow> rows;
  REQUIRE(box.scan_ballot_rows([&](const BallotRow& row) { rows.push_back(row); }));
  return rows;
}

std::vector<CommentRow> all_comments(const Box& box) {
  std::vector<CommentRow> rows;
  REQUIRE(box.scan_comment_rows([&](const CommentRow& row) { rows.push_back(row); }));
  return rows;
}

}  // namespace candor::server::tests
