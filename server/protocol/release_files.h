// What is decided after the last ballot: a smallest group raised at sealing, and releases
// (docs/file-formats.md, "Releases"). One place for each form: the server writes them, `candor verify` reads
// them. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "forms/result.h"
#include "forms/round.h"
#include "server/store/bytes.h"

namespace candor::server::protocol {

inline constexpr std::string_view kRulesName = "rules.json";         ///< absent: the frozen rules apply
inline constexpr std::string_view kReleasesName = "releases.jsonl";  ///< public record only
inline constexpr std::string_view kReleaseFolder = "releases/";      ///< in the box, beside the sealed files

/// `{"candor_rules":1,"min_cell":n}`.
[[nodiscard]] std::string rules_json(int min_cell);
/// The rules that counting goes by. Errors: `malformed` (another shape, or a `min_cell` that does not
/// raise, or is larger than any round file may have).
[[nodiscard]] Result<forms::Rules> raised_rules(const forms::Rules& frozen, std::string_view rules_json);

/// One release. Each later one takes away more: its `withheld` holds that of the one before.
struct Release {
  std::uint32_t number = 1;    ///< from 1
  std::int64_t at_s = 0;       ///< UTC seconds since 1970
  std::uint32_t min_cell = 0;  ///< that was counted by
  Bytes32
      groups{};  ///< H(T("groups") ‖ analysis::describe_groups) of the count, before anything was withheld
  std::vector<std::string> withheld;  ///< ids of units, ascending
  std::uint64_t texts_shown = 0;      ///< comments' texts that may be read from then on
  std::uint64_t texts_withheld = 0;   ///< taken out since the first release
  std::uint64_t texts_unread = 0;     ///< that nobody had decided about at the first release: never shown
  std::string reason;
  bool operator==(const Release&) const = default;
};

/// Canonical JSON and one newline: `{"at","candor_release":1,"groups","min_cell","number","reason",
/// "texts_shown","texts_unread","texts_withheld","withheld"}`.
[[nodiscard]] std::string release_line(const Release& release);
/// `line`: with its newline. Errors: `malformed`.
[[nodiscard]] Result<Release> parse_release_line(std::string_view line);
/// All lines of releases.jsonl: numbered from 1, each `withheld` holding the one before. Errors: `malformed`.
[[nodiscard]] Result<std::vector<Release>> parse_releases(std::string_view lines);

/// "releases/0001.json": they ascend as their numbers do.
[[nodiscard]] std::string release_name(std::uint32_t number);
/// What the public record shows instead of what was sealed, where units are withheld.
[[nodiscard]] std::string release_tally_name(std::uint32_t number);
[[nodiscard]] std::string release_counts_name(std::uint32_t number);

[[nodiscard]] Bytes32 hash_of_groups(std::string_view described);

}  // namespace candor::server::protocol
