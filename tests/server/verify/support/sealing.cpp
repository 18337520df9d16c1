#include "tests/server/verify/support/sealing.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "analysis/comments/readable.h"
#include "analysis/disclose.h"
#include "analysis/withhold.h"
#include "forms/ballot.h"
#include "server/protocol/canonical_files.h"
#include "server/protocol/hash.h"
#include "server/protocol/release_files.h"
#include "server/protocol/seal_files.h"
#include "server/protocol/zip_archive.h"
#include "server/report/tally_json.h"
#include "server/verify/public_counts.h"
#include "tests/catch.h"

namespace candor::tests {
namespace {

using namespace candor::server;
using namespace candor::server::protocol;
using nlohmann::json;

/// Stays as long as the files do.
std::string_view get(const Files& files, std::string_view name) {
  const auto found = files.find(std::string(name));
  return found == files.end() ? std::string_view() : std::string_view(found->second);
}

std::string entries_of(const MadeRound& made, CastKind kind, const Files& files) {
  std::string entries;
  for (const auto line : split_lines(get(files, kind == CastKind::ballot ? kBallotsName : kCommentsName))) {
    if (const auto row = parse_row_line(kind, line))
      append_entry(entries, entry_of(made.manifest_hash, *row));
  }
  return entries;
}

struct Counted {
  std::vector<GroupCounts> groups;
  std::vector<UnitCounts> units;
  std::string tally, full, public_counts, releases;
};

/// The group of each RSA key, read from the parts; comment keys have no category.
std::map<std::string, GroupName> groups_by_kid(const Files& files) {
  std::map<std::string, GroupName> groups;
  for (const auto& [name, bytes] : files) {
    if (!name.starts_with("parts/")) continue;
    const auto part = json::parse(bytes, nullptr, false);
    if (part.is_discarded()) continue;
    const auto add = [&](const json& key, const std::string& category) {
      if (key.is_string())
        groups[hex_of(kid_of(parse_base64url(key.get<std::string>()).value()))] = {part["unit"]["id"],
                                                                                   category};
    };
    for (const auto& group : part["groups"]) add(group["key"], group["category"]);
    add(part["comment_key"], "");
  }
  return groups;
}

class Counter {
 public:
  Counter(const MadeRound& made, const Files& files) : made_(made), files_(files), tallier_(made.round) {
    const auto& round = made.round;
    for (const auto& unit : round.units) {
      for (const auto& category : round.categories) counted_.groups.push_back({unit.id, category.id});
      counted_.units.push_back({unit.id, 0});
    }
  }

  Counted count() {
    count_frozen();
    for (const auto line : split_lines(get(files_, kClaimsName))) {
      if (const auto code = parse_claim_line(line)) {
        if (auto* group = find({code->unit, code->category})) ++group->claimed;
      }
    }
    for (const auto line : split_lines(get(files_, kBallotsName))) count_ballot(line);
    for (const auto line : split_lines(get(files_, kCommentsName))) count_comment(line);
    const auto raw = std::move(tallier_).finish();
    const auto disclosed = analysis::disclose(raw);
    counted_.tally = report::encode_tally_json(disclosed);
    counted_.full = report::encode_full_tally_json(analysis::list_in_full(raw));
    counted_.public_counts =
        verify::public_counts_json(counted_.groups, counted_.units, verify::shown_units(disclosed));
    counted_.releases = release_line(release_of(disclosed));
    return std::move(counted_);
  }

 private:
  /// As if nobody had read a text before it.
  [[nodiscard]] Release release_of(const analysis::DisclosedTally& disclosed) const {
    Release release;
    release.at_s = 1'795'000'000;
    release.min_cell = static_cast<std::uint32_t>(made_.round.rules.min_cell);
    release.groups = hash_of_groups(analysis::describe_groups(disclosed));
    const auto readable = analysis::readable_texts_of(disclosed);
    for (std::size_t u = 0; u < readable.size(); ++u) {
      if (readable[u]) release.texts_unread += texts_[u];
    }
    return release;
  }

  GroupCounts* find(const GroupName& name) {
    const auto found = std::ranges::find_if(counted_.groups, [&](const GroupCounts& group) {
      return group.unit == name.first && group.category == name.second;
    });
    return found == counted_.groups.end() ? nullptr : &*found;
  }

  void count_frozen() {
    for (std::size_t u = 0; u < made_.round.units.size(); ++u) {
      const auto part = json::parse(get(files_, part_name(u + 1)), nullptr, false);
      for (std::size_t c = 0; !part.is_discarded() && c < made_.round.categories.size(); ++c) {
        auto& group = counted_.groups[u * made_.round.categories.size() + c];
        group.invitations = part["groups"][c]["invitations"];
        group.tickets = part["groups"][c]["tickets"];
        const auto exchanged = made_.exchanged.find({group.unit, group.category});
        if (exchanged != made_.exchanged.end()) group.exchanged = exchanged->second;
      }
    }
    for (const auto line : split_lines(get(files_, kAmendmentsName))) {
      const auto amendment = parse_amendment_line(line);
      if (!amendment || amendment->part < 1 || amendment->part > made_.round.units.size()) continue;
      auto* group = find({made_.round.units[amendment->part - 1].id, amendment->category});
      if (group != nullptr) group->invitations += amendment->add.size() - amendment->remove.size();
    }
  }

