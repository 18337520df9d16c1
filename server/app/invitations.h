// Who is invited to a round by credentials: roster, hashes of codes that the registrar made, what became of
// them. The register's side; knows no ballot.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "forms/result.h"
#include "forms/roster_csv.h"
#include "server/app/amendment.h"
#include "server/app/audit_trail.h"
#include "server/app/clock.h"
#include "server/app/key_room.h"
#include "server/app/rights_given.h"
#include "server/app/rounds.h"

namespace candor::server {

class Register;

struct GroupCount {
  std::uint32_t unit = 0, category = 0;
  std::uint64_t count = 0;
};

struct RosterView {
  std::string by;  ///< "server", "registrar", or "" while nobody is invited
  std::vector<GroupCount> groups;
  std::vector<forms::RosterEntry> people;  ///< only where the server has the roster
};

struct InvitationUse {
  std::vector<Bytes32> unclaimed;  ///< ascending
  std::uint64_t claimed = 0, exchanged = 0, withdrawn = 0;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> exchanged_by_group;  ///< unit, category
};

/// `account` in the calls below is the name for the audit trail.
class Invitations {
 public:
  Invitations(Register& store, const KeyRoom& keys, Clock clock)
      : store_(store), keys_(keys), clock_(std::move(clock)) {}

  struct Imported {
    RosterView roster;
    std::size_t added = 0;
    bool gb18030 = false;
  };
  enum class Mode : std::uint8_t { preview, replace, add };
  /// Drafts only. Replaces the roster, or adds to it, and sets how many are due in every unit; `preview`
  /// stores nothing. Errors: those of parse_roster_csv; `conflict` (no draft; keys are being made), `stale`.
  Result<Imported> import_roster(std::string_view round, std::string_view csv, Mode mode,
                                 std::int64_t version, std::string_view account);
  /// Drafts only: hashes of codes that the registrar made (`candor invite codes`). Errors: `invalid`, as
  /// above.
  Result<Imported> import_hashes(std::string_view round, std::vector<ClaimEntry> claims, std::int64_t version,
                                 std::string_view account);
  Result<RosterView> view(std::string_view round) const;
  Result<void> clear(std::string_view round, std::int64_t version, std::string_view account);

  [[nodiscard]] Result<InvitationUse> use(std::string_view round) const;
  /// The holder of this unclaimed invitation takes a paper ticket instead. Errors: `not_found`, `conflict`,
  /// `expired` (claims are closed).
  Result<void> exchange(std::string_view round, const Bytes32& claim_hash, std::string_view account);

  /// The line that the next amendment will follow, and its number. Errors: `expired`, `conflict`, `invalid`.
  struct AmendmentPlace {
    std::uint32_t number = 1;
    std::string previous_line;  ///< empty for the first
  };
  [[nodiscard]] Result<AmendmentPlace> place_amendment(std::string_view round,
                                                       const Amendment& amendment) const;
  /// `line`: signed, with its newline.
  Result<void> commit_amendment(std::string_view round, const Amendment& amendment, std::string_view line,
                                std::string_view account);

  /// For sealing: everything that the bundle says about rights. Errors: `conflict` where the round's key,
  /// which opens the claimed codes, is not at hand.
  [[nodiscard]] Result<RightsGiven> rights_given(std::string_view round) const;

 private:
  Result<RoundRecord> get_editable(std::string_view round, std::int64_t version) const;
  Result<void> store_due(RoundRecord record, const std::vector<GroupCount>& groups, std::string_view by,
                         std::string_view account);

  Register& store_;
  const KeyRoom& keys_;
  Clock clock_;
  AuditTrail trail_{store_, clock_};
};

}  // namespace candor::server
