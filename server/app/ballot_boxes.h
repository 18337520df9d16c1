// Rounds on the box's side: pages for respondents, casting, turnout, counting. Knows no account, no person
// and no register; what it must know of a round's state is told by set_status.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/disclose.h"
#include "forms/ballots_csv.h"
#include "forms/result.h"
#include "server/app/clock.h"
#include "server/app/round_status.h"
#include "server/protocol/canonical_files.h"
#include "server/store/bytes.h"

namespace candor::server {

struct OpenBox;  // one round's box with its frozen questionnaire; see open_box.h

/// A cast as it came over the wire (docs/protocol.md, "Casting"); `category` is absent for comments.
struct Cast {
  std::string manifest, unit, category, bearer, salt;  ///< manifest, bearer, salt: lower-case hex of 32 bytes
  std::int64_t revision = 1;
  std::string body;
};

struct PageUnit {
  std::size_t part = 0;  ///< from 1
  std::string id;
  forms::Text name;
};

/// What the respondent's page needs, as the frozen files have it.
struct RoundPage {
  RoundStatus status;
  bool takes_ballots = false;
  std::string manifest_hash, manifest, core;
  std::vector<PageUnit> units;      ///< open rounds only
  std::optional<std::string> part;  ///< text of parts/NNNN.json
  std::size_t part_number = 0;
  std::vector<std::string> proof;  ///< hex, from leaf to root
};

struct TurnoutLine {
  std::string unit;
  std::optional<std::int64_t> due;
  std::optional<std::uint64_t>
      returned;  ///< absent: fewer than min_cell; rounded down to its multiples while open
};
struct Turnout {
  std::int64_t computed_at_s = 0;
  std::int64_t next_at_s = 0;  ///< 0: final
  int min_cell = 0;
  std::vector<TurnoutLine> lines;
};

using SharedTally = std::shared_ptr<const analysis::DisclosedTally>;

/// A disclosed tally and the round it was counted by, alive together.
struct CountedRound {
  std::shared_ptr<const forms::Round> round;
  SharedTally tally;
};

class BallotBoxes {
 public:
  /// `directory`: DIR/box, made if absent.
  BallotBoxes(std::filesystem::path directory, Clock clock);
  ~BallotBoxes();

  /// Makes the box of a round that is about to open. An unopened leftover of the same id is replaced.
  Result<void> create(std::string_view round, const protocol::CanonicalFiles& files);
  /// Opens the box if it is not open yet and tells it the round's state and times.
  Result<void> set_status(const RoundStatus& status);

  /// The entry of the stored ballot, 68 bytes. Errors: `not_found` (round; bearer in no list), `expired`,
  /// `conflict` (other manifest; this bearer cast something else), `invalid`, `too_large`, `busy`,
  /// `slow_down`, `storage_full`.
  Result<Bytes> cast_ballot(std::string_view round, const Cast& cast);
  Result<Bytes> cast_comment(std::string_view round, const Cast& cast);

  [[nodiscard]] Result<RoundPage> page(std::string_view round, std::optional<std::size_t> part) const;
  [[nodiscard]] Result<Turnout> turnout(std::string_view round) const;

  /// Stores ballots that came as CSV in a box without ballots; texts are shuffled and kept apart.
  Result<void> import(std::string_view round, forms::ReadBallots ballots);
  /// Takes an import back whose round did not become one: removes its box. Never for ballots that were cast.
  Result<void> discard_import(std::string_view round);
  /// The round as frozen, to read a ballots CSV by.
  [[nodiscard]] Result<std::shared_ptr<const forms::Round>> frozen_round(std::string_view round) const;

  /// Counts a closed or released round, or answers from memory. Errors: `conflict` while the round is open.
  [[nodiscard]] Result<CountedRound> count(std::string_view round) const;

  /// Ids of open rounds whose closing time has come. From memory: asked every few seconds.
  [[nodiscard]] std::vector<std::string> due_to_close() const;

  /// Refuses new casts, commits what waits.
  void drain();

 private:
  [[nodiscard]] Result<std::shared_ptr<OpenBox>> find(std::string_view round) const;
  [[nodiscard]] std::filesystem::path file_of(std::string_view round) const;

  std::filesystem::path directory_;
  Clock clock_;
  mutable std::shared_mutex mutex_;  // guards boxes_; each OpenBox guards itself
  std::map<std::string, std::shared_ptr<OpenBox>, std::less<>> boxes_;
};

}  // namespace candor::server
