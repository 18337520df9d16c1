// Sealing on the box's side: what was cast is fixed by two trees and an index, signed with the box key, which
// is destroyed by the same act (docs/protocol.md, "Closing").
#include <map>

#include <fmt/format.h>

#include "analysis/disclose.h"
#include "forms/round_limits.h"
#include "server/app/bundle_rows.h"
#include "server/app/open_box.h"
#include "server/protocol/hash.h"
#include "server/protocol/seal_files.h"
#include "server/report/tally_json.h"
#include "server/verify/public_counts.h"

namespace candor::server {
namespace {

/// Everything of the bundle that is stored at sealing, and the hashes of all that it holds.
struct SealFiles {
  std::vector<CanonicalFile> stored;
  std::vector<protocol::FileHash> hashes;

  void add(std::string_view name, std::string bytes) {
    hashes.push_back(protocol::hash_of_file(name, bytes));
    stored.push_back({std::string(name), std::move(bytes)});
  }
};

/// What a scan of the rows gives: lines are hashed, never kept.
struct Scanned {
  protocol::TreeBuilder ballots, comments;
  Bytes32 ballots_hash{}, comments_hash{};
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> cast, cast_by_ticket;
  std::map<std::uint32_t, std::uint64_t> comments_of;
};

Result<Scanned> scan_rows(const OpenBox& open) {
  const BundleRows rows(open);
  const bool has_tickets = open.round->access != forms::AccessMode::open;
  Scanned scanned;
  protocol::Hash ballot_lines, comment_lines;
  const auto ballots = open.box->scan_ballot_rows([&](const BallotRow& ballot) {
    const auto row = rows.row_of(ballot);
    ballot_lines.text(protocol::ballot_line(row));
    scanned.ballots.add(protocol::entry_of(open.manifest_hash, row));
    ++scanned.cast[{ballot.unit, ballot.category}];
    if (has_tickets && !protocol::is_by_credential(row))
      ++scanned.cast_by_ticket[{ballot.unit, ballot.category}];
  });
  if (!ballots) return fail(ballots.error());
  const auto comments = open.box->scan_comment_rows([&](const CommentRow& comment) {
    const auto row = rows.row_of(comment);
    comment_lines.text(protocol::comment_line(row));
    scanned.comments.add(protocol::entry_of(open.manifest_hash, row));
    ++scanned.comments_of[comment.unit];
  });
  if (!comments) return fail(comments.error());
  scanned.ballots_hash = ballot_lines.finish();
  scanned.comments_hash = comment_lines.finish();
  return scanned;
}

std::string claims_text(const forms::Round& round, const RightsGiven& given) {
  std::vector<std::string> lines;
  for (const auto& code : given.claimed) {
    lines.push_back(
        protocol::claim_line(round.units[code.unit].id, round.categories[code.category].id, code.secret));
  }
  std::ranges::sort(lines);
  std::string text;
  for (const auto& line : lines) text += line;
  return text;
}

struct Counts {
  std::vector<protocol::GroupCounts> groups;
  std::vector<protocol::UnitCounts> units;
};

Counts count_rights(const OpenBox& open, const RightsGiven& given, Scanned& scanned) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, GroupRights> rights;
  for (const auto& group : given.groups) rights[{group.unit, group.category}] = group;
  Counts counts;
  for (std::uint32_t u = 0; u < open.round->units.size(); ++u) {
    const auto& unit = open.round->units[u].id;
    for (std::uint32_t c = 0; c < open.round->categories.size(); ++c) {
      const auto& right = rights[{u, c}];
      counts.groups.push_back({unit, open.round->categories[c].id, right.invitations, right.claimed,
                               right.exchanged, open.lists.count_ballots(u, c), scanned.cast[{u, c}],
                               scanned.cast_by_ticket[{u, c}]});
    }
    counts.units.push_back({unit, scanned.comments_of[u]});
  }
  return counts;
}

/// Counts both ways, as `candor tally` does from the same ballots; and what anybody may know of the counts.
Result<void> add_results(const OpenBox& open, const Counts& counts, SealFiles& files) {
  const auto raw = count_raw(open);
  if (!raw) return fail(raw.error());
  const auto disclosed = analysis::disclose(*raw);
  files.add(protocol::kCountsName, protocol::counts_json(counts.groups, counts.units));
  files.add(protocol::kTallyName, report::encode_tally_json(disclosed));
  files.add(protocol::kFullTallyName, report::encode_full_tally_json(analysis::list_in_full(*raw)));
  files.stored.push_back(
      {std::string(kPublicCountsName),
       verify::public_counts_json(counts.groups, counts.units, verify::shown_units(disclosed))});
  return {};
}

Result<void> add_frozen(const OpenBox& open, SealFiles& files) {
  const auto names = open.box->list_files();
  if (!names) return fail(names.error());
  for (const auto& name : *names) {
    const auto bytes = open.box->get_file(name);
    if (!bytes) return fail(bytes.error());
    files.hashes.push_back(protocol::hash_of_file(name, *bytes));
  }
  return {};
}

Result<SealFiles> make_seal(const OpenBox& open, const RightsGiven& given) {
  SealFiles files;
  if (auto added = add_frozen(open, files); !added) return fail(std::move(added).error());
  if (open.counted != open.round)
    files.add(protocol::kRulesName, protocol::rules_json(open.counted->rules.min_cell));
  auto scanned = scan_rows(open);
  if (!scanned) return fail(std::move(scanned).error());
  if (!given.amendments.empty()) files.add(protocol::kAmendmentsName, given.amendments);
  if (open.round->access == forms::AccessMode::credential)
    files.add(protocol::kClaimsName, claims_text(*open.round, given));
  files.hashes.push_back({std::string(protocol::kBallotsName), scanned->ballots_hash});
  files.hashes.push_back({std::string(protocol::kCommentsName), scanned->comments_hash});
  if (auto added = add_results(open, count_rights(open, given, *scanned), files); !added)
    return fail(std::move(added).error());
  const std::string index = protocol::index_json(protocol::random32(), files.hashes);
  const Bytes32 index_hash = protocol::Hash().text(index).finish();
  const std::string seal =
      protocol::seal_json(open.manifest_hash, scanned->ballots.head(), scanned->comments.head(), index_hash);
  const auto signature = open.box_key->sign(protocol::seal_message(seal));
  if (!signature) return fail(signature.error());
  files.stored.push_back({std::string(protocol::kIndexName), index});
  files.stored.push_back({std::string(protocol::kSealName), seal});
  files.stored.push_back(
      {std::string(protocol::kSealSignatureName), std::string(signature->begin(), signature->end())});
  return files;
}

Result<void> raise_min_cell(OpenBox& open, std::optional<int> min_cell) {
  const int frozen = open.round->rules.min_cell;
  if (!min_cell || *min_cell == frozen) return {};
  const auto rules = protocol::raised_rules(open.round->rules, protocol::rules_json(*min_cell));
  if (!rules) {
    return fail(ErrorKind::invalid,
                say({"the smallest group was announced as {0}; it may be raised to at most {1}, not lowered",
                     "最小公布人数已公告为{0}，只能提高，不能降低，最高为{1}"},
                    frozen, forms::kMaxMinCell));
  }
  auto round = std::make_shared<forms::Round>(*open.round);
  round->rules = *rules;
  open.counted = std::move(round);
  return {};
}

}  // namespace

