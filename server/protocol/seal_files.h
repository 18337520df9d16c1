// The files of a sealed round beside its lines: counts, index, entries, seal (docs/file-formats.md, "The
// bundle"). Written by the server when it seals and made again by `candor verify`. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/protocol/seal_lines.h"
#include "server/store/bytes.h"

namespace candor::server::protocol {

inline constexpr std::string_view kManifestName = "manifest.json";
inline constexpr std::string_view kCoreName = "core.json";
inline constexpr std::string_view kAmendmentsName = "amendments.jsonl";
inline constexpr std::string_view kClaimsName = "claims.jsonl";
inline constexpr std::string_view kBallotsName = "ballots.jsonl";
inline constexpr std::string_view kCommentsName = "comments.jsonl";
inline constexpr std::string_view kCountsName = "counts.json";
inline constexpr std::string_view kTallyName = "tally.json";
inline constexpr std::string_view kFullTallyName = "tally-full.json";
inline constexpr std::string_view kIndexName = "index.json";
inline constexpr std::string_view kSealName = "seal.json";
inline constexpr std::string_view kSealSignatureName = "seal.sig";
inline constexpr std::string_view kBallotEntriesName = "ballots.bin";
inline constexpr std::string_view kCommentEntriesName = "comments.bin";

/// What of an archive depends on the round.
struct ArchiveShape {
  std::size_t parts = 0;
  bool lists = false;       ///< rounds by tickets or credentials
  bool claims = false;      ///< rounds by credentials
  bool amendments = false;  ///< there are any
  bool rules = false;       ///< a smallest group was raised at sealing
  bool releases = false;    ///< public record: it says what was released
};
/// The names of the files of a scrutineers' bundle and of a public record, ascending by bytes.
[[nodiscard]] std::vector<std::string> bundle_names(const ArchiveShape& shape);
[[nodiscard]] std::vector<std::string> record_names(const ArchiveShape& shape);

/// What happened in one unit and category.
struct GroupCounts {
  std::string unit, category;
  std::uint64_t invitations = 0;     ///< with what amendments added and without what they removed
  std::uint64_t claimed = 0;         ///< codes that bought credentials
  std::uint64_t exchanged = 0;       ///< invitations given up for a paper ticket
  std::uint64_t tickets = 0;         ///< paper tickets that were frozen at opening
  std::uint64_t cast = 0;            ///< ballots
  std::uint64_t cast_by_ticket = 0;  ///< of these by a ticket's bearer; 0 in open rounds
};
struct UnitCounts {
  std::string unit;
  std::uint64_t comments = 0;
};
/// `{"candor_counts":1,"groups":[…],"units":[{"comments","unit"}]}`. `groups`: all units × categories,
/// `units`: all units, both in file order.
[[nodiscard]] std::string counts_json(const std::vector<GroupCounts>& groups,
                                      const std::vector<UnitCounts>& units);

struct FileHash {
  std::string name;
  Bytes32 hash{};
};
[[nodiscard]] FileHash hash_of_file(std::string_view name, std::string_view bytes);
/// `{"files":{name: hash},"salt"}`. `files`: all of the bundle but index.json, seal.json and seal.sig.
/// `salt`: 32 random bytes, so that the seal, which is public, tells nothing of files that are not.
[[nodiscard]] std::string index_json(const Bytes32& salt, const std::vector<FileHash>& files);

inline constexpr std::size_t kEntryBytes = 68;

struct TreeHead {
  std::uint64_t size = 0;
  Bytes32 root{};
};
/// An RFC 6962 tree that grows by one leaf at a time and keeps a hash a level.
class TreeBuilder {
 public:
  void add(ByteView entry);
  /// May be asked at any time.
  [[nodiscard]] TreeHead head() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<Bytes32>
      whole_;  ///< roots of the perfect subtrees, the biggest first: one for each bit of size_
};
/// ballots.bin or comments.bin: the entries, one behind the other. A rest of less than 68 bytes is a leaf
/// too, so that the head of a damaged file differs.
[[nodiscard]] TreeHead tree_head(std::string_view entries_bin);
void append_entry(std::string& entries_bin, ByteView entry);

/// `{"ballots":{"root","size"},"candor_seal":1,"comments":{"root","size"},"index","manifest"}`.
[[nodiscard]] std::string seal_json(const Bytes32& manifest_hash, const TreeHead& ballots,
                                    const TreeHead& comments, const Bytes32& index_hash);

}  // namespace candor::server::protocol
