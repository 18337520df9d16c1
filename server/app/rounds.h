// Rounds on the register's side: drafts, units, times, states, codes for printing. Knows no ballot; what
// concerns the box as well (opening, importing) is prepared and committed here in two steps.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "forms/lifecycle.h"
#include "forms/result.h"
#include "forms/round.h"
#include "server/app/clock.h"
#include "server/app/round_status.h"
#include "server/protocol/canonical_files.h"
#include "server/store/register_types.h"

namespace candor::server {

class Register;

/// A protected category that is due fewer than `min_cell` people (and not 0) in a unit.
struct SmallCategory {
  std::string unit, category;
  int due = 0;
  bool operator==(const SmallCategory&) const = default;
};

struct RoundView {
  RoundRecord record;
  forms::Round round;
  std::vector<Diagnostic> warnings;
  std::vector<Diagnostic> blockers;  ///< what stands against opening; empty in rounds that were opened
  std::vector<SmallCategory> small_categories;
  bool tickets_kept = false;  ///< codes for printing still lie on the server
};

struct OpeningWishes {
  std::vector<std::pair<std::string, std::string>> confirmed;  ///< (unit, category) below min_cell
  int spare_percent = 10;                                      ///< tickets beyond those due, rounded up
  int without_due = 0;  ///< tickets of each category in a unit without `due`
};

/// A round ready to open: everything is checked and made, nothing is stored yet.
struct PreparedOpening {
  RoundRecord record;
  forms::Round round;
  std::vector<TicketCodes> codes;
  protocol::CanonicalFiles files;
};

[[nodiscard]] RoundStatus status_of(const RoundRecord& record);

/// `account` in the calls below is the name for the audit trail.
class Rounds {
 public:
  Rounds(Register& store, Clock clock) : store_(store), clock_(std::move(clock)) {}

  [[nodiscard]] Result<std::vector<RoundView>> list() const;
  [[nodiscard]] Result<RoundView> get(std::string_view id) const;

  /// Errors of the next four: those of forms::parse_round; `conflict` (id taken; not a draft); `stale`.
  Result<RoundView> create(std::string_view file, std::string_view account);
  Result<RoundView> replace(std::string_view id, std::string_view file, std::int64_t version,
                            std::string_view account);
  Result<RoundView> import_units(std::string_view id, std::string_view csv, std::int64_t version,
                                 std::string_view account);
  Result<void> remove(std::string_view id, std::string_view account);
  /// Times of a draft or an open round. 0: none. Errors: `invalid` (closing not after opening, or in the
  /// past).
  Result<RoundView> set_times(std::string_view id, std::int64_t opens_at_s, std::int64_t closes_at_s,
                              std::int64_t version, std::string_view account);

  /// Checks everything, draws codes, makes the canonical files. Errors: `conflict`, `invalid` with all
  /// blockers, among them every small category that was not confirmed by name.
  [[nodiscard]] Result<PreparedOpening> prepare_opening(std::string_view id,
                                                        const OpeningWishes& wishes) const;
  /// The same without codes, for ballots that come as CSV.
  [[nodiscard]] Result<PreparedOpening> prepare_import(std::string_view id) const;
  /// Stores state, M and codes in one go. `stale` if the draft changed meanwhile.
  Result<RoundView> commit_opening(const PreparedOpening& prepared, std::string_view account);
  Result<RoundView> commit_import(const PreparedOpening& prepared, std::string_view account);

  /// close, release or make_void. Closing erases codes that were kept for printing.
  Result<RoundView> move(std::string_view id, forms::RoundMove move, std::string_view account);

  /// Errors: `not_found` where none are kept.
  Result<std::vector<TicketCodes>> take_codes_for_printing(std::string_view id, std::string_view account);
  Result<void> erase_codes(std::string_view id, std::string_view account);

 private:
  Result<RoundView> store_draft(RoundRecord record, std::string_view file, std::string_view act,
                                std::string_view account);
  Result<RoundView> view_of(RoundRecord record) const;
  Result<void> note(std::string_view account, std::string_view act, std::string_view round,
                    std::string detail);

  Register& store_;
  Clock clock_;
};

}  // namespace candor::server
