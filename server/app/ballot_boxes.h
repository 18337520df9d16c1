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
#include <variant>
#include <vector>

#include "analysis/disclose.h"
#include "forms/ballots_csv.h"
#include "forms/result.h"
#include "server/app/amendment.h"
#include "server/app/clock.h"
#include "server/app/paper_sheets.h"
#include "server/app/purge.h"
#include "server/app/reading.h"
#include "server/app/rights_given.h"
#include "server/app/round_status.h"
#include "server/protocol/canonical_files.h"
#include "server/protocol/credential.h"
#include "server/protocol/release_files.h"
#include "server/store/bytes.h"

namespace candor::server {

class KeyRoom;
struct SheetRow;
struct OpenTexts;  // its texts, while nobody else decides about them; see reading_texts.h
struct OpenBox;    // one round's box with its frozen questionnaire; see open_box.h

/// By a ticket, or in an open round; `category` is absent for comments, `bearer` is lower-case hex of 32
/// bytes.
struct TicketRight {
  std::string unit, category, bearer;
};
/// By a credential. `kid`: lower-case hex of 32 bytes; lengths of the rest are checked when casting.
struct CredentialRight {
  std::string kid;
  Bytes spki, prefix, signature, body_signature;
};

/// A cast as it came over the wire (docs/protocol.md, "Casting"); manifest, salt: lower-case hex of 32 bytes.
struct Cast {
  std::string manifest, salt;
  std::int64_t revision = 1;
  std::string body;
  std::variant<TicketRight, CredentialRight> right;
};

/// What whoever cast it hears, after the commit.
struct Accepted {
  protocol::CastKind kind = protocol::CastKind::ballot;
  std::string manifest;  ///< hex
  Bytes entry;           ///< E, 68 bytes
  std::optional<protocol::P256Signature>
      receipt;  ///< absent where the box has no key: imports, after a restore
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
  bool takes_claims = false;  ///< rounds by credentials: of codes that were not used yet
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

/// What an organizer takes out of a release, for good.
struct ReleaseWishes {
  std::uint32_t number = 1;        ///< of the release that is meant
  std::vector<std::string> units;  ///< ids
  std::vector<std::string> texts;  ///< ids of comments' texts
  std::string reason;
};

class BallotBoxes {
 public:
  /// `directory`: DIR/box, made if absent.
  BallotBoxes(std::filesystem::path directory, const KeyRoom& keys, Clock clock);
  ~BallotBoxes();

  /// Makes the box of a round that is about to open. An unopened leftover of the same id is replaced.
  /// `sealed_box_key`: under the round's key; empty in imports.
  Result<void> create(std::string_view round, const protocol::CanonicalFiles& files, ByteView sealed_box_key);
  /// Opens the box if it is not open yet and tells it the round's state and times.
  Result<void> set_status(const RoundStatus& status);

  /// Errors: `not_found` (round; bearer in no list), `expired`, `conflict` (other manifest; this right cast
  /// something else), `forbidden` (no key of this round, or signatures that do not hold), `invalid`,
  /// `too_large`, `busy`, `slow_down`, `storage_full`.
  Result<Accepted> cast_ballot(std::string_view round, const Cast& cast);
  Result<Accepted> cast_comment(std::string_view round, const Cast& cast);

  [[nodiscard]] Result<RoundPage> page(std::string_view round, std::optional<std::size_t> part) const;
  [[nodiscard]] Result<Turnout> turnout(std::string_view round) const;

  /// Stores ballots that came as CSV in a box without ballots; texts are shuffled and kept apart.
  Result<void> import(std::string_view round, forms::ReadBallots ballots);
  /// Takes an import back whose round did not become one: removes its box. Never for ballots that were cast.
  Result<void> discard_import(std::string_view round);
  /// The round as frozen, to read a ballots CSV by.
  [[nodiscard]] Result<std::shared_ptr<const forms::Round>> frozen_round(std::string_view round) const;

  /// Counts a sealed (or imported and closed) round, or answers from memory; a released one without what was
  /// withheld, and in the groups of its first release. Errors: `conflict` before the seal; `expired`
  /// (purged).
  [[nodiscard]] Result<CountedRound> count(std::string_view round) const;

  /// Lays down the next release; the caller says that the round is sealed. The first one writes down the
  /// texts that were cleared and ends their reading. Nothing to do where `number` was laid down already.
  /// Errors: `not_found` (a unit or text), `conflict` (a later one that withholds nothing more),
  /// `storage_full`.
  Result<protocol::Release> release(std::string_view round, const ReleaseWishes& wishes);
  [[nodiscard]] Result<std::vector<protocol::Release>> releases(std::string_view round) const;

