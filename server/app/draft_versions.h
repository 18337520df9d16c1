// Versions of drafts: a look back, a name for what was agreed, and a place for what somebody else wrote
// meanwhile. Which versions are kept is the register's business.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forms/result.h"
#include "server/app/clock.h"
#include "server/store/register_types.h"

namespace candor::server {

class Register;

inline constexpr std::size_t kMaxVersionNote = 200;  ///< code points

/// `account` in the calls below is the name for the audit trail. Errors of all: `not_found`.
class DraftVersions {
 public:
  DraftVersions(Register& store, Clock clock) : store_(store), clock_(std::move(clock)) {}

  /// Newest first; empty where the round is no draft.
  [[nodiscard]] Result<std::vector<DraftVersion>> list(std::string_view round) const;
  /// The round file, as it was stored.
  [[nodiscard]] Result<std::string> get(std::string_view round, std::int64_t version) const;
  /// Gives the current version a note. `expected_version`: of the round. Errors: `invalid` (blank, too long),
  /// `stale`, `conflict` (no draft), `too_large` (as many as can be kept).
  Result<DraftVersion> name_current(std::string_view round, std::string_view note,
                                    std::int64_t expected_version, std::string_view account);
  /// Keeps `file` beside the draft, which stays as it is. Errors: those of forms::parse_round; `invalid` (the
  /// id of another round; the note), `conflict`, `too_large`.
  Result<DraftVersion> set_aside(std::string_view round, std::string_view file,
                                 const std::optional<std::string>& note, std::string_view account);
  /// Errors: `conflict` (the current one).
  Result<void> remove(std::string_view round, std::int64_t version, std::string_view account);

 private:
  Result<void> note_act(std::string_view account, std::string_view act, std::string_view round,
                        std::int64_t version);

  Register& store_;
  Clock clock_;
};

}  // namespace candor::server
