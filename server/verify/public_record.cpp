#include "server/verify/public_record.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/comments/readable.h"
#include "analysis/withhold.h"
#include "forms/canonical_json.h"
#include "server/protocol/json_fields.h"
#include "server/protocol/release_files.h"
#include "server/report/tally_json.h"
#include "server/verify/public_counts.h"

namespace candor::server::verify {
namespace {

using nlohmann::json;
using protocol::kEntryBytes;

constexpr std::size_t kRevisionAt = 32;  // within an entry, four bytes, big-endian

bool must_equal_bundle(std::string_view name) {
  return name != protocol::kBallotEntriesName && name != protocol::kCommentEntriesName &&
         name != protocol::kTallyName && name != protocol::kCountsName && name != protocol::kReleasesName;
}

/// What of a bundle belongs into its public record.
std::vector<std::string> expected_names(const ArchiveFiles& bundle, const ArchiveFiles& record) {
  protocol::ArchiveShape shape;
  shape.amendments = bundle.has(protocol::kAmendmentsName);
  shape.rules = bundle.has(protocol::kRulesName);
  shape.releases = record.has(protocol::kReleasesName);
  shape.parts = static_cast<std::size_t>(
      std::ranges::count_if(bundle.all(), [](const auto& file) { return file.first.starts_with("parts/"); }));
  return protocol::record_names(shape);
}

CheckLine compare_files(const ArchiveFiles& record, const ArchiveFiles& bundle) {
  Check check("record files");
  record.compare_names(expected_names(bundle, record), check);
  std::size_t same = 0;
  for (const auto& [name, bytes] : record.all()) {
    if (!must_equal_bundle(name)) continue;
    ++same;
    if (bytes != bundle.get(name)) check.problem(std::string(name) + " is not the bundle's");
  }
  return check.line(fmt::format("{} files are the bundle's", same));
}

void check_revisions(std::string_view entries, std::string_view name, Check& check) {
  for (std::size_t at = 0; at + kEntryBytes <= entries.size(); at += kEntryBytes) {
    std::uint32_t revision = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      revision = revision << 8 | static_cast<std::uint8_t>(entries[at + kRevisionAt + i]);
    }
    if (revision < 1 || revision > protocol::kMaxRevision) {
      check.problem(fmt::format("{}: entry {} has revision {}", name, at / kEntryBytes + 1, revision));
    }
  }
}

CheckLine check_entries(const ArchiveFiles& files) {
  Check check("entries");
  for (const std::string_view name : {protocol::kBallotEntriesName, protocol::kCommentEntriesName}) {
    const std::string_view entries = files.get(name);
    if (!files.has(name) || entries.size() % kEntryBytes != 0) {
      check.problem(
          fmt::format("{}: expected entries of {} bytes, found {} bytes", name, kEntryBytes, entries.size()));
    }
    check_order(entries, name, check);
    check_revisions(entries, name, check);
  }
  return check.line("ascending, each N once");
}

/// The names that a tally shows, read from tally.json; nothing where it is no disclosed tally of this round.
std::optional<std::vector<ShownUnit>> read_shown(const json& tally, const FrozenRound& frozen,
                                                 std::vector<std::uint64_t>& returned) {
  const bool is_tally = tally.is_object() && tally.value("round", json()) == frozen.round.id &&
                        tally.value("disclosed", json()) == true && tally.contains("units") &&
                        tally["units"].is_array();
  if (!is_tally) return std::nullopt;
  std::vector<ShownUnit> shown;
  for (const json& unit : tally["units"]) {
    if (!unit.is_object() || unit.value("suppressed", json()) == true) continue;
    ShownUnit& one = shown.emplace_back();
    if (!unit.contains("unit") || !protocol::take(unit["unit"], one.name)) return std::nullopt;
    const json groups = unit.value("groups", json::array()),
               parts = unit.value("units", json::array({one.name}));
    for (const json& part : parts) {
      if (!protocol::take(part, one.units.emplace_back())) return std::nullopt;
    }
    for (const json& group : groups) {
      if (!group.is_object() || !group.contains("returned") || !group.contains("categories") ||
          !group["categories"].is_array() || !protocol::take(group["returned"], returned.emplace_back())) {
        return std::nullopt;
      }
      auto& categories = one.groups.emplace_back();
      for (const json& category : group["categories"]) {
        if (!protocol::take(category, categories.emplace_back())) return std::nullopt;
      }
    }
  }
  return shown;
}

/// What parts and amendments tell of the groups; nothing was claimed or cast in it.
std::vector<protocol::GroupCounts> frozen_counts(const FrozenRound& frozen, const Rights& rights) {
  std::vector<protocol::GroupCounts> groups;
  for (std::size_t u = 0; u < frozen.parts.size(); ++u) {
    for (std::size_t c = 0; c < frozen.round.categories.size(); ++c) {
      protocol::GroupCounts group{frozen.round.units[u].id, frozen.round.categories[c].id};
      group.invitations = rights[u].groups[c].invitations(frozen.parts[u].groups[c]);
      group.tickets = frozen.parts[u].groups[c].bearers.count;
      groups.push_back(std::move(group));
    }
  }
  return groups;
}

/// Takes the figures that cannot be derived here from `stated`, so that the rest must be equal.
void take_over(const json& stated, json& derived, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    if (stated.is_object() && stated.contains(key) && stated[key].is_number_unsigned())
      derived[key] = stated[key];
  }
}

