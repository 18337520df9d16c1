// The box of one round: its canonical files, its ballots and its comments, in one SQLite file of its own.
// Knows no respondent, no time and no order of arrival; of accounts only who keyed a paper sheet, until the
// sheet is settled. Box and Register never meet: a file that includes both headers does not compile.
#pragma once
#ifdef CANDOR_SERVER_STORE_REGISTER_H
#error "Box and Register must not meet in one translation unit (docs/decisions/0001-two-stores.md)"
#endif
#define CANDOR_SERVER_STORE_BOX_H

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "forms/result.h"
#include "server/store/bytes.h"
#include "server/store/proof.h"
#include "server/store/text_review.h"

namespace candor::server {

/// A ballot as stored. `unit` and `category` index the frozen round; `answers` is the compact form of
/// forms/codebook.h. Key: nullifier.
struct BallotRow {
  Bytes32 nullifier{};
  Proof proof;
  std::uint32_t unit = 0;
  std::uint32_t category = 0;
  std::uint32_t revision = 1;
  Bytes32 salt{};
  Bytes answers;
};

/// A comment as stored: no category. `body` is the canonical JSON that was cast.
struct CommentRow {
  Bytes32 nullifier{};
  Proof proof;
  std::uint32_t unit = 0;
  std::uint32_t revision = 1;
  Bytes32 salt{};
  std::string body;
};

/// A paper sheet as one person keyed it; waits until a second person has keyed the same. Key: bearer, keyer.
struct SheetRow {
  Bytes32 bearer{};   ///< of the ticket's ballot
  std::string keyer;  ///< name of an account, 1 to 200 bytes
  std::uint32_t unit = 0;
  std::uint32_t category = 0;
  std::string ballot_body;   ///< canonical JSON, at most 16 KiB
  Bytes32 comment_bearer{};  ///< of the ticket's comment
  std::string comment_body;  ///< canonical JSON, at most 64 KiB; empty: none
  bool operator==(const SheetRow&) const = default;
};

struct CanonicalFile {
  std::string name;  ///< "core.json", "parts/0001.json", "lists/0001.bin", "manifest.json"
  std::string bytes;
};

enum class CastOutcome : std::uint8_t { stored, replaced, same_again };

/// Tuning of the writer; the defaults are what `candor serve` uses.
struct BoxOptions {
  std::size_t queue_limit = 4096;  ///< casts waiting for a commit; more are refused as `busy`
  std::size_t batch_limit = 512;   ///< casts in one transaction
  std::uint64_t max_bytes = 0;     ///< of the file; more is refused as `storage_full`. 0: what the disk holds
};

/// Thread-safe. One writer thread per open box: casts wait in a bounded queue, are written in key order in
/// one transaction and acknowledged after its commit (synchronous=FULL). Everything else that changes the box
/// waits in the same queue, for its turn. Readers use their own connection.
///
/// A box ends once, by `seal` or by `destroy_key` (a void round), and stays so after reopening: whatever
/// would add rows is refused with `expired` from then on. What an end or a purge erases is overwritten in the
/// file, the file is written anew by key (which takes memory as large as the file) and the log is emptied
/// before the call returns; only a reader that is under way, or a full disk, puts that off, and the writer
/// tries again, also after a restart.
class Box {
 public:
  /// Makes the file anew with the canonical files of the opened round, completely or not at all (written
  /// beside, then renamed). An existing box without ballots that has not ended is replaced. `sealed_key`: the
  /// private box key under the round's key; empty: none. Errors: `conflict` if a box with ballots, or one
  /// that has ended, exists; `storage_full`, `internal`.
  static Result<std::unique_ptr<Box>> create(const std::filesystem::path& file,
                                             const std::vector<CanonicalFile>& files,
                                             ByteView sealed_key = {}, BoxOptions options = {});
  /// Errors: `not_found`, `conflict` (another program's database, or a newer schema), `internal` (corrupt).
  static Result<std::unique_ptr<Box>> open(const std::filesystem::path& file, BoxOptions options = {});
  virtual ~Box() = default;

  /// Waits for the commit. New nullifier: stored. Higher revision: replaced, its proof too. The same row
  /// again (revision, salt, answers, where it was cast, and a ticket's bearer): same_again; a credential's
  /// proof may differ then, and the first stays. Anything else: `conflict`. Queue full or closing: `busy`.
  /// The box has ended: `expired`. Disk full or not writable: `storage_full`. A revision outside 1…99:
  /// `invalid`; answers over 16 KiB, a comment over 64 KiB: `too_large`. Nothing is kept after an error.
  virtual Result<CastOutcome> cast(BallotRow ballot) = 0;
  virtual Result<CastOutcome> cast(CommentRow comment) = 0;

  /// All of them or none, for imports into a box that holds nothing yet. Errors: `conflict`, `expired`,
  /// `storage_full`.
  virtual Result<void> import(std::vector<BallotRow> ballots, std::vector<CommentRow> comments) = 0;

  // Texts: what comments say, one by one, as organizers read and release them. Only in a box that has ended,
  // else `conflict`: the texts under review cannot change any more. All of them: `storage_full`, `busy`
  // (closing).

