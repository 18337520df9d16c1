// What every engine of a box must do. An engine is plugged in by naming it in box_engines.cpp; the suite in
// box_contract*.cpp then runs on it too. Knows no engine.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "server/store/box.h"
#include "tests/server/store/scratch.h"

namespace candor::server::tests {

struct BoxEngine {
  std::string name;
  std::function<Result<std::unique_ptr<Box>>(const std::filesystem::path&, const std::vector<CanonicalFile>&,
                                             ByteView, BoxOptions)>
      create;
  std::function<Result<std::unique_ptr<Box>>(const std::filesystem::path&, BoxOptions)> open;
};

[[nodiscard]] const std::vector<BoxEngine>& box_engines();

/// A box in a directory of its own, which can be shut and opened again.
class BoxOnDisk {
 public:
  explicit BoxOnDisk(const BoxEngine& engine, BoxOptions options = {},
                     const std::vector<CanonicalFile>& files = {}, ByteView sealed_key = {});
  void shut() { box_.reset(); }
  void reopen(BoxOptions options = {});
  Box* operator->() { return box_.get(); }
  Box& operator*() { return *box_; }
  [[nodiscard]] std::filesystem::path file() const { return scratch_ / "round.db"; }
  [[nodiscard]] std::filesystem::path beside(const std::string& name) const { return scratch_ / name; }

 private:
  const BoxEngine& engine_;
  Scratch scratch_;
  std::unique_ptr<Box> box_;
};

[[nodiscard]] std::vector<BallotRow> all_ballots(const Box& box);
[[nodiscard]] std::vector<CommentRow> all_comments(const Box& box);

/// The kind of the failure; `value` fails the test that asks.
template <class T>
ErrorKind kind_of(const Result<T>& result) {
  if (result) throw std::logic_error("expected a failure");
  return result.error().kind;
}

}  // namespace candor::server::tests
