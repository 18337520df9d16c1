// The register over SQLite: one connection behind a mutex. Knows no ballot.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/store/database.h"
#include "server/store/register.h"
#include "server/store/sqlite_error.h"
#include "server/store/sqlite_values.h"

namespace candor::server::store {

class SqliteRegister final : public Register {
 public:
  explicit SqliteRegister(DatabasePtr database) : database_(std::move(database)) {}

  // register_accounts.cpp
  Result<Account> add_account(const Account& account) override;
  Result<std::optional<Account>> find_account(std::string_view name) const override;
  Result<std::optional<Account>> find_account(std::int64_t id) const override;
  Result<std::vector<Account>> list_accounts() const override;
  Result<void> update_account(const Account& account) override;
  Result<void> add_session(const Session& session) override;
  Result<std::optional<std::pair<Session, Account>>> find_session(const Bytes32& token_hash,
                                                                  std::int64_t now_s) const override;
  Result<void> end_session(const Bytes32& token_hash) override;
  Result<void> end_all_sessions() override;
  Result<void> add_first_link(const FirstLink& link) override;
  Result<std::int64_t> take_first_link(const Bytes32& token_hash, std::int64_t now_s) override;

  // register_rounds.cpp
  Result<void> add_round(const RoundRecord& round, const DraftAuthor& by) override;
  Result<RoundRecord> get_round(std::string_view id) const override;
  Result<std::vector<RoundRecord>> list_rounds() const override;
  Result<RoundRecord> update_round(const RoundRecord& round, std::int64_t expected_version,
                                   const DraftAuthor& by) override;
  Result<void> remove_round(std::string_view id, std::int64_t expected_version) override;
  Result<void> shut_claims() override;
  Result<void> put_ticket_codes(std::string_view round, const std::vector<TicketCodes>& codes) override;
  Result<std::vector<TicketCodes>> get_ticket_codes(std::string_view round) const override;
  Result<void> erase_ticket_codes(std::string_view round) override;

  // register_drafts.cpp
  Result<std::vector<DraftVersion>> list_draft_versions(std::string_view round) const override;
  Result<std::string> get_draft_version(std::string_view round, std::int64_t version) const override;
  Result<DraftVersion> note_draft_version(std::string_view round, std::int64_t expected_version,
                                          std::string_view note) override;
  Result<DraftVersion> set_draft_aside(std::string_view round, std::string_view file,
                                       const std::optional<std::string>& note,
                                       const DraftAuthor& by) override;
  Result<void> remove_draft_version(std::string_view round, std::int64_t version) override;

  // register_opening.cpp
  Result<void> put_opening(const OpeningJob& job) override;
  Result<std::vector<OpeningJob>> list_openings() const override;
  Result<void> remove_opening(std::string_view round, bool keep_keys) override;
  Result<void> put_signing_key(std::string_view round, const SigningKey& key) override;
  Result<std::vector<SigningKey>> list_signing_keys(std::string_view round) const override;
  Result<void> erase_signing_keys(std::string_view round) override;
  Result<void> put_roster(std::string_view round, const std::vector<RosterRow>& rows) override;
  Result<std::vector<RosterRow>> get_roster(std::string_view round) const override;
  Result<void> erase_roster(std::string_view round) override;

  // register_claims.cpp
  Result<void> put_claims(std::string_view round, const std::vector<ClaimEntry>& entries) override;
  Result<std::vector<ClaimState>> list_claims(std::string_view round) const override;
  Result<std::optional<StoredClaim>> find_claim(std::string_view round, const Bytes32& hash) const override;
  Result<void> record_claim(std::string_view round, const Bytes32& hash, const Bytes32& request_hash,
                            ByteView answer, ByteView sealed_secret) override;
  Result<void> exchange_claim(std::string_view round, const Bytes32& hash) override;
  Result<void> add_claims(std::string_view round, const std::vector<ClaimEntry>& entries) override;
  Result<void> withdraw_claims(std::string_view round, const std::vector<Bytes32>& hashes) override;
  Result<void> erase_claim_answers(std::string_view round) override;
  Result<void> erase_claim_secrets(std::string_view round) override;
  Result<void> erase_claims(std::string_view round) override;
  Result<std::int64_t> add_amendment(std::string_view round, std::string_view line,
                                     const std::vector<ClaimEntry>& add,
                                     const std::vector<Bytes32>& withdraw) override;
  Result<std::vector<std::string>> list_amendments(std::string_view round) const override;

  // register.cpp
  Result<void> tidy() override;
  Result<void> add_audit(const AuditEntry& entry) override;
  Result<std::vector<AuditEntry>> list_audit(std::size_t limit) const override;
  Result<void> backup_to(const std::filesystem::path& to) const override;
  Result<std::vector<std::string>> check_integrity() const override;

 private:
  /// Runs `work(SQLite::Database&)`, which returns a Result, alone on the connection.
  template <class Work>
  auto read(Work&& work) const -> decltype(work(std::declval<SQLite::Database&>())) {
    const std::lock_guard lock(mutex_);
    return guarded([&] { return work(*database_); });
  }

  /// The same in one transaction, undone unless `work` succeeds.
  template <class Work>
  auto write(Work&& work) -> decltype(work(std::declval<SQLite::Database&>())) {
    return read([&](SQLite::Database& database) -> decltype(work(database)) {
      SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
      auto result = work(database);
      if (result) transaction.commit();
      return result;
    });
  }

  /// The same, then empties the log: what `work` erased is gone only when the log has no page of it either.
  template <class Work>
  Result<void> erase(Work&& work) {
    if (auto erased = write(std::forward<Work>(work)); !erased) return erased;
    return read([](SQLite::Database& database) { return empty_log(database); });
  }

  /// Errors: `busy` if a reader keeps the log.
  static Result<void> empty_log(SQLite::Database& database);

  mutable std::mutex mutex_;
  DatabasePtr database_;
};

/// Errors: `not_found` (round), `stale`.
Result<void> check_version(SQLite::Database& database, std::string_view round, std::int64_t expected);

/// The number after `version` that no version of this round's draft has ever had.
[[nodiscard]] std::int64_t number_after(SQLite::Database& database, std::string_view round,
                                        std::int64_t version);
/// Within the transaction that stores `round`: its file as a version where it is a draft, else none.
void keep_draft(SQLite::Database& database, const RoundRecord& round, const DraftAuthor& by);

}  // namespace candor::server::store
