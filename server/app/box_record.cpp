// What others check a sealed round by: the scrutineers' bundle and the public record, made anew from the box
// each time they are asked for; the same bytes every time.
#include <algorithm>
#include <array>

#include "server/app/bundle_rows.h"
#include "server/app/open_box.h"
#include "server/protocol/hash.h"
#include "server/protocol/release_files.h"
#include "server/protocol/seal_files.h"
#include "server/protocol/zip_archive.h"

namespace candor::server {
namespace {

using protocol::NamedBytes;

bool is_of_release(std::string_view name) {
  return name.starts_with(protocol::kReleaseFolder);
}

bool is_stored_for_bundle(std::string_view name) {
  return name != protocol::kBallotEntriesName && name != protocol::kCommentEntriesName &&
         name != kPublicCountsName && !is_of_release(name);
}

bool is_part(std::string_view name) {
  return name.starts_with("parts/");
}

bool is_stored_for_record(std::string_view name) {
  constexpr std::array kNames{protocol::kManifestName,      protocol::kCoreName,
                              protocol::kAmendmentsName,    protocol::kSealName,
                              protocol::kSealSignatureName, protocol::kRulesName};
  return is_part(name) || std::ranges::find(kNames, name) != kNames.end();
}

template <class Wanted>
Result<std::vector<NamedBytes>> stored_files(const Box& box, Wanted wanted) {
  const auto names = box.list_files();
  if (!names) return fail(names.error());
  std::vector<NamedBytes> files;
  for (const auto& name : *names) {
    if (!wanted(name)) continue;
    auto bytes = box.get_file(name);
    if (!bytes) return fail(std::move(bytes).error());
    files.push_back({name, *std::move(bytes)});
  }
  return files;
}

/// After a purge the entries are all that is left of the rows.
Result<std::string> entries_of(const OpenBox& open, bool ballots) {
  const auto name = ballots ? protocol::kBallotEntriesName : protocol::kCommentEntriesName;
  if (auto kept = open.box->get_file(name); kept) return kept;
  const BundleRows rows(open);
  std::string entries;
  const auto add = [&](const auto& row) {
    protocol::append_entry(entries, protocol::entry_of(open.manifest_hash, rows.row_of(row)));
  };
  const auto scanned = ballots ? open.box->scan_ballot_rows(add) : open.box->scan_comment_rows(add);
  if (!scanned) return fail(scanned.error());
  return entries;
}

/// The release whose tally is shown: the first one that withheld what the last one does.
std::uint32_t shown_by(const std::vector<protocol::Release>& releases) {
  return std::ranges::find(releases, releases.back().withheld, &protocol::Release::withheld)->number;
}

/// tally.json and counts.json as the last release shows them.
Result<std::string> released_file(const OpenBox& open, std::string_view name) {
  const bool is_tally = name == protocol::kTallyName;
  if (!open.releases.empty() && !open.releases.back().withheld.empty()) {
    const auto number = shown_by(open.releases);
    return open.box->get_file(is_tally ? protocol::release_tally_name(number)
                                       : protocol::release_counts_name(number));
  }
  return open.box->get_file(is_tally ? protocol::kTallyName : kPublicCountsName);
}

std::string release_lines(const OpenBox& open) {
  std::string lines;
  for (const auto& release : open.releases) lines += protocol::release_line(release);
  return lines;
}

/// Whether a file of results is part of what the last release shows. What it withheld goes with the answers.
bool is_shown_still(const OpenBox& open, std::string_view name) {
  const bool is_first = name == protocol::kTallyName || name == kPublicCountsName;
  if (open.releases.empty()) return is_first;
  for (const auto& release : open.releases) {
    if (name == protocol::release_name(release.number)) return true;
  }
  const auto& last = open.releases.back();
  if (last.withheld.empty()) return is_first;
  const auto number = shown_by(open.releases);
  return name == protocol::release_tally_name(number) || name == protocol::release_counts_name(number);
}

Unexpected not_sealed() {
  return fail(ErrorKind::conflict, "this round is not sealed yet; there is nothing to check it by");
}

}  // namespace

Result<void> BallotBoxes::purge(std::string_view round, PurgeFacts& facts) {
  const auto found = find(round);
  if (!found) return fail(found.error());
  OpenBox& open = **found;
  const std::lock_guard counting(open.counting_mutex);
  auto ballot_entries = entries_of(open, true);
  auto comment_entries = entries_of(open, false);
  if (!ballot_entries) return fail(std::move(ballot_entries).error());
  if (!comment_entries) return fail(std::move(comment_entries).error());
  facts.ballots = ballot_entries->size() / protocol::kEntryBytes;
  facts.comments = comment_entries->size() / protocol::kEntryBytes;
  if (const auto seal = open.box->get_file(protocol::kSealName); seal)
    facts.seal = protocol::hex_of(protocol::Hash().text(*seal).finish());
  if (open.is_purged()) return {};  // a purge that was cut short before the register heard of it
  if (!open.box->is_sealed()) {
    if (auto ended = open.box->destroy_key(); !ended) return ended;
  }
  const auto names = open.box->list_files();
  if (!names) return fail(names.error());
  std::vector<std::string> gone;
  for (const auto& name : *names) {
    if (!is_stored_for_record(name) && !is_shown_still(open, name)) gone.push_back(name);
  }
  open.tally.reset();
  open.turnout.reset();
  return open.box->purge({{std::string(protocol::kBallotEntriesName), *std::move(ballot_entries)},
                          {std::string(protocol::kCommentEntriesName), *std::move(comment_entries)}},
                         gone);
}

Result<std::string> BallotBoxes::bundle(std::string_view round) const {
  const auto found = find(round);
  if (!found) return fail(found.error());
  const OpenBox& open = **found;
  if (!open.box->is_sealed()) return not_sealed();
  if (open.is_purged()) return fail(ErrorKind::expired, "the answers of this round were destroyed");
  auto files = stored_files(*open.box, is_stored_for_bundle);
  if (!files) return fail(std::move(files).error());
  const BundleRows rows(open);
  NamedBytes ballots{std::string(protocol::kBallotsName), {}};
  NamedBytes comments{std::string(protocol::kCommentsName), {}};
  const auto some = open.box->scan_ballot_rows(
      [&](const BallotRow& row) { ballots.bytes += protocol::ballot_line(rows.row_of(row)); });
  if (!some) return fail(some.error());
  const auto rest = open.box->scan_comment_rows(
      [&](const CommentRow& row) { comments.bytes += protocol::comment_line(rows.row_of(row)); });
  if (!rest) return fail(rest.error());
  files->push_back(std::move(ballots));
  files->push_back(std::move(comments));
  return protocol::make_zip(*files);
}

Result<std::string> BallotBoxes::record_file(std::string_view round, std::string_view name) const {
  const auto found = find(round);
  if (!found) return fail(found.error());
  const OpenBox& open = **found;
  if (!open.box->is_sealed()) return not_sealed();
  const bool released = open.status_now().state == forms::RoundState::released;
  if (name == protocol::kBallotEntriesName || name == protocol::kCommentEntriesName)
    return entries_of(open, name == protocol::kBallotEntriesName);
  const bool is_result = name == protocol::kTallyName || name == protocol::kCountsName;
  if ((is_result || name == protocol::kReleasesName) && !released)
    return fail(ErrorKind::conflict, "this round has not been released yet");
  const std::lock_guard lock(open.counting_mutex);
  if (is_result) return released_file(open, name);
  if (name == protocol::kReleasesName && !open.releases.empty()) return release_lines(open);
  if (is_stored_for_record(name)) return open.box->get_file(name);
  return fail(ErrorKind::not_found, "the public record has no such file");
}

Result<std::string> BallotBoxes::record(std::string_view round) const {
  const auto found = find(round);
  if (!found) return fail(found.error());
  const OpenBox& open = **found;
  if (!open.box->is_sealed()) return not_sealed();
  auto files = stored_files(*open.box, is_stored_for_record);
  if (!files) return fail(std::move(files).error());
  for (const auto name : {protocol::kBallotEntriesName, protocol::kCommentEntriesName, protocol::kTallyName,
                          protocol::kCountsName, protocol::kReleasesName}) {
    auto bytes = record_file(round, name);
    // Rounds of earlier versions were released without such lines.
    if (!bytes && name == protocol::kReleasesName && bytes.error().kind == ErrorKind::not_found) continue;
    if (!bytes) return bytes;
    files->push_back({std::string(name), *std::move(bytes)});
  }
  return protocol::make_zip(*files);
}

}  // namespace candor::server
