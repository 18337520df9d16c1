// The register: rounds and their state, accounts, sessions, who is due, which codes were claimed, what was
// printed, what was done by whom. Knows no ballot. Box and Register never meet: a file that includes both
// headers does not compile.
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

  /// `by`: who made the first version of a draft. Errors: `conflict` if the id exists.
  virtual Result<void> add_round(const RoundRecord& round, const DraftAuthor& by = {}) = 0;
  virtual Result<RoundRecord> get_round(std::string_view id) const = 0;
  virtual Result<std::vector<RoundRecord>> list_rounds() const = 0;  ///< newest first
  /// Stores `round` if the stored version is `expected_version`, and raises the version. Else `stale`.
  /// Another file of a draft becomes a version `by` somebody; the versions go as soon as it is no draft.
  virtual Result<RoundRecord> update_round(const RoundRecord& round, std::int64_t expected_version,
                                           const DraftAuthor& by = {}) = 0;
  virtual Result<void> remove_round(std::string_view id, std::int64_t expected_version) = 0;

  // Versions of drafts. Which are kept: docs/decisions/0015-draft-versions.md.

  /// Newest first; empty where the round is no draft. Errors: `not_found` (round).
  virtual Result<std::vector<DraftVersion>> list_draft_versions(std::string_view round) const = 0;
  /// The file. Errors: `not_found`.
  virtual Result<std::string> get_draft_version(std::string_view round, std::int64_t version) const = 0;
  /// Gives the current version a note; the round's version stays. Errors: `not_found`, `stale`, `conflict`
  /// (no draft), `too_large` (beyond kMaxKeptDrafts, kMaxKeptDraftBytes).
  virtual Result<DraftVersion> note_draft_version(std::string_view round, std::int64_t expected_version,
                                                  std::string_view note) = 0;
  /// Keeps `file` beside the draft under a number that neither a version has nor will have. Errors:
  /// `not_found`, `conflict` (no draft), `too_large`.
  virtual Result<DraftVersion> set_draft_aside(std::string_view round, std::string_view file,
                                               const std::optional<std::string>& note,
                                               const DraftAuthor& by) = 0;
  /// Errors: `not_found`, `conflict` (the current one).
  virtual Result<void> remove_draft_version(std::string_view round, std::int64_t version) = 0;

  /// Marks claims as shut in every open round and raises its version: after a restore, when what was claimed
  /// since the backup is unknown.
  virtual Result<void> shut_claims() = 0;

  virtual Result<void> put_ticket_codes(std::string_view round, const std::vector<TicketCodes>& codes) = 0;
  virtual Result<std::vector<TicketCodes>> get_ticket_codes(
      std::string_view round) const = 0;  ///< empty: none kept
  virtual Result<void> erase_ticket_codes(std::string_view round) = 0;

  /// Notes the job, sets the round's `opening` and raises its version, in one transaction: whoever edits the
  /// draft meanwhile hears `stale`. `job.version` is the round's stored version (else `stale`); the kept job
  /// has the raised one. Errors: `not_found`, `stale`, `conflict` if there is a job already.
  virtual Result<void> put_opening(const OpeningJob& job) = 0;
  virtual Result<std::vector<OpeningJob>> list_openings() const = 0;  ///< by round
  /// Forgets the job and clears the round's `opening`; the version stays. The keys that were made go too, as
  /// by erase_signing_keys, unless `keep_keys`. Nothing to do where there is no job.
  virtual Result<void> remove_opening(std::string_view round, bool keep_keys = false) = 0;

  /// Replaces an earlier key of the same unit and category. Errors: `conflict` if there is no such round.
  virtual Result<void> put_signing_key(std::string_view round, const SigningKey& key) = 0;
  virtual Result<std::vector<SigningKey>> list_signing_keys(
      std::string_view round) const = 0;  ///< by unit, category
  /// Gone from the file and its log. Errors: `busy` (a reader keeps the log; erase again).
  virtual Result<void> erase_signing_keys(std::string_view round) = 0;

  /// Replaces the whole roster. Errors: `conflict` if there is no such round.
  virtual Result<void> put_roster(std::string_view round, const std::vector<RosterRow>& rows) = 0;
  /// By unit, category, person, contact. Empty: none kept.
  virtual Result<std::vector<RosterRow>> get_roster(std::string_view round) const = 0;
  /// Gone from the file and its log. Errors: `busy`.
  virtual Result<void> erase_roster(std::string_view round) = 0;

  // Invitations. Rows lie by their hash and are overwritten in place, each as long as the other, and nothing
  // tells when: the file shows which codes were claimed, never in which order. The log does until `tidy`.

  /// Replaces all of them, unclaimed: before opening. Errors: `conflict` if one is named twice, if any was
  /// used already, or if there is no such round.
  virtual Result<void> put_claims(std::string_view round, const std::vector<ClaimEntry>& entries) = 0;
  virtual Result<std::vector<ClaimState>> list_claims(std::string_view round) const = 0;  ///< by hash
  virtual Result<std::optional<StoredClaim>> find_claim(std::string_view round,
                                                        const Bytes32& hash) const = 0;
  /// Durable when it returns. `answer`: 512 bytes, or 256 where the unit is asked no text; `sealed_secret`:
  /// 60 bytes. Errors: `invalid` (other lengths), `not_found`, `conflict` unless unclaimed.
  virtual Result<void> record_claim(std::string_view round, const Bytes32& hash, const Bytes32& request_hash,
                                    ByteView answer, ByteView sealed_secret) = 0;
  /// For a paper ticket. Errors: `not_found`, `conflict` unless unclaimed.
  virtual Result<void> exchange_claim(std::string_view round, const Bytes32& hash) = 0;
  /// All or none. Errors: `conflict` if one is there already, or if there is no such round.
  virtual Result<void> add_claims(std::string_view round, const std::vector<ClaimEntry>& entries) = 0;
  /// All or none; their rows stay, as withdrawn. Errors: `not_found`, `conflict` unless unclaimed.
  virtual Result<void> withdraw_claims(std::string_view round, const std::vector<Bytes32>& hashes) = 0;
  /// Overwrites all answers and request hashes; what was claimed stays told. Gone from the file and its log.
  /// Errors: `busy`.
  virtual Result<void> erase_claim_answers(std::string_view round) = 0;
  /// The same for the sealed secrets.
  virtual Result<void> erase_claim_secrets(std::string_view round) = 0;
  /// The rows themselves, whatever became of them: when a round is purged. Gone from the file and its log.
  /// Errors: `busy`.
  virtual Result<void> erase_claims(std::string_view round) = 0;

  /// Adds a signed line, and with it what it says: `add` and `withdraw` as in add_claims and withdraw_claims,
  /// all in one transaction. Returns its number in the round, from 1.
  virtual Result<std::int64_t> add_amendment(std::string_view round, std::string_view line,
                                             const std::vector<ClaimEntry>& add = {},
                                             const std::vector<Bytes32>& withdraw = {}) = 0;
  virtual Result<std::vector<std::string>> list_amendments(
      std::string_view round) const = 0;  ///< in their order

  /// Moves the log into the file and empties it: the log tells in which order codes were claimed. To be
  /// called when a second has passed without a claim, and every few seconds under load. Errors: `busy` (a
  /// reader keeps it; try again), `storage_full`.
  virtual Result<void> tidy() = 0;

  virtual Result<void> add_audit(const AuditEntry& entry) = 0;
  virtual Result<std::vector<AuditEntry>> list_audit(std::size_t limit) const = 0;  ///< newest first

  virtual Result<void> backup_to(const std::filesystem::path& to) const = 0;
  virtual Result<std::vector<std::string>> check_integrity() const = 0;
};

}  // namespace candor::server