  /// Texts of comments for organizers, once the round is sealed: under review, or as they were released.
  /// Errors: those of `count`; `invalid`, `malformed` (what is asked for).
  [[nodiscard]] Result<TextsPage> texts(std::string_view round, const TextsWanted& wanted) const;
  /// `version`: of the review that this one starts from. Errors: those of `count`; `not_found`, `stale`,
  /// `invalid`; `conflict` (released).
  Result<TextItem> review_text(std::string_view round, const Bytes16& text, const TextDecision& decision,
                               std::uint32_t version);
  /// The same state for up to kMaxTextsBatch texts; redactions and tags stay. Errors: as above, not `stale`.
  Result<BatchReviewed> review_texts(std::string_view round, const std::vector<TextVersion>& wanted,
                                     ReviewState state);
  /// By id: the order tells nothing. Empty before the release, and where no such unit shows any. Whether
  /// somebody may read them is the caller's to ask (results.h).
  [[nodiscard]] Result<std::vector<PublishedText>> published_texts(std::string_view round,
                                                                   std::string_view unit) const;
  /// Drops from memory what nobody has read for kTextsInMemory_s. Called every few seconds.
  void forget_idle_texts();

  /// How many invitations of each group were exchanged for paper: no more ballots by ticket are taken there.
  /// Unit, category.
  Result<void> set_exchanged(std::string_view round,
                             std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> exchanged);
  /// Keys a paper sheet; the same keyer again replaces. Errors: `not_found` (no such ticket), `invalid`,
  /// `expired`.
  Result<SheetState> key_sheet(std::string_view round, const KeyedSheet& sheet, std::string_view keyer);
  [[nodiscard]] Result<std::vector<SheetLine>> list_sheets(std::string_view round) const;
  Result<void> remove_sheet(std::string_view round, const Bytes32& bearer);
  /// Casts what is settled, shuffled, and erases it here. Errors: those of casting; what was cast stays cast.
  Result<CastSheets> cast_sheets(std::string_view round);

  /// Fixes what was cast and destroys the box key. Nothing to do where that was done. Errors: `conflict` (the
  /// round's key is missing), `invalid` (`min_cell` does not raise), `storage_full`. Precondition: the round
  /// is closed. `min_cell`: the smallest group from now on; it may only be raised, and only here, before
  /// anybody can have read a count (docs/decisions/0018).
  Result<void> seal(std::string_view round, const RightsGiven& given,
                    std::optional<int> min_cell = std::nullopt);
  [[nodiscard]] bool is_sealed(std::string_view round) const;
  /// The smallest group that results go by, where it was raised when sealing.
  [[nodiscard]] std::optional<int> raised_min_cell(std::string_view round) const;
  /// Of a round that becomes void.
  Result<void> destroy_key(std::string_view round);
  /// The signed line. Errors: `conflict` where the box has no key at hand.
  [[nodiscard]] Result<std::string> sign_amendment(std::string_view round, const Amendment& amendment,
                                                   std::uint32_t number,
                                                   std::string_view previous_line) const;
  [[nodiscard]] Result<RoundStatus> status(std::string_view round) const;

  /// Fills in what the box knows of `facts` and destroys ballots, comments, lists and everything of the
  /// bundle that is not public; the entries stay. Precondition: the register said that it may be.
  Result<void> purge(std::string_view round, PurgeFacts& facts);

  /// Archives (docs/file-formats.md). Errors: `conflict` (not sealed; the record: not released), `expired`
  /// (purged).
  [[nodiscard]] Result<std::string> bundle(std::string_view round) const;
  [[nodiscard]] Result<std::string> record(std::string_view round) const;
  /// One file of the public record. Errors: as above, `not_found`.
  [[nodiscard]] Result<std::string> record_file(std::string_view round, std::string_view name) const;

  /// Ids of open rounds whose closing time has come. From memory: asked every few seconds.
  [[nodiscard]] std::vector<std::string> due_to_close() const;

  /// Refuses new casts, commits what waits.
  void drain();

 private:
  [[nodiscard]] Result<std::shared_ptr<OpenBox>> find(std::string_view round) const;
  Result<void> cast_sheet(OpenBox& open, const SheetRow& sheet, const Bytes32& round_key) const;
  /// Errors: those of `count` and read_texts.
  [[nodiscard]] Result<OpenTexts> enter_texts(std::string_view round) const;
  [[nodiscard]] std::filesystem::path file_of(std::string_view round) const;

  std::filesystem::path directory_;
  const KeyRoom& keys_;
  Clock clock_;
  mutable std::shared_mutex mutex_;  // guards boxes_; each OpenBox guards itself
  std::map<std::string, std::shared_ptr<OpenBox>, std::less<>> boxes_;
};

}  // namespace candor::server
