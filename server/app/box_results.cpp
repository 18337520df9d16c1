// What is known of a round once nobody can cast any more: its count, and what was released of it.
#include <algorithm>

#include "analysis/withhold.h"
#include "server/app/bundle_rows.h"
#include "server/app/open_box.h"
#include "server/app/reading_texts.h"
#include "server/protocol/hash.h"
#include "server/protocol/seal_files.h"
#include "server/report/tally_json.h"
#include "server/verify/public_counts.h"

namespace candor::server {
namespace {

/// Stands for everything that a count follows from: what was sealed (an import: what was frozen, for it takes
/// no ballots afterwards), the rules of sealing, the last release.
Result<std::string> content_key(const OpenBox& open) {
  protocol::Hash key("count");
  key.bytes(open.manifest_hash).text16(protocol::rules_json(open.counted->rules.min_cell));
  if (open.box->is_sealed()) {
    const auto seal = open.box->get_file(protocol::kSealName);
    if (!seal) return fail(seal.error());
    key.text(*seal);
  }
  if (!open.releases.empty()) key.text(protocol::release_line(open.releases.back()));
  return protocol::hex_of(key.finish());
}

std::vector<std::uint32_t> find_units(const OpenBox& open, const std::vector<std::string>& ids) {
  std::vector<std::uint32_t> units;
  for (const std::string& id : ids) {
    if (const auto found = open.units.find(id); found != open.units.end()) units.push_back(found->second);
  }
  return units;
}

/// The count as disclosure has it, before anybody withholds anything.
Result<analysis::DisclosedTally> count_disclosed(const OpenBox& open) {
  const auto raw = count_raw(open);
  if (!raw) return fail(raw.error());
  auto tally = analysis::disclose(*raw);
  if (open.releases.empty()) return tally;
  if (protocol::hash_of_groups(analysis::describe_groups(tally)) != open.releases.front().groups) {
    return fail(
        ErrorKind::internal,
        "this version of Candor groups the ballots of this round otherwise than its first release did; "
        "nothing is shown: read it with the version that released it");
  }
  return tally;
}

Result<void> check_countable(const OpenBox& open) {
  const auto status = open.status_now();
  if (status.state != forms::RoundState::closed && status.state != forms::RoundState::released)
    return fail(ErrorKind::conflict, "there is no result before the round is closed");
  // Until then paper may still be cast: who reads before and after subtracts.
  if (!status.imported && !open.box->is_sealed())
    return fail(ErrorKind::conflict, "there is no result before the round is sealed; seal it first");
  if (open.is_purged()) {
    return fail(
        ErrorKind::expired,
        "the answers of this round were destroyed after their retention date; its public record stays");
  }
  return {};
}

/// All ids that are withheld from `wishes.number` on, ascending.
Result<std::vector<std::string>> withheld_units(const OpenBox& open, const ReleaseWishes& wishes) {
  std::vector<std::string> ids = wishes.units;
  for (const std::string& id : ids) {
    if (!open.units.contains(id))
      return fail(ErrorKind::not_found, say({"this round has no unit {0}", "本轮测评中没有单位{0}"}, id));
  }
  if (!open.releases.empty()) {
    const auto& before = open.releases.back().withheld;
    ids.insert(ids.end(), before.begin(), before.end());
  }
  std::ranges::sort(ids);
  const auto repeated = std::ranges::unique(ids);
  ids.erase(repeated.begin(), repeated.end());
  return ids;
}

/// counts.json of the record without the units that are not shown any more.
Result<std::string> counts_without(const OpenBox& open, const analysis::DisclosedTally& shown) {
  const auto counts = open.box->get_file(kPublicCountsName);
  if (!counts) return fail(counts.error());
  return verify::keep_shown(*counts, verify::shown_units(shown));
}

/// Files that lie beside what was sealed: the release itself and, where something is withheld, what the
/// public record shows instead.
Result<std::vector<CanonicalFile>> release_files(const OpenBox& open, const protocol::Release& release,
                                                 const analysis::DisclosedTally& shown) {
  std::vector<CanonicalFile> files{{protocol::release_name(release.number), protocol::release_line(release)}};
  const bool as_before = open.releases.empty() ? release.withheld.empty()
                                               : release.withheld == open.releases.back().withheld;
  if (as_before || !open.box->is_sealed()) return files;
  auto counts = counts_without(open, shown);
  if (!counts) return fail(std::move(counts).error());
  files.push_back({protocol::release_tally_name(release.number), report::encode_tally_json(shown)});
  files.push_back({protocol::release_counts_name(release.number), *std::move(counts)});
  return files;
}

protocol::Release next_release(const OpenBox& open, const analysis::DisclosedTally& tally,
                               std::int64_t at_s) {
  protocol::Release release;
  release.number = static_cast<std::uint32_t>(open.releases.size() + 1);
  release.at_s = at_s;
  release.min_cell = static_cast<std::uint32_t>(open.counted->rules.min_cell);
  release.groups = protocol::hash_of_groups(analysis::describe_groups(tally));
  return release;
}

Result<void> lay_down_first(OpenBox& open, const ReleaseWishes& wishes, const analysis::DisclosedTally& tally,
                            const analysis::DisclosedTally& shown, protocol::Release& release) {
  const auto publication = prepare_published(open, tally, shown, wishes.texts);
  if (!publication) return fail(publication.error());
  release.texts_shown = publication->texts.size();
  release.texts_withheld = publication->withheld;
  release.texts_unread = publication->unread;
  const auto files = release_files(open, release, shown);
  if (!files) return fail(files.error());
  return open.box->release(*files, publication->texts);
}

Result<void> lay_down_later(OpenBox& open, const ReleaseWishes& wishes, const analysis::DisclosedTally& shown,
                            protocol::Release& release) {
  const auto gone = find_withdrawn(open, shown, wishes.texts);
  if (!gone) return fail(gone.error());
  const protocol::Release& before = open.releases.back();
  if (gone->empty() && release.withheld == before.withheld) {
    return fail(ErrorKind::conflict,
                Phrase{"all of that is withheld already; a later release takes something more away",
                       "这些内容已经撤下；再次公布须另撤内容"});
  }
  release.texts_shown = before.texts_shown - gone->size();
  release.texts_withheld = before.texts_withheld + gone->size();
  release.texts_unread = before.texts_unread;
  const auto files = release_files(open, release, shown);
  if (!files) return fail(files.error());
  return open.box->release_less(*files, *gone);
}

}  // namespace

std::optional<int> BallotBoxes::raised_min_cell(std::string_view round) const {
  const auto found = find(round);
  if (!found) return std::nullopt;
  const auto rules = (*found)->box->get_file(protocol::kRulesName);
  const auto raised = rules ? protocol::raised_rules((*found)->round->rules, *rules)
                            : Result<forms::Rules>(fail(rules.error()));
  return raised ? std::optional(raised->min_cell) : std::nullopt;
}

Result<void> load_decisions(OpenBox& open) {
  if (const auto rules = open.box->get_file(protocol::kRulesName); rules) {
    const auto raised = protocol::raised_rules(open.round->rules, *rules);
    if (!raised) return fail(ErrorKind::internal, raised.error().detail);
    auto round = std::make_shared<forms::Round>(*open.round);
    round->rules = *raised;
    open.counted = std::move(round);
  }
  std::string lines;
  for (std::uint32_t number = 1;; ++number) {
    const auto line = open.box->get_file(protocol::release_name(number));
    if (!line) break;
    lines += *line;
  }
  auto releases = protocol::parse_releases(lines);
  if (!releases) return fail(ErrorKind::internal, releases.error().detail);
  open.releases = *std::move(releases);
  return {};
}

Result<CountedRound> BallotBoxes::count(std::string_view round) const {
  const auto found = find(round);
  if (!found) return fail(found.error());
  const OpenBox& open = **found;
  const std::lock_guard lock(open.counting_mutex);
  if (auto countable = check_countable(open); !countable) return fail(std::move(countable).error());
  const auto key = content_key(open);
  if (!key) return fail(key.error());
  if (open.tally && open.tally_key == *key) return CountedRound{open.counted, open.tally};
  auto tally = count_disclosed(open);
  if (!tally) return fail(std::move(tally).error());
  if (!open.releases.empty())
    tally = analysis::withhold(*tally, find_units(open, open.releases.back().withheld));
  open.tally = std::make_shared<const analysis::DisclosedTally>(*std::move(tally));
  open.tally_key = *key;
  return CountedRound{open.counted, open.tally};
}

Result<protocol::Release> BallotBoxes::release(std::string_view round, const ReleaseWishes& wishes) {
  const auto found = find(round);
  if (!found) return fail(found.error());
  OpenBox& open = **found;
  const std::lock_guard lock(open.counting_mutex);
  // The register did not hear of it: the box went first.
  if (wishes.number <= open.releases.size()) return open.releases[wishes.number - 1];
  const auto tally = count_disclosed(open);
  if (!tally) return fail(tally.error());
  auto withheld = withheld_units(open, wishes);
  if (!withheld) return fail(std::move(withheld).error());
  auto release = next_release(open, *tally, clock_());
  release.withheld = *std::move(withheld);
  release.reason = wishes.reason;
  const auto shown = analysis::withhold(*tally, find_units(open, release.withheld));
  const std::lock_guard nobody_decides(open.reviewing);
  const auto laid = open.releases.empty() ? lay_down_first(open, wishes, *tally, shown, release)
                                          : lay_down_later(open, wishes, shown, release);
  if (!laid) return fail(laid.error());
  open.releases.push_back(release);
  return release;
}

Result<std::vector<protocol::Release>> BallotBoxes::releases(std::string_view round) const {
  const auto found = find(round);
  if (!found) return fail(found.error());
  const std::lock_guard lock((*found)->counting_mutex);
  return (*found)->releases;
}

}  // namespace candor::server
