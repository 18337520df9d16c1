// The moves of a round that concern both sides: the register's (Rounds) and the box's (BallotBoxes). Plain
// values pass between them; neither store is named here, so neither can be joined to the other.
#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forms/result.h"
#include "server/app/ballot_boxes.h"
#include "server/app/claims.h"
#include "server/app/invitations.h"
#include "server/app/rounds.h"

namespace candor::server {

/// Why something is withheld: told to organizers and scrutineers, and in the public record.
inline constexpr std::size_t kMaxReasonBytes = 2000;

class RoundMoves {
 public:
  RoundMoves(Rounds& rounds, Invitations& invitations, BallotBoxes& boxes, Claims& claims)
      : rounds_(rounds), invitations_(invitations), boxes_(boxes), claims_(claims) {}

  /// Called when keys are to be made (OpeningWorker::wake). Set once, before any request comes.
  void on_begun(std::function<void()> call) { begun_ = std::move(call); }

  /// At start: opens the boxes of all rounds that have one and tells them their state.
  Result<void> load_all();
  /// Opens it, or, in rounds by credentials, has its keys made first: then the view says how far that is. Box
  /// first, register second: a crash between the two leaves a draft and a box without ballots, which the
  /// next attempt replaces. Errors: those of Rounds::prepare_opening and BallotBoxes::create.
  Result<RoundView> open(std::string_view id, const OpeningWishes& wishes, std::string_view account);
  /// Once all keys are there.
  Result<RoundView> finish_opening(std::string_view id, const OpeningWishes& wishes,
                                   std::string_view account);
  Result<RoundView> give_up_opening(std::string_view id, std::string_view account);
  Result<RoundView> set_times(std::string_view id, const RoundTimes& times, std::int64_t version,
                              std::string_view account);
  /// Casting stops before the register says so.
  Result<RoundView> close(std::string_view id, std::string_view account);
  /// Destroys the keys that could sign, and fixes what was cast (docs/protocol.md, "Closing"). The act of a
  /// person, whose browser says what time it is there: `browser_now_s`. Errors: `conflict` (not closed, an
  /// import, sealed already, clocks more than five minutes apart, the round's key is missing), `invalid`
  /// (`min_cell` does not raise).
  Result<RoundView> seal(std::string_view id, std::int64_t browser_now_s, std::optional<int> min_cell,
                         std::string_view account);
  /// What is taken out, and why.
  struct Withheld {
    std::vector<std::string> units, texts;  ///< ids
    std::string reason;                     ///< at most kMaxReasonBytes
  };
  /// Needs a seal, except for imports. A round that is released already is released anew without what is
  /// withheld, which must be something. Box first: a crash between the two is made good at the next start.
  /// Errors: also those of BallotBoxes::release; `invalid` (reason).
  Result<RoundView> release(std::string_view id, const Withheld& withheld, std::string_view account);
  Result<RoundView> make_void(std::string_view id, std::string_view account);

  struct Imported {
    RoundView view;
    std::size_t ballots = 0, comments = 0;
  };
  /// Counts a draft from a ballots CSV. Nothing is stored unless every line is right.
  Result<Imported> import_ballots(std::string_view id, std::string_view csv, std::string_view account);

  /// Destroys answers, lists and roster after the retention date; questions, seal, entries and the released
  /// tally stay. Gives the signed certificate. Errors: `conflict` (open, or a draft; purged already),
  /// `expired` (the date has not come).
  Result<std::string> purge(std::string_view id, std::string_view account);
  /// The holder of an unclaimed invitation takes a paper ticket. Errors: those of Invitations::exchange.
  Result<void> exchange(std::string_view id, const Bytes32& claim_hash, std::string_view account);
  /// Latecomers and lost codes: signed by the box's key, kept for the public record. Errors: those of
  /// Invitations::place_amendment; `conflict` where the box has no key at hand.
  Result<std::uint32_t> amend(std::string_view id, const Amendment& amendment, std::string_view account);

  /// Closes what is due. Called every few seconds by the program.
  Result<void> close_due();

 private:
  Result<RoundView> move(std::string_view id, forms::RoundMove move, std::string_view account);
  Result<RoundView> open_now(std::string_view id, const OpeningWishes& wishes, std::string_view account);
  /// Without the lock.
  Result<RoundView> move_now(std::string_view id, forms::RoundMove move, std::string_view account);
  /// After a crash between box and register, while sealing or releasing.
  Result<void> finish_what_box_began(const RoundRecord& record);
  Result<void> tell_status(const RoundRecord& record);
  Result<void> tell_exchanged(std::string_view id);

  Rounds& rounds_;
  Invitations& invitations_;
  BallotBoxes& boxes_;
  Claims& claims_;
  std::function<void()> begun_ = [] {};
  std::mutex
      moving_;  // one move at a time: two that overtake each other would leave box and register at odds
};

}  // namespace candor::server
