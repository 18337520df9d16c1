#include "server/verify/rows.h"

#include <algorithm>
#include <span>
#include <thread>

#include <fmt/format.h>

#include "analysis/comments/fold.h"
#include "forms/ballot.h"
#include "forms/codebook.h"
#include "server/protocol/codes.h"
#include "server/protocol/seal_lines.h"

namespace candor::server::verify {
namespace {

using protocol::BundleRow;
using protocol::CastKind;

constexpr std::size_t kNullifierBytes = 32;
constexpr std::size_t kRowsWorthAThread = 64;

/// Where a row belongs; `wrong`: why it does not.
struct Place {
  std::uint32_t unit = 0, category = 0;
  std::string_view wrong;
};

/// What all threads read.
struct Scene {
  CastKind kind;
  const FrozenRound& frozen;
  const Rights& rights;
  std::vector<forms::Codebook> codebooks;  ///< by unit; ballots only
};

/// One thread's share of the lines, and what it found.
struct Share {
  std::span<const std::string_view> lines;
  std::size_t first_line = 0;
  std::string entries;
  std::vector<std::vector<RowCounts>> counts;
  std::optional<analysis::Tallier> tallier;
  Check check{""};
};

Place place_by_credential(const Scene& scene, const BundleRow& row, ByteView entry) {
  const auto& proof = std::get<CredentialProof>(row.proof);
  const auto found = scene.frozen.keys.find(row.kid);
  if (found == scene.frozen.keys.end() || found->second.kind != scene.kind) {
    return {0, 0, "kid is of no key of this round for this"};
  }
  const CredentialKey& signer = found->second;
  const Bytes message =
      protocol::credential_message(scene.kind, scene.frozen.manifest.hash, row.kid, proof.point);
  if (!signer.key.verifies(protocol::prepared_message(proof.prefix, message), proof.signature)) {
    return {0, 0, "the credential was not signed by that key"};
  }
  const auto holder = protocol::P256PublicKey::from_point(proof.point);
  if (!holder) return {0, 0, "spki is no point of the curve"};
  if (!holder->verifies(protocol::cast_message(entry), proof.body_signature)) {
    return {0, 0, "the credential's holder did not sign this entry"};
  }
  return {signer.unit, signer.category, {}};
}

Place place_by_bearer(const Scene& scene, const BundleRow& row) {
  const bool is_ballot = scene.kind == CastKind::ballot;
  const auto unit = scene.frozen.find_unit(row.unit);
  const auto category =
      is_ballot ? scene.frozen.find_category(row.category) : std::optional<std::uint32_t>(0);
  if (!unit || !category) return {0, 0, "no such unit or category"};
  if (row.revision != 1) return {0, 0, "a ticket's answers have one revision"};
  if (scene.frozen.has_lists()) {
    const UnitRights& rights = scene.rights[*unit];
    const HashList& list = is_ballot ? rights.groups[*category].bearers : rights.comment_bearers;
    if (!list.contains(protocol::bearer_hash(std::get<Bytes32>(row.proof))))
      return {0, 0, "its ticket is in no list"};
  }
  return {*unit, *category, {}};
}

/// What is wrong with the body; empty: nothing, and a ballot was counted.
std::string read_body(const Scene& scene, const BundleRow& row, const Place& place, Share& share) {
  if (scene.kind == CastKind::comment) {
    const auto& round = scene.frozen.round;
    const auto texts = forms::parse_comment_body(round, round.units[place.unit], row.body);
    if (!texts) return texts.error().detail;
    share.counts[place.unit][place.category].texts += static_cast<std::uint64_t>(
        std::ranges::count_if(*texts, [](const auto& text) { return !analysis::is_blank(text.text); }));
    return {};
  }
  const auto answers = forms::parse_ballot_body(scene.codebooks[place.unit], row.body);
  if (!answers) return answers.error().detail;
  if (!share.tallier->add(place.unit, place.category, *answers)) return "its answers cannot be counted";
  return {};
}

std::string check_row(const Scene& scene, std::string_view line, Share& share) {
  const auto row = protocol::parse_row_line(scene.kind, line);
  if (!row) return row.error().detail;
  const Bytes entry = protocol::entry_of(scene.frozen.manifest.hash, *row);
  protocol::append_entry(share.entries, entry);
  const bool by_credential = protocol::is_by_credential(*row);
  const Place place = by_credential ? place_by_credential(scene, *row, entry) : place_by_bearer(scene, *row);
  if (!place.wrong.empty()) return std::string(place.wrong);
  std::string wrong = read_body(scene, *row, place, share);
  if (!wrong.empty()) return wrong;
  RowCounts& counts = share.counts[place.unit][place.category];
  ++(by_credential ? counts.by_credential : counts.by_bearer);
  return {};
}

std::string_view name_of_file(CastKind kind) {
  return kind == CastKind::ballot ? protocol::kBallotsName : protocol::kCommentsName;
}

void work(const Scene& scene, Share& share) {
  for (std::size_t i = 0; i < share.lines.size(); ++i) {
    const std::string wrong = check_row(scene, share.lines[i], share);
    if (wrong.empty()) continue;
    share.check.problem(
        fmt::format("{} line {}: {}", name_of_file(scene.kind), share.first_line + i + 1, wrong));
  }
}

std::vector<Share> share_out(const std::vector<std::string_view>& lines, const Scene& scene) {
  const std::size_t cores = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 64);
  const std::size_t count = std::clamp<std::size_t>(lines.size() / kRowsWorthAThread, 1, cores);
  std::optional<analysis::Tallier> first;
  if (scene.kind == CastKind::ballot) first.emplace(scene.frozen.round);
  std::vector<Share> shares(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t begin = lines.size() * i / count, end = lines.size() * (i + 1) / count;
    shares[i].lines = std::span(lines).subspan(begin, end - begin);
    shares[i].first_line = begin;
    shares[i].counts.assign(scene.frozen.parts.size(),
                            std::vector<RowCounts>(scene.frozen.round.categories.size()));
    if (first) shares[i].tallier = first->sibling();
  }
  return shares;
}

void work_on_all(const Scene& scene, std::vector<Share>& shares) {
  std::vector<std::jthread> threads;
  for (std::size_t i = 1; i < shares.size(); ++i) {
    threads.emplace_back([&scene, &share = shares[i]] { work(scene, share); });
  }
  work(scene, shares.front());
}

void add_counts(std::vector<std::vector<RowCounts>>& into, const std::vector<std::vector<RowCounts>>& from) {
  for (std::size_t u = 0; u < from.size(); ++u) {
    for (std::size_t c = 0; c < from[u].size(); ++c) {
      into[u][c].by_credential += from[u][c].by_credential;
      into[u][c].by_bearer += from[u][c].by_bearer;
      into[u][c].texts += from[u][c].texts;
    }
  }
}

CheckedRows gather(std::vector<Share> shares, Check& check) {
  CheckedRows rows{{}, {}, std::move(shares.front().counts), std::move(shares.front().tallier)};
  for (std::size_t i = 0; i < shares.size(); ++i) {
    rows.entries += shares[i].entries;
    check.add(shares[i].check);
    if (i == 0) continue;
    add_counts(rows.counts, shares[i].counts);
    if (rows.tallier) rows.tallier->merge(std::move(*shares[i].tallier));
  }
  rows.head = protocol::tree_head(rows.entries);
  return rows;
}

}  // namespace