  /// The key by which texts get their ids: `fresh`, drawn by the caller, where there is none yet. Errors:
  /// `conflict` once released.
  virtual Result<Bytes32> text_key(const Bytes32& fresh) = 0;
  /// By id.
  virtual Result<std::vector<TextReview>> list_reviews() const = 0;
  /// Stores each whose `version` is that of the stored review (kFirstReview: there is none), one version
  /// higher. Gives the ids of the others, which stay as they are. Errors: `conflict` once released; `invalid`
  /// (beyond the limits of TextReview).
  virtual Result<std::vector<Bytes16>> put_reviews(std::vector<TextReview> reviews) = 0;
  /// The first release. In one transaction: keeps `texts`, erases every review and the text key, adds `add`.
  /// Errors: `conflict` if released already, or the box holds a file of such a name; `too_large`.
  virtual Result<void> release(const std::vector<CanonicalFile>& add,
                               const std::vector<PublishedText>& texts) = 0;
  /// A later one. In one transaction: erases these texts (absent ones: fine), adds `add`. Errors: `conflict`
  /// if not released, or the box holds a file of such a name.
  virtual Result<void> release_less(const std::vector<CanonicalFile>& add,
                                    const std::vector<Bytes16>& remove_texts) = 0;
  /// From memory. True after `release`, also when purged.
  virtual bool is_released() const = 0;
  /// By id; empty before the release.
  virtual Result<std::vector<PublishedText>> list_published() const = 0;
  /// From memory: another number after every change of what the calls above and scan_comment_rows give.
  /// Only in a box that has ended.
  virtual std::uint64_t texts_version() const = 0;

  /// What `create` was given; empty: none, or destroyed.
  virtual Result<Bytes> sealed_key() const = 0;
  /// Commits what waits. Then, in one transaction: adds `files`, destroys the key, ends the box. Errors:
  /// `conflict` if the box has ended or holds a file of such a name, `storage_full`, `busy` (closing).
  virtual Result<void> seal(const std::vector<CanonicalFile>& files) = 0;
  /// From memory. True after `seal`, not after `destroy_key`.
  virtual bool is_sealed() const = 0;
  /// Ends the box of a void round: destroys the key. Nothing to do where it has ended already. Errors:
  /// `storage_full`, `busy` (closing).
  virtual Result<void> destroy_key() = 0;
  /// In one transaction: erases every ballot, comment, proof, sheet, review and released text, removes the
  /// files named in `remove` (those that are absent: fine) and adds `add`. Errors: `conflict` if the box has
  /// not ended or holds a file of such a name, `storage_full`, `busy` (closing).
  virtual Result<void> purge(const std::vector<CanonicalFile>& add,
                             const std::vector<std::string>& remove) = 0;

  /// Replaces the sheet that the same keyer put for the same bearer. Errors: `invalid` (keyer), `too_large`,
  /// `expired`, `storage_full`, `busy` (closing).
  virtual Result<void> put_sheet(SheetRow sheet) = 0;
  /// Ascending by bearer and keyer.
  virtual Result<std::vector<SheetRow>> list_sheets() const = 0;
  /// All sheets of these bearers, whoever keyed them; absent ones are fine. Errors: `storage_full`, `busy`
  /// (closing).
  virtual Result<void> remove_sheets(std::vector<Bytes32> bearers) = 0;

  /// Takes a ballot's unit, category and answers. The view is valid during the call only.
  using BallotVisitor = std::function<void(std::uint32_t unit, std::uint32_t category, ByteView answers)>;
  /// Visits every ballot of one and the same commit once, on as many threads as there are visitors (at least
  /// one), in no order that tells of arrival. Each visitor is called by one thread, the first by the caller's;
  /// each takes an equal part of the keys, or, once the box closes, the first takes all. What a visitor throws
  /// ends the scan and comes out of it.
  virtual Result<void> scan_ballots(std::span<const BallotVisitor> visitors) const = 0;
  Result<void> scan_ballots(const BallotVisitor& visit) const { return scan_ballots(std::span(&visit, 1)); }
  /// Whole rows with their proofs, in key order: for bundles. Errors: `internal` if a proof is missing.
  virtual Result<void> scan_ballot_rows(const std::function<void(const BallotRow&)>& visit) const = 0;
  virtual Result<void> scan_comment_rows(const std::function<void(const CommentRow&)>& visit) const = 0;

  /// Ballots per unit index (turnout; counted anew at each call).
  virtual Result<std::vector<std::uint64_t>> ballots_per_unit(std::size_t units) const = 0;
  virtual Result<std::uint64_t> count_ballots() const = 0;
  virtual Result<std::uint64_t> count_comments() const = 0;

  virtual Result<std::string> get_file(std::string_view name) const = 0;
  virtual Result<std::vector<std::string>> list_files() const = 0;

  /// A compacted copy (VACUUM INTO beside, then renamed over `to`).
  virtual Result<void> backup_to(const std::filesystem::path& to) const = 0;
  /// SQLite's own integrity check and ours (schema checksum, application id, rows and proofs that match).
  /// Empty: all is well.
  virtual Result<std::vector<std::string>> check_integrity() const = 0;

  /// Refuses new casts (`busy`), commits what waits, checkpoints and truncates the WAL. Idempotent.
  virtual void drain() = 0;
};

}  // namespace candor::server
