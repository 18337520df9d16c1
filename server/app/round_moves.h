// The moves of a round that concern both sides: the register's (Rounds) and the box's (BallotBoxes). Plain
// values pass between them; neither store is named here, so neither can be joined to the other.
#pragma once

#include <mutex>
#include <string_view>

#include "forms/result.h"
#include "server/app/ballot_boxes.h"
#include "server/app/rounds.h"

namespace candor::server {

class RoundMoves {
 public:
  RoundMoves(Rounds& rounds, BallotBoxes& boxes) : rounds_(rounds), boxes_(boxes) {}

  /// At start: opens the boxes of all rounds that have one and tells them their state.
  Result<void> load_all();
  /// Box first, register second: a crash between the two leaves a draft and a box without ballots, which the
  /// next attempt replaces. Errors: those of Rounds::prepare_opening and BallotBoxes::create.
  Result<RoundView> open(std::string_view id, const OpeningWishes& wishes, std::string_view account);
  Result<RoundView> set_times(std::string_view id, std::int64_t opens_at_s, std::int64_t closes_at_s,
                              std::int64_t version, std::string_view account);
  /// Casting stops before the register says so.
  Result<RoundView> close(std::string_view id, std::string_view account);
  Result<RoundView> release(std::string_view id, std::string_view account);
  Result<RoundView> make_void(std::string_view id, std::string_view account);

  struct Imported {
    RoundView view;
    std::size_t ballots = 0, comments = 0;
  };
  /// Counts a draft from a ballots CSV. Nothing is stored unless every line is right.
  Result<Imported> import_ballots(std::string_view id, std::string_view csv, std::string_view account);

  /// Closes what is due. Called every few seconds by the program.
  Result<void> close_due();

 private:
  Result<RoundView> move(std::string_view id, forms::RoundMove move, std::string_view account);

  Rounds& rounds_;
  BallotBoxes& boxes_;
  std::mutex
      moving_;  // one move at a time: two that overtake each other would leave box and register at odds
};

}  // namespace candor::server