  GroupName group_of(const BundleRow& row) {
    if (!is_by_credential(row)) return {row.unit, row.category};
    const auto found = kids_.find(hex_of(row.kid));
    return found == kids_.end() ? GroupName() : found->second;
  }

  void count_ballot(std::string_view line) {
    const auto row = parse_row_line(CastKind::ballot, line);
    if (!row) return;
    const GroupName name = group_of(*row);
    auto* group = find(name);
    if (group == nullptr) return;
    const auto index = static_cast<std::size_t>(group - counted_.groups.data());
    const auto unit = static_cast<std::uint32_t>(index / made_.round.categories.size());
    const auto category = static_cast<std::uint32_t>(index % made_.round.categories.size());
    const auto answers =
        forms::parse_ballot_body(forms::make_codebook(made_.round, made_.round.units[unit]), row->body);
    if (!answers) return;
    REQUIRE(tallier_.add(unit, category, *answers));
    ++group->cast;
    const bool has_tickets = made_.round.access != forms::AccessMode::open;
    if (!is_by_credential(*row) && has_tickets) ++group->cast_by_ticket;
  }

  void count_comment(std::string_view line) {
    const auto row = parse_row_line(CastKind::comment, line);
    if (!row) return;
    for (std::size_t u = 0; u < counted_.units.size(); ++u) {
      if (counted_.units[u].unit != group_of(*row).first) continue;
      ++counted_.units[u].comments;
      const auto texts = forms::parse_comment_body(made_.round, made_.round.units[u], row->body);
      if (texts) texts_[u] += texts->size();
    }
  }

  const MadeRound& made_;
  const Files& files_;
  analysis::Tallier tallier_;
  std::map<std::string, GroupName> kids_ = groups_by_kid(files_);
  std::vector<std::uint64_t> texts_ = std::vector<std::uint64_t>(made_.round.units.size());
  Counted counted_;
};

std::string new_index(const Files& files) {
  std::vector<FileHash> hashes;
  for (const auto& [name, bytes] : files) {
    if (name != kIndexName && name != kSealName && name != kSealSignatureName)
      hashes.push_back(hash_of_file(name, bytes));
  }
  return index_json(random32(), hashes);
}

void put_figures(const MadeRound& made, Files& bundle) {
  const Counted counted = Counter(made, bundle).count();
  bundle[std::string(kCountsName)] = counts_json(counted.groups, counted.units);
  bundle[std::string(kTallyName)] = counted.tally;
  bundle[std::string(kFullTallyName)] = counted.full;
}

}  // namespace

Files reseal(const MadeRound& made, Files bundle, Reseal what) {
  if (what == Reseal::figures) put_figures(made, bundle);
  bundle[std::string(kIndexName)] = new_index(bundle);
  const Bytes32 index = Hash().text(bundle[std::string(kIndexName)]).finish();
  std::string& text = bundle[std::string(kSealName)];
  if (what == Reseal::index) {
    auto stated = json::parse(text, nullptr, false);
    if (!stated.is_object()) return bundle;
    stated["index"] = hex_of(index);
    text = stated.dump();
    return bundle;
  }
  text = seal_json(made.manifest_hash, tree_head(entries_of(made, CastKind::ballot, bundle)),
                   tree_head(entries_of(made, CastKind::comment, bundle)), index);
  const auto signature = made.box_key->sign(seal_message(text)).value();
  bundle[std::string(kSealSignatureName)] = std::string(signature.begin(), signature.end());
  return bundle;
}

Files seal(const MadeRound& made) {
  return reseal(made, made.files, Reseal::figures);
}

Files make_record(const MadeRound& made, const Files& bundle) {
  Files record;
  for (const auto& [name, bytes] : bundle) {
    const bool is_public = name.starts_with("parts/") || name == kManifestName || name == kCoreName ||
                           name == kAmendmentsName || name == kSealName || name == kSealSignatureName ||
                           name == kTallyName;
    if (is_public) record[name] = bytes;
  }
  record[std::string(kBallotEntriesName)] = entries_of(made, CastKind::ballot, bundle);
  record[std::string(kCommentEntriesName)] = entries_of(made, CastKind::comment, bundle);
  const Counted counted = Counter(made, bundle).count();
  record[std::string(kCountsName)] = counted.public_counts;
  record[std::string(kReleasesName)] = counted.releases;
  return record;
}

std::string zip_of(const Files& files) {
  std::vector<NamedBytes> named;
  for (const auto& [name, bytes] : files) named.push_back({name, bytes});
  auto archive = make_zip(named);
  REQUIRE(archive);
  return *std::move(archive);
}

}  // namespace candor::tests
