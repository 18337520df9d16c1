// Everything that runs behind `candor serve`, put together: stores, use cases, and the lock that keeps a
// second server off the same data. Knows no HTTP.
#pragma once

#include <filesystem>
#include <memory>

#include "forms/result.h"
#include "server/app/accounts.h"
#include "server/app/ballot_boxes.h"
#include "server/app/claims.h"
#include "server/app/clock.h"
#include "server/app/draft_versions.h"
#include "server/app/invitations.h"
#include "server/app/opening_worker.h"
#include "server/app/round_moves.h"
#include "server/app/rounds.h"

namespace candor::server {

class Program {
 public:
  /// Makes `data` if absent (mode 0700), locks it, opens and migrates the register, opens the boxes.
  /// Errors: `conflict` (in use by another server; another program's database; newer schema), `storage_full`.
  /// `report`: hears what goes wrong in the background, where nobody waits for an answer.
  static Result<std::unique_ptr<Program>> open(const std::filesystem::path& data, Clock clock,
                                               OpeningWorker::Report report = {});
  ~Program();

  [[nodiscard]] Accounts& accounts();
  [[nodiscard]] Rounds& rounds();
  [[nodiscard]] DraftVersions& drafts();
  [[nodiscard]] Invitations& invitations();
  [[nodiscard]] Claims& claims();
  [[nodiscard]] BallotBoxes& boxes();
  [[nodiscard]] RoundMoves& moves();

 private:
  struct Parts;
  explicit Program(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace candor::server