/// counts.json of a record as far as it follows from the tally, the parts, the amendments and the seal.
json derive_counts(const json& stated, const FrozenRound& frozen, const Rights& rights,
                   const std::vector<ShownUnit>& shown, const std::vector<std::uint64_t>& returned,
                   const Seal& seal) {
  auto derived = json::parse(public_counts_json(frozen_counts(frozen, rights), {}, shown));
  const json empty = json::object();
  const json& total = stated.is_object() && stated.contains("round") ? stated["round"] : empty;
  take_over(total, derived["round"], {"claimed", "exchanged", "cast_by_ticket"});
  derived["round"]["cast"] = seal.ballots.size;
  derived["round"]["comments"] = seal.comments.size;
  std::size_t next = 0;
  for (std::size_t u = 0; u < shown.size(); ++u) {
    for (std::size_t g = 0; g < shown[u].groups.size(); ++g) {
      json& group = derived["units"][u]["groups"][g];
      group["cast"] = returned[next++];
      const json::json_pointer pointer(fmt::format("/units/{}/groups/{}", u, g));
      if (stated.contains(pointer))
        take_over(stated[pointer], group, {"claimed", "exchanged", "cast_by_ticket"});
    }
  }
  return derived;
}

CheckLine check_public_counts(const ArchiveFiles& files, const FrozenRound& frozen, const Rights& rights,
                              const Seal& seal) {
  Check check("counts");
  const auto tally = forms::parse_json(files.get(protocol::kTallyName));
  std::vector<std::uint64_t> returned;
  const auto shown = tally ? read_shown(*tally, frozen, returned) : std::nullopt;
  if (!shown) check.problem("tally.json: expected a disclosed tally of this round");
  const auto stated = read_json(files, protocol::kCountsName, check);
  if (shown && stated) {
    const json derived = derive_counts(*stated, frozen, rights, *shown, returned, seal);
    compare_text(protocol::kCountsName, files.get(protocol::kCountsName), forms::encode_canonical(derived),
                 check);
  }
  return check.line(
      "counts.json fits tally, parts, amendments and seal; whether the tally is right only the bundle tells");
}

std::vector<std::uint32_t> find_withheld(const forms::Round& round, const protocol::Release& release) {
  std::vector<std::uint32_t> units;
  for (std::uint32_t i = 0; i < round.units.size(); ++i) {
    if (std::ranges::binary_search(release.withheld, round.units[i].id)) units.push_back(i);
  }
  return units;
}

/// Each text that might have been shown is accounted for: shown, withheld, or left unread.
void check_texts(const protocol::Release& first, const BundleFindings& bundle, Check& check) {
  const auto shown = analysis::withhold(bundle.tally, find_withheld(bundle.tally.round(), first));
  const auto readable = analysis::readable_texts_of(shown);
  std::uint64_t sealed = 0;
  for (std::size_t u = 0; u < readable.size(); ++u) {
    if (readable[u]) sealed += bundle.comments.counts[u].front().texts;
  }
  const bool sound = first.texts_shown <= sealed && first.texts_withheld <= sealed - first.texts_shown &&
                     first.texts_unread == sealed - first.texts_shown - first.texts_withheld;
  if (!sound) {
    check.problem(
        fmt::format("release 1 speaks of {} + {} + {} texts, the bundle holds {} of units shown then",
                    first.texts_shown, first.texts_withheld, first.texts_unread, sealed));
  }
}

