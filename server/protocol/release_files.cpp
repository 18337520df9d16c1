#include "server/protocol/release_files.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "forms/canonical_json.h"
#include "forms/round_limits.h"
#include "server/protocol/hash.h"
#include "server/protocol/json_fields.h"

namespace candor::server::protocol {
namespace {

using nlohmann::json;

Unexpected malformed(std::string_view what) {
  return fail(ErrorKind::malformed, std::string(what));
}

bool take_all(const json& from, std::vector<std::string>& out) {
  if (!from.is_array()) return false;
  return std::ranges::all_of(from, [&out](const json& one) { return take(one, out.emplace_back()); });
}

bool take_release(const json& from, Release& release) {
  std::uint32_t version = 0;
  std::uint64_t at = 0;
  const bool taken =
      take(from["candor_release"], version) && version == 1 && take(from["number"], release.number) &&
      take(from["at"], at) && take(from["min_cell"], release.min_cell) &&
      take(from["groups"], release.groups) && take_all(from["withheld"], release.withheld) &&
      take(from["texts_shown"], release.texts_shown) && take(from["texts_unread"], release.texts_unread) &&
      take(from["texts_withheld"], release.texts_withheld) && take(from["reason"], release.reason);
  release.at_s = static_cast<std::int64_t>(at);
  return taken;
}

bool takes_away(const Release& earlier, const Release& later) {
  return later.number == earlier.number + 1 && later.min_cell == earlier.min_cell &&
         later.groups == earlier.groups && later.texts_shown <= earlier.texts_shown &&
         later.texts_shown + later.texts_withheld == earlier.texts_shown + earlier.texts_withheld &&
         later.texts_unread == earlier.texts_unread &&
         std::ranges::includes(later.withheld, earlier.withheld);
}

}  // namespace

std::string rules_json(int min_cell) {
  return forms::encode_canonical({{"candor_rules", 1}, {"min_cell", min_cell}});
}

Result<forms::Rules> raised_rules(const forms::Rules& frozen, std::string_view rules_json) {
  const auto value = forms::parse_canonical(rules_json);
  std::uint32_t version = 0, min_cell = 0;
  const bool read = value && has_exactly(*value, {"candor_rules", "min_cell"}) &&
                    take((*value)["candor_rules"], version) && version == 1 &&
                    take((*value)["min_cell"], min_cell) && min_cell <= forms::kMaxMinCell;
  if (!read) return malformed("rules.json: expected the keys and values of rules, version 1");
  const int raised = static_cast<int>(min_cell);
  if (raised <= frozen.min_cell)
    return malformed(
        fmt::format("rules.json: {} does not raise the frozen min_cell, {}", raised, frozen.min_cell));
  forms::Rules rules = frozen;
  rules.min_cell = raised;
  rules.min_text = std::max(rules.min_text, raised);
  return rules;
}

std::string release_line(const Release& release) {
  return forms::encode_canonical({{"candor_release", 1},
                                  {"number", release.number},
                                  {"at", release.at_s},
                                  {"min_cell", release.min_cell},
                                  {"groups", hex_of(release.groups)},
                                  {"withheld", release.withheld},
                                  {"texts_shown", release.texts_shown},
                                  {"texts_unread", release.texts_unread},
                                  {"texts_withheld", release.texts_withheld},
                                  {"reason", release.reason}}) +
         '\n';
}

Result<Release> parse_release_line(std::string_view line) {
  if (!line.ends_with('\n')) return malformed("a release: expected a line that ends");
  const auto value = forms::parse_canonical(line.substr(0, line.size() - 1));
  Release release;
  const bool read = value &&
                    has_exactly(*value, {"candor_release", "number", "at", "min_cell", "groups", "withheld",
                                         "texts_shown", "texts_unread", "texts_withheld", "reason"}) &&
                    take_release(*value, release) &&
                    std::ranges::is_sorted(release.withheld, std::ranges::less_equal{});
  if (!read) return malformed("expected the keys and values of a release, version 1, units ascending");
  return release;
}

Result<std::vector<Release>> parse_releases(std::string_view lines) {
  std::vector<Release> releases;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size() - 1) + 1;
    auto release = parse_release_line(lines.substr(0, end));
    if (!release) return fail(std::move(release).error());
    const bool follows = releases.empty() ? release->number == 1 : takes_away(releases.back(), *release);
    if (!follows)
      return malformed(fmt::format("release {}: expected to follow the one before and only take away from it",
                                   release->number));
    releases.push_back(*std::move(release));
    lines.remove_prefix(end);
  }
  return releases;
}

std::string release_name(std::uint32_t number) {
  return fmt::format("{}{:04}.json", kReleaseFolder, number);
}
std::string release_tally_name(std::uint32_t number) {
  return fmt::format("{}{:04}-tally.json", kReleaseFolder, number);
}
std::string release_counts_name(std::uint32_t number) {
  return fmt::format("{}{:04}-counts.json", kReleaseFolder, number);
}

Bytes32 hash_of_groups(std::string_view described) {
  return Hash("groups").text(described).finish();
}

}  // namespace candor::server::protocol
