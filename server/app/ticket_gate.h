// Paper in a round by credentials: as many ballots by ticket in a group as invitations were exchanged there.
// Beyond that a slip would vote besides its owner's invitation, and the seal could never be proven.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <utility>

#include "forms/result.h"
#include "server/store/box.h"

namespace candor::server {

class TicketGate {
 public:
  using Group = std::pair<std::uint32_t, std::uint32_t>;  ///< unit, category
  using Exchanged = std::map<Group, std::uint64_t>;

  void set_exchanged(Exchanged exchanged);
  /// Casts it if its group has an exchanged invitation left, or if this very right has cast before. Errors:
  /// `conflict`, and those of Box::cast.
  Result<CastOutcome> cast(Box& box, BallotRow ballot);

 private:
  Result<void> count(const Box& box);

  std::mutex mutex_;  // held while casting: few people choose paper
  bool counted_ = false;
  Exchanged exchanged_, cast_;
};

}  // namespace candor::server