void check_order(std::string_view entries, std::string_view file, Check& check) {
  for (std::size_t at = protocol::kEntryBytes; at + protocol::kEntryBytes <= entries.size();
       at += protocol::kEntryBytes) {
    const std::string_view before = entries.substr(at - protocol::kEntryBytes, kNullifierBytes);
    if (before < entries.substr(at, kNullifierBytes)) continue;
    check.problem(fmt::format("{}: N of row {} does not ascend, or stands twice", file,
                              at / protocol::kEntryBytes + 1));
  }
}

CheckedRows check_rows(CastKind kind, const ArchiveFiles& files, const FrozenRound& frozen,
                       const Rights& rights, Verified& verified) {
  const std::string name(protocol::name_of(kind));
  Check check(name + "s");
  const auto lines = protocol::split_lines(files.get(name_of_file(kind)));
  Scene scene{kind, frozen, rights, {}};
  if (kind == CastKind::ballot) {
    for (const forms::Unit& unit : frozen.round.units)
      scene.codebooks.push_back(forms::make_codebook(frozen.round, unit));
  }
  auto shares = share_out(lines, scene);
  work_on_all(scene, shares);
  CheckedRows rows = gather(std::move(shares), check);
  check_order(rows.entries, name_of_file(kind), check);
  verified.checks.push_back(
      check.line(fmt::format("{} {}s, each by right, unchanged and countable", lines.size(), name)));
  return rows;
}

}  // namespace candor::server::verify
