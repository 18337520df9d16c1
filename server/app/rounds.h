// Rounds on the register's side: drafts, units, times, states, codes for printing. Knows no ballot; what
// concerns the box as well (opening, importing) is prepared and committed here in two steps.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "forms/lifecycle.h"
#include "forms/result.h"
#include "forms/round.h"
#include "forms/round_json.h"
#include "server/app/audit_trail.h"
#include "server/app/clock.h"
#include "server/app/purge.h"
#include "server/app/round_status.h"
#include "server/protocol/canonical_files.h"
#include "server/protocol/p256_key.h"
#include "server/protocol/release_files.h"
#include "server/store/register_types.h"

namespace candor::server {

class KeyRoom;
class Register;

/// A protected category that is due fewer than `min_cell` people (and not 0) in a unit.
struct SmallCategory {
  std::string unit, category;
  int due = 0;
  bool operator==(const SmallCategory&) const = default;
};

/// Of the keys that a round by credentials needs.
struct OpeningProgress {
  std::size_t done = 0, total = 0;
};

struct RoundView {
  RoundRecord record;
  forms::Round round;
  std::vector<Diagnostic> warnings;
  std::vector<Diagnostic> blockers;  ///< what stands against opening; empty in rounds that were opened
  std::vector<SmallCategory> small_categories;
  bool tickets_kept = false;               ///< codes for printing still lie on the server
  std::optional<OpeningProgress> opening;  ///< while keys are being made; the draft is locked
  std::optional<int> raised_min_cell =
      std::nullopt;  ///< when sealing; told by the box, where somebody asks it
};

/// What there is to say of a round file that is stored nowhere.
struct RoundCheck {
  std::vector<Diagnostic> errors;    ///< it could not even be a draft
  std::vector<Diagnostic> blockers;  ///< it could not be opened; not looked for where there are errors
  std::vector<Diagnostic> warnings;
};

struct OpeningWishes {
  std::vector<std::pair<std::string, std::string>> confirmed;  ///< (unit, category) below min_cell
  int spare_percent = 10;                                      ///< tickets beyond those due, rounded up
  int without_due = 0;    ///< tickets of each category in a unit without `due`
  int paper_percent = 0;  ///< rounds by credentials: paper tickets for so many in a hundred due, rounded up
};

/// UTC seconds; 0: not set. `grace_s`: how long after closing casts are still taken from those who have
/// claimed their right before. `retain_until_s`: when the answers are destroyed at the earliest.
struct RoundTimes {
  std::int64_t opens_at_s = 0, closes_at_s = 0;
  std::optional<std::int64_t> grace_s, retain_until_s;  ///< absent: stays as it is
};
inline constexpr std::int64_t kMaxGrace_s = 7 * 24 * 3600;
inline constexpr std::int64_t kDefaultGrace_s = 24 * 3600;  ///< rounds by credentials
inline constexpr std::int64_t kDefaultRetention_s =
    180 * 24 * 3600;  ///< after opening, or closing if that is set

/// A round ready to open: everything is checked and made, nothing is stored yet.
struct PreparedOpening {
  RoundRecord record;
  forms::Round round;
  std::vector<TicketCodes> codes;
  protocol::CanonicalFiles files;
  Bytes sealed_box_key;  ///< empty in imports
};

[[nodiscard]] RoundStatus status_of(const RoundRecord& record);

/// What a code is good for: a personal invitation, or a ticket that is drawn from a pile.
enum class CodeKind : std::uint8_t { invitations, tickets };

/// `account` in the calls below is the name for the audit trail.
class Rounds {
 public:
  Rounds(Register& store, const KeyRoom& keys, Clock clock)
      : store_(store), keys_(keys), clock_(std::move(clock)) {}

  [[nodiscard]] Result<std::vector<RoundView>> list() const;
  [[nodiscard]] Result<RoundView> get(std::string_view id) const;

  /// Errors: `malformed` (no JSON).
  [[nodiscard]] static Result<RoundCheck> check(std::string_view file);