/// Makes the check "releases"; rounds released by earlier versions have none. `bundle`: to hold groups and
/// texts against; null where only the record is at hand.
std::vector<protocol::Release> check_releases(const ArchiveFiles& files, const BundleFindings* bundle,
                                              int min_cell, Verified& verified) {
  if (!files.has(protocol::kReleasesName)) {
    verified.checks.push_back(not_compared(
        "releases", "the record tells of no release; whether texts were withheld is not accounted for"));
    return {};
  }
  Check check("releases");
  auto releases = protocol::parse_releases(files.get(protocol::kReleasesName));
  if (!releases) {
    check.problem(std::string(protocol::kReleasesName) + ": " + releases.error().detail);
  } else if (releases->empty()) {
    check.problem(std::string(protocol::kReleasesName) + ": expected a release");
  } else {
    const auto& last = releases->back();
    if (last.min_cell != static_cast<std::uint32_t>(min_cell))
      check.problem(fmt::format("released with min_cell {}, sealed with {}", last.min_cell, min_cell));
    if (bundle != nullptr) {
      if (last.groups != protocol::hash_of_groups(analysis::describe_groups(bundle->tally)))
        check.problem("the groups are not those of the first release");
      check_texts(releases->front(), *bundle, check);
    }
  }
  verified.checks.push_back(
      check.line(bundle != nullptr
                     ? "each takes away from the one before; groups as at the first, no text unaccounted for"
                     : "each takes away from the one before"));
  return releases ? *std::move(releases) : std::vector<protocol::Release>();
}

}  // namespace

void compare_record(std::string_view archive, const BundleFindings& bundle, Verified& verified) {
  const auto files = ArchiveFiles::read(archive, "record archive", verified);
  if (!files.readable()) return;
  verified.checks.push_back(compare_files(files, bundle.files));
  Check entries("record entries");
  if (files.get(protocol::kBallotEntriesName) != bundle.ballots.entries) {
    entries.problem("ballots.bin holds other entries than the bundle's ballots have");
  }
  if (files.get(protocol::kCommentEntriesName) != bundle.comments.entries) {
    entries.problem("comments.bin holds other entries than the bundle's comments have");
  }
  verified.checks.push_back(entries.line("those of the bundle's ballots and comments"));
  const auto released = check_releases(files, &bundle, bundle.tally.round().rules.min_cell, verified);
  const auto shown =
      released.empty()
          ? bundle.tally
          : analysis::withhold(bundle.tally, find_withheld(bundle.tally.round(), released.back()));
  Check tally("record tally");
  compare_text(protocol::kTallyName, files.get(protocol::kTallyName), report::encode_tally_json(shown),
               tally);
  verified.checks.push_back(tally.line(released.empty() || released.back().withheld.empty()
                                           ? "the bundle's"
                                           : "the bundle's without what was withheld"));
  Check counts("record counts");
  const std::string expected =
      public_counts_json(bundle.counts.groups, bundle.counts.units, shown_units(shown));
  compare_text(protocol::kCountsName, files.get(protocol::kCountsName), expected, counts);
  verified.checks.push_back(counts.line("derived again, byte for byte"));
}

void check_record_alone(const ArchiveFiles& files, const FrozenRound& frozen, const Rights& rights,
                        const std::optional<Seal>& seal, Verified& verified) {
  verified.checks.push_back(check_entries(files));
  static_cast<void>(check_releases(files, nullptr, frozen.round.rules.min_cell, verified));
  if (!seal) return;
  check_trees(*seal, protocol::tree_head(files.get(protocol::kBallotEntriesName)),
              protocol::tree_head(files.get(protocol::kCommentEntriesName)), verified);
  verified.checks.push_back(check_public_counts(files, frozen, rights, *seal));
}

}  // namespace candor::server::verify
