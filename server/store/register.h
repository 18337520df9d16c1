// The register: rounds and their state, accounts, sessions, what was printed, what was done by whom.
// Knows no ballot. Box and Register never meet: a file that includes both headers does not compile.
#pragma once
#ifdef CANDOR_SERVER_STORE_BOX_H
#error "Box and Register must not meet in one translation unit (docs/decisions/0001-two-stores.md)"
#endif
#define CANDOR_SERVER_STORE_REGISTER_H

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forms/result.h"
#include "server/store/register_types.h"

namespace candor::server {

/// Thread-safe (one connection behind a mutex: staff traffic is light). Every change is one transaction and
/// is durable when the call returns.
class Register {
 public:
  /// Opens or makes register.db, running migrations. Errors: `conflict` (another program's database, newer
  /// schema, changed migration), `storage_full`, `internal`. `file` may be ":memory:".
  static Result<std::unique_ptr<Register>> open(const std::filesystem::path& file);
  virtual ~Register() = default;

  virtual Result<Account> add_account(const Account& account) = 0;  ///< `conflict` if the name is taken
  virtual Result<std::optional<Account>> find_account(std::string_view name) const = 0;
  virtual Result<std::optional<Account>> find_account(std::int64_t id) const = 0;
  virtual Result<std::vector<Account>> list_accounts() const = 0;
  /// Replaces everything but id and name. Disabling, or another password, ends the account's sessions.
  virtual Result<void> update_account(const Account& account) = 0;

  virtual Result<void> add_session(const Session& session) = 0;
  /// Absent if unknown, expired at `now_s`, or the account is disabled.
  virtual Result<std::optional<std::pair<Session, Account>>> find_session(const Bytes32& token_hash,
                                                                          std::int64_t now_s) const = 0;
  virtual Result<void> end_session(const Bytes32& token_hash) = 0;
  /// Ends every session and every one-time link: after a restore, when what was ended since would be back.
  virtual Result<void> end_all_sessions() = 0;
  /// Replaces an earlier link of the same account.
  virtual Result<void> add_first_link(const FirstLink& link) = 0;
  /// Takes the link out (once) and gives its account id; `expired` if unknown, used or too old.
  virtual Result<std::int64_t> take_first_link(const Bytes32& token_hash, std::int64_t now_s) = 0;

  virtual Result<void> add_round(const RoundRecord& round) = 0;  ///< `conflict` if the id exists
  virtual Result<RoundRecord> get_round(std::string_view id) const = 0;
  virtual Result<std::vector<RoundRecord>> list_rounds() const = 0;  ///< newest first
  /// Stores `round` if the stored version is `expected_version`, and raises the version. Else `stale`.
  virtual Result<RoundRecord> update_round(const RoundRecord& round, std::int64_t expected_version) = 0;
  virtual Result<void> remove_round(std::string_view id, std::int64_t expected_version) = 0;

  virtual Result<void> put_ticket_codes(std::string_view round, const std::vector<TicketCodes>& codes) = 0;
  virtual Result<std::vector<TicketCodes>> get_ticket_codes(
      std::string_view round) const = 0;  ///< empty: none kept
  virtual Result<void> erase_ticket_codes(std::string_view round) = 0;

  virtual Result<void> add_audit(const AuditEntry& entry) = 0;
  virtual Result<std::vector<AuditEntry>> list_audit(std::size_t limit) const = 0;  ///< newest first

  virtual Result<void> backup_to(const std::filesystem::path& to) const = 0;
  virtual Result<std::vector<std::string>> check_integrity() const = 0;
};

}  // namespace candor::server
