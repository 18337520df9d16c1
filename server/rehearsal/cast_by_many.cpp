#include "server/rehearsal/cast_by_many.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

namespace candor::server::rehearsal {
namespace {

/// What the threads share.
struct Crowd {
  const RespondentSide& side;
  Claims& claims;
  BallotBoxes& boxes;
  const std::vector<Voter>& voters;
  const Stop& stop;
  std::vector<Receipts> receipts;
  std::atomic<std::size_t> next{0};
  std::atomic<bool> ended{false};
  std::mutex mutex{};  // guards error
  std::optional<Error> error{};

  void fail_with(Error why) {
    const std::lock_guard lock(mutex);
    if (!error) error = std::move(why);
    ended = true;
  }

  void serve() {
    while (!ended) {
      const std::size_t at = next++;
      if (at >= voters.size()) return;
      if (stop && stop()) return fail_with(interrupted());
      auto voted = side.vote(claims, boxes, voters[at]);
      if (!voted) return fail_with(std::move(voted).error());
      receipts[at] = *std::move(voted);
    }
  }
};

}  // namespace

Error interrupted() {
  return {ErrorKind::busy, "interrupted; nothing was kept", {}};
}

Result<std::vector<Receipts>> cast_by_many(const RespondentSide& side, Claims& claims, BallotBoxes& boxes,
                                           const std::vector<Voter>& voters, unsigned threads,
                                           const Stop& stop) {
  Crowd crowd{side, claims, boxes, voters, stop, std::vector<Receipts>(voters.size())};
  {
    std::vector<std::jthread> running;
    for (unsigned i = 0; i < std::max(threads, 1U); ++i) running.emplace_back([&crowd] { crowd.serve(); });
  }
  if (crowd.error) return fail(*std::move(crowd.error));
  return std::move(crowd.receipts);
}

}  // namespace candor::server::rehearsal