Result<void> BallotBoxes::seal(std::string_view round, const RightsGiven& given,
                               std::optional<int> min_cell) {
  const auto found = find(round);
  if (!found) return fail(found.error());
  OpenBox& open = **found;
  const std::lock_guard counting(open.counting_mutex);
  if (open.box->is_sealed()) return {};
  if (!open.box_key)
    return fail(ErrorKind::conflict, "the key file of this round is missing; put it back, then seal");
  if (auto raised = raise_min_cell(open, min_cell); !raised) return raised;
  const auto files = make_seal(open, given);
  const auto sealed = files ? open.box->seal(files->stored) : Result<void>(fail(files.error()));
  if (!sealed) {
    open.counted = open.round;
    return sealed;
  }
  // Nobody casts into a closed round, so no receipt is being signed: the key can go.
  open.box_key.reset();
  return {};
}

bool BallotBoxes::is_sealed(std::string_view round) const {
  const auto found = find(round);
  return found && (*found)->box->is_sealed();
}

Result<void> BallotBoxes::destroy_key(std::string_view round) {
  const auto found = find(round);
  if (!found) return fail(found.error());
  OpenBox& open = **found;
  const std::unique_lock none_under_way(open.casting);
  if (auto destroyed = open.box->destroy_key(); !destroyed) return destroyed;
  open.box_key.reset();
  return {};
}

Result<RoundStatus> BallotBoxes::status(std::string_view round) const {
  const auto found = find(round);
  if (!found) return fail(found.error());
  return (*found)->status_now();
}

Result<std::string> BallotBoxes::sign_amendment(std::string_view round, const Amendment& amendment,
                                                std::uint32_t number, std::string_view previous_line) const {
  const auto found = find(round);
  if (!found) return fail(found.error());
  const OpenBox& open = **found;
  if (!open.box_key)
    return fail(ErrorKind::conflict, "the key file of this round is missing: nothing can be signed");
  protocol::Amendment line;
  line.number = number;
  line.part = amendment.unit + 1;
  line.category = open.round->categories[amendment.category].id;
  line.add = amendment.add;
  line.remove = amendment.remove;
  std::ranges::sort(line.add);
  std::ranges::sort(line.remove);
  const auto signature = open.box_key->sign(protocol::amendment_message(
      open.manifest_hash, number, previous_line, protocol::amendment_unsigned_json(line)));
  if (!signature) return fail(signature.error());
  line.signature = *signature;
  return protocol::amendment_line(line);
}

}  // namespace candor::server
