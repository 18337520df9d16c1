// The box of one round: its canonical files, its ballots and its comments, in one SQLite file of its own.
// Knows no person, no account, no time and no order of arrival. Box and Register never meet: a file that
// includes both headers does not compile.
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
#include <string>
#include <string_view>
#include <vector>

#include "forms/result.h"
#include "server/store/bytes.h"

namespace candor::server {

/// A ballot as stored. `unit` and `category` index the frozen round; `answers` is the compact form of
/// forms/codebook.h. Key: nullifier.
struct BallotRow {
  Bytes32 nullifier{};
  Bytes32 bearer{};
  std::uint32_t unit = 0;
  std::uint32_t category = 0;
  std::uint32_t revision = 1;
  Bytes32 salt{};
  Bytes answers;
};

/// A comment as stored: no category. `body` is the canonical JSON that was cast.
struct CommentRow {
  Bytes32 nullifier{};
  Bytes32 bearer{};
  std::uint32_t unit = 0;
  std::uint32_t revision = 1;
  Bytes32 salt{};
  std::string body;
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
/// one transaction and acknowledged after its commit (synchronous=FULL). Readers use their own connection.
class Box {
 public:
  /// Makes the file anew with the canonical files of the opened round, completely or not at all (written
  /// beside, then renamed). An existing box without ballots is replaced. Errors: `conflict` if one with
  /// ballots exists, `storage_full`, `internal`.
  static Result<std::unique_ptr<Box>> create(const std::filesystem::path& file,
                                             const std::vector<CanonicalFile>& files,
                                             BoxOptions options = {});
  /// Errors: `not_found`, `conflict` (another program's database, or a newer schema), `internal` (corrupt).
  static Result<std::unique_ptr<Box>> open(const std::filesystem::path& file, BoxOptions options = {});
  virtual ~Box() = default;

  /// Waits for the commit. New nullifier: stored. Higher revision: replaced. The same row again (revision,
  /// salt, answers, and where it was cast): same_again. Anything else: `conflict`. Queue full or closing:
  /// `busy`. Disk full or not writable: `storage_full`. A revision outside 1…99: `invalid`; answers over
  /// 16 KiB, a comment over 64 KiB: `too_large`. Nothing is kept after an error.
  virtual Result<CastOutcome> cast(BallotRow ballot) = 0;
  virtual Result<CastOutcome> cast(CommentRow comment) = 0;

  /// All of them or none, for imports into a box that holds nothing yet. Errors: `conflict`, `storage_full`.
  virtual Result<void> import(std::vector<BallotRow> ballots, std::vector<CommentRow> comments) = 0;

  /// Visits every ballot's unit, category and answers, in key order (no order of arrival). The view is
  /// valid during the call only.
  using BallotVisitor = std::function<void(std::uint32_t unit, std::uint32_t category, ByteView answers)>;
  virtual Result<void> scan_ballots(const BallotVisitor& visit) const = 0;
  /// Whole rows, in key order: for bundles.
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
  /// SQLite's own integrity check and ours (schema checksum, application id). Empty: all is well.
  virtual Result<std::vector<std::string>> check_integrity() const = 0;

  /// Refuses new casts (`busy`), commits what waits, checkpoints and truncates the WAL. Idempotent.
  virtual void drain() = 0;
};

}  // namespace candor::server
