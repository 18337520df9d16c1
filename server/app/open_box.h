// One round's box while the server runs: the store, the frozen questionnaire, the lists of bearers, and what
// the round's state allows. Private to the box's side of app/.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "forms/codebook.h"
#include "forms/round.h"
#include "server/app/ballot_boxes.h"
#include "server/protocol/rate_limit.h"
#include "server/protocol/ticket_lists.h"
#include "server/store/box.h"

namespace candor::server {

using IdIndex = std::map<std::string, std::uint32_t, std::less<>>;

struct OpenBox {
  std::unique_ptr<Box> box;
  std::shared_ptr<const forms::Round> round;
  IdIndex units, categories;
  Bytes32 manifest_hash{};
  std::string manifest_hex, manifest, core;
  std::vector<Bytes32> part_leaves;
  protocol::TicketLists lists;  ///< ticket rounds only

  mutable std::mutex mutex;  ///< guards status and codebooks: held briefly, on the way of every cast
  RoundStatus status;
  mutable std::vector<std::shared_ptr<const forms::Codebook>> codebooks;  ///< by unit, made when first needed

  std::shared_mutex casting;  ///< shared from the last look at the state to the commit of a cast

  mutable std::mutex counting_mutex;  ///< guards tally and turnout: held while counting; taken before `mutex`
  mutable SharedTally tally;
  mutable std::optional<Turnout> turnout;

  protocol::RateLimit wrong_codes{protocol::kWrongCodesPerRound, 1};
  std::atomic<int> waiting_wrong{0};  ///< answers to wrong codes that are being held back

  [[nodiscard]] RoundStatus status_now() const;
  [[nodiscard]] std::shared_ptr<const forms::Codebook> codebook_of(std::uint32_t unit) const;
};

/// Reads the frozen files of an opened store. Errors: `internal` where they are not what was frozen.
[[nodiscard]] Result<std::shared_ptr<OpenBox>> load_open_box(std::unique_ptr<Box> box);

}  // namespace candor::server