  /// Errors of the next four: those of forms::parse_round; `conflict` (id taken; not a draft); `stale`.
  Result<RoundView> create(std::string_view file, std::string_view account);
  Result<RoundView> replace(std::string_view id, std::string_view file, std::int64_t version,
                            std::string_view account);
  Result<RoundView> import_units(std::string_view id, std::string_view csv, std::int64_t version,
                                 std::string_view account);
  Result<void> remove(std::string_view id, std::string_view account);
  /// Times of a draft or an open round. Errors: `invalid` (closing not after opening, or in the past; grace
  /// over a week; answers to be destroyed before they can be counted).
  Result<RoundView> set_times(std::string_view id, const RoundTimes& times, std::int64_t version,
                              std::string_view account);

  /// Rounds by credentials: checks everything, locks the draft and notes that its keys are to be made
  /// (KeyMaking).
  Result<RoundView> begin_opening(std::string_view id, const OpeningWishes& wishes, std::string_view account);
  /// Unlocks the draft again. Errors: `conflict` where nothing was begun.
  Result<RoundView> give_up_opening(std::string_view id, std::string_view account);
  /// Checks everything, draws codes, makes the canonical files. Errors: `conflict`, `invalid` with all
  /// blockers, among them every small category that was not confirmed by name.
  [[nodiscard]] Result<PreparedOpening> prepare_opening(std::string_view id,
                                                        const OpeningWishes& wishes) const;
  /// The same without codes, for ballots that come as CSV.
  [[nodiscard]] Result<PreparedOpening> prepare_import(std::string_view id) const;
  /// Stores state, M and codes in one go. `stale` if the draft changed meanwhile.
  Result<RoundView> commit_opening(const PreparedOpening& prepared, std::string_view account);
  Result<RoundView> commit_import(const PreparedOpening& prepared, std::string_view account);

  /// Errors: `conflict` (not closed, imported, sealed already, clocks apart).
  [[nodiscard]] Result<void> check_sealable(const RoundRecord& record, std::int64_t browser_now_s) const;
  /// After the box was sealed: destroys the signing keys and the round's key, erases blind signatures and
  /// claimed codes, notes the time. May be repeated.
  Result<RoundView> commit_seal(std::string_view id, std::string_view account);

  /// close, release or make_void. Closing erases codes that were kept for printing; a void round's keys go.
  Result<RoundView> move(std::string_view id, forms::RoundMove move, std::string_view account);

  /// What the register knows for the certificate. Errors: those of RoundMoves::purge.
  [[nodiscard]] Result<PurgeFacts> check_purgeable(std::string_view id) const;
  /// The key of this server that signs certificates; made when first needed.
  [[nodiscard]] Result<protocol::P256PrivateKey> server_key() const;
  Result<RoundView> commit_purge(std::string_view id, std::string_view certificate, std::string_view account);

  Result<void> note_sheet_removed(std::string_view id, std::string_view account);
  /// Settled paper sheets were cast.
  Result<void> note_sheets(std::string_view id, std::size_t cast, std::string_view account);
  /// What was withheld, and why.
  Result<void> note_release(std::string_view id, const protocol::Release& release, std::string_view account);
  /// Somebody opened the texts of a round; noted once an hour for each account and round.
  Result<void> note_reading(std::string_view id, std::string_view account);
  /// A scrutineer took the bundle of a sealed round.
  Result<void> note_download(std::string_view id, std::string_view account);

  /// Errors: `not_found` where none are kept.
  Result<std::vector<TicketCodes>> take_codes_for_printing(std::string_view id, CodeKind kind,
                                                           std::string_view account);
  Result<void> erase_codes(std::string_view id, std::string_view account);

 private:
  Result<RoundView> store_draft(RoundRecord record, forms::ReadRound read, std::string_view act,
                                std::string_view account);
  Result<RoundView> view_of(RoundRecord record) const;
  /// The same where the record's file was read already.
  Result<RoundView> view_of(RoundRecord record, forms::ReadRound read) const;
  Result<void> keep_codes(const PreparedOpening& prepared);
  Result<void> destroy_keys(std::string_view id);

  Register& store_;
  const KeyRoom& keys_;
  Clock clock_;
  AuditTrail trail_{store_, clock_};
  std::mutex reading_mutex_;                                             // guards readers_
  std::map<std::pair<std::string, std::string>, std::int64_t> readers_;  // account, round: since when
};

}  // namespace candor::server
